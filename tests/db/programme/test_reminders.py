"""Waves: which are due, whom they reach, and what a move of the session does to their rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.programme.reminders.lead_times import ReminderBasis
from db.tables import outbox, sessions, waves
from db.unit_of_work import Store
from domain.ids import OutboxId, RevisionId, SessionId, UserId
from domain.outbox import OutboxState, Settlement
from domain.programme.reminders import (
    DEFAULT_REMINDERS,
    LEAD_MINUTES,
    LONGEST_LEAD,
    Wave,
    bit_of,
    bits_of,
    leads_of,
)
from domain.programme.revisions import Revision, RevisionPhase
from tests.clocks import START
from tests.people import add_people
from tests.programmes import EVENT, add_sessions, register, session_at

A = SessionId("a")
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BEGINS = START + 2 * DAY


async def fire(store: Store, minutes: int, now: datetime, session: SessionId = A) -> int:
    async with store.write() as tx:
        return (await tx.waves.fire_part(session, minutes, now, window=100)).written


async def fire_due(store: Store, now: datetime) -> int:
    async with store.read() as tx:
        due = await tx.waves.due_waves(now)
    return sum([await fire(store, one.minutes_before, now, one.session_id) for one in due])


REVISION = Revision(
    id=RevisionId(1),
    event_id=EVENT.id,
    phase=RevisionPhase.RETIMING,
    saved_at=START,
    place=0,
    person=0,
    in_flight=(),
)
ONE = sa.select(sessions.c.id).where(sessions.c.id == A)


async def move(store: Store, to: datetime, now: datetime, *, is_cancelled: bool = False) -> int:
    await add_sessions(store, session_at(to, is_cancelled=is_cancelled))
    async with store.write() as tx:
        return await tx.waves.retime(ONE, now, 100)


async def rows_of(database: Database, *names: str) -> list[Any]:
    query = sa.select(*[outbox.c[name] for name in names]).order_by(outbox.c.id)
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(query)]


async def settle(store: Store, ids: Iterable[int], state: OutboxState, at: datetime) -> None:
    message_id = 7 if state is OutboxState.SENT else None
    async with store.write() as tx:
        await tx.outbox.settle(
            [
                Settlement(row_id=OutboxId(n), state=state, at=at, message_id=message_id)
                for n in ids
            ]
        )


async def basis(store: Store, person: int) -> ReminderBasis | None:
    async with store.read() as tx:
        found = await tx.lead_times.registered(UserId(person), A)
    return found.basis if found else None


# -- which waves are due


async def test_due_waves_are_those_whose_moment_has_come_and_that_are_not_marked(
    store: Store,
) -> None:
    await add_sessions(
        store,
        session_at(START + HOUR, "soon"),
        session_at(START + HOUR + timedelta(microseconds=1), "later"),
        session_at(START + LONGEST_LEAD, "week"),
        session_at(START + LONGEST_LEAD + MINUTE, "over-a-week"),
        session_at(START + HOUR, "cancelled", is_cancelled=True),
        session_at(START - MINUTE, "begun"),
        session_at(START - 2 * DAY, "long-ago"),
    )
    async with store.read() as tx:
        due = await tx.waves.due_waves(START)
    for minutes in LEAD_MINUTES:
        await fire(store, minutes, START, SessionId("begun"))
        await fire(store, minutes, START, SessionId("soon"))
    async with store.read() as tx:
        left = await tx.waves.due_waves(START)

    by_session = {one.session_id: {w.minutes_before for w in due if w.session_id == one.session_id}
                  for one in due}  # fmt: skip
    until_hour = {minutes for minutes in LEAD_MINUTES if minutes >= 60}
    assert by_session == {
        "soon": until_hour,
        "later": until_hour - {60},
        "week": {10080},
        "begun": set(LEAD_MINUTES),
    }
    assert due == sorted(due, key=lambda wave: wave.due_at)
    assert {one.session_id for one in left} == {"later", "week"}


async def test_wave_of_an_earlier_start_does_not_hide_that_of_the_present_one(
    store: Store,
) -> None:
    await add_sessions(store, session_at(BEGINS))
    assert await fire_due(store, BEGINS - DAY) == 0
    await add_sessions(store, session_at(BEGINS + MINUTE))
    async with store.read() as tx:
        due = await tx.waves.due_waves(BEGINS - DAY + MINUTE)

    assert due[-1] == Wave(session_id=A, minutes_before=1440, starts_at=BEGINS + MINUTE)


async def test_next_wave_is_the_earliest_after_now(store: Store) -> None:
    async with store.read() as tx:
        assert await tx.waves.next_wave_at(START) is None
    await add_sessions(
        store,
        session_at(START + 5 * MINUTE, "a"),
        session_at(START + 8 * DAY, "b"),
        session_at(START + 20 * MINUTE, "c", is_cancelled=True),
    )
    async with store.read() as tx:
        found = [
            await tx.waves.next_wave_at(now)
            for now in (START - HOUR, START - MINUTE, START, START + DAY)
        ]

    assert found == [
        START - 55 * MINUTE,
        START,
        START + DAY,
        START + 5 * DAY,
    ]


# -- whom they reach


async def test_row_of_a_wave_says_all_that_sending_needs(store: Store, database: Database) -> None:
    await add_people(database, [{"id": 5}])
    await add_sessions(store, session_at(BEGINS))
    await register(store, 5)
    assert await fire(store, 60, BEGINS - HOUR + MINUTE) == 1

    unix = int(BEGINS.timestamp())
    columns = ("dedupe_key", "chat_id", "kind", "priority", "state", "session_id")
    assert await rows_of(database, *columns) == [
        (f"r:a:60:{unix}:5", 5, "reminder", 0, "queued", "a")
    ]
    assert await rows_of(database, "payload", "not_before", "expires_at", "created_at") == [
        (
            {"session": "a", "minutes": 60, "starts": unix},
            BEGINS - HOUR,
            BEGINS,
            BEGINS - HOUR + MINUTE,
        )
    ]
    assert await rows_of(database, "attempts", "uncertain", "dispatch_id") == [(0, 0, 0)]
    async with store.write() as tx:
        now = BEGINS - HOUR + MINUTE
        [row] = await tx.outbox.claim(await tx.outbox.due(now, 9, [0]), now)  # type: ignore[list-item]
    assert row.recipient is not None


async def test_wave_reaches_those_who_go_and_chose_the_lead(
    store: Store, database: Database
) -> None:
    others: list[dict[str, Any]] = [
        {"id": 10, "stopped_at": START},
        {"id": 11, "unreachable_at": START},
        {"id": 12, "mutes_sessions": True},
        {"id": 13, "is_paused": True},
        {"id": 14, "quiet_from": 0, "quiet_until": 1439, "mutes_news": True},
    ]
    await add_people(database, [*({"id": n} for n in range(1, 10)), *others])
    async with store.write() as tx:
        await tx.lead_times.set_reminders(UserId(2), bits_of([5]))
        await tx.lead_times.set_reminders(UserId(3), bits_of([180]))
        await tx.lead_times.set_reminders(UserId(4), 0)
    await add_sessions(store, session_at(BEGINS), session_at(BEGINS, "b"))
    await register(store, 1, 2, 10, 11, 12, 13, 14)
    await register(store, 3, bits=bits_of([60, 5]))
    await register(store, 4, bits=bits_of([60]))
    await register(store, 5, bits=0)
    await register(store, 6, is_waiting=True)
    await register(store, 7, session="b")
    await register(store, 8, at=BEGINS - HOUR)
    await register(store, 9, at=BEGINS - HOUR + timedelta(microseconds=1))
    written = await fire(store, 60, BEGINS - HOUR)

    assert sorted(await rows_of(database, "chat_id")) == [(1,), (3,), (4,), (8,), (14,)]
    assert (written, await fire(store, 60, BEGINS - HOUR)) == (5, 0)


@pytest.mark.parametrize("minutes", LEAD_MINUTES)
async def test_each_lead_has_a_wave_of_its_own(
    store: Store, database: Database, minutes: int
) -> None:
    await add_people(database, [{"id": n} for n in range(len(LEAD_MINUTES))])
    await add_sessions(store, session_at(BEGINS))
    for person, lead in enumerate(LEAD_MINUTES):
        await register(store, person, at=START - 30 * DAY, bits=bit_of(lead))
    await fire(store, minutes, BEGINS - timedelta(minutes=minutes))

    assert await rows_of(database, "chat_id") == [(LEAD_MINUTES.index(minutes),)]


async def test_after_downtime_each_gets_the_nearest_of_their_own_leads(
    store: Store, database: Database
) -> None:
    """Not of all leads: who chose a day only would otherwise get nothing for another's hour."""
    await add_people(database, [{"id": n} for n in (1, 2, 3)])
    await add_sessions(store, session_at(BEGINS))
    await register(store, 1)
    await register(store, 2, bits=bits_of([1440]))
    await register(store, 3, bits=bits_of([10]))
    written = await fire_due(store, BEGINS - 20 * MINUTE)
    async with store.read() as tx:
        left = await tx.waves.due_waves(BEGINS - 20 * MINUTE)

    rows = [(chat, payload["minutes"]) for chat, payload in
            await rows_of(database, "chat_id", "payload")]  # fmt: skip
    assert (written, sorted(rows), left) == (2, [(1, 60), (2, 1440)], [])


