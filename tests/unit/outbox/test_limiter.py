from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbox.limiter import WINDOW_SECONDS, ChatPace, FairShare, Flow, SlidingLimiter


def test_limiter_full_window_waits_for_the_oldest_to_leave() -> None:
    limiter = SlidingLimiter(40)
    for n in range(40):
        limiter.started(n * 0.02)

    assert limiter.wait(0.9) == pytest.approx(WINDOW_SECONDS - 0.9)


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

    assert limiter.wait(1.0, 10) == pytest.approx(WINDOW_SECONDS - 1.0)
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


@pytest.mark.slow
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


@pytest.mark.parametrize(
    ("replies", "deliveries", "since", "held"),
    [
        (0, 0, 0, set()),
        (0, 1, 0, set()),
        (1, 0, 9, set()),
        (1, 1, 0, {Flow.DELIVERY}),
        (1, 1, 3, {Flow.DELIVERY}),
        (1, 1, 4, {Flow.REPLY}),
        (1, 0, 0, {Flow.DELIVERY}),
        (0, 1, 4, {Flow.REPLY}),
    ],
)
def test_share_replies_go_first_until_a_delivery_is_due(
    replies: int, deliveries: int, since: int, held: set[Flow]
) -> None:
    share = FairShare()
    share.started(Flow.REPLY, since)
    share.replies, share.deliveries = replies, deliveries

    assert {flow for flow in Flow if share.is_held(flow)} == held


@pytest.mark.slow
@given(
    rate=st.integers(2, 60),
    weights=st.lists(st.integers(1, 10), min_size=1, max_size=40),
)
def test_limiter_both_flows_wait_deliveries_get_a_fifth_and_the_rate_holds(
    rate: int, weights: list[int]
) -> None:
    """Replies always wait; deliveries of these weights come one after the other."""
    limiter, now, starts, taken = SlidingLimiter(rate), 0.0, list[float](), Counter[Flow]()
    left = [min(weight, rate) for weight in weights]
    limiter.share.replies = 1
    while left:
        limiter.share.deliveries = 1
        now += min(limiter.wait_in(Flow.REPLY, now), limiter.wait_in(Flow.DELIVERY, now, left[0]))
        if limiter.wait_in(Flow.REPLY, now) <= 0:
            flow, weight = Flow.REPLY, 1
        elif limiter.wait_in(Flow.DELIVERY, now, left[0]) <= 0:
            flow, weight = Flow.DELIVERY, left.pop(0)
        else:
            continue
        limiter.started(now, weight)
        limiter.share.started(flow, weight)
        taken[flow] += weight
        starts += [now] * weight

    first_wait, last = 4, 4 * (weights[-1] - 1)
    assert abs(taken[Flow.REPLY] - 4 * taken[Flow.DELIVERY]) <= first_wait + last + 4
    for index, start in enumerate(starts):
        assert sum(start <= other < start + 1 for other in starts[index:]) <= rate


def test_limiter_replies_wait_one_delivery_is_claimed_at_a_time() -> None:
    limiter = SlidingLimiter(1000)
    limiter.share.replies = 1
    room = limiter.available(0.0, 50)
    with limiter.share.delivery_waits():
        none = limiter.available(0.0, 50)
    limiter.pause(3.0)

    assert (room, none, limiter.available(0.0, 50), limiter.wait_to_claim(0.0)) == (1, 0, 0, 3)


@pytest.mark.parametrize(("chat_id", "pause"), [(7, 1.0), (-7, 3.0)])
def test_pace_of_a_chat_lets_a_burst_go_ahead_and_makes_up_for_it(
    chat_id: int, pause: float
) -> None:
    pace = ChatPace()
    for _ in range(3):
        assert pace.wait(chat_id, 0.0, burst=3) == 0
        pace.started(chat_id, 0.0)

    assert pace.wait(chat_id, 0.0, burst=3) == pause
    assert pace.wait(chat_id, 0.0) == 3 * pause
    assert pace.wait(chat_id + 1, 0.0) == 0
    assert pace.wait(chat_id, 3 * pause) == 0


@given(gaps=st.lists(st.floats(0, 3, allow_nan=False), min_size=1, max_size=60))
def test_pace_of_a_chat_on_the_long_run_is_one_a_second(gaps: list[float]) -> None:
    pace, now, starts = ChatPace(), 0.0, []
    for gap in gaps:
        now += gap
        now += pace.wait(7, now, burst=3)
        pace.started(7, now)
        starts.append(now)

    for index, start in enumerate(starts):
        for further, other in enumerate(starts[index:]):
            assert further <= other - start + 3 + 1e-6


def counted(limiter: SlidingLimiter, held_up: Callable[[float], float], calls: int) -> list[float]:
    """When the server counts each of so many calls that leave as soon as they may. One takes 50 ms
    there and as long back; the server handles what comes at a moment when `held_up` lets it."""
    now, counts, answers = 0.0, list[float](), list[tuple[float, float]]()
    while len(counts) < calls:
        for answer in sorted(one for one in answers if one[0] <= now):
            answers.remove(answer)
            limiter.landed(answer[1], answer[0])
        if (wait := limiter.wait(now)) > 0:
            now = min(now + wait, *[at for at, _ in answers if at > now], now + wait)
            continue
        limiter.started(now)
        counts.append(held_up(now + 0.05))
        answers.append((counts[-1] + 0.05, now))
    return sorted(counts)


@pytest.mark.slow
@settings(deadline=None, max_examples=50)
@given(stalls=st.lists(st.tuples(st.floats(0.05, 3.0), st.floats(0.0, 0.9)), max_size=12))
def test_telegram_never_counts_more_though_it_stalls(stalls: list[tuple[float, float]]) -> None:
    """All that comes while it stalls is counted together at the end."""
    ends = list(accumulate(after + lasts for after, lasts in stalls))
    times = [(end - lasts, end) for end, (_, lasts) in zip(ends, stalls, strict=True)]

    def held_up(at: float) -> float:
        return next((end for begin, end in times if begin <= at < end), at)

    counts = counted(SlidingLimiter(30), held_up, 400)
    assert all(late - early >= 1 for early, late in zip(counts, counts[30:], strict=False))


def test_even_travel_costs_nothing() -> None:
    quick = counted(SlidingLimiter(30), lambda at: at, 400)
    slow = counted(SlidingLimiter(30), lambda at: at + 0.3, 400)

    # Once it is known how long a call travels.
    assert quick[-1] - quick[99] == pytest.approx(slow[-1] - slow[99], abs=0.01)
