"""Marks at the door, closed sessions and what is forgotten, on both engines."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from db.engine import Database
from db.programme.admission.closed_sessions import Access
from db.tables import participants
from db.unit_of_work import Store
from domain.ids import SessionId, UpdateId, UserId
from domain.programme.checkin import CheckInFigures, Guest, Presence
from tests.clocks import START
from tests.people import add_people
from tests.programmes import add_sessions, register, session_at

A, B = SessionId("a"), SessionId("b")
FAR = UserId(2**51)
"""Ids have 52 bits, more than an INTEGER of PostgreSQL."""

ONE, TWO, ORGANISER = UserId(1), UserId(2), UserId(900)
MINUTE = timedelta(minutes=1)


async def crowd(database: Database, store: Store) -> None:
    await add_people(
        database,
        [
            {"id": ONE, "first_name": "Яна", "last_name": "Ли", "username": "yana"},
            {"id": TWO, "first_name": "Борис"},
            {"id": FAR, "first_name": "Анна"},
            {"id": ORGANISER, "first_name": "Ольга"},
        ],
    )
    await add_sessions(store, session_at(START), session_at(START, "b"))
    await register(store, ONE, TWO)
    await register(store, FAR, is_waiting=True)


async def test_mark_holds_once_and_only_with_a_place(database: Database, store: Store) -> None:
    await crowd(database, store)
    async with store.write() as tx:
        marks = [
            await tx.checkin.mark(person, A, ORGANISER, START + n * MINUTE)
            for n, person in enumerate([ONE, ONE, FAR, ORGANISER])
        ]
        presence = await tx.checkin.presences(ONE, [A, B])
        figures = await tx.checkin.figures(A)
        last = await tx.checkin.last_marked(A, ORGANISER)
        nobody = await tx.checkin.last_marked(A, ONE)
        undone = [await tx.checkin.unmark(ONE, A) for _ in range(2)]

    assert marks == [True, False, False, False]
    assert presence == {A: Presence(is_waiting=False, attended_at=START, witness="Ольга")}
    assert figures == CheckInFigures(going=2, waiting=1, came=1)
    assert last == Guest(id=ONE, name="Яна Ли", username="yana")
    assert nobody is None
    assert undone == [True, False]


async def test_page_is_by_name_and_takes_the_name_that_a_person_gave(
    database: Database, store: Store
) -> None:
    await crowd(database, store)
    async with database.write() as connection:
        named = {"user_id": ONE, "name": "Аглая Ли", "updated_at": START}
        await connection.execute(sa.insert(participants), named)
    async with store.read() as tx:
        first = await tx.checkin.page(A, 0, 2)
        rest = await tx.checkin.page(A, 2, 2)

    assert [one.guest.name for one in first] == ["Аглая Ли", "Борис"]
    assert [(one.guest.name, one.is_waiting) for one in rest] == [("Анна", True)]


async def test_access_follows_the_code_that_holds_now(database: Database, store: Store) -> None:
    await crowd(database, store)
    async with store.write() as tx:
        seen = [await tx.admissions.access(ONE, A)]
        await tx.admissions.set_code([A], "first")
        seen.append(await tx.admissions.access(ONE, A))
        for _ in range(2):
            await tx.admissions.admit(ONE, "first", START)
        seen.append(await tx.admissions.access(ONE, A))
        others = await tx.admissions.access(TWO, A), await tx.admissions.access(ONE, B)
        await tx.admissions.set_code([A], "second")
        seen.append(await tx.admissions.access(ONE, A))
        opened = await tx.programme.opened_by("second"), await tx.programme.opened_by("first")

    assert seen == [
        Access(is_closed=False, is_admitted=False),
        Access(is_closed=True, is_admitted=False),
        Access(is_closed=True, is_admitted=True),
        Access(is_closed=True, is_admitted=False),
    ]
    assert others == (
        Access(is_closed=True, is_admitted=False),
        Access(is_closed=False, is_admitted=False),
    )
    assert [[one.id for one in found] for found in opened] == [[A], []]


async def test_saving_a_session_again_keeps_its_code(database: Database, store: Store) -> None:
    await crowd(database, store)
    async with store.write() as tx:
        await tx.admissions.set_code([A], "code")
    await add_sessions(store, session_at(START + MINUTE))
    async with store.read() as tx:
        session, code = await tx.programme.session(A), await tx.admissions.code_of(A)

    assert session is not None
    assert (session.starts_at, code) == (START + MINUTE, "code")


async def test_wrong_codes_count_once_for_each_update(database: Database, store: Store) -> None:
    await crowd(database, store)
    async with store.write() as tx:
        for update in (7, 7, 8):
            await tx.admissions.add_wrong(FAR, UpdateId(update), START + update * MINUTE)
        all_ = await tx.admissions.wrong_since(FAR)
        recent = await tx.admissions.wrong_since(FAR, START + 7 * MINUTE)
        await tx.admissions.forget_wrong_before(START + 7 * MINUTE)
        left = await tx.admissions.wrong_since(FAR)

    assert all_ == [START + 7 * MINUTE, START + 8 * MINUTE]
    assert recent == left == [START + 8 * MINUTE]


async def test_log_forgets_a_visitor_and_nobody_else(database: Database, store: Store) -> None:
    async with store.write() as tx:
        for visitor in (FAR, ONE):
            await tx.organisers.record(ORGANISER, "О", START, "door-came", visitor=visitor)
        await tx.organisers.record(ORGANISER, "О", START, "confirmed", id=1)
        await tx.organisers.forget_visitor(FAR)
        log = await tx.organisers.log(0, 9)

    assert [entry.details for entry in log] == [{"id": 1}, {"visitor": ONE}, {"visitor": 0}]


async def test_held_between_is_what_is_on_or_begins(database: Database, store: Store) -> None:
    hour = timedelta(hours=1)
    await add_sessions(
        store,
        session_at(START - hour, "over"),
        session_at(START - MINUTE, "on"),
        session_at(START + hour, "soon"),
        session_at(START + 3 * hour, "edge"),
        session_at(START + 3 * hour + MINUTE, "later"),
        session_at(START, "off", is_cancelled=True),
    )
    async with store.read() as tx:
        found = await tx.programme.held_between(START, START + 3 * hour)

    assert [one.id for one in found] == ["on", "soon", "edge"]
