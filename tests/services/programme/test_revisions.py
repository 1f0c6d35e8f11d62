"""Changes of a programme: what follows from them, whichever way they came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import outbox, sessions
from db.unit_of_work import Store
from domain.ids import ChatId, OutboxId, UserId
from domain.outbox import NewMessage, OutboxState, Priority, Settlement
from domain.outgoing import Kind
from domain.programme.messages import Reminder
from domain.programme.sessions import Session
from services.people.housekeeping import Housekeeping
from services.programme.admission.waiting_list import promote_waiting
from services.programme.files.diff import change_of
from services.programme.imports import ScheduleImports
from services.programme.revisions import Revisions
from tests.clocks import START, ManualClock
from tests.people import add_people
from tests.programmes import EVENT, SESSION, add_sessions, register, session_at

MOSCOW = ZoneInfo("Europe/Moscow")

FULL = replace(SESSION, capacity=1)


@pytest.fixture
def revisions(store: Store) -> Revisions:
    return Revisions(store=store, clock=ManualClock(), default_zone=MOSCOW)


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
        waiting = await tx.registrations.waiting(FULL.id, None)
    assert waiting == [UserId(n) for n in (2, 3, 4) if n not in promoted]


async def test_place_left_in_a_cancelled_session_is_given_on_when_it_is_restored(
    store: Store, database: Database, revisions: Revisions
) -> None:
    await add_people(database, [{"id": n} for n in (1, 2)])
    await add_sessions(store, FULL)
    await register(store, 1)
    await register(store, 2, is_waiting=True)
    cancelled = replace(FULL, is_cancelled=True)
    await save(store, revisions, FULL, cancelled)
    async with store.write() as tx:
        await tx.registrations.leave(UserId(1), FULL.id)
        called = await promote_waiting(tx, cancelled, START, ZoneInfo("UTC"))
    before = await rows(database, Kind.PLACE)
    await save(store, revisions, cancelled, FULL)

    assert (called, before) == (0, [])
    assert await rows(database, Kind.PLACE) == [2]


async def test_fewer_places_leave_everybody_in(
    store: Store, database: Database, revisions: Revisions
) -> None:
    await add_people(database, [{"id": n} for n in (1, 2)])
    await add_sessions(store, SESSION)
    await register(store, 1, 2)
    await save(store, revisions, SESSION, FULL)

    async with store.read() as tx:
        assert await tx.registrations.counts([FULL.id]) == {FULL.id: (2, 0)}
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


# -- many at once


CROWD = 7
LATER = timedelta(hours=1)


def many(count: int) -> list[Session]:
    return [session_at(SESSION.starts_at, f"s{n}") for n in range(count)]


def moved(sessions: Iterable[Session], *, by: timedelta = LATER) -> list[Session]:
    return [
        replace(one, starts_at=one.starts_at + by, ends_at=one.ends_at + by) for one in sessions
    ]


async def furnish(store: Store, database: Database, sessions: list[Session]) -> None:
    """Everybody goes everywhere."""
    await add_people(database, [{"id": n} for n in range(1, CROWD + 1)])
    await add_sessions(store, *sessions)
    for one in sessions:
        await register(store, *range(1, CROWD + 1), session=one.id)


async def publish(
    store: Store, revisions: Revisions, old: list[Session], new: list[Session]
) -> list[Session]:
    """The programme as it is afterwards; nothing is followed where it is more than one piece."""
    found = [change_of(before, after) for before, after in zip(old, new, strict=True)]
    changes = [change for change in found if change is not None]
    revision_id = await revisions.stage(EVENT.id, changes)
    async with store.read() as tx:
        assert await tx.programme.sessions(EVENT.id) == old
    async with store.write() as tx:
        await revisions.publish(tx, EVENT.id, revision_id)
    return [change.new for change in changes]


def in_pieces(revisions: Revisions, *, sessions: int = 2, people: int = 5) -> Revisions:
    return replace(revisions, sessions_at_once=sessions, people_at_once=people)


async def told(database: Database) -> list[tuple[int, str, int]]:
    """Chat, session and the start that the person knew, of each notice."""
    query = sa.select(outbox.c.chat_id, outbox.c.payload).where(outbox.c.kind == Kind.CHANGE.value)
    async with database.read() as connection:
        found = await connection.execute(query)
        return sorted(
            (row.chat_id, row.payload["session"], row.payload["starts"]) for row in found
        )


def expected(sessions: Iterable[Session], people: Iterable[int]) -> list[tuple[int, str, int]]:
    known = [(one.id, int(one.starts_at.timestamp())) for one in sessions]
    return sorted((person, *one) for person in people for one in known)


@pytest.mark.slow
async def test_large_change_is_read_whole_and_followed_by_bounded_pieces(
    store: Store, database: Database, revisions: Revisions
) -> None:
    small, old = in_pieces(revisions), many(5)
    await furnish(store, database, old)
    new = await publish(store, small, old, moved(old))
    async with store.read() as tx:
        assert await tx.programme.sessions(EVENT.id) == new

    sizes = [0]
    while True:
        async with store.read() as tx:
            if await tx.revisions.next() is None:
                break
        async with store.write() as tx:
            await small.advance(tx)
        sizes.append(len(await rows(database, Kind.CHANGE)))

    assert max(after - before for before, after in pairwise(sizes)) == 5
    assert await told(database) == expected(old, range(1, CROWD + 1))
    async with store.read() as tx:
        assert await tx.changes.count(EVENT.id) == 5


async def die_in_a_piece(store: Store, revisions: Revisions) -> None:
    async with store.write() as tx:
        await revisions.advance(tx)
        raise ConnectionError


@pytest.mark.slow
@pytest.mark.parametrize("pieces", [1, 2, 4, 6, 9, 13])
async def test_crash_between_pieces_is_gone_on_from_and_tells_each_once(
    store: Store, database: Database, revisions: Revisions, pieces: int
) -> None:
    """The piece in which it happens is rolled back; another process does the rest."""
    small, old = in_pieces(revisions), many(5)
    await furnish(store, database, old)
    await publish(store, small, old, moved(old))
    for _ in range(pieces - 1):
        async with store.write() as tx:
            await small.advance(tx)
    with pytest.raises(ConnectionError):
        await die_in_a_piece(store, small)
    await replace(small).tick()

    assert await told(database) == expected(old, range(1, CROWD + 1))
    async with store.read() as tx:
        assert await tx.changes.count(EVENT.id) == 5


async def test_each_delivered_reminder_is_corrected_once_in_bounded_pieces(
    store: Store, database: Database, revisions: Revisions
) -> None:
    old = many(3)
    await furnish(store, database, old)
    async with store.write() as tx:
        for one in old:
            await tx.waves.fire_part(one.id, 60, one.starts_at - LATER, window=100)
    async with database.write() as connection:
        sent = {"state": OutboxState.SENT.value, "message_id": 7, "settled_at": START}
        await connection.execute(sa.update(outbox).values(sent))
    await publish(store, in_pieces(revisions), old, moved(old))
    pieces = 0
    while pieces < 100:
        async with store.write() as tx:
            if await tx.revisions.next() is None:
                break
            before = len(await rows(database, Kind.REMINDER_EDIT))
            await in_pieces(revisions).advance(tx)
        pieces += 1
        assert len(await rows(database, Kind.REMINDER_EDIT)) - before <= 5

    query = sa.select(outbox.c.parent_id).where(outbox.c.kind == Kind.REMINDER_EDIT.value)
    async with database.read() as connection:
        edited = sorted((await connection.execute(query)).scalars())
    assert edited == list(range(1, 3 * CROWD + 1))


@pytest.mark.slow
@pytest.mark.parametrize("pieces", [0, 8, 10, 20])
async def test_second_move_before_all_have_heard_of_the_first_is_one_notice_each(
    store: Store, database: Database, revisions: Revisions, pieces: int
) -> None:
    small, old = in_pieces(revisions), many(5)
    await furnish(store, database, old)
    new = await publish(store, small, old, moved(old))
    for _ in range(pieces):
        async with store.write() as tx:
            await small.advance(tx)
    await publish(store, small, new, moved(new))
    await small.tick()

    assert await told(database) == expected(old, range(1, CROWD + 1))


@pytest.mark.slow
@pytest.mark.parametrize(("is_in_flight", "count"), [(True, 2), (False, 1)])
async def test_notice_that_left_after_the_second_move_has_told_of_both(
    store: Store, database: Database, revisions: Revisions, is_in_flight: bool, count: int
) -> None:
    """What was being sent as the second was saved may have been read before it."""
    small, old = in_pieces(revisions), many(3)
    await furnish(store, database, old)
    new = await publish(store, small, old, moved(old))
    await small.tick()
    lease = {"state": "sending", "lease_until": START + timedelta(minutes=1)}
    sent = {"state": "sent", "lease_until": None, "message_id": 1, "settled_at": START}
    if is_in_flight:
        await change_rows(database, **lease)
    await publish(store, small, new, moved(new))
    await change_rows(database, **sent)
    await small.tick()

    assert len(await told(database)) == 3 * CROWD * count


async def change_rows(database: Database, **values: object) -> None:
    async with database.write() as connection:
        await connection.execute(sa.update(outbox).values(**values))


async def test_who_comes_after_a_move_or_leaves_before_the_notice_is_not_told(
    store: Store, database: Database, revisions: Revisions
) -> None:
    small, old = in_pieces(revisions), many(3)
    await furnish(store, database, old)
    await add_people(database, [{"id": 100}])
    await publish(store, small, old, moved(old))
    for one in old:
        await register(store, 100, session=one.id, at=START + timedelta(seconds=1))
        async with store.write() as tx:
            await tx.registrations.leave(UserId(1), one.id)
    await small.tick()

    assert await told(database) == expected(old, range(2, CROWD + 1))


async def test_staged_change_that_was_given_up_changes_nothing_and_is_forgotten(
    store: Store, revisions: Revisions
) -> None:
    old = many(5)
    await add_sessions(store, *old)
    found = [change_of(a, b) for a, b in zip(old, moved(old), strict=True)]
    small = in_pieces(revisions)
    await small.stage(EVENT.id, [change for change in found if change is not None])
    await small.tick()
    clock = ManualClock()
    clock.advance(days=3)
    await Housekeeping(store=store, clock=clock).tidy()

    async with store.read() as tx:
        assert await tx.programme.sessions(EVENT.id) == old
        assert await tx.revisions.forget_before(clock.now(), 100) == 0


async def test_reminder_is_edited_by_a_second_move_though_the_first_is_forgotten(
    store: Store, database: Database
) -> None:
    """The keys of edits hold the number of the revision: it must not be given twice."""
    clock = ManualClock()
    revisions = Revisions(store=store, clock=clock, default_zone=MOSCOW)
    await add_people(database, [{"id": 1}])
    begins = START + timedelta(days=7)
    session = session_at(begins)
    await add_sessions(store, session)
    await register(store, 1)
    reminder = Reminder(session=session.id, minutes=1440, starts=int(begins.timestamp()))
    message = NewMessage(
        dedupe_key=f"{reminder.prefix}1",
        chat_id=ChatId(1),
        message=reminder,
        priority=Priority.NOTICE,
        not_before=START,
        expires_at=begins,
        session_id=session.id,
    )
    async with store.write() as tx:
        await tx.outbox.add([message], START)
        await tx.outbox.settle(
            [Settlement(row_id=OutboxId(1), state=OutboxState.SENT, at=START, message_id=5)]
        )
    edits = []
    for days in (1, 2):
        later = replace(session_at(begins + timedelta(days=days)), sequence=session.sequence)
        await save(store, revisions, session, later)
        session = replace(later, sequence=session.sequence + 1)
        await revisions.tick()
        edits.append(len(await rows(database, Kind.REMINDER_EDIT)))
        clock.advance(days=3)
        await Housekeeping(store=store, clock=clock).tidy()

    assert edits == [1, 2]


# -- quiet hours: 22 to 8 in Moscow, where it is noon at START


NIGHT = START + timedelta(hours=11)
"""23:00 in Moscow; notices leave two minutes later."""

MORNING = START + timedelta(hours=20)
SOON = NIGHT + timedelta(minutes=2)


async def leaving(database: Database, kind: Kind) -> dict[int, datetime]:
    query = sa.select(outbox.c.chat_id, outbox.c.not_before).where(outbox.c.kind == kind.value)
    async with database.read() as connection:
        return {row.chat_id: row.not_before for row in await connection.execute(query)}


@pytest.fixture
def night(revisions: Revisions) -> Revisions:
    assert isinstance(revisions.clock, ManualClock)
    revisions.clock.advance(hours=11)
    return revisions


@pytest.mark.parametrize(
    ("was", "becomes", "expected"),
    [
        (timedelta(hours=20), timedelta(hours=21), MORNING),
        (timedelta(hours=6, minutes=3), timedelta(days=2), SOON),
        (timedelta(hours=12), timedelta(hours=13), MORNING),
        (timedelta(hours=5), timedelta(hours=20), SOON),
        (timedelta(hours=20), timedelta(hours=5), SOON),
        (timedelta(hours=20), None, MORNING),
        (timedelta(hours=3), None, SOON),
        (timedelta(hours=9, minutes=30), timedelta(hours=20), SOON),
    ],
)
async def test_change_of_a_far_session_waits_for_the_morning_and_of_a_near_one_comes(
    store: Store,
    database: Database,
    night: Revisions,
    was: timedelta,
    becomes: timedelta | None,
    expected: datetime,
) -> None:
    """The nearer start counts; the last one begins at 8:30, too soon after the morning."""
    await add_people(database, [{"id": 1}])
    old = session_at(NIGHT + was)
    new = replace(old, is_cancelled=True) if becomes is None else session_at(NIGHT + becomes)
    await add_sessions(store, old)
    await register(store, 1)
    await save(store, night, old, new)

    assert await leaving(database, Kind.CHANGE) == {1: expected}


async def test_each_hears_of_a_change_by_their_own_clock_and_wish(
    store: Store, database: Database, night: Revisions
) -> None:
    await add_people(
        database,
        [
            {"id": 1},
            {"id": 2, "quiet_from": None, "quiet_until": None},
            {"id": 3, "tz": "Asia/Kamchatka"},
            {"id": 4, "tz": "America/New_York"},
            {"id": 5, "quiet_from": 0, "quiet_until": 7 * 60},
        ],
    )
    old = session_at(NIGHT + timedelta(days=2))
    await add_sessions(store, old)
    await register(store, 1, 2, 3, 4, 5)
    await save(store, night, old, replace(old, room="Зал 5"))

    assert await leaving(database, Kind.CHANGE) == {
        1: MORNING, 2: SOON, 3: SOON, 4: SOON, 5: SOON,
    }  # fmt: skip


async def test_notice_that_waits_leaves_at_once_when_the_session_comes_near(
    store: Store, database: Database, night: Revisions
) -> None:
    await add_people(database, [{"id": 1}, {"id": 2}])
    old = session_at(NIGHT + timedelta(days=2))
    far = session_at(NIGHT + timedelta(days=2), "b")
    await add_sessions(store, old, far)
    await register(store, 1)
    await register(store, 2, session="b")
    moved_first = replace(old, room="Зал 5")
    await save(store, night, old, moved_first)
    await save(store, night, far, replace(far, room="Зал 5"))
    waiting = await leaving(database, Kind.CHANGE)
    near = session_at(NIGHT + timedelta(hours=2))
    await save(store, night, replace(moved_first, sequence=1), replace(near, room="Зал 5"))

    assert waiting == {1: MORNING, 2: MORNING}
    assert await leaving(database, Kind.CHANGE) == {1: SOON, 2: MORNING}


@pytest.mark.parametrize(
    ("begins_in", "expected"),
    [(timedelta(hours=20), MORNING), (timedelta(hours=5), NIGHT), (timedelta(hours=9), NIGHT)],
)
async def test_place_that_got_free_at_night_is_told_in_the_morning_unless_it_is_near(
    store: Store,
    database: Database,
    night: Revisions,
    begins_in: timedelta,
    expected: datetime,
) -> None:
    """Who has said /stop gets the place in silence, as the card told them."""
    await add_people(database, [{"id": 1}, {"id": 2}, {"id": 3, "stopped_at": START}])
    full = replace(session_at(NIGHT + begins_in), capacity=1)
    await add_sessions(store, full)
    await register(store, 1)
    await register(store, 2, 3, is_waiting=True)
    await save(store, night, full, replace(full, capacity=3))

    assert await leaving(database, Kind.PLACE) == {2: expected}
    async with store.read() as tx:
        assert await tx.registrations.waiting(full.id, None) == []
