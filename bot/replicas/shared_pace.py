"""The bot's one rate among its replicas: each second every one says what it would send.

The shares follow from the rows of all (outbox.rate_shares). Who gets less obeys at once, who gets
more a second later, when the others have seen the same: together they keep within the rate also
while it moves from one to another. docs/adr/0031.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from db.unit_of_work import Store
from domain.errors import StoreUnavailable
from domain.ports import Clock
from outbox.limiter import SlidingLimiter
from outbox.rate_shares import shares

log = logging.getLogger(__name__)

PAUSE = "pause/"
"""Before the seconds that Telegram wants all to be silent."""

SATURATED = 0.8
"""Share of its rate from which on a replica asks for more: it may have had more to send."""


@dataclass(kw_only=True, slots=True)
class SharedPace:
    replica: str
    store: Store
    clock: Clock
    limiter: SlidingLimiter
    rate: int
    """Messages a second of all replicas together (SEND_RATE)."""
    _counted: int = 0
    _granted: int | None = None
    """The share (messages a second) by the newest look; a larger one is used only from the next
    look on."""
    _telling: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.limiter.on_pause = self._tell

    def wanted(self) -> int:
        """Messages this replica would send in the next second; asked once in each."""
        sent, self._counted = self.limiter.started_in_all - self._counted, self._counted
        self._counted += sent
        if sent >= SATURATED * self.limiter.rate:
            return self.rate
        return min(self.rate, sent + self.limiter.share.replies)

    def learn(self, wanted: Mapping[str, int]) -> None:
        """What all that live would send. This one is not among them when it stood still for longer
        than others wait: its share stays until the next look."""
        if self.replica not in wanted:
            return
        mine = shares(self.rate, wanted)[self.replica]
        former = mine if len(wanted) == 1 else (self._granted or 1)
        self.limiter.rate = min(former, mine)
        self._granted = mine

    # -- pauses

    def hear(self, word: str) -> None:
        """A pause that another replica, or this one, was told to make."""
        seconds = float(word.removeprefix(PAUSE))
        self.limiter.hold(self.clock.monotonic() + seconds)

    def _tell(self, until: float) -> None:
        task = asyncio.create_task(self._tell_others(until - self.clock.monotonic()))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell_others(self, seconds: float) -> None:
        try:
            async with self.store.single() as tx:
                await tx.presence.tell(f"{PAUSE}{max(0.0, seconds):.3f}")
        except StoreUnavailable as error:
            log.warning("others are not told of a pause: %s", error)
