from __future__ import annotations

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
    local_day,
    location,
    overlaps,
    room_in,
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
