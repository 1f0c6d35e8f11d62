"""Conflicts of a programme: each kind where it is, and where it only looks like one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.ids import EventId, SessionId
from domain.programme.sessions import Session, overlaps
from domain.rehearsal import Clash
from services.rehearsal import conflicts
from services.rehearsal.conflicts import (
    clashes_of,
    outside_of_days,
    over_capacity,
    overlapping,
    people_in_two_places,
    rooms_taken_twice,
    speakers_in_two_places,
)
from tests.programmes import SESSION

ZONE = ZoneInfo("Europe/Moscow")


def session(name: str, hours: float = 0, length: float = 1, **values: Any) -> Session:
    starts_at = SESSION.starts_at + timedelta(hours=hours)
    made = replace(SESSION, id=SessionId(name), uid=name, title=name, starts_at=starts_at)
    return replace(made, ends_at=starts_at + timedelta(hours=length), **values)


def test_overlapping_three_at_once_makes_three_pairs() -> None:
    a, b, c, d = session("a", 0, 3), session("b", 1), session("c", 1), session("d", 3)

    assert overlapping([d, c, b, a]) == [(a, b), (a, c), (b, c)]


def test_overlapping_back_to_back_or_cancelled_is_none() -> None:
    cancelled = session("b", 0.5, is_cancelled=True)

    assert overlapping([session("a"), cancelled, session("c", 1)]) == []


def test_room_taken_twice_is_found_whatever_its_letters() -> None:
    a, b = session("a", room="Зал 3"), session("b", 0.5, room="зал  3 ")

    [found] = rooms_taken_twice([a, b])

    assert (found.kind, found.at, found.sessions) == (Clash.ROOM, b.starts_at, (a, b))
    assert rooms_taken_twice([session("a", room="Жёлтый зал"), session("b", room="желтый зал")])


def test_rooms_are_named_by_the_time_when_they_are_taken() -> None:
    late = [session("c", 1, room="1"), session("d", 2, 2, room="1"), session("e", 3, room="1")]
    early = [session("a", 0, 2, room="2"), session("b", 1, 2, room="2"), session("f", 1, room="2")]

    found = [
        "".join(one.id for one in clash.sessions) for clash in rooms_taken_twice(late + early)
    ]

    assert found == ["ab", "af", "bf", "de"]


def test_sessions_of_other_rooms_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred stands that are open all day made a sheet of one of them wait."""
    compared: list[Session] = []

    def counting(first: Session, second: Session) -> bool:
        compared.append(second)
        return overlaps(first, second)

    monkeypatch.setattr(conflicts, "overlaps", counting)
    stands = [session(f"s{number}", room=f"Стенд {number}") for number in range(300)]

    assert rooms_taken_twice([*stands, session("a", room="стенд 7")])
    assert clashes_of(stands[0], stands) == ()
    assert len(compared) == 1


def test_first_of_several_in_a_room_is_named() -> None:
    one = session("c", 0.5, room="Зал")
    later, first = session("b", 1, room="зал"), session("a", 0, room="ЗАЛ")
    elsewhere = session("d", 0, room="Зал", event_id=EventId("other"))
    off, over = session("e", 0, room="Зал", is_cancelled=True), session("f", -1, room="Зал")

    [found] = clashes_of(one, [off, over, elsewhere, one, later, first])
    assert (found.kind, found.sessions, found.name) == (Clash.ROOM, (one, first), "ЗАЛ")
    assert clashes_of(session("x", room=""), [session("y", room="")]) == ()


def test_each_speaker_is_named_with_the_first_session_that_takes_them() -> None:
    one = session("c", 0.5, room="1", speakers=("А. Петрова", "О. Мир", "И. Лев"))
    first = session("a", 0, room="2", speakers=("И. Лев", "а.  петрова"))
    second = session("b", 1, room="1", speakers=("О. Мир", "А. Петрова"))
    over = session("d", -1, room="3", speakers=("О. Мир",))

    found = clashes_of(one, [second, over, one, first])

    assert [(clash.kind, clash.name, clash.sessions[1].id) for clash in found] == [
        (Clash.ROOM, "1", "b"),
        (Clash.SPEAKER, "а.  петрова", "a"),
        (Clash.SPEAKER, "О. Мир", "b"),
        (Clash.SPEAKER, "И. Лев", "a"),
    ]


def test_only_asked_rooms_are_named_and_no_more_than_asked_for() -> None:
    online = [session(f"s{number:03}", room="Онлайн") for number in range(100)]

    assert len(rooms_taken_twice(online, limit=7)) == 7
    assert len(rooms_taken_twice(online, among={online[9].id})) == 99


def test_room_of_another_event_unknown_or_free_again_is_no_conflict() -> None:
    other = session("b", room="Зал 3", event_id=EventId("other"))
    unknown = [session("c", room=""), session("d", room="")]

    assert rooms_taken_twice([session("a"), other, *unknown, session("e", 1)]) == []


def test_speaker_in_two_places_is_named_once_for_each_pair() -> None:
    a = session("a", speakers=("А. Петрова", "И. Лев"))
    b = session("b", 0.5, speakers=("а. петрова", "О. Мир"))

    [found] = speakers_in_two_places([a, b])

    assert (found.kind, found.name, found.sessions) == (Clash.SPEAKER, "а. петрова", (a, b))


def test_only_asked_speakers_are_named() -> None:
    both = [session(name, speakers=("А. Петрова",)) for name in "abc"]

    assert len(speakers_in_two_places(both, among={both[0].id})) == 2
    assert len(speakers_in_two_places(both, limit=1)) == 1


def test_speaker_of_two_sessions_one_after_another_is_no_conflict() -> None:
    speakers = ("А. Петрова",)

    assert not speakers_in_two_places([session("a", speakers=speakers),
                                       session("b", 1, speakers=speakers)])  # fmt: skip


def test_people_registered_for_two_at_once_are_counted() -> None:
    a, b, c = session("a"), session("b", 0.5), session("c", 0.5)

    [found] = people_in_two_places([a, b, c], {(a.id, b.id): 7, (a.id, c.id): 0})

    assert (found.kind, found.sessions, found.count) == (Clash.PEOPLE, (a, b), 7)


def test_capacity_exceeded_says_by_how_many() -> None:
    sessions = [session("a", capacity=10), session("b", capacity=10), session("c")]
    going = {SessionId("a"): 12, SessionId("b"): 10, SessionId("c"): 900}

    [found] = over_capacity(sessions, going)

    assert (found.kind, found.sessions, found.count) == (Clash.CAPACITY, (sessions[0],), 2)


def test_session_of_another_month_is_outside_of_the_days() -> None:
    event = [session("a"), session("b", 24), session("c", 4 * 24)]
    slip = session("d", 31 * 24)

    [found] = outside_of_days([*event, slip], ZONE)

    assert (found.kind, found.sessions) == (Clash.DAYS, (slip,))


def test_days_with_a_weekend_between_are_one_event() -> None:
    assert outside_of_days([session("a"), session("b", 3 * 24)], ZONE) == []
    assert outside_of_days([], ZONE) == []


def test_days_of_a_long_session_join_what_comes_before_and_after() -> None:
    expo = session("expo", 0, 9 * 24)

    assert outside_of_days([expo, session("a", 11 * 24)], ZONE) == []


def test_long_session_that_stands_apart_is_named_once() -> None:
    event = [session(f"a{n}", n) for n in range(5)]
    slip = session("expo", 40 * 24, 2 * 24)

    assert [one.sessions for one in outside_of_days([*event, slip], ZONE)] == [(slip,)]
