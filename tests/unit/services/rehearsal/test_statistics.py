"""The accounts of a rehearsal, and the days that it covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.errors import UserError
from domain.ids import ChatId, EventId, SessionId
from domain.programme.programmes import Programme
from domain.programme.sessions import Session
from domain.rehearsal import Clash, RehearsedMessage
from services.rehearsal.report import PLAYED_AFTER_END, rehearsed, window
from services.rehearsal.statistics import Statistics, overloads
from tests.clocks import START
from tests.programmes import EVENT, SESSION, session_at

ZONE = ZoneInfo("Europe/Moscow")
A = SessionId("a")


def delivery(
    seconds: float,
    late: float = 0,
    person: int = 1,
    *,
    kind: str = "reminder",
    quiet: bool = False,
) -> RehearsedMessage:
    at = START + timedelta(seconds=seconds)
    return RehearsedMessage(
        at=at,
        due_at=at - timedelta(seconds=late),
        chat_id=ChatId(person),
        name="",
        kind=kind,
        session_id=A,
        line="",
        is_quiet=quiet,
    )


def tallied(*deliveries: RehearsedMessage) -> Statistics:
    statistics = Statistics(zone=ZONE)
    for one in deliveries:
        statistics.add(one)
    return statistics


def test_peak_is_the_fullest_second_and_its_beginning() -> None:
    statistics = tallied(*(delivery(second) for second in (0, 0.9, 5, 5.2, 5.99, 6.1, 9)))

    assert (statistics.peak, statistics.peak_at) == (3, START + timedelta(seconds=5))


def test_messages_a_whole_second_apart_are_not_in_one() -> None:
    assert tallied(delivery(0), delivery(1)).peak == 1


def test_hours_are_those_of_the_event() -> None:
    statistics = tallied(delivery(0), delivery(10), delivery(3600))

    assert {hour.hour: count for hour, count in statistics.by_hour.items()} == {12: 2, 13: 1}


def test_lateness_p99_is_what_all_but_one_in_a_hundred_keep() -> None:
    statistics = tallied(*(delivery(n, late=n) for n in range(200)))

    assert (statistics.late_p99, statistics.latest) == (
        timedelta(seconds=197),
        timedelta(seconds=199),
    )
    assert Statistics(zone=ZONE).late_p99 == timedelta(0)


def test_people_kinds_and_quiet_hours_are_counted() -> None:
    statistics = tallied(
        delivery(0), delivery(1, quiet=True), delivery(2, person=2), delivery(3, person=-5)
    )

    assert (statistics.sent, len(statistics.people), statistics.quiet) == (4, 2, 1)
    assert statistics.by_kind == {"reminder": 4}


def test_overload_is_a_wave_that_is_late_by_more_than_a_minute() -> None:
    late, punctual = delivery(100, late=61), delivery(200, late=60)
    statistics = tallied(late, punctual, delivery(900, late=500, kind="announcement"))

    [overload] = overloads(statistics.waves, {A: SESSION})

    assert (overload.kind, overload.at, overload.sessions) == (
        Clash.OVERLOAD,
        late.due_at,
        (SESSION,),
    )
    assert overload.late_in == timedelta(seconds=61)


def test_overload_is_a_wave_that_does_not_leave_before_the_start() -> None:
    statistics = tallied(delivery(0))
    statistics.lose(START, A, 4)

    [overload] = overloads(statistics.waves, {A: SESSION})

    assert (overload.count, overload.lost) == (5, 4)


# -- which days


HELD = [session_at(START + timedelta(days=2)), session_at(START + timedelta(days=3), "b")]
END = HELD[-1].ends_at + PLAYED_AFTER_END


def test_window_goes_from_now_to_after_the_last_session() -> None:
    assert window(HELD, START, None, None) == (START, END)


def test_window_of_an_event_that_is_over_is_the_whole_event() -> None:
    first = HELD[0].starts_at - timedelta(days=7)

    assert window(HELD, END + timedelta(days=30), None, None) == (first, END)


@pytest.mark.parametrize(
    ("start", "end", "key"),
    [
        (START, START, "rehearsal-ends-early"),
        (END + timedelta(days=1), None, "rehearsal-ends-early"),
        (START, START + timedelta(days=401), "rehearsal-too-long"),
    ],
)
def test_window_without_or_with_too_much_time_is_refused(
    start: datetime, end: datetime | None, key: str
) -> None:
    with pytest.raises(UserError, match=key):
        window(HELD, START, start, end)


def programme(name: str, *sessions: Session) -> Programme:
    return Programme(event=replace(EVENT, id=EventId(name)), sessions=sessions)


OVER = programme("over", session_at(START - timedelta(days=9)))
COMING = programme("coming", *HELD)
EMPTY = programme("empty", session_at(START, is_cancelled=True))


def test_events_that_are_not_over_are_rehearsed() -> None:
    assert rehearsed([OVER, COMING, EMPTY], None, START) == [COMING]
    assert rehearsed([OVER, EMPTY], None, START) == [OVER]
    assert rehearsed([OVER, COMING], "over", START) == [OVER]


@pytest.mark.parametrize(
    ("wanted", "key"), [("none", "rehearsal-no-event"), ("empty", "rehearsal-no-sessions")]
)
def test_event_that_is_unknown_or_empty_is_refused(wanted: str, key: str) -> None:
    with pytest.raises(UserError, match=key):
        rehearsed([OVER, EMPTY], wanted, START)
