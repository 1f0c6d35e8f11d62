from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from outbox.limiter import SlidingLimiter
from tests.clocks import START


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def test_limiter_full_window_waits_for_the_oldest_to_leave() -> None:
    limiter = SlidingLimiter(2)
    limiter.started(START)
    limiter.started(START + seconds(0.3))

    assert limiter.wait(START + seconds(0.4)) == seconds(0.6)


def test_limiter_paused_holds_everything_until_the_longest_pause() -> None:
    limiter = SlidingLimiter(10)
    limiter.pause(START + seconds(5))
    limiter.pause(START + seconds(2))

    assert limiter.wait(START) == seconds(5)


@given(
    rate=st.integers(1, 30),
    gaps=st.lists(st.floats(0, 0.5, allow_nan=False), min_size=1, max_size=120),
)
def test_limiter_any_arrivals_never_exceed_the_rate_in_a_sliding_second(
    rate: int, gaps: list[float]
) -> None:
    limiter, now, starts = SlidingLimiter(rate), START, []
    for gap in gaps:
        now += seconds(gap)
        now += max(limiter.wait(now), seconds(0))
        limiter.started(now)
        starts.append(now)

    for index, start in enumerate(starts):
        assert sum(start <= other < start + seconds(1) for other in starts[index:]) <= rate
