"""What an organiser does right after the parts of an album, and a store that is away by then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram.methods import CopyMessages
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import StoreUnavailable
from domain.ids import UserId
from handlers.states import ComposingAnnouncement
from sandbox.client import UserClient
from tests.handlers.announcements.composing import PNG
from tests.handlers.conftest import ORGANISER, Stage

pytestmark = pytest.mark.usefixtures("on_threads")

TURNS = 50
"""Of the loop: whatever need not wait for a copy has gone its way by then."""


async def pictures(stage: Stage, organiser: UserClient) -> None:
    """Two that are forwarded one by one."""
    [friend] = await stage.audience(1)
    for name in ("1.png", "2.png"):
        await friend.upload(name, PNG, kind="photo")
    sent = [one for one in stage.world.chat(friend.id).messages.values() if one.get("photo")]
    for one in sent:
        await organiser.forward(friend.id, one["message_id"])


async def drafts(stage: Stage) -> list[int]:
    """How many messages each consists of."""
    async with stage.app.store.read() as tx:
        found = await tx.announcements.drafts_of(UserId(ORGANISER), 9)
    return [len(one.post.message_ids) for one in found]


async def awaited(stage: Stage, person: UserClient) -> str | None:
    fsm = stage.app.dispatcher.fsm
    return await fsm.get_context(stage.app.bot, person.id, person.id).get_state()


@pytest.fixture
def cut(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """The next so many writes fail as when the connection is cut."""
    left = 0
    write = stage.app.database.write

    @asynccontextmanager
    async def failing(*given: Any, **named: Any) -> AsyncIterator[AsyncConnection]:
        nonlocal left
        if left:
            left -= 1
            raise StoreUnavailable
        async with write(*given, **named) as connection:
            yield connection

    def plan(times: int) -> None:
        nonlocal left
        left = times

    monkeypatch.setattr(stage.app.database, "write", failing)
    return plan


@pytest.fixture
def gate(stage: Stage) -> asyncio.Event:
    """Copies of albums are made once it is set."""
    opened = asyncio.Event()

    async def hold(make_request: Any, bot: Any, method: Any) -> Any:
        if isinstance(method, CopyMessages):
            await opened.wait()
        return await make_request(bot, method)

    stage.session.middleware(hold)
    return opened


@pytest.mark.parametrize(
    ("then", "state", "answer"),
    [
        ("/broadcast", ComposingAnnouncement.post.state, "Новое объявление"),
        ("сварщик", None, "🔎 Ищу: Сварщик"),
    ],
)
async def test_what_follows_pictures_comes_after_them(
    stage: Stage, gate: asyncio.Event, then: str, state: str | None, answer: str
) -> None:
    """As where the bot was away for a minute, and gets all that was sent in one answer."""
    organiser = await stage.organiser()
    await organiser.send("/broadcast")
    await pictures(stage, organiser)
    following = asyncio.create_task(organiser.send(then))
    for _ in range(TURNS):
        await asyncio.sleep(0)
    gate.set()
    await following
    if others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others, timeout=5)

    assert await drafts(stage) == [2]
    assert await awaited(stage, organiser) == state
    assert organiser.last.text.startswith(answer)


async def test_album_is_taken_once_the_store_is_back(
    stage: Stage, gate: asyncio.Event, cut: Callable[[int], None]
) -> None:
    organiser = await stage.organiser()
    await organiser.send("/broadcast")
    await organiser.album([("1.png", PNG, "photo"), ("2.png", PNG, "photo")])
    cut(4)
    gate.set()
    await stage.settled()

    assert await drafts(stage) == [2]
    assert organiser.last.text.startswith("Объявление — черновик")
    assert stage.clock.slept[-4:] == [0.5, 1.0, 2.0, 4.0]


async def test_album_that_no_store_takes_is_told_of(
    stage: Stage, gate: asyncio.Event, cut: Callable[[int], None]
) -> None:
    organiser = await stage.organiser()
    await organiser.send("/broadcast")
    await organiser.album([("1.png", PNG, "photo"), ("2.png", PNG, "photo")])
    cut(1_000)
    gate.set()
    await stage.settled()
    cut(0)

    assert organiser.last.text.startswith("Что-то сломалось на нашей стороне")
    assert await awaited(stage, organiser) == ComposingAnnouncement.post.state
