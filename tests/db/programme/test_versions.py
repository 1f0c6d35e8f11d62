"""What tells that a programme has another version: asked once a second, however long it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bench.plans import recorded
from db.engine import Database
from db.row_caches import RowCaches
from db.unit_of_work import Store, Transaction
from domain.ids import EventId, SessionId
from domain.programme.programmes import ProgrammeVersion
from tests.clocks import START
from tests.programmes import EVENT, SESSION, add_sessions, session_at
from tests.reading_through import as_if_large

LATER = replace(EVENT, id=EventId("later"), title="Позже")
EMPTY = replace(EVENT, id=EventId("empty"), title="Ещё без сессий")
FIRST = session_at(START + timedelta(days=1))
LAST = session_at(START + timedelta(days=3), "b")
OTHER = replace(SESSION, id=SessionId("c"), uid="c", event_id=LATER.id)


async def versions(store: Store) -> list[ProgrammeVersion]:
    async with store.read() as tx:
        return await tx.programme.versions()


async def test_versions_stand_by_their_beginnings_and_change_with_every_session(
    store: Store,
) -> None:
    for event in (EMPTY, LATER):
        await add_sessions(store, event=event)
    await add_sessions(store, OTHER, event=LATER)
    await add_sessions(store, FIRST)
    before = await versions(store)
    await add_sessions(store, LAST)
    more = await versions(store)
    await add_sessions(store, replace(LAST, title="Иначе", sequence=1))
    other = await versions(store)

    assert before == [
        ProgrammeVersion(event=EVENT, changes=1, first=FIRST.starts_at, last=FIRST.starts_at),
        ProgrammeVersion(event=LATER, changes=1, first=OTHER.starts_at, last=OTHER.starts_at),
        ProgrammeVersion(event=EMPTY, changes=0, first=None, last=None),
    ]
    assert more == [replace(before[0], changes=2, last=LAST.starts_at), *before[1:]]
    assert other == [replace(more[0], changes=3), *before[1:]]


async def test_session_of_the_highest_sequence_has_a_version(store: Store) -> None:
    await add_sessions(store, replace(FIRST, sequence=2**31 - 1), replace(LAST, sequence=1))
    [found] = await versions(store)

    assert found.changes == 2**31 + 2


async def test_versions_are_told_by_an_index_alone(database: Database) -> None:
    """SQLite asks after its rows too, where a column of the sessions is not in the index."""
    async with as_if_large(database) as connection:
        with recorded() as record:
            await Transaction(connection, RowCaches.of(database, 0)).programme.versions()
        [sent] = record.sent.values()
        explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN (COSTS OFF) "
        found = await connection.exec_driver_sql(explain + sent.text, sent.given)
        ways = [
            str(row[-1]).strip(" ->")
            for row in found
            if " sessions" in str(row[-1]) or "ix_sessions" in str(row[-1])
        ]

    covering = (
        "SEARCH sessions USING COVERING INDEX ix_sessions_event_id_starts_at (event_id=?)"
        if database.is_sqlite
        else "Index Only Scan using ix_sessions_event_id_starts_at on sessions"
    )
    assert len(ways) >= 3
    assert {way.split(" sessions_")[0].replace("Backward ", "") for way in ways} == {covering}
