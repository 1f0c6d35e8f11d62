"""Quiet hours and wall times, over midnight and over changes of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people.quiet_hours import after_quiet, at_wall_clock
from domain.people.users import QuietHours
from tests.clocks import START

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
RUSSIA = [
    ZoneInfo(name)
    for name in (
        "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg",
        "Asia/Omsk", "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Yakutsk", "Asia/Vladivostok",
        "Asia/Magadan", "Asia/Kamchatka",
    )
]  # fmt: skip
NIGHT, DAY = QuietHours(time(22), time(8)), QuietHours(time(9), time(18))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        (NIGHT, "2026-11-23T18:59", "2026-11-23T18:59"),
        (NIGHT, "2026-11-23T19:00", "2026-11-24T05:00"),
        (NIGHT, "2026-11-23T21:30", "2026-11-24T05:00"),
        (NIGHT, "2026-11-24T04:59", "2026-11-24T05:00"),
        (NIGHT, "2026-11-24T05:00", "2026-11-24T05:00"),
        (NIGHT, "2026-12-31T20:00", "2027-01-01T05:00"),
        (DAY, "2026-11-23T05:59", "2026-11-23T05:59"),
        (DAY, "2026-11-23T06:00", "2026-11-23T15:00"),
        (DAY, "2026-11-23T14:59", "2026-11-23T15:00"),
        (DAY, "2026-11-23T15:00", "2026-11-23T15:00"),
        (QuietHours(time(22), time(0)), "2026-11-23T20:00", "2026-11-23T21:00"),
        (QuietHours(time(0), time(8)), "2026-11-23T21:00", "2026-11-24T05:00"),
        (QuietHours(time(8), time(8)), "2026-11-23T05:00", "2026-11-23T05:00"),
        (None, "2026-11-23T21:00", "2026-11-23T21:00"),
    ],
)
def test_after_quiet_in_moscow_is_the_moment_or_the_end_of_the_hours(
    hours: QuietHours | None, moment: str, expected: str
) -> None:
    assert after_quiet(utc(moment), hours, MOSCOW) == utc(expected)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2026-03-29T01:59", "2026-03-29T00:59"),
        ("2026-03-29T02:30", "2026-03-29T01:30"),
        ("2026-03-29T03:00", "2026-03-29T01:00"),
        ("2026-10-25T02:30", "2026-10-25T00:30"),
        ("2026-10-25T03:00", "2026-10-25T02:00"),
        ("2026-07-01T12:00", "2026-07-01T10:00"),
    ],
)
def test_at_wall_clock_in_berlin_takes_a_skipped_time_as_before_the_change(
    wall: str, expected: str
) -> None:
    assert at_wall_clock(utc(wall), BERLIN) == utc(expected)


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        # The night of 29 March lasts nine hours, that of 25 October eleven.
        (NIGHT, "2026-03-28T22:00", "2026-03-29T06:00"),
        (NIGHT, "2026-10-24T21:00", "2026-10-25T07:00"),
        # The end is skipped: half past two is half past three.
        (QuietHours(time(22), time(2, 30)), "2026-03-29T00:30", "2026-03-29T01:30"),
        # The end comes twice, the hours are over at its first coming and begin again.
        (QuietHours(time(22), time(2, 30)), "2026-10-25T00:10", "2026-10-25T00:30"),
        (QuietHours(time(22), time(2, 30)), "2026-10-25T00:40", "2026-10-25T00:40"),
        (QuietHours(time(22), time(2, 30)), "2026-10-25T01:10", "2026-10-25T01:30"),
        (QuietHours(time(2, 15), time(2, 45)), "2026-10-25T00:20", "2026-10-25T00:45"),
        (QuietHours(time(2, 15), time(2, 45)), "2026-10-25T01:20", "2026-10-25T01:45"),
    ],
)
def test_after_quiet_in_berlin_follows_the_change_of_the_clocks(
    hours: QuietHours, moment: str, expected: str
) -> None:
    assert after_quiet(utc(moment), hours, BERLIN) == utc(expected)


MINUTES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
HOURS = st.builds(QuietHours, MINUTES, MINUTES)
MOMENTS = st.integers(0, 2 * 366 * 86_400).map(lambda count: START + timedelta(seconds=count))


def is_quiet(moment: datetime, hours: QuietHours, zone: ZoneInfo) -> bool:
    """Whether the last start is nearer in the past than the last end."""
    wall = moment.astimezone(zone).time()
    since_start = _minutes(wall) - _minutes(hours.start)
    since_end = _minutes(wall) - _minutes(hours.end)
    return hours.start != hours.end and since_start % 1440 < since_end % 1440


def _minutes(wall: time) -> float:
    return wall.hour * 60 + wall.minute + wall.second / 60 + wall.microsecond / 60e6


@given(MOMENTS, HOURS, st.sampled_from([*RUSSIA, BERLIN]))
def test_after_quiet_is_never_earlier_nor_a_day_later(
    moment: datetime, hours: QuietHours, zone: ZoneInfo
) -> None:
    assert timedelta() <= after_quiet(moment, hours, zone) - moment <= timedelta(hours=25)


@given(MOMENTS, HOURS, st.sampled_from(RUSSIA))
def test_after_quiet_in_russia_is_outside_and_only_then_later(
    moment: datetime, hours: QuietHours, zone: ZoneInfo
) -> None:
    after = after_quiet(moment, hours, zone)

    assert not is_quiet(after, hours, zone)
    assert (after > moment) == is_quiet(moment, hours, zone)
    assert after == moment or after.astimezone(zone).time() == hours.end


@given(MOMENTS, st.sampled_from(RUSSIA))
def test_at_wall_clock_shows_there_what_was_meant(moment: datetime, zone: ZoneInfo) -> None:
    there = at_wall_clock(moment, zone).astimezone(zone)

    assert there.replace(tzinfo=None) == moment.replace(tzinfo=None)
