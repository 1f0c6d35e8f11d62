"""When to remind of days of open doors, and what a change of them means."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.clusters.facts import OpenDay
from domain.clusters.open_days import DayChange, day_changes, reminder_at

MOSCOW, VLADIVOSTOK = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Vladivostok")
KALININGRAD, KAMCHATKA = ZoneInfo("Europe/Kaliningrad"), ZoneInfo("Asia/Kamchatka")
APRIL = date(2027, 4, 17)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "at", "expected"),
    [
        ("2027-04-01T12:00+03:00", time(11), "2027-04-16T18:00+03:00"),
        ("2027-04-01T12:00+03:00", None, "2027-04-16T18:00+03:00"),
        ("2027-04-16T18:00+03:00", time(11), "2027-04-17T08:00+03:00"),
        ("2027-04-16T20:00+03:00", None, "2027-04-17T08:00+03:00"),
        ("2027-04-16T20:00+03:00", time(8, 30), "2027-04-17T06:30+03:00"),
        ("2027-04-17T09:00+03:00", time(15), "2027-04-17T13:00+03:00"),
        ("2027-04-17T13:00+03:00", time(15), None),
        ("2027-04-17T09:00+03:00", None, None),
        ("2027-04-18T00:00+03:00", None, None),
        ("2027-04-17T15:00+03:00", time(15), None),
    ],
)
def test_evening_before_else_the_morning_else_two_hours_ahead(
    now: str, at: time | None, expected: str | None
) -> None:
    found = reminder_at([OpenDay(on=APRIL, at=at)], MOSCOW, MOSCOW, moment(now))

    assert found == (moment(expected) if expected else None)


def test_hours_are_the_persons_and_the_day_is_the_colleges() -> None:
    days = [OpenDay(on=APRIL, at=time(10))]
    now = moment("2027-04-01T00:00+00:00")

    east = reminder_at(days, VLADIVOSTOK, MOSCOW, now)
    west = reminder_at(days, KALININGRAD, KAMCHATKA, now)
    # 18:00 of the day before in Kaliningrad is 04:00 of the day itself in Kamchatka, when it is
    # long begun: there nothing is left but the two hours ahead.
    too_far = reminder_at([OpenDay(on=APRIL, at=time(0, 30))], KAMCHATKA, KALININGRAD, now)

    assert east == moment("2027-04-16T18:00+03:00")
    assert west == moment("2027-04-16T18:00+12:00")
    assert too_far == moment("2027-04-16T22:30+12:00")


def test_of_two_a_day_the_one_that_has_not_begun_counts() -> None:
    days = [OpenDay(on=APRIL, at=time(10)), OpenDay(on=APRIL, at=time(16))]

    found = reminder_at(days, MOSCOW, MOSCOW, moment("2027-04-17T11:00+03:00"))

    assert found == moment("2027-04-17T14:00+03:00")


def changes(old: list[OpenDay], new: list[OpenDay]) -> list[DayChange]:
    return day_changes(tuple(old), tuple(new), MOSCOW, moment("2027-04-01T12:00+03:00"))


A, B, C, D = (OpenDay(on=date(2027, 4, day), at=time(11)) for day in (10, 17, 24, 30))


def test_one_that_went_and_one_that_came_is_a_move() -> None:
    assert changes([A, B], [A, C]) == [
        DayChange(day=B.on, was=(B,), now=(C,), to=C.on),
        DayChange(day=C.on, was=(), now=(C,), to=C.on),
    ]


def test_of_several_that_went_and_came_nobody_can_tell_which_is_which() -> None:
    assert [(one.day, one.now, one.to) for one in changes([A, B], [C, D])] == [
        (A.on, (), A.on),
        (B.on, (), B.on),
        (C.on, (C,), C.on),
        (D.on, (D,), D.on),
    ]


def test_another_time_or_address_is_a_change_and_another_source_is_none() -> None:
    later = OpenDay(on=B.on, at=time(12))
    elsewhere = OpenDay(on=B.on, at=time(11), address="ул. Мира, 1")
    retold = OpenDay(on=B.on, at=time(11), source="https://example.org/")

    assert changes([B], [later]) == [DayChange(day=B.on, was=(B,), now=(later,), to=B.on)]
    assert changes([B], [elsewhere]) == [DayChange(day=B.on, was=(B,), now=(elsewhere,), to=B.on)]
    assert changes([B], [retold]) == []


def test_what_is_over_neither_moves_nor_is_missed() -> None:
    past = OpenDay(on=date(2026, 4, 17))

    assert changes([past], []) == []
    assert [one.was for one in changes([past], [B])] == [()]
