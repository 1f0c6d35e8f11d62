"""«Your day» in virtual time: eight in the morning by everybody's own clock, once a date."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import SessionId, UserId
from domain.people.users import Preferences, QuietHours
from domain.programme.day_digests import DigestRound, due_round, next_due_at
from tests.clocks import START
from tests.hours import Got, Hours
from tests.people import add_people
from tests.programmes import add_sessions, register, session_at
from tests.stores import ready

ELEVEN = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk",
    "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan",
    "Asia/Kamchatka",
)  # fmt: skip
MOSCOW = ZoneInfo("Europe/Moscow")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DAY = date(2026, 11, 25)
BEGINS = datetime(2026, 11, 25, 10, tzinfo=MOSCOW).astimezone(UTC)
EIGHT = BEGINS - 2 * HOUR
NOON = EIGHT + 4 * HOUR


@pytest.fixture
async def hours(tmp_path: Path) -> AsyncIterator[Hours]:
    async with ready(tmp_path, at_once=True) as database:
        yield Hours(database, asks=False)


async def furnish(hours: Hours, *zones: str | None, starts_at: datetime = BEGINS) -> None:
    """A person for each zone, from 1 on, all registered."""
    people = [{"id": n, "tz": tz} for n, tz in enumerate(zones, 1)]
    await add_people(hours.database, people)
    await add_sessions(hours.store, session_at(starts_at))
    await register(hours.store, *range(1, len(zones) + 1))


async def prefer(hours: Hours, person: int, wanted: Preferences) -> None:
    async with hours.store.write() as tx:
        await tx.users.set_preferences(UserId(person), wanted)


# -- moments


@pytest.mark.parametrize("name", ELEVEN)
def test_round_is_due_from_eight_to_noon_on_the_clocks_of_russia(name: str) -> None:
    zone = ZoneInfo(name)
    round_ = DigestRound(zone, DAY)
    moments = (
        round_.due_at - MINUTE, round_.due_at, round_.expires_at - MINUTE, round_.expires_at,
    )  # fmt: skip

    assert round_.due_at.astimezone(zone).timetz().replace(tzinfo=None) == time(8)
    assert [due_round(zone, moment) for moment in moments] == [None, round_, round_, None]
    assert [next_due_at(zone, moment) for moment in moments[:2]] == [
        round_.due_at,
        round_.due_at + timedelta(days=1),
    ]


@pytest.mark.parametrize(
    ("day", "length"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (DAY, 24)]
)
def test_day_is_as_long_as_its_clock_says(day: date, length: int) -> None:
    begins, ends = DigestRound(ZoneInfo("Europe/Berlin"), day).span

    assert ends - begins == length * HOUR


# -- who gets it when


@pytest.mark.slow
async def test_digest_comes_at_eight_on_everybodys_own_clock(hours: Hours) -> None:
    """The session begins in the Moscow morning: for Kamchatka that is the evening of that day."""
    await furnish(hours, *ELEVEN, None)
    got = await hours.until(BEGINS + HOUR)

    local = [
        one.at.astimezone(ZoneInfo(zone or "Europe/Moscow"))
        for one, zone in zip(sorted(got, key=lambda one: one.person), (*ELEVEN, None), strict=True)
    ]
    assert {f"{moment:%Y-%m-%d %H:%M}" for moment in local} == {"2026-11-25 08:00"}
    assert [one.person for one in got] == [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 12, 1]


async def test_local_day_is_that_of_the_person(hours: Hours) -> None:
    """23:00 in Moscow is the next day in Omsk, and 01:00 in Omsk is still the day before here."""
    late = datetime(2026, 11, 25, 23, tzinfo=MOSCOW).astimezone(UTC)
    await furnish(hours, "Europe/Moscow", "Asia/Omsk", starts_at=late)
    got = await hours.until(late + 24 * HOUR)

    # In Omsk the session begins at two at night and is over when the morning comes.
    assert got == [Got(EIGHT, 1, "2026-11-25")]


async def test_digest_of_several_sessions_is_one_and_each_day_has_its_own(hours: Hours) -> None:
    await furnish(hours, None)
    for name, days in (("b", 0), ("c", 1), ("d", 3)):
        await add_sessions(hours.store, session_at(BEGINS + HOUR + timedelta(days=days), name))
        await register(hours.store, 1, session=name)
    got = await hours.until(BEGINS + timedelta(days=5))

    assert [(one.at, one.about) for one in got] == [
        (EIGHT, "2026-11-25"),
        (EIGHT + timedelta(days=1), "2026-11-26"),
        (EIGHT + timedelta(days=3), "2026-11-28"),
    ]


async def test_what_changed_overnight_counts_when_it_leaves(hours: Hours) -> None:
    """Written at eight, sent later: who left, or whose session was cancelled, hears nothing."""
    await furnish(hours, None, None, None)
    await add_sessions(hours.store, session_at(BEGINS, "b"))
    await register(hours.store, 3, session="b")
    hours.turn(EIGHT)
    await hours.digests.tick()
    async with hours.store.write() as tx:
        await tx.registrations.leave(UserId(1), SessionId("a"))
        await tx.programme.save_sessions([session_at(BEGINS, is_cancelled=True)])
    await hours.deliver()

    assert [one.person for one in hours.got] == [3]


async def test_move_to_another_day_takes_the_digest_along(hours: Hours) -> None:
    await furnish(hours, None)
    hours.turn(EIGHT)
    await hours.digests.tick()
    await add_sessions(hours.store, session_at(BEGINS + timedelta(days=1)))
    got = await hours.until(BEGINS + timedelta(days=2))

    assert got == [Got(EIGHT + timedelta(days=1), 1, "2026-11-26")]


# -- downtime, restarts, zones


@pytest.mark.parametrize(
    ("awake_at", "times"),
    [(EIGHT + HOUR, 1), (NOON - MINUTE, 0), (NOON, 0), (EIGHT + 90 * MINUTE, 1)],
)
async def test_after_downtime_it_comes_before_noon_or_not_at_all(
    hours: Hours, awake_at: datetime, times: int
) -> None:
    """At 11:59 the session is over too, and there is nothing to tell."""
    await furnish(hours, None)
    hours.turn(awake_at)
    got = await hours.until(BEGINS + 10 * HOUR)

    assert got == [Got(awake_at, 1, "2026-11-25")] * times


async def test_downtime_over_noon_skips_even_what_is_still_to_come(hours: Hours) -> None:
    await furnish(hours, None, starts_at=NOON + 5 * HOUR)
    hours.turn(NOON)

    assert await hours.until(NOON + 8 * HOUR) == []


async def test_next_process_and_a_clock_set_back_write_nothing_again(hours: Hours) -> None:
    await furnish(hours, None)
    await hours.until(EIGHT + MINUTE)
    again = await hours.digests.tick()
    hours.clock.jump(minutes=-30)

    assert (again, len(await hours.until(BEGINS))) == (0, 0)
    assert len(hours.got) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [("Asia/Kamchatka", "Europe/Moscow"), ("Europe/Moscow", "Asia/Kamchatka"),
     ("Asia/Omsk", "Europe/Kaliningrad")],
)  # fmt: skip
async def test_change_of_the_zone_brings_no_second_digest_of_a_date(
    hours: Hours, old: str, new: str
) -> None:
    evening = datetime(2026, 11, 25, 14, 30, tzinfo=MOSCOW).astimezone(UTC)
    await furnish(hours, old, starts_at=evening)
    told_at = DigestRound(ZoneInfo(old), DAY).due_at
    await hours.until(told_at + MINUTE)
    async with hours.store.write() as tx:
        await tx.users.set_zone(UserId(1), new)
    await hours.until(evening + 48 * HOUR)

    assert hours.got == [Got(told_at, 1, "2026-11-25")]


async def test_nothing_is_looked_for_while_no_session_is_near(hours: Hours) -> None:
    await furnish(hours, None, starts_at=BEGINS + timedelta(days=20))
    await hours.digests.tick()
    first_look = hours.bell.at
    got = await hours.until(BEGINS + timedelta(days=20))

    assert first_look == BEGINS + timedelta(days=18)
    assert [one.at for one in got] == [EIGHT + timedelta(days=20)]
    assert hours.woken < 10


@pytest.mark.parametrize("is_spring", [True, False])
async def test_change_of_the_clocks_keeps_eight_at_eight(hours: Hours, is_spring: bool) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    day = date(2027, 3, 28) if is_spring else date(2027, 10, 31)
    starts_at = datetime.combine(day, time(15), berlin).astimezone(UTC)
    await furnish(hours, "Europe/Berlin", starts_at=starts_at)
    hours.turn(starts_at - timedelta(days=1))
    [got] = await hours.until(starts_at)

    assert got.at.astimezone(berlin) == datetime.combine(day, time(8), berlin)
    assert got.at.hour == (6 if is_spring else 7)


# -- quiet hours and wishes


@pytest.mark.parametrize(
    ("quiet", "arrives"),
    [
        (None, EIGHT),
        (QuietHours(time(22), time(8)), EIGHT),
        (QuietHours(time(21), time(9)), EIGHT + HOUR),
        (QuietHours(time(7), time(11)), None),
        (QuietHours(time(20), time(13)), None),
    ],
)
async def test_quiet_hours_hold_it_back_until_they_end(
    hours: Hours, quiet: QuietHours | None, arrives: datetime | None
) -> None:
    """At eleven the only session is over; at noon a digest expires whatever the day holds."""
    await furnish(hours, None)
    await prefer(hours, 1, Preferences(quiet_hours=quiet))
    got = await hours.until(BEGINS + 12 * HOUR)

    assert [one.at for one in got] == ([arrives] if arrives else [])


async def test_who_switched_it_off_gets_none(hours: Hours) -> None:
    await furnish(hours, None, None)
    await prefer(hours, 1, Preferences(wants_digest=False))

    assert [one.person for one in await hours.until(BEGINS)] == [2]


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(
    changes=st.lists(st.tuples(st.integers(0, 96), st.sampled_from(ELEVEN)), max_size=6).map(
        sorted
    ),
    first=st.sampled_from(ELEVEN),
    sessions=st.lists(st.integers(0, 95), min_size=1, max_size=4),
    naps=st.lists(st.integers(0, 96), max_size=3),
)
def test_whoever_travels_hears_of_a_date_once_and_in_their_morning(
    changes: list[tuple[int, str]], first: str, sessions: list[int], naps: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(travelled(Path(folder), changes, first, sessions, naps))


async def travelled(
    folder: Path, changes: list[tuple[int, str]], first: str, sessions: list[int], naps: list[int]
) -> None:
    async with ready(folder, at_once=True) as database:
        hours, zone = Hours(database, asks=False), first
        await add_people(database, [{"id": 1, "tz": first}])
        for n, hour in enumerate(sessions):
            one = replace(session_at(START + hour * HOUR), id=SessionId(f"s{n}"), uid=f"s{n}")
            await add_sessions(hours.store, one)
            await register(hours.store, 1, session=f"s{n}")
        steps = sorted([*changes, *((nap, "") for nap in naps)])
        for at, name in steps:
            moment = START + at * HOUR
            if not name:
                hours.turn(max(hours.clock.now(), moment))
                continue
            await lived(hours, zone, max(hours.clock.now(), moment))
            async with hours.store.write() as tx:
                await tx.users.set_zone(UserId(1), name)
            zone = name
        await lived(hours, zone, START + 120 * HOUR)
    assert max(Counter(one.about for one in hours.got).values(), default=1) == 1


async def lived(hours: Hours, zone: str, until: datetime) -> None:
    for one in await hours.until(until):
        local = one.at.astimezone(ZoneInfo(zone))
        assert (str(local.date()), 8 <= local.hour < 12) == (one.about, True)


async def test_session_of_several_days_is_told_of_on_each_of_them(hours: Hours) -> None:
    """Whatever else there is: five days after its beginning no other is near."""
    await furnish(hours, None, "Asia/Vladivostok")
    ends_at = BEGINS + timedelta(days=4, hours=8)
    await add_sessions(hours.store, replace(session_at(BEGINS), ends_at=ends_at))
    got = await hours.until(ends_at + timedelta(days=3))

    days = [f"2026-11-{day}" for day in (25, 26, 27, 28, 29)]
    assert [one.about for one in got if one.person == 1] == days
    assert [one.about for one in got if one.person == 2] == days


async def test_night_after_a_session_is_no_day_of_it(hours: Hours) -> None:
    await furnish(hours, None)
    night = datetime(2026, 11, 26, 6, tzinfo=MOSCOW)
    await add_sessions(hours.store, replace(session_at(BEGINS), ends_at=night))
    got = await hours.until(night + timedelta(days=2))

    assert [one.about for one in got] == ["2026-11-25"]
