"""Times through changes of the clocks and in all zones of Russia, whatever the moment."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.people.quiet_hours import at_wall_clock
from domain.people.users import Language
from domain.programme.day_digests import DigestRound
from domain.programme.sessions import local_day, session_days
from handlers.programme.reminders.views import COUNTED, reminder_screen
from services.files.rows import RowRefused, in_utc
from services.programme.reminders import UNTIL_MORNING, Going, snoozed_until
from tests.programmes import EVENT, session_at
from ui.translator import translator

RU = translator(Language.RU)
MINUTE = timedelta(minutes=1)

RUSSIA = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk",
    "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan",
    "Asia/Kamchatka",
)  # fmt: skip
CHANGING = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")
"""Where clocks change each year, on Lord Howe by half an hour."""

ZONES = st.sampled_from([ZoneInfo(name) for name in (*RUSSIA, *CHANGING)])
FIRST = datetime(2010, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 21 * 365 * 1440).map(lambda minutes: FIRST + minutes * MINUTE)
"""Within them Russia changed its clocks until 2011, for good in 2014, some regions in 2016."""

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
AUTUMN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
SPRING = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)


def walls(zone: ZoneInfo, wall: datetime) -> list[datetime]:
    """All instants at which clocks in `zone` show `wall`, found by looking at each."""
    noon = wall.replace(tzinfo=UTC)
    offsets = {
        (noon + timedelta(hours=hours)).astimezone(zone).utcoffset() or timedelta()
        for hours in range(-30, 31, 6)
    }
    return sorted(
        noon - offset
        for offset in offsets
        if (noon - offset).astimezone(zone).replace(tzinfo=None) == wall
    )


@given(zone=ZONES, near=MOMENTS, minutes=st.integers(-180, 180))
@example(zone=BERLIN, near=AUTUMN, minutes=15)
@example(zone=BERLIN, near=SPRING, minutes=45)
@example(zone=MOSCOW, near=datetime(2014, 10, 25, 22, 0, tzinfo=UTC), minutes=-30)
@example(zone=MOSCOW, near=datetime(2011, 3, 26, 23, 0, tzinfo=UTC), minutes=75)
@example(zone=ZoneInfo("Asia/Magadan"), near=datetime(2016, 4, 23, 16, 0, tzinfo=UTC), minutes=9)
def test_wall_time_is_read_as_its_one_instant_or_refused(
    zone: ZoneInfo, near: datetime, minutes: int
) -> None:
    wall = near.astimezone(zone).replace(tzinfo=None) + minutes * MINUTE
    instants = walls(zone, wall)
    if len(instants) == 1:
        assert in_utc("start", wall, zone) == instants[0]
        return
    with pytest.raises(RowRefused) as refused:
        in_utc("start", wall, zone)

    key = "import-session-twice" if instants else "import-session-skipped"
    assert (refused.value.column, refused.value.key) == ("start", key)


@settings(deadline=None)  # the first one reads texts and names of months
@given(starts_at=MOMENTS, hall=ZONES, reader=ZONES, left=st.timedeltas(MINUTE, timedelta(days=8)))
@example(starts_at=AUTUMN, hall=BERLIN, reader=MOSCOW, left=timedelta(hours=3))
@example(starts_at=AUTUMN, hall=MOSCOW, reader=MOSCOW, left=timedelta(hours=1))
@example(starts_at=SPRING + timedelta(hours=1), hall=BERLIN, reader=BERLIN, left=timedelta(1))
@example(
    starts_at=datetime(2026, 11, 23, 21, 30, tzinfo=UTC),
    hall=MOSCOW,
    reader=ZoneInfo("Asia/Kamchatka"),
    left=timedelta(hours=7),
)
def test_reminder_is_true_on_the_clocks_of_the_hall_and_of_the_reader(
    starts_at: datetime, hall: ZoneInfo, reader: ZoneInfo, left: timedelta
) -> None:
    event = replace(EVENT, tz=hall.key)
    going = Going(session=session_at(starts_at), event=event, bits=0)
    now = starts_at - left
    lines = reminder_screen(going, reader, now, RU).text.splitlines()
    [when] = [line for line in lines if line.startswith("🗓")]
    yours = [line for line in lines if line.startswith("🕒")]

    shown = [(when, hall), *((line, reader) for line in yours)]
    for line, zone in shown:
        assert f'unix="{int(starts_at.timestamp())}"' in line
        assert f"{starts_at.astimezone(zone):, %H:%M}</tg-time>" in line
    same = starts_at.astimezone(hall).utcoffset() == starts_at.astimezone(reader).utcoffset()
    assert len(yours) == (0 if same else 1)
    check_headline(lines[0], starts_at, now, hall, reader)


def check_headline(
    line: str, starts_at: datetime, now: datetime, hall: ZoneInfo, reader: ZoneInfo
) -> None:
    """What is left, to the minute and never too little; or the day, where both agree on it."""
    left = starts_at - now
    days = {
        (starts_at.astimezone(zone).date() - now.astimezone(zone).date()).days
        for zone in (hall, reader)
    }
    if left <= COUNTED:
        hours = re.search(r"(?:(\d+) |\b)час", line)  # «через час» is one
        minutes = re.search(r"(\d+) минут", line)
        told = 60 * int(hours[1] or 1 if hours else 0) + int(minutes[1] if minutes else 0)
        assert told == math.ceil(left / MINUTE)
        return
    assert f"{starts_at.astimezone(hall):%H:%M}" in line
    assert ("Сегодня" in line, "Завтра" in line) == (days == {0}, days == {1})


@given(now=MOMENTS, zone=ZONES)
@example(now=datetime(2026, 3, 28, 12, tzinfo=UTC), zone=BERLIN)
@example(now=datetime(2026, 10, 24, 22, 30, tzinfo=UTC), zone=BERLIN)
def test_snooze_until_the_morning_is_eight_tomorrow_where_the_person_is(
    now: datetime, zone: ZoneInfo
) -> None:
    local = snoozed_until(UNTIL_MORNING, zone, now).astimezone(zone)

    assert (local.date(), local.time()) == (
        now.astimezone(zone).date() + timedelta(days=1),
        time(8),
    )


@given(near=MOMENTS, zone=ZONES, before=st.integers(1, 600), after=st.integers(1, 600))
def test_session_over_midnight_belongs_to_the_day_it_begins_on(
    near: datetime, zone: ZoneInfo, before: int, after: int
) -> None:
    day = near.astimezone(zone).date()
    midnight = at_wall_clock(datetime.combine(day + timedelta(days=1), time(0)), zone)
    session = replace(session_at(midnight - before * MINUTE), ends_at=midnight + after * MINUTE)

    assert local_day(session, zone) == day
    assert session.ends_at.astimezone(zone).date() == day + timedelta(days=1)


@given(near=MOMENTS, zone=ZONES, lasts=st.integers(1, 5 * 24 * 60), number=st.integers(-1, 6))
def test_digest_rounds_and_days_of_a_session_agree(
    near: datetime, zone: ZoneInfo, lasts: int, number: int
) -> None:
    """One asks instants (the store), the other asks clocks (a programme)."""
    session = replace(session_at(near), ends_at=near + lasts * MINUTE)
    day = local_day(session, zone) + timedelta(days=number)
    round_ = DigestRound(zone, day)
    begins, ends = round_.span
    is_held = near < ends and (near >= begins or session.ends_at > round_.night_ends_at)

    assert (day in session_days(session, zone)) == is_held
