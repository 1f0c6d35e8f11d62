"""Pacing: never more than `rate` messages in any sliding second, replies before deliveries, and
a pause between two messages to one chat. Pure, on the caller's seconds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum

TRAVEL_JITTER_SECONDS = 0.012
"""Seconds. The window is longer by this, so differences of travel time of up to half of it need no
correction (SlidingLimiter.landed)."""

WINDOW_SECONDS = 1 + TRAVEL_JITTER_SECONDS
"""Seconds: the one that Telegram counts and a little more; it costs 1.2 % of the rate
(bench/at_the_limit.py)."""

LEAST_TRAVELS_MEASURED = 30
"""Answers that must have come before the quickest of them counts as the usual travel time."""

LEAST_TRAVEL_GROWTH = 1.001
"""Factor by which each answer lets the usual travel time grow, so that a route that has become
slower is noticed after some hundred answers."""

CATCH_UP_FACTOR = 1.25
"""How much faster than the rate single messages may follow each other, to catch up after a delay.

Without this bound a second's messages would leave at its beginning, and a reminder would wait for
the next one."""

BURST_SECONDS = 0.05
"""Seconds. The burst: `rate * BURST_SECONDS` messages (one at least) may leave at the same moment.
"""

CLOCK_RESOLUTION_SECONDS = 1e-6
"""Seconds. A shorter wait is none: added to a large clock reading it might not move it."""


PRIVATE_SECONDS = 1.0
GROUP_SECONDS = 3.0
"""Between two messages to one chat: 1 a second, 20 a minute in a group (Bot FAQ, limits)."""

MESSAGES_PER_DELIVERY = 5
"""While both wait, one message of so many is a delivery, the others are replies."""


class Flow(Enum):
    REPLY = "reply"
    DELIVERY = "delivery"


class FairShare:
    """Whose turn it is while replies and deliveries both wait; alone, either takes every turn."""

    def __init__(self) -> None:
        self.replies = 0
        """How many replies wait for nothing but a turn."""
        self.deliveries = 0
        self._since_delivery = 0

    def is_held(self, flow: Flow) -> bool:
        is_due = self._since_delivery >= MESSAGES_PER_DELIVERY - 1
        if flow is Flow.REPLY:
            return is_due and self.deliveries > 0
        return not is_due and self.replies > 0

    def started(self, flow: Flow, weight: int) -> None:
        if flow is Flow.REPLY:
            self._since_delivery += weight
        else:
            self._since_delivery = -(MESSAGES_PER_DELIVERY - 1) * (weight - 1)

    @contextmanager
    def delivery_waits(self) -> Iterator[None]:
        self.deliveries += 1
        try:
            yield
        finally:
            self.deliveries -= 1


class ChatPace:
    """One message to a chat in so many seconds, on the long run; `burst` may be ahead of that.

    "We may allow short bursts that go over this limit" (Bot FAQ): deliveries wait the whole pause,
    an answer of several messages does not.
    """

    def __init__(
        self, *, private_seconds: float = PRIVATE_SECONDS, group_seconds: float = GROUP_SECONDS
    ) -> None:
        self._private_seconds = private_seconds
        self._group_seconds = group_seconds
        self._free_at: OrderedDict[int, float] = OrderedDict()

    def wait(self, chat_id: int, now: float, *, burst: int = 1) -> float:
        """Seconds until the next message to the chat may start; zero or less means now."""
        free_at = self._free_at.get(chat_id)
        if free_at is None:
            return 0.0
        wait = free_at - now - (burst - 1) * self._pause(chat_id)
        return wait if wait > CLOCK_RESOLUTION_SECONDS else 0.0

    def started(self, chat_id: int, now: float, weight: int = 1) -> None:
        begins = max(now, self._free_at.get(chat_id, now))
        self._free_at[chat_id] = begins + self._pause(chat_id) * weight
        self._free_at.move_to_end(chat_id)
        self._forget(now)

    def _pause(self, chat_id: int) -> float:
        return self._private_seconds if chat_id > 0 else self._group_seconds

    def _forget(self, now: float) -> None:
        while self._free_at:
            chat_id, free_at = next(iter(self._free_at.items()))
            if free_at > now:
                return
            del self._free_at[chat_id]


class SlidingLimiter:
    """A token bucket (bursts) together with a sliding window (at most `rate` in WINDOW_SECONDS).

    Counts messages: an album weighs as many as it has parts. Times are `Clock.monotonic()`.
    Telegram counts a message when it arrives, not when it left. One that the network held up
    arrives close to those sent after it; its late answer shows this, and `landed` moves its start
    in the window.
    """

    def __init__(self, rate: int, *, burst_seconds: float = BURST_SECONDS) -> None:
        self.rate = rate
        """Messages a second; may change at any moment (bot.replicas.shared_pace)."""
        self.share = FairShare()
        self.started_in_all = 0
        """Messages since the beginning."""
        self.on_pause: Callable[[float], None] | None = None
        """Told of each pause that Telegram has asked for here, and until when it is."""
        self._starts: list[float] = []
        """Starts of the last `rate` messages, sorted; later for those that were held up on
        their way."""
        self._travel = float("inf")
        """Seconds from a start to its answer where nothing holds it up."""
        self._landed = 0
        self._paused_until = float("-inf")
        self._burst_seconds = burst_seconds
        self._tokens = self._burst
        self._filled_at = float("-inf")

    def pause(self, until: float) -> None:
        """Telegram has asked for it (429): holds everything back, here and in other replicas."""
        self.hold(until)
        if self.on_pause is not None:
            self.on_pause(until)

    def hold(self, until: float) -> None:
        """Holds everything back; a longer pause already in force stays."""
        self._paused_until = max(self._paused_until, until)

    def wait(self, now: float, weight: int = 1) -> float:
        """Seconds until a message of this weight may start; zero or less means now."""
        self._fill(now)
        spread = (1.0 - self._tokens) / (self.rate * CATCH_UP_FACTOR) if self._tokens < 1 else 0.0
        wait = max(self._paused_until - now, spread, self._window_wait(now, weight))
        return wait if wait > CLOCK_RESOLUTION_SECONDS else 0.0

    def wait_in(self, flow: Flow, now: float, weight: int = 1) -> float:
        """Seconds until a message of this flow may start: `wait`, at least one step while it is
        the other flow's turn (FairShare)."""
        wait = self.wait(now, weight)
        return max(wait, self._step) if self.share.is_held(flow) else wait

    def wait_to_claim(self, now: float) -> float:
        """Seconds until `available` may be more than zero."""
        if not self.share.replies:
            return self.wait(now)
        pause = max(0.0, self._paused_until - now)
        return max(pause, self._step) if self.share.deliveries else pause

    def available(self, now: float, limit: int) -> int:
        """How many deliveries may be claimed at this moment, at most `limit`.

        As many single messages as may start; while replies wait for every turn that there is, the
        one delivery that takes the next turn of its flow.
        """
        if self.share.replies:
            return min(limit, 1) if self.wait_to_claim(now) <= 0 else 0
        if self.wait(now) > 0:
            return 0
        gone = bisect_right(self._starts, now, key=lambda start: start + WINDOW_SECONDS)
        free = self.rate - len(self._starts) + gone
        return min(limit, max(1, min(int(self._tokens), free)))

    @property
    def _burst(self) -> float:
        return max(1.0, self.rate * self._burst_seconds)

    @property
    def _step(self) -> float:
        """Seconds between two single messages at the most."""
        return 1 / (self.rate * CATCH_UP_FACTOR)

    def started(self, now: float, weight: int = 1) -> None:
        self._fill(now)
        self._tokens -= weight
        self.started_in_all += weight
        self._starts += [now] * min(weight, self.rate)
        del self._starts[: -self.rate]

    def landed(self, started_at: float, now: float) -> None:
        """The answer to the message that started at `started_at` came at `now`.

        The message may have been held up on its way, so its place in the window becomes that of
        one which started a usual travel time (that of the quickest recent answer) before `now`,
        where this is later than its start by more than half the jitter.
        """
        self._travel = min(now - started_at, self._travel * LEAST_TRAVEL_GROWTH)
        self._landed += 1
        counted_at = now - (self._travel if self._landed > LEAST_TRAVELS_MEASURED else 0.0)
        first = bisect_left(self._starts, started_at)
        last = bisect_right(self._starts, started_at, lo=first)
        if counted_at > started_at + TRAVEL_JITTER_SECONDS / 2 and first < last:
            del self._starts[first:last]
            at = bisect_right(self._starts, counted_at)
            self._starts[at:at] = [counted_at] * (last - first)

    def _window_wait(self, now: float, weight: int) -> float:
        """Seconds until so many of the last `rate` starts have left the window that this one
        fits."""
        excess = len(self._starts) + min(weight, self.rate) - self.rate
        return self._starts[excess - 1] + WINDOW_SECONDS - now if excess > 0 else 0.0

    def _fill(self, now: float) -> None:
        if now > self._filled_at:
            gained = (now - self._filled_at) * self.rate * CATCH_UP_FACTOR
            self._tokens = min(self._burst, self._tokens + gained)
            self._filled_at = now