@pytest.mark.parametrize("gone", ["begun", "cancelled", "unknown"])
async def test_session_that_is_not_to_come_gets_no_rows(
    store: Store, database: Database, gone: str
) -> None:
    await add_people(database, [{"id": 1}])
    await add_sessions(store, session_at(BEGINS, is_cancelled=gone == "cancelled"))
    await register(store, 1)
    now = BEGINS if gone == "begun" else BEGINS - HOUR
    written = await fire(store, 60, now, SessionId("x") if gone == "unknown" else A)
    async with database.read() as connection:
        marks = (await connection.execute(sa.select(waves.c.session_id))).all()

    assert (written, await rows_of(database, "id")) == (0, [])
    assert marks == ([("a",)] if gone == "begun" else [])


# -- what a move does


async def test_move_takes_back_what_waits_and_arms_the_new_start(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": n} for n in (1, 2)])
    await add_sessions(store, session_at(BEGINS), session_at(BEGINS, "b"))
    for session in ("a", "b"):
        await register(store, 1, 2, session=session)
    assert await fire_due(store, BEGINS - HOUR) == 4
    rows = await rows_of(database, "id", "session_id", "chat_id")
    [sent] = [row[0] for row in rows if row[1:] == ("a", 1)]  # rows of one wave have no order
    await settle(store, [sent], OutboxState.SENT, BEGINS - HOUR)
    taken_back = await move(store, BEGINS + 2 * HOUR, BEGINS - HOUR)
    at_once = await fire_due(store, BEGINS - HOUR)
    later = await fire_due(store, BEGINS + HOUR)

    assert taken_back == 1
    columns = ("session_id", "chat_id", "state", "expires_at")
    rows = sorted(await rows_of(database, *columns), key=str)
    new = BEGINS + 2 * HOUR
    # Both were registered before the day's wave of the new start fell due, which is overdue now.
    assert (at_once, later) == (2, 2)
    assert [row for row in rows if row[0] == "b"] == [
        ("b", 1, "queued", BEGINS),
        ("b", 2, "queued", BEGINS),
    ]
    assert sorted(row[1:] for row in rows if row[0] == "a") == sorted(
        [
            (1, "sent", BEGINS),
            (2, "cancelled", BEGINS),
            *((n, "queued", new) for n in (1, 2, 1, 2)),
        ]
    )


async def test_move_there_and_back_reaches_each_person_once(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": n} for n in (1, 2)])
    await add_sessions(store, session_at(BEGINS))
    await register(store, 1, 2, bits=bits_of([60]))
    now = BEGINS - HOUR
    await fire_due(store, now)
    await settle(store, [1], OutboxState.SENT, now)
    await move(store, BEGINS + DAY, now)
    await move(store, BEGINS, now)
    again = await fire_due(store, now + MINUTE)

    assert again == 1
    assert await rows_of(database, "state", "settled_at", "error", "message_id") == [
        ("sent", now, None, 7),
        ("queued", None, None, None),
    ]


async def test_retiming_what_did_not_move_leaves_its_rows_in_the_queue(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": 1}])
    await add_sessions(store, session_at(BEGINS))
    await register(store, 1, bits=bits_of([60]))
    await fire_due(store, BEGINS - HOUR)

    assert await move(store, BEGINS, BEGINS - HOUR) == 0
    assert (await fire_due(store, BEGINS - HOUR), await rows_of(database, "state")) == (
        0,
        [("queued",)],
    )


async def test_cancelled_session_takes_back_everything_until_it_takes_place_after_all(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": 1}])
    await add_sessions(store, session_at(BEGINS))
    await register(store, 1, bits=bits_of([60]))
    now = BEGINS - HOUR
    await fire_due(store, now)
    cancelled = await move(store, BEGINS, now, is_cancelled=True)
    while_cancelled = await rows_of(database, "state")
    async with store.read() as tx:
        due = await tx.waves.due_waves(now)
    await move(store, BEGINS, now)

    assert (cancelled, while_cancelled, due) == (1, [("cancelled",)], [])
    assert (await fire_due(store, now), await rows_of(database, "state")) == (1, [("queued",)])


# -- what people choose


async def test_sets_of_a_person_and_of_one_session_come_back(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": 1}])
    await add_sessions(store, session_at(BEGINS))
    unregistered = await basis(store, 1)
    await register(store, 1)
    before = await basis(store, 1)
    async with store.write() as tx:
        await tx.lead_times.set_reminders(UserId(1), bits_of([5]))
        own = await tx.lead_times.set_session_reminders(UserId(1), A, bits_of([30, 5]))
        nobody = await tx.lead_times.set_session_reminders(UserId(2), A, 0)
        usual = await tx.lead_times.usual(UserId(1)), await tx.lead_times.usual(UserId(2))
    after = await basis(store, 1)

    assert (unregistered, own, nobody, usual) == (None, True, False, (bits_of([5]), None))
    assert before == ReminderBasis(is_waiting=False, own=None, usual=DEFAULT_REMINDERS)
    assert after == ReminderBasis(is_waiting=False, own=bits_of([30, 5]), usual=bits_of([5]))
    assert before is not None
    assert leads_of(before.bits) == (1440, 60, 10)


async def test_nearest_of_three_sets_holds_and_an_empty_one_too(
    store: Store, database: Database
) -> None:
    """Of a session, of its track, the usual one: a wave reaches those whose set holds its lead."""
    hour, ten = bits_of([60]), bits_of([10])
    choices: tuple[int | None, ...] = (None, 0, hour, ten)
    people = dict(enumerate(itertools.product(choices, choices, (0, hour, ten)), 1))
    await add_people(database, [{"id": n} for n in people])
    await add_sessions(store, replace(session_at(BEGINS), track="Сварка"))
    for person, (own, of_track, usual) in people.items():
        await register(store, person, bits=own)
        async with store.write() as tx:
            await tx.lead_times.set_reminders(UserId(person), usual)
            await tx.lead_times.set_track_reminders(UserId(person), EVENT.id, "Сварка", of_track)
            # What is chosen for others holds here for nobody.
            await tx.lead_times.set_track_reminders(UserId(person), EVENT.id, "Атом", hour)
    await fire(store, 60, BEGINS - HOUR)

    holding = {n: next(bits for bits in sets if bits is not None) for n, sets in people.items()}
    stood = {n: one.bits for n in people if (one := await basis(store, n))}
    reached = {chat for (chat,) in await rows_of(database, "chat_id")}
    async with store.read() as tx:
        of_all = await tx.lead_times.bits_of([UserId(n) for n in (*people, 999)], [A])
    assert stood == holding
    assert of_all == {(UserId(n), A): bits for n, bits in holding.items()}
    assert reached == {n for n, bits in holding.items() if bits == hour}


async def test_set_of_a_track_is_kept_until_it_is_as_usual_again(
    store: Store, database: Database
) -> None:
    await add_people(database, [{"id": 1}])
    await add_sessions(store, session_at(BEGINS))
    found = []
    for bits in (bits_of([60]), 0, None, None):
        async with store.write() as tx:
            await tx.lead_times.set_track_reminders(UserId(1), EVENT.id, "Сварка", bits)
            one = await tx.lead_times.of_track(UserId(1), EVENT.id, "Сварка")
            found.append((one, await tx.lead_times.tracks_of(UserId(1))))

    assert found == [
        (bits_of([60]), [(EVENT.id, "Сварка", bits_of([60]))]),
        (0, [(EVENT.id, "Сварка", 0)]),
        (None, []),
        (None, []),
    ]


@pytest.mark.parametrize("track", ["", "Сварка"])
async def test_wave_takes_the_index_of_the_session_on_sqlite(
    store: Store, database: Database, track: str
) -> None:
    """A scan of all registrations for each wave would cost a second at a million."""
    if not database.is_sqlite:
        pytest.skip("the plan is SQLite's")
    seen: list[tuple[str, Any]] = []

    def keep(_c: object, _cursor: object, statement: str, given: Any, *_rest: object) -> None:
        if statement.startswith(("INSERT INTO outbox", "UPDATE outbox")):
            seen.append((statement, given))

    await add_sessions(store, replace(session_at(BEGINS), track=track))
    sa.event.listen(sa.Engine, "before_cursor_execute", keep)
    try:
        await fire(store, 60, BEGINS - HOUR)
        await move(store, BEGINS, BEGINS - HOUR)
        async with store.write() as tx:
            await tx.waves.correct(ONE, REVISION, BEGINS - HOUR, 100)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", keep)
    plans = []
    async with database.read() as connection:
        for statement, given in seen:
            found = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
            plans.append(" ".join(row.detail for row in found))

    inserted, cancelled, corrected = plans
    assert "SEARCH registrations USING INDEX ix_registrations_session_id" in inserted
    assert "SEARCH outbox_1 USING INDEX ix_outbox_session" in cancelled
    assert "SEARCH outbox_1 USING INDEX ix_outbox_session_sent" in corrected
    assert "SCAN" not in inserted + cancelled + corrected
    by_key = "SEARCH track_reminders USING INDEX sqlite_autoindex_track_reminders_1 "
    of_track = by_key + "(user_id=? AND event_id=? AND track=?) LEFT-JOIN"
    assert (of_track in inserted, "track" in inserted) == (bool(track), bool(track))
