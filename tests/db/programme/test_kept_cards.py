"""Cards and schedules kept between reads are those that the store would give."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.unit_of_work import Store, Transaction
from domain.ids import SessionId, UserId
from domain.people.users import Profile
from domain.programme.materials import NewMaterial
from domain.programme.questions import QuestionState
from tests.clocks import START
from tests.programmes import EVENT, add_sessions, register, session_at
from tests.stores import ready

Change = Callable[[Transaction], Awaitable[object]]

READER, OTHER = UserId(1), UserId(2)
PLENARY = session_at(START + timedelta(hours=3))
BESIDE = session_at(START + timedelta(hours=3, minutes=30), "b")
MOVED = replace(BESIDE, starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=2))
A, B = PLENARY.id, BESIDE.id


async def enter(tx: Transaction, person: UserId, session: SessionId, *, waits: bool) -> None:
    await tx.registrations.register(person, session, START, is_waiting=waits)


async def ask(tx: Transaction) -> None:
    question = await tx.questions.add(OTHER, A, "Когда перерыв?", START)
    await tx.questions.change(question, QuestionState.SHOWN, QuestionState.ASKED)


async def close(tx: Transaction, code: str | None) -> None:
    await tx.admissions.set_code([A], code)


CHANGES: dict[str, Change] = {
    "the reader goes": lambda tx: enter(tx, READER, A, waits=False),
    "another one waits": lambda tx: tx.registrations.register_all([(OTHER, A, True)], START),
    "who waits gets in": lambda tx: tx.registrations.promote(A, [OTHER]),
    "the reader goes elsewhere too": lambda tx: enter(tx, READER, B, waits=True),
    "that one is cancelled": lambda tx: tx.programme.save_sessions(
        [replace(BESIDE, is_cancelled=True)]
    ),
    "and held again": lambda tx: tx.programme.save_sessions([BESIDE]),
    "and moved": lambda tx: tx.programme.save_sessions([MOVED]),
    "a question is shown": ask,
    "a file is there": lambda tx: tx.materials.add(
        A, NewMaterial(title="Слайды", url="https://example.org"), OTHER, START
    ),
    "the event moves": lambda tx: tx.programme.save_event(replace(EVENT, venue="Манеж")),
    "it is closed": lambda tx: close(tx, "code"),
    "the reader has the code": lambda tx: tx.admissions.admit(READER, "code", START),
    "it is open again": lambda tx: close(tx, None),
    "the reader leaves": lambda tx: tx.registrations.leave(READER, A),
    "the other one is erased": lambda tx: tx.users.delete(OTHER),
    "the reader begins anew": lambda tx: tx.users.delete_but_seats(READER, START),
    "the reader is erased": lambda tx: tx.users.delete(READER),
}
UNSEEN = {"the reader has the code", "the reader begins anew"}
"""Who is in already needs no code, and keeps the seats."""


async def furnish(store: Store) -> None:
    await add_sessions(store, PLENARY, BESIDE)
    async with store.write() as tx:
        for person in (READER, OTHER):
            await tx.users.save_profile(Profile(id=person, first_name="Анна"), START)


async def test_every_change_here_is_seen_at_once(tmp_path: Path) -> None:
    """Each changes what somebody is shown; and nothing else comes of what is kept."""
    async with ready(tmp_path) as database:
        kept, read = Store(database, remembers=True), Store(database)
        await furnish(kept)
        seen = await shown(kept, START)
        for name, change in CHANGES.items():
            async with kept.write() as tx:
                await change(tx)
            now = await shown(kept, START)

            assert (name, now) == (name, await shown(read, START))
            assert name in UNSEEN or now != seen
            seen = now


async def shown(store: Store, now: datetime) -> list[object]:
    found: list[object] = []
    for person in (READER, OTHER):
        found += [await store.programmes.card(person, one, now) for one in (A, B)]
        found.append(await store.programmes.schedule(person, now))
    return found


async def test_change_that_is_not_committed_is_not_seen(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)
        await furnish(store)

        async def fail_after_entering() -> None:
            async with store.write() as tx:
                await enter(tx, READER, A, waits=False)
                await shown(store, START)
                raise RuntimeError

        before = await shown(store, START)
        with pytest.raises(RuntimeError):
            await fail_after_entering()

        assert await shown(store, START) == before


async def test_session_moved_by_another_process_is_seen_a_second_later(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store, importing = Store(database, remembers=True), Store(database)
        await furnish(store)
        await register(store, READER, session="b")
        before = await shown(store, START)
        async with importing.write() as tx:
            await tx.programme.save_sessions([replace(MOVED, sequence=1)])

        assert await shown(store, START + timedelta(seconds=0.5)) == before
        later = START + timedelta(seconds=1)
        assert await shown(store, later) == await shown(importing, later) != before


async def test_replicas_keep_nothing(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        ours, theirs = Store(database), Store(database)
        await furnish(ours)
        await shown(ours, START)
        await register(theirs, READER)
        card = await ours.programmes.card(READER, A, START)

        assert card is not None
        assert (card.is_waiting, card.going) == (False, 1)
        assert await ours.programmes.schedule(READER, START) == ((PLENARY, False),)


async def test_unknown_session_has_no_card(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        store = Store(database, remembers=True)

        assert await store.programmes.card(READER, A, START) is None
