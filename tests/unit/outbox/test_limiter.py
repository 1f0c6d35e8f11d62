from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbox.limiter import WINDOW, SlidingLimiter


def test_limiter_full_window_waits_for_the_oldest_to_leave() -> None:
    limiter = SlidingLimiter(40)
    for n in range(40):
        limiter.started(n * 0.02)

    assert limiter.wait(0.9) == pytest.approx(WINDOW - 0.9)


def test_limiter_spreads_a_second_over_most_of_it() -> None:
    limiter, now = SlidingLimiter(25), 0.0
    for _ in range(25):
        now += max(0.0, limiter.wait(now))
        limiter.started(now)

    assert 0.7 < now < 0.9


def test_limiter_paused_holds_everything_until_the_longest_pause() -> None:
    limiter = SlidingLimiter(10)
    limiter.pause(5.0)
    limiter.pause(2.0)

    assert (limiter.wait(0.0), limiter.available(0.0, 10), limiter.available(5.0, 10)) == (5, 0, 1)


def test_limiter_counts_an_album_as_each_of_its_parts() -> None:
    limiter = SlidingLimiter(12)
    limiter.started(0.0, 10)

    assert limiter.wait(1.0, 10) == pytest.approx(WINDOW - 1.0)
    assert limiter.wait(0.9, 2) <= 0


def test_limiter_album_heavier_than_the_rate_leaves_alone() -> None:
    limiter = SlidingLimiter(5)
    limiter.started(0.0, 10)

    assert limiter.wait(3.0, 10) <= 0


def test_limiter_large_rate_gives_out_many_at_once_but_never_more() -> None:
    limiter = SlidingLimiter(1000)

    assert limiter.available(0.0, 500) == 50
    limiter.started(0.0, 50)
    assert limiter.available(0.0, 500) == 0


@given(
    rate=st.integers(1, 60),
    arrivals=st.lists(
        st.tuples(st.floats(0, 0.5, allow_nan=False), st.integers(1, 10)), min_size=1, max_size=80
    ),
)
def test_limiter_any_arrivals_never_exceed_the_rate_in_a_sliding_second(
    rate: int, arrivals: list[tuple[float, int]]
) -> None:
    limiter, now, starts = SlidingLimiter(rate), 0.0, []
    for gap, weight in arrivals:
        now += gap
        while (wait := limiter.wait(now, weight)) > 0:
            now += wait
        limiter.started(now, weight)
        starts += [now] * min(weight, rate)

    for index, start in enumerate(starts):
        assert sum(start <= other < start + 1 for other in starts[index:]) <= rate
