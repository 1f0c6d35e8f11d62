"""Changes of a programme: what follows from them, whichever way they came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import outbox, sessions
from db.unit_of_work import Store
from domain.ids import UserId
from domain.outbox import Kind
from domain.programme import Session
from services.imports.schedules.diff import change_of
from services.reminders import Reminders
from services.revisions import Revisions
from services.schedule_imports import ScheduleImports
from tests.clocks import START, ManualClock
from tests.people import add_people
from tests.programmes import EVENT, SESSION, add_sessions, register

FULL = replace(SESSION, capacity=1)


class Bell:
    def wake_at(self, moment: object) -> None:
        del moment


@pytest.fixture
def revisions(store: Store) -> Revisions:
    clock, bell = ManualClock(), Bell()
    reminders = Reminders(store=store, clock=clock, alarm=bell)
    return Revisions(clock=clock, alarm=bell, reminders=reminders)


async def save(store: Store, revisions: Revisions, old: Session, new: Session) -> int:
    """How many people the change says it would tell."""
    change = change_of(old, new)
    assert change is not None
    async with store.write() as tx:
        told = await revisions.audience(tx, [change])
        await revisions.save(tx, EVENT.id, [change])
    return told


async def rows(database: Database, kind: Kind) -> list[int]:
    async with database.read() as connection:
        query = sa.select(outbox.c.chat_id).where(outbox.c.kind == kind.value)
        return list((await connection.execute(query.order_by(outbox.c.id))).scalars())


async def test_change_is_listed_with_before_and_after(store: Store, revisions: Revisions) -> None:
    await add_sessions(store, SESSION)
    moved = replace(SESSION, room="Зал 5", speakers=("Ведущий",))
    await save(store, revisions, SESSION, moved)

    async with store.read() as tx:
        [listed] = await tx.changes.page(EVENT.id, 0, 10)
        total = await tx.changes.count(EVENT.id)
    assert (listed.before, listed.after) == (SESSION, replace(moved, sequence=1))
    assert (listed.at, total) == (START, 1)


async def test_first_programme_of_an_event_is_no_news(store: Store, revisions: Revisions) -> None:
    imports = ScheduleImports(store=store, clock=revisions.clock, revisions=revisions)
    head = "uid,title,start,end\n"
    first = head + "a,Открытие,2026-11-25T10:00,2026-11-25T11:00\n"
    second = head + "b,Закрытие,2026-11-25T18:00,2026-11-25T19:00\n"
    await imports.import_file(EVENT, "p.csv", first.encode())
    async with store.read() as tx:
        before = await tx.changes.count(EVENT.id)
    await imports.import_file(EVENT, "p.csv", second.encode())
    async with store.read() as tx:
        listed = await tx.changes.page(EVENT.id, 0, 10)

    assert before == 0
    assert [one.after and one.after.title for one in listed] == ["Закрытие"]


async def test_saving_keeps_what_no_schedule_knows(
    store: Store, database: Database, revisions: Revisions
) -> None:
    await add_sessions(store, SESSION)
    async with database.write() as connection:
        await connection.execute(sa.update(sessions).values(join_code="тайна"))
    await save(store, revisions, SESSION, replace(SESSION, title="Роботы"))

    async with database.read() as connection:
        row = (await connection.execute(sa.select(sessions))).one()
    assert (row.title, row.join_code, row.changed_at) == ("Роботы", "тайна", START)


@pytest.mark.parametrize(("capacity", "promoted"), [(2, [2]), (3, [2, 3]), (None, [2, 3, 4])])
async def test_more_places_go_to_the_first_in_line(
    store: Store,
    database: Database,
    revisions: Revisions,
    capacity: int | None,
    promoted: list[int],
) -> None:
    await add_people(database, [{"id": n} for n in (1, 2, 3, 4)])
    await add_sessions(store, FULL)
    await register(store, 1)
    for minutes, person in enumerate((2, 3, 4)):
        at = START + timedelta(minutes=minutes)
        await register(store, person, at=at, is_waiting=True)
    await save(store, revisions, FULL, replace(FULL, capacity=capacity))

    assert await rows(database, Kind.PLACE) == promoted
    async with store.read() as tx:
        waiting = await tx.programme.waiting(FULL.id, None)
    assert waiting == [UserId(n) for n in (2, 3, 4) if n not in promoted]


async def test_fewer_places_leave_everybody_in(
    store: Store, database: Database, revisions: Revisions
) -> None:
    await add_people(database, [{"id": n} for n in (1, 2)])
    await add_sessions(store, SESSION)
    await register(store, 1, 2)
    await save(store, revisions, SESSION, FULL)

    async with store.read() as tx:
        assert await tx.programme.counts([FULL.id]) == {FULL.id: (2, 0)}
    assert await rows(database, Kind.CHANGE) == []


async def test_audience_counts_each_reachable_person_once(
    store: Store, database: Database, revisions: Revisions
) -> None:
    await add_people(database, [{"id": 1}, {"id": 2, "stopped_at": START}, {"id": 3}])
    await add_sessions(store, SESSION)
    await register(store, 1, 2)
    await register(store, 3, is_waiting=True)

    assert await save(store, revisions, SESSION, replace(SESSION, room="Зал 1")) == 2
    assert await rows(database, Kind.CHANGE) == [1, 3]
