"""Reminders in virtual time: only the alarm moves the clock, as it does in the running bot."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from db.tables import outbox, sessions
from db.unit_of_work import Transaction
from domain.errors import AlreadyHandled, NotFound, UserError
from domain.ids import EventId, SessionId, UpdateId, UserId
from domain.outbox import (
    OutboxRow,
)
from domain.people.users import Actor, Language
from domain.programme.messages import Reminder
from domain.programme.reminders import LEAD_MINUTES, bits_of, leads_of
from domain.programme.sessions import track_key
from services.programme.reminders import (
    UNTIL_MORNING,
    Reminders,
    going,
    is_still_true,
)
from tests.clocks import START
from tests.hours import VirtualLife
from tests.people import add_people
from tests.programmes import EVENT, add_sessions, register, session_at
from tests.stores import ready

A = SessionId("a")
MOSCOW, KAMCHATKA = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Kamchatka")
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BEGINS = START + 2 * DAY


@dataclass(frozen=True, slots=True)
class Got:
    """A reminder that arrived. `minutes` is None for one that was put off."""

    at: datetime
    person: int
    minutes: int | None
    starts_at: datetime
    session: str = "a"


@dataclass
class Hall(VirtualLife[Got]):
    """Reminders."""

    updates: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def reminders(self) -> Reminders:
        """A new one each time: nothing is remembered past a tick."""
        return Reminders(store=self.store, clock=self.clock, alarm=self.bell)

    def actor(self, number: int = 1, zone: ZoneInfo = MOSCOW) -> Actor:
        return Actor(
            id=UserId(number),
            name="N",
            language=Language.RU,
            zone=zone,
            home=None,
            is_owner=False,
            update_id=UpdateId(next(self.updates)),
        )

    async def furnish(self, *people: int, starts_at: datetime = BEGINS) -> None:
        if people:
            await add_people(self.database, [{"id": n} for n in people])
        await add_sessions(self.store, session_at(starts_at))
        await register(self.store, *people)

    async def move(self, to: datetime, *, is_cancelled: bool = False) -> None:
        """As an import does it."""
        changed = session_at(to, is_cancelled=is_cancelled)
        async with self.store.write() as tx:
            await tx.programme.save_sessions([changed])
            moved = sa.select(sessions.c.id).where(sessions.c.id == changed.id)
            await tx.waves.retime(moved, self.clock.now(), 100)

    async def leave(self, person: int) -> None:
        async with self.store.write() as tx:
            await tx.registrations.leave(UserId(person), A)

    async def work(self) -> None:
        await self.reminders.tick()

    async def arrives(self, tx: Transaction, row: OutboxRow) -> Got | None:
        reminder = Reminder.from_json(row.payload)
        found = await going(tx, UserId(row.chat_id), reminder.session)
        if found is None or not is_still_true(found, reminder, self.clock.now()):
            return None
        return Got(
            self.clock.now(),
            row.chat_id,
            reminder.minutes,
            found.session.starts_at,
            reminder.session,
        )

    async def states(self) -> list[str]:
        async with self.database.read() as connection:
            query = sa.select(outbox.c.state).order_by(outbox.c.id)
            return list((await connection.execute(query)).scalars())


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with ready(tmp_path, at_once=True) as database:
        yield Hall(database)


def leads(got: list[Got], person: int = 1) -> list[int | None]:
    return [one.minutes for one in got if one.person == person]


# -- what people choose


async def test_default_set_comes_a_day_an_hour_and_ten_minutes_before(hall: Hall) -> None:
    await hall.furnish(1)
    got = await hall.until(BEGINS + HOUR)

    assert got == [
        Got(BEGINS - DAY, 1, 1440, BEGINS),
        Got(BEGINS - HOUR, 1, 60, BEGINS),
        Got(BEGINS - 10 * MINUTE, 1, 10, BEGINS),
    ]
    assert hall.bell.at is None


async def test_wave_that_ends_in_the_middle_is_gone_on_from_and_reminds_each_once(
    hall: Hall,
) -> None:
    """The first part is committed, then the process dies; the next one begins anew."""
    await hall.furnish(*range(1, 8))
    hall.clock.advance(seconds=(BEGINS - timedelta(hours=1) - hall.clock.now()).total_seconds())
    now = hall.clock.now()
    async with hall.store.write() as tx:
        part = await tx.waves.fire_part(A, 60, now, window=3)
    assert (part.written, part.goes_on_after) == (3, 3)
    small = replace(hall.reminders, window=3)

    assert await small.tick() == 4
    assert await small.tick() == 0
    query = sa.select(outbox.c.chat_id).where(outbox.c.dedupe_key.like("r:a:60:%"))
    async with hall.database.read() as connection:
        found = (await connection.execute(query.order_by(outbox.c.chat_id))).scalars()
        assert list(found) == list(range(1, 8))


@pytest.mark.slow
async def test_own_set_holds_for_all_sessions_and_that_of_a_session_before_it(
    hall: Hall,
) -> None:
    await hall.furnish(1, 2, 3)
    await add_sessions(hall.store, session_at(BEGINS + HOUR, "b"))
    await register(hall.store, 1, 2, session="b")
    chosen = await hall.reminders.choose(hall.actor(1), bits_of([180, 5]) | 1 << 30)
    await hall.reminders.choose_for(hall.actor(1), A, bits_of([30]))
    await hall.reminders.choose(hall.actor(2), 0)
    await hall.reminders.choose_for(hall.actor(3), A, bits_of([30]))
    await hall.reminders.choose_for(hall.actor(3), A, None)
    with pytest.raises(NotFound):
        await hall.reminders.choose_for(hall.actor(3), SessionId("b"), 0)
    got = await hall.until(BEGINS + 2 * HOUR)

    assert (chosen, await hall.reminders.chosen(hall.actor(1))) == (bits_of([180, 5]),) * 2
    by_session = [(one.session, one.minutes) for one in got if one.person == 1]
    assert by_session == [("b", 180), ("a", 30), ("b", 5)]
    assert (leads(got, 2), leads(got, 3)) == ([], [1440, 60, 10])


@pytest.mark.slow
async def test_set_of_a_track_holds_for_sessions_joined_later_too(hall: Hall) -> None:
    track = track_key("Сварка")
    await hall.furnish(1)
    welding = replace(session_at(BEGINS), track="Сварка")
    later = replace(session_at(BEGINS + DAY, "later"), track="Сварка")
    own = replace(session_at(BEGINS + 2 * DAY, "own"), track="Сварка")
    other = replace(session_at(BEGINS + 2 * DAY, "other"), track="Атом")
    await add_sessions(hall.store, welding, later, own, other)
    await hall.reminders.choose_for_track(hall.actor(), EVENT.id, track, bits_of([30]))
    for name in ("later", "own", "other"):
        await register(hall.store, 1, session=name)
    await hall.reminders.choose_for(hall.actor(), SessionId("own"), bits_of([5]))
    got = await hall.until(BEGINS + 3 * DAY)

    assert [(one.session, one.minutes) for one in got] == [
        ("a", 30),
        ("later", 30),
        ("other", 1440),
        ("other", 60),
        ("other", 10),
        ("own", 5),
    ]


async def test_track_is_silenced_and_as_usual_again(hall: Hall) -> None:
    await hall.furnish(1)
    await add_sessions(hall.store, replace(session_at(BEGINS), track="Сварка"))
    chosen: list[tuple[int, bool]] = []
    got = []
    for bits, moment in ((0, BEGINS - 30 * MINUTE), (None, BEGINS)):
        await hall.reminders.choose_for_track(hall.actor(), EVENT.id, track_key("Сварка"), bits)
        found = await hall.reminders.of_track(hall.actor(), EVENT.id, track_key("Сварка"))
        chosen.append((found.bits, found.is_own))
        got.append(leads(await hall.until(moment)))

    assert chosen == [(0, True), (bits_of([1440, 60, 10]), False)]
    assert got == [[], [10]]


@pytest.mark.parametrize(("event", "track"), [("expert", "Нет такого"), ("gone", "Сварка")])
async def test_track_that_is_gone_is_refused(hall: Hall, event: str, track: str) -> None:
    await hall.furnish(1)
    await add_sessions(hall.store, replace(session_at(BEGINS), track="Сварка"))
    with pytest.raises(NotFound, match="programme-track-gone"):
        await hall.reminders.choose_for_track(hall.actor(), EventId(event), track_key(track), 0)
    with pytest.raises(NotFound, match="programme-track-gone"):
        await hall.reminders.of_track(hall.actor(), EventId(event), track_key(""))


async def test_late_registration_gets_what_is_still_to_come(hall: Hall) -> None:
    await hall.furnish(1)
    await hall.until(BEGINS - HOUR + MINUTE)
    await add_people(hall.database, [{"id": 2}])
    await register(hall.store, 2, at=hall.clock.now())

    assert leads(await hall.until(BEGINS), 2) == [10]


async def test_registration_just_before_a_wave_is_in_it(hall: Hall) -> None:
    await hall.furnish()
    await add_people(hall.database, [{"id": 1}])
    await hall.until(BEGINS - HOUR - timedelta(seconds=1))
    await register(hall.store, 1, at=hall.clock.now())

    assert leads(await hall.until(BEGINS)) == [60, 10]


async def test_person_who_left_or_only_waits_gets_none(hall: Hall) -> None:
    await hall.furnish(1, 2)
    await add_people(hall.database, [{"id": 3}])
    await register(hall.store, 3, is_waiting=True)
    await hall.until(BEGINS - HOUR - MINUTE)
    await hall.leave(1)
    hall.turn(BEGINS - HOUR)
    await hall.reminders.tick()
    await hall.leave(2)
    await hall.deliver()
    async with hall.store.write() as tx:
        await tx.registrations.promote(A, [UserId(3)])
    got = await hall.until(BEGINS)

    assert [(one.person, one.minutes) for one in hall.got] == [(1, 1440), (2, 1440), (3, 10)]
    assert len(got) == 1


async def test_lead_that_is_switched_off_while_its_rows_wait_is_not_sent(hall: Hall) -> None:
    await hall.furnish(1)
    hall.turn(BEGINS - HOUR)
    await hall.reminders.tick()
    await hall.reminders.choose(hall.actor(), bits_of([10]))
    await hall.deliver()

    assert (leads(hall.got), await hall.states()) == ([], ["cancelled"])


# -- downtime


async def test_after_downtime_only_the_nearest_comes(hall: Hall) -> None:
    await hall.furnish(1)
    hall.turn(BEGINS - 40 * MINUTE)
    got = await hall.until(BEGINS)

    assert got == [
        Got(BEGINS - 40 * MINUTE, 1, 60, BEGINS),
        Got(BEGINS - 10 * MINUTE, 1, 10, BEGINS),
    ]


async def test_downtime_over_the_start_is_silent(hall: Hall) -> None:
    await hall.furnish(1)
    hall.turn(BEGINS)
    assert (await hall.until(BEGINS + DAY), await hall.states()) == ([], [])
    hall.clock.jump(days=-2)

    assert await hall.reminders.tick() == 0


async def test_rows_that_could_not_leave_say_it_once(hall: Hall) -> None:
    """The network was away from before the hour until eight minutes before the start."""
    await hall.furnish(1)
    await hall.until(BEGINS - 2 * HOUR)
    for minutes in (60, 10, 8):
        hall.turn(BEGINS - minutes * MINUTE)
        await hall.reminders.tick()
    await hall.deliver()

    assert leads(hall.got) == [1440, 10]


async def test_next_process_writes_nothing_again(hall: Hall) -> None:
    await hall.furnish(1)
    await hall.until(BEGINS - HOUR)
    again = Reminders(store=hall.store, clock=hall.clock, alarm=hall.bell)

    assert (await again.tick(), await hall.reminders.tick()) == (0, 0)
    assert hall.bell.at == BEGINS - 30 * MINUTE


# -- moves


@pytest.mark.slow
@pytest.mark.parametrize("by", [-30 * MINUTE, 3 * HOUR, 2 * DAY])
async def test_moved_session_reminds_of_its_new_start(hall: Hall, by: timedelta) -> None:
    await hall.furnish(1)
    await hall.until(BEGINS - 3 * HOUR)
    new = BEGINS + by
    await hall.move(new)
    got = await hall.until(new)

    # The day's wave of the old start was sent; that of the new one is armed, or overdue by now.
    assert leads(got) == [1440, 60, 10]
    assert {one.starts_at for one in got} == {new}
    assert [one.at for one in got[1:]] == [new - HOUR, new - 10 * MINUTE]


async def test_move_while_rows_wait_takes_them_back(hall: Hall) -> None:
    await hall.furnish(1)
    await hall.until(BEGINS - 2 * HOUR)
    hall.turn(BEGINS - HOUR)
    await hall.reminders.tick()
    await hall.move(BEGINS + HOUR)
    await hall.deliver()
    got = await hall.until(BEGINS + HOUR)

    assert [(one.at, one.minutes) for one in got] == [
        (BEGINS - HOUR, 1440),
        (BEGINS, 60),
        (BEGINS + 50 * MINUTE, 10),
    ]
    assert (await hall.states()).count("cancelled") == 1


async def test_move_into_the_past_is_silent(hall: Hall) -> None:
    await hall.furnish(1)
    await hall.until(BEGINS - 2 * HOUR)
    await hall.move(BEGINS - 3 * HOUR)

    assert await hall.until(BEGINS + HOUR) == []


async def test_cancelled_session_is_silent_until_it_takes_place_after_all(hall: Hall) -> None:
    await hall.furnish(1)
    await hall.until(BEGINS - 2 * HOUR)
    await hall.move(BEGINS, is_cancelled=True)
    cancelled = await hall.until(BEGINS - 30 * MINUTE)
    await hall.move(BEGINS)

    assert (cancelled, leads(await hall.until(BEGINS))) == ([], [60, 10])


async def test_change_of_the_clocks_between_wave_and_start_keeps_the_hours_apart(
    hall: Hall,
) -> None:
    """Berlin, 25 October 2026: the night has an hour more, the lead times have not."""
    berlin = replace(EVENT, tz="Europe/Berlin")
    hall.turn(datetime(2026, 11, 23, 9, tzinfo=UTC))
    hall.clock.jump(days=-40)
    starts_at = datetime(2026, 10, 25, 10, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
    await add_people(hall.database, [{"id": 1}])
    await add_sessions(hall.store, session_at(starts_at), event=berlin)
    await register(hall.store, 1, at=hall.clock.now())
    got = await hall.until(starts_at)

    assert [one.at for one in got] == [starts_at - lead for lead in (DAY, HOUR, 10 * MINUTE)]
    local = got[0].at.astimezone(ZoneInfo("Europe/Berlin"))
    assert (starts_at.hour, local.hour, local.day) == (9, 11, 24)


# -- putting off


async def test_snooze_is_one_more_reminder_and_the_last_choice_counts(hall: Hall) -> None:
    await hall.furnish(1, 2)
    await hall.until(BEGINS - DAY)
    await hall.reminders.snooze(hall.actor(1), A, 10)
    moment = await hall.reminders.snooze(hall.actor(1), A, 60)
    got = await hall.until(BEGINS - 2 * HOUR)

    assert got == [Got(BEGINS - DAY + HOUR, 1, None, BEGINS)]
    assert moment == BEGINS - DAY + HOUR


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        (MOSCOW, datetime(2026, 11, 24, 5, tzinfo=UTC)),
        (KAMCHATKA, datetime(2026, 11, 23, 20, tzinfo=UTC)),
        (ZoneInfo("America/New_York"), datetime(2026, 11, 24, 13, tzinfo=UTC)),
    ],
)
async def test_snooze_until_the_morning_is_by_the_clock_of_the_person(
    hall: Hall, zone: ZoneInfo, begins: datetime
) -> None:
    await hall.furnish(1)

    assert await hall.reminders.snooze(hall.actor(1, zone), A, UNTIL_MORNING) == begins


async def test_snooze_of_one_update_is_made_once(hall: Hall) -> None:
    await hall.furnish(1)
    actor = hall.actor()
    await hall.reminders.snooze(actor, A, 10)
    with pytest.raises(AlreadyHandled):
        await hall.reminders.snooze(actor, A, 10)

    assert await hall.states() == ["queued"]


@pytest.mark.parametrize(
    ("person", "minutes", "key"),
    [
        (1, 60, "reminder-snooze-late"),
        (1, UNTIL_MORNING, "reminder-snooze-late"),
        (1, 11, "button-outdated"),
        (2, 10, "reminder-not-going"),
        (3, 10, "reminder-not-going"),
    ],
)
async def test_snooze_that_makes_no_sense_is_refused(
    hall: Hall, person: int, minutes: int, key: str
) -> None:
    """Past the start, of no such length, by a stranger, by one who only waits for a place."""
    await hall.furnish(1, starts_at=START + HOUR)
    await add_people(hall.database, [{"id": 3}])
    await register(hall.store, 3, is_waiting=True)
    with pytest.raises(UserError) as refused:
        await hall.reminders.snooze(hall.actor(person), A, minutes)

    assert (refused.value.key, await hall.states()) == (key, [])


async def test_snooze_outlives_a_move_and_not_a_cancellation(hall: Hall) -> None:
    await hall.furnish(1)
    await hall.reminders.choose(hall.actor(), 0)
    await hall.reminders.snooze(hall.actor(), A, 60)
    await hall.move(BEGINS + DAY)
    moved = await hall.until(START + 2 * HOUR)
    await hall.reminders.snooze(hall.actor(), A, 60)
    await hall.move(BEGINS, is_cancelled=True)
    cancelled = await hall.until(BEGINS)
    with pytest.raises(NotFound, match="reminder-gone"):
        await hall.reminders.snooze(hall.actor(), A, 10)

    assert moved == [Got(START + HOUR, 1, None, BEGINS + DAY)]
    assert cancelled == []


# -- whatever happens


@dataclass(frozen=True, slots=True)
class Step:
    """`at` and `to` are five-minute steps from START, so that moments often meet."""

    at: int
    kind: str
    to: int = 0
    person: int = 0


@dataclass(slots=True)
class Life:
    """What became true when; the model that the store is compared with."""

    starts_at: datetime
    is_cancelled: bool = False
    since: datetime = START - 30 * DAY
    arrivals: dict[int, datetime] = field(default_factory=dict)
    goers: set[int] = field(default_factory=set)


FIVE = 5 * MINUTE
ALL = len(LEAD_MINUTES)
TIMES = st.integers(0, 3 * 24 * 12)
STEPS = st.lists(
    st.one_of(
        st.builds(Step, at=TIMES, kind=st.just("move"), to=st.integers(0, 4 * 24 * 12)),
        st.builds(Step, at=TIMES, kind=st.just("back")),
        st.builds(Step, at=TIMES, kind=st.sampled_from(["cancel", "restore"])),
        st.builds(Step, at=TIMES, kind=st.just("register"), person=st.integers(1, 3)),
        st.builds(Step, at=TIMES, kind=st.just("leave"), person=st.integers(1, 3)),
    ),
    max_size=8,
).map(lambda steps: sorted(steps, key=lambda step: step.at))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(steps=STEPS, sets=st.tuples(*[st.integers(0, 2**ALL - 1)] * 3))
def test_whatever_moves_each_lead_to_come_reminds_once(
    steps: list[Step], sets: tuple[int, int, int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(lived(Path(folder), steps, sets))


async def lived(folder: Path, steps: list[Step], sets: tuple[int, int, int]) -> None:
    async with ready(folder, at_once=True) as database:
        hall, life = Hall(database), Life(BEGINS, arrivals={1: START}, goers={1})
        await hall.furnish(1)
        await add_people(database, [{"id": 2}, {"id": 3}])
        for person, bits in enumerate(sets, 1):
            await hall.reminders.choose(hall.actor(person), bits)
        for step in steps:
            at = START + step.at * FIVE
            await hall.until(at - timedelta(seconds=1))
            hall.turn(at)
            # Rows of this very moment are written, and not sent before what happens in it.
            await hall.reminders.tick()
            await happen(hall, life, step, at)
        await hall.until(START + 30 * DAY)
    check(hall.got, life, dict(enumerate(sets, 1)))


async def happen(hall: Hall, life: Life, step: Step, at: datetime) -> None:
    match step.kind:
        case "register":
            await register(hall.store, step.person, at=at)
            if step.person not in life.goers:
                life.arrivals[step.person] = at
                life.goers.add(step.person)
        case "leave":
            await hall.leave(step.person)
            life.goers.discard(step.person)
        case _:
            life.starts_at = {"move": START + step.to * FIVE, "back": BEGINS}.get(
                step.kind, life.starts_at
            )
            life.is_cancelled = {"cancel": True, "restore": False}.get(
                step.kind, life.is_cancelled
            )
            life.since = at
            await hall.move(life.starts_at, is_cancelled=life.is_cancelled)


def check(got: list[Got], life: Life, sets: dict[int, int]) -> None:
    assert all(one.at < one.starts_at for one in got)
    assert max(Counter((g.person, g.minutes, g.starts_at) for g in got).values(), default=1) == 1
    if life.is_cancelled:
        assert not [one for one in got if one.at >= life.since]
        return
    for person, bits in sets.items():
        mine = {g.minutes for g in got if (g.person, g.starts_at) == (person, life.starts_at)}
        if person not in life.goers:
            continue
        own = list(leads_of(bits))
        due = {n: life.starts_at - n * MINUTE for n in own}
        to_come = {n for n in own if due[n] > max(life.since, life.arrivals[person])}
        overdue = [n for n in own if life.arrivals[person] < due[n] <= life.since]
        assert to_come <= mine <= set(own)
        if overdue and life.starts_at > life.since:
            assert min(overdue) in mine
