"""Questions to speakers: who may ask when, how much, and how often organisers hear of it."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import audit, outbox
from db.unit_of_work import Store
from domain.errors import AlreadyHandled, Forbidden, NotFound, UserError
from domain.ids import QuestionId, SessionId, UpdateId, UserId
from domain.people.users import Actor, Language
from domain.programme.questions import QuestionState
from services.people.organisers import Organisers
from services.programme.questions import (
    MOST_OF_ONE,
    QUESTION_UNITS,
    QUESTIONS_ON_PAGE,
    Questions,
)
from tests.clocks import START, Bell, ManualClock
from tests.people import add_people
from tests.programmes import add_sessions, session_at
from tests.stores import ready

A = SessionId("a")
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
BEGINS = START + HOUR
OWNER, HELPER = UserId(900), UserId(901)
ASKED, SHOWN = QuestionState.ASKED, QuestionState.SHOWN
HIDDEN, ANSWERED = QuestionState.HIDDEN, QuestionState.ANSWERED


@dataclass(slots=True)
class Hall:
    database: Database
    clock: ManualClock = field(default_factory=ManualClock)
    bell: Bell = field(default_factory=Bell)
    updates: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def store(self) -> Store:
        return Store(self.database, alarm=self.bell)

    @property
    def questions(self) -> Questions:
        owners = frozenset({OWNER})
        organisers = Organisers(store=self.store, clock=self.clock, owners=owners)
        return Questions(store=self.store, clock=self.clock, organisers=organisers)

    def actor(self, number: int = 1) -> Actor:
        return Actor(
            id=UserId(number),
            name=f"N{number}",
            language=Language.RU,
            zone=ZoneInfo("Europe/Moscow"),
            home=None,
            is_owner=number == OWNER,
            update_id=UpdateId(next(self.updates)),
        )

    async def ask(self, text: str = "Почему?", person: int = 1) -> QuestionId:
        await self.questions.ask(self.actor(person), A, text)
        async with self.store.read() as tx:
            return (await tx.questions.own(A, UserId(person)))[-1].id

    async def judge(self, question: QuestionId, state: QuestionState) -> None:
        await self.questions.moderate(self.actor(OWNER), question, state)

    async def notices(self) -> list[tuple[int, datetime]]:
        query = sa.select(outbox.c.chat_id, outbox.c.not_before).order_by(outbox.c.id)
        async with self.database.read() as connection:
            return [(row.chat_id, row.not_before) for row in await connection.execute(query)]

    async def notices_leave(self) -> None:
        """All that wait are sent."""
        async with self.database.write() as connection:
            await connection.execute(
                sa.update(outbox).values(
                    state="sent", message_id=1, settled_at=self.clock.now(), lease_until=None
                )
            )


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with ready(tmp_path, at_once=True) as database:
        hall = Hall(database)
        await add_people(database, [{"id": n} for n in range(1, 40)])
        await add_sessions(
            hall.store, session_at(BEGINS), session_at(BEGINS, "off", is_cancelled=True)
        )
        yield hall


# -- asking


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (BEGINS - 24 * HOUR - SECOND, False),
        (BEGINS - 24 * HOUR, True),
        (BEGINS + 7 * HOUR - SECOND, True),
        (BEGINS + 7 * HOUR, False),
    ],
)
async def test_questions_are_taken_from_a_day_before_until_hours_after(
    hall: Hall, at: datetime, is_open: bool
) -> None:
    hall.clock.jump(seconds=(at - START).total_seconds())
    if is_open:
        assert await hall.ask()
        return
    with pytest.raises(UserError, match="question-closed"):
        await hall.ask()


@pytest.mark.parametrize(("session", "error"), [("off", "question-closed"), ("x", "programme-s")])
async def test_session_that_does_not_take_place_takes_none(
    hall: Hall, session: str, error: str
) -> None:
    with pytest.raises(UserError, match=error):
        await hall.questions.open(hall.actor(), SessionId(session))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" \n ", "question-empty"),
        ("\u200b\u2060\x07", "question-empty"),
        ("😀" * (QUESTION_UNITS // 2) + "?", "question-too-long"),
        ("😀" * (QUESTION_UNITS // 2), None),
        ("  Как\n\nдела?  ", None),
    ],
)
async def test_text_is_one_line_of_so_many_units(hall: Hall, text: str, key: str | None) -> None:
    if key is None:
        await hall.ask(text)
    else:
        with pytest.raises(UserError, match=key):
            await hall.ask(text)
    page = await hall.questions.page(hall.actor(), A, 0)

    assert [one.text for one in page.own] == ([] if key else [" ".join(text.split())])


async def test_one_person_asks_five_questions_and_three_wait_at_most(hall: Hall) -> None:
    asked = [await hall.ask(f"{n}?") for n in range(3)]
    with pytest.raises(UserError, match="question-too-many-waiting"):
        await hall.ask()
    await hall.judge(asked[0], SHOWN)
    await hall.judge(asked[1], HIDDEN)
    asked += [await hall.ask(f"{n}?") for n in (3, 4)]
    for one in asked[2:]:
        await hall.judge(one, SHOWN)
    with pytest.raises(UserError, match=r"question-too-many$"):
        await hall.ask()

    assert len(asked) == MOST_OF_ONE
    assert await hall.ask("От другого?", person=2)


async def test_update_delivered_twice_asks_once(hall: Hall) -> None:
    actor = hall.actor()
    await hall.questions.ask(actor, A, "Почему?")
    with pytest.raises(AlreadyHandled):
        await hall.questions.ask(actor, A, "Почему?")

    assert len((await hall.questions.page(actor, A, 0)).own) == 1


# -- organisers hear of it


@pytest.mark.slow
async def test_storm_of_questions_is_one_notice_for_each_organiser(hall: Hall) -> None:
    async with hall.store.write() as tx:
        await tx.organisers.add(HELPER, "Помощник", OWNER, START)
    for person in range(1, 31):
        await hall.ask(person=person)
        hall.clock.advance(seconds=1)

    assert await hall.notices() == [(OWNER, START + MINUTE), (HELPER, START + MINUTE)]
    assert (hall.bell.rung, set(hall.bell.set_to)) == (0, {START + MINUTE})


@pytest.mark.slow
async def test_while_nobody_looks_another_notice_comes_in_ten_minutes_at_the_soonest(
    hall: Hall,
) -> None:
    for person in range(1, 25):
        await hall.ask(person=person)
        hall.clock.advance(minutes=1)
        await hall.notices_leave()
    times = [(leaves_at - START) // MINUTE for _, leaves_at in await hall.notices()]

    assert times == [1, 11, 21]


async def test_once_all_are_looked_at_the_next_question_is_told_at_once(hall: Hall) -> None:
    await hall.judge(await hall.ask(), SHOWN)
    await hall.notices_leave()
    hall.clock.advance(minutes=2)
    await hall.ask()

    assert len(await hall.notices()) == 2


# -- moderation


async def test_organisers_alone_moderate_and_each_decision_is_logged(hall: Hall) -> None:
    question = await hall.ask()
    for act in (
        hall.questions.moderate(hall.actor(1), question, SHOWN),
        hall.questions.for_moderation(hall.actor(1), A, 0, waiting=True),
    ):
        with pytest.raises(Forbidden):
            await act
    for state in (SHOWN, SHOWN, ANSWERED):
        await hall.judge(question, state)
    with pytest.raises(UserError, match="question-changed-meanwhile"):
        await hall.judge(question, HIDDEN)
    with pytest.raises(NotFound, match="question-gone"):
        await hall.judge(QuestionId(99), SHOWN)
    async with hall.database.read() as connection:
        logged = list((await connection.execute(sa.select(audit.c.action))).scalars())

    assert logged == ["question-shown", "question-answered"]


async def test_list_shows_what_organisers_showed_and_pages_stay_within_bounds(hall: Hall) -> None:
    asked = [await hall.ask(f"{n}?", person=n) for n in range(1, QUESTIONS_ON_PAGE + 3)]
    hidden, waiting, *shown = asked
    await hall.judge(hidden, HIDDEN)
    for one in shown:
        await hall.judge(one, SHOWN)
    last = await hall.questions.page(hall.actor(1), A, 99)
    to_judge = await hall.questions.for_moderation(hall.actor(OWNER), A, -5, waiting=True)

    assert (last.page, last.total, len(last.questions)) == (
        0,
        QUESTIONS_ON_PAGE,
        QUESTIONS_ON_PAGE,
    )
    assert [one.state for one in last.own] == [HIDDEN]
    assert [one.id for one in to_judge.questions] == [waiting]


@pytest.mark.parametrize(
    ("state", "key"),
    [(None, "question-gone"), (HIDDEN, "question-gone"), (ANSWERED, "question-answered")],
)
async def test_vote_for_what_is_not_in_the_list_is_refused(
    hall: Hall, state: QuestionState | None, key: str
) -> None:
    question = await hall.ask()
    if state is ANSWERED:
        await hall.judge(question, SHOWN)
    if state is not None:
        await hall.judge(question, state)
    with pytest.raises(UserError, match=key):
        await hall.questions.vote(hall.actor(2), question, wanted=True)
