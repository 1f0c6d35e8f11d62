"""Questions to speakers: what each reader sees, in which order, and how often one may vote."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from db.engine import Database
from db.unit_of_work import Store, Transaction
from domain.ids import ChatId, EventId, QuestionId, SessionId, UserId
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.outgoing import Outgoing
from domain.programme.messages import QuestionNotice, RegistrationNotice
from domain.programme.questions import QuestionState
from tests.clocks import START
from tests.people import add_people
from tests.programmes import SESSION, add_sessions, session_at

A = SESSION.id
ASKED, SHOWN = QuestionState.ASKED, QuestionState.SHOWN
HIDDEN, ANSWERED = QuestionState.HIDDEN, QuestionState.ANSWERED


@pytest.fixture
async def hall(store: Store, database: Database) -> Store:
    """A session `a`, a session `b`, and people 1-4, the first with a whole name."""
    await add_people(database, [{"id": n, "first_name": f"N{n}"} for n in (2, 3, 4)])
    await add_people(database, [{"id": 1, "first_name": "Анна", "last_name": "К."}])
    await add_sessions(store, SESSION, session_at(START + timedelta(days=3), "b"))
    return store


async def asked(
    tx: Transaction, text: str, state: QuestionState = SHOWN, *, by: int = 1, at: SessionId = A
) -> QuestionId:
    new = await tx.questions.add(UserId(by), at, text, START)
    if state is not ASKED:
        await tx.questions.change(new, state, ASKED)
    return new


async def test_page_has_the_most_wanted_first_and_the_answered_last(hall: Store) -> None:
    async with hall.write() as tx:
        first = await asked(tx, "первый")
        second = await asked(tx, "второй", by=2)
        answered = await asked(tx, "отвечен", ANSWERED)
        await asked(tx, "ждёт", ASKED)
        await asked(tx, "скрыт", HIDDEN)
        await asked(tx, "в другом зале", at=SessionId("b"))
        for voter, question in ((1, second), (3, second), (3, first), (4, answered)):
            await tx.questions.vote(question, UserId(voter), wanted=True)
        await tx.questions.vote(answered, UserId(3), wanted=True)
        await tx.questions.vote(answered, UserId(1), wanted=True)
    async with hall.read() as tx:
        page = await tx.questions.page(A, (SHOWN, ANSWERED), UserId(3), 0, 9)
        rest = await tx.questions.page(A, (SHOWN, ANSWERED), UserId(3), 1, 1)
        mine = await tx.questions.own(A, UserId(1))
        counts = await tx.questions.counts(A)
        of_event = await tx.questions.counts_of_event(EventId("expert"))

    assert [(one.text, one.votes, one.is_voted, one.is_own) for one in page] == [
        ("второй", 2, True, False),
        ("первый", 1, True, False),
        ("отвечен", 3, True, False),
    ]
    assert (page[1].asker, [one.text for one in rest]) == ("Анна К.", ["первый"])
    assert [one.text for one in mine] == ["первый", "отвечен", "ждёт", "скрыт"]
    assert counts == {SHOWN: 2, ANSWERED: 1, ASKED: 1, HIDDEN: 1}
    assert of_event == {A: counts, SessionId("b"): Counter({SHOWN: 1})}


async def test_vote_counts_once_a_person_and_goes_back_once(hall: Store) -> None:
    async with hall.write() as tx:
        question = await asked(tx, "первый")
        votes = []
        for wanted in (True, True, False, False):
            await tx.questions.vote(question, UserId(2), wanted=wanted)
            found = await tx.questions.find(question, UserId(2))
            assert found is not None
            votes.append((found.votes, found.is_voted))

    assert votes == [(1, True), (1, True), (0, False), (0, False)]


async def test_state_changes_only_from_what_is_expected(hall: Store) -> None:
    async with hall.write() as tx:
        question = await asked(tx, "первый", ASKED)
        changes = [
            await tx.questions.change(question, ANSWERED, SHOWN),
            await tx.questions.change(question, SHOWN, ASKED),
            await tx.questions.change(question, SHOWN, ASKED),
            await tx.questions.change(QuestionId(99), SHOWN, ASKED),
        ]

    assert changes == [False, True, False, False]


async def test_person_who_erases_themselves_leaves_questions_without_a_name_and_no_votes(
    hall: Store,
) -> None:
    async with hall.write() as tx:
        question = await asked(tx, "первый")
        await tx.questions.vote(question, UserId(1), wanted=True)
        await tx.questions.vote(question, UserId(2), wanted=True)
        exported = await tx.questions.asked_by(UserId(1)), await tx.questions.votes_of(UserId(1))
        await tx.users.delete(UserId(1))
    async with hall.read() as tx:
        found = await tx.questions.find(question, UserId(1))

    assert ([one.text for one in exported[0]], exported[1]) == (["первый"], [(A, "первый")])
    assert found is not None
    assert (found.asker, found.votes, found.is_own, found.is_voted) == ("", 1, False, False)


async def test_notice_that_waits_is_found_and_the_oldest_question_too(hall: Store) -> None:
    async with hall.write() as tx:
        nothing = await tx.questions.oldest_waiting(A)
        await asked(tx, "показан")
        waiting = await asked(tx, "ждёт", ASKED)
        await asked(tx, "ждёт тоже", ASKED)
        messages: list[tuple[int, str, Outgoing]] = [
            (900, "q:a:1:0:900", QuestionNotice(session=A)),
            (901, "q:b:1:0:901", QuestionNotice(session=SessionId("b"))),
            (902, "q:a:1:0:902", RegistrationNotice(session=A)),
        ]
        for organiser, key, told in messages:
            message = NewMessage(
                dedupe_key=key,
                chat_id=ChatId(organiser),
                message=told,
                priority=Priority.NOTICE,
                not_before=START,
            )
            await tx.outbox.add([message], START)
        expecting = await tx.questions.expecting_notice(A, map(UserId, (900, 901, 902, 903)))
        oldest = await tx.questions.oldest_waiting(A)

    assert (nothing, oldest, expecting) == (None, (waiting, START), {900})
