from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ids import EventId
from domain.programme.sessions import (
    SLUG_PATTERN,
    Event,
    Session,
    day_number,
    local_day,
    location,
    overlaps,
    room_in,
    session_days,
    session_id,
)

NOON = datetime(2026, 12, 1, 9, tzinfo=UTC)


def session(start: int, end: int) -> Session:
    return Session(
        id=session_id("a"),
        event_id=EventId("fair"),
        uid="a",
        title="Открытие",
        starts_at=NOON + timedelta(minutes=start),
        ends_at=NOON + timedelta(minutes=end),
    )


def event(venue: str = "", address: str = "") -> Event:
    return Event(
        id=EventId("fair"), title="Ярмарка", tz="Europe/Moscow", venue=venue, address=address
    )


@pytest.mark.parametrize(
    ("uid", "expected"),
    [
        ("opening", "opening"),
        ("2026-12-01", "2026-12-01"),
        ("a" * 40, "a" * 40),
        ("a" * 41, "a" * 27 + "-c0f8bd4dbc2b"),
        ("Opening", "opening-f4b13e93df07"),
        ("opening@example.org", "opening-example-org-1d2207be6c2c"),
        ("-a", "a-c27489179034"),
        ("Открытие", "s-a4e15b684c07"),
    ],
)
def test_session_id_is_the_uid_or_a_slug_of_it(uid: str, expected: str) -> None:
    assert session_id(uid) == expected


@settings(max_examples=30)
@given(st.lists(st.text(), unique=True, min_size=2, max_size=9))
def test_session_ids_are_slugs_and_differ_as_uids_do(uids: list[str]) -> None:
    ids = [session_id(uid) for uid in uids]

    assert all(SLUG_PATTERN.fullmatch(one) for one in ids)
    assert len(set(ids)) == len(uids)


@pytest.mark.parametrize(
    ("other", "expected"),
    [((30, 90), True), ((10, 20), True), ((0, 60), True), ((60, 90), False), ((-30, 0), False)],
)
def test_sessions_overlap_unless_they_are_back_to_back(
    other: tuple[int, int], expected: bool
) -> None:
    one, two = session(0, 60), session(*other)

    assert (overlaps(one, two), overlaps(two, one)) == (expected, expected)


def test_local_day_is_that_of_the_clock_in_the_hall() -> None:
    late = session(9 * 60, 10 * 60)

    assert local_day(late, ZoneInfo("Europe/Kaliningrad")) == date(2026, 12, 1)
    assert local_day(late, ZoneInfo("Asia/Vladivostok")) == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("starts", "ends", "days"),
    [
        ("01T10:00", "01T11:00", [1]),
        ("01T22:00", "02T06:00", [1]),
        ("01T22:00", "02T06:01", [1, 2]),
        ("01T18:00", "02T17:00", [1, 2]),
        ("01T10:00", "02T00:00", [1]),
        ("01T10:00", "03T00:00", [1, 2]),
        ("01T10:00", "03T18:00", [1, 2, 3]),
        ("01T10:00", "04T02:00", [1, 2, 3]),
        ("01T02:00", "01T05:00", [1]),
        ("01T23:30", "03T10:00", [1, 2, 3]),
    ],
)
def test_session_is_listed_on_each_of_its_days_but_the_night_after_them(
    starts: str, ends: str, days: list[int]
) -> None:
    zone = ZoneInfo("Asia/Omsk")
    starts_at, ends_at = (
        datetime.fromisoformat(f"2026-12-{one}").replace(tzinfo=zone).astimezone(UTC)
        for one in (starts, ends)
    )
    held = replace(session(0, 60), starts_at=starts_at, ends_at=ends_at)

    assert session_days(held, zone) == [date(2026, 12, day) for day in days]


@pytest.mark.parametrize(
    ("day", "expected"), [(1, (1, 3)), (2, (2, 3)), (3, (3, 3)), (4, (3, 3)), (30, (1, 3))]
)
def test_day_of_a_session_has_its_number(day: int, expected: tuple[int, int]) -> None:
    zone = ZoneInfo("Europe/Moscow")
    exhibition = session(0, 2 * 24 * 60)
    on = date(2026, 11 if day == 30 else 12, day)

    assert day_number(exhibition, zone, on) == expected
    assert day_number(session(0, 60), zone, on) is None


@pytest.mark.parametrize(
    ("venue", "address", "room", "expected"),
    [
        ("Дом науки", "ул. Мира, 1", "Зал 2", "Зал 2, Дом науки, ул. Мира, 1"),
        ("Дом науки", "", "", "Дом науки"),
        ("", "", "Зал 2, левый", "Зал 2, левый"),
        ("", "", "", ""),
    ],
)
def test_room_is_found_again_in_a_location(
    venue: str, address: str, room: str, expected: str
) -> None:
    fair = event(venue, address)

    assert location(fair, room) == expected
    assert room_in(fair, expected) == room
    assert room_in(fair, "Чужой зал") == "Чужой зал"
