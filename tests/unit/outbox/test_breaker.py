"""What passes the breaker and when, call by call."""

from __future__ import annotations

import pytest

from outbox.breaker import FAILURES_TO_OPEN, FIRST_PROBE_SECONDS, LONGEST_PROBE_SECONDS, Breaker

HALF_AN_HOUR = 1800.0


def opened() -> Breaker:
    """At second 0."""
    breaker = Breaker()
    for _ in range(FAILURES_TO_OPEN):
        breaker.failed(0.0)
    return breaker


@pytest.mark.parametrize(
    ("calls", "is_open"),
    [
        ("xxxx", False),
        ("xxxxx", True),
        ("xxxx.xxxx", False),
        ("xxxx-x", True),
        ("xxxxx.", False),
        ("xxxxxxxxxxxx", True),
    ],
)
def test_breaker_opens_after_failures_in_a_row(calls: str, is_open: bool) -> None:
    """x failed, . was answered, - taught nothing."""
    breaker = Breaker()
    for call in calls:
        match call:
            case "x":
                breaker.failed(0.0)
            case ".":
                breaker.answered()
            case _:
                breaker.learned_nothing()

    assert breaker.is_open is is_open


def test_breaker_lets_one_probe_through_at_a_time() -> None:
    breaker = opened()
    early = breaker.admit(FIRST_PROBE_SECONDS - 0.1)
    first, second = breaker.admit(FIRST_PROBE_SECONDS), breaker.admit(FIRST_PROBE_SECONDS)

    assert (early, first, second) == (False, True, False)


def test_probe_that_taught_nothing_is_followed_by_another_at_once() -> None:
    breaker = opened()
    first = breaker.admit(FIRST_PROBE_SECONDS)
    breaker.learned_nothing()

    assert (first, breaker.admit(FIRST_PROBE_SECONDS)) == (True, True)


def test_failure_of_a_call_from_before_delays_no_probe() -> None:
    breaker = opened()
    breaker.failed(0.9)

    assert breaker.wait(0.9) == pytest.approx(FIRST_PROBE_SECONDS - 0.9)


def test_failure_while_a_probe_is_due_is_as_good_as_one() -> None:
    """Of a call that asked nobody: else the next one would follow at once, for ever."""
    breaker = opened()
    breaker.failed(FIRST_PROBE_SECONDS)

    assert breaker.wait(FIRST_PROBE_SECONDS) == FIRST_PROBE_SECONDS * 2


def test_probes_come_twice_as_late_each_time_up_to_the_longest() -> None:
    breaker, now, waits = opened(), 0.0, []
    while now < HALF_AN_HOUR:
        waits.append(breaker.wait(now))
        now += waits[-1]
        assert breaker.admit(now)
        breaker.failed(now)

    assert waits[:7] == [1, 2, 4, 8, 16, LONGEST_PROBE_SECONDS, LONGEST_PROBE_SECONDS]
    assert len(waits) == 64


def test_answered_probe_closes_the_breaker_and_forgets_how_long_it_was_open() -> None:
    breaker = opened()
    for _ in range(4):
        now = breaker.wait(0.0)
        breaker.admit(now)
        breaker.failed(now)
    breaker.answered()
    closed = [breaker.admit(0.0) for _ in range(3)]
    for _ in range(FAILURES_TO_OPEN):
        breaker.failed(100.0)

    assert (closed, breaker.wait(100.0)) == ([True] * 3, FIRST_PROBE_SECONDS)
