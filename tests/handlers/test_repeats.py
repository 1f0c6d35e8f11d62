"""Updates that come again: after the process died, and while the store was away."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app import App, build_app
from domain.errors import StoreUnavailable
from domain.ids import SessionId, UserId
from sandbox.chats import Json
from sandbox.client import UserClient
from tests.handlers.conftest import Stage

REPEATED = "Это уже сделано."


class Lives:
    """What the stage's updates were, and a way to deliver them to a new life of the process."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.seen: list[Json] = []

    async def deliver(self, update: Json) -> None:
        self.seen.append(update)
        await self.stage.deliver(update)

    def person(self, name: str = "Мария") -> UserClient:
        person = self.stage.person(name)
        return UserClient(self.stage.world, person.id, self.deliver)

    async def again(self, *updates: Json) -> None:
        """A process that has died is built anew on the same store."""
        stage = self.stage
        app = build_app(stage.app.settings, session=stage.session, clock=stage.clock)
        app.dispatcher["bot_username"] = "profkompas_bot"
        for update in updates:
            stage.clock.advance(seconds=1)
            await app.dispatcher.feed_raw_update(app.bot, update, may_be_repeated=True)
        await app.database.close()


@pytest.fixture
def lives(stage: Stage) -> Lives:
    return Lives(stage)


async def going(app: App, session_id: str) -> tuple[int, int]:
    async with app.store.read() as tx:
        counts = await tx.registrations.counts([SessionId(session_id)])
    return counts.get(SessionId(session_id), (0, 0))


async def test_join_that_comes_again_shows_how_it_is_and_changes_nothing(
    stage: Stage, lives: Lives
) -> None:
    """Left meanwhile: the old tap must not bring the person back."""
    await stage.programme({"s": ("", [])})
    person = lives.person()
    await person.send("/start session_s")
    await person.click("Участвую")
    join = lives.seen[-1]
    joined = await going(stage.app, "s")
    await person.click("Не пойду")
    leave = lives.seen[-1]
    await lives.again(join)
    after_join = await going(stage.app, "s")
    await lives.again(leave)

    assert (joined, after_join, await going(stage.app, "s")) == ((1, 0), (0, 0), (0, 0))
    assert "Участвую" in person.last.buttons


async def test_text_of_a_form_that_comes_again_is_not_read_as_the_next_answer(
    stage: Stage, lives: Lives
) -> None:
    person = lives.person()
    await person.send("/settings")
    await person.click("👤 Моя анкета")
    await person.click("Заполнить")
    await person.send("Мария Ли")
    name = lives.seen[-1]
    await lives.again(name)
    told = person.last
    await person.send("Саранск")

    async with stage.app.store.read() as tx:
        found = await tx.participants.find(UserId(person.id))
    assert found is not None
    assert (told.text, found.name, found.region) == (REPEATED, "Мария Ли", "")
    assert "🧭 Кластеры рядом" in person.keyboard[0]


async def test_text_without_an_effect_that_comes_again_is_answered_as_ever(lives: Lives) -> None:
    person = lives.person()
    await person.send("Саранск")
    first = person.last.text
    await lives.again(lives.seen[-1])

    assert person.last.text == first


async def test_update_delivered_twice_in_one_life_is_answered_once(
    stage: Stage, lives: Lives
) -> None:
    person = lives.person()
    await person.send("/help")
    answers = len(person.inbox)
    await stage.deliver(lives.seen[-1])

    assert len(person.inbox) == answers


# -- a store that is away


Outage = Callable[[int], None]


@pytest.fixture
def outage(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Outage:
    """The next so many writes fail as when the connection is cut."""
    left = 0
    write = stage.app.database.write

    @asynccontextmanager
    async def cut(*given: Any, **named: Any) -> AsyncIterator[AsyncConnection]:
        nonlocal left
        if left:
            left -= 1
            raise StoreUnavailable
        async with write(*given, **named) as connection:
            yield connection

    def plan(times: int) -> None:
        nonlocal left
        left = times

    monkeypatch.setattr(stage.app.database, "write", cut)
    return plan


async def test_update_is_handled_again_until_the_store_is_back(
    stage: Stage, student: UserClient, outage: Outage
) -> None:
    await stage.programme({"s": ("", [])})
    await student.send("/start session_s")
    outage(5)
    await student.click("Участвую")

    assert await going(stage.app, "s") == (1, 0)
    assert student.toast == "Вы участвуете. Напомню за день, за час и за 10 минут."
    assert stage.clock.slept[-5:] == [0.5, 1.0, 2.0, 4.0, 8.0]


async def test_store_that_stays_away_is_apologised_for_after_a_minute(
    stage: Stage, student: UserClient, outage: Outage
) -> None:
    await stage.programme({"s": ("", [])})
    await student.send("/start session_s")
    outage(1_000)
    await student.click("Участвую")
    outage(0)

    assert sum(stage.clock.slept) == 60.0
    assert student.last.text.startswith("Что-то сломалось на нашей стороне")
    assert await going(stage.app, "s") == (0, 0)
