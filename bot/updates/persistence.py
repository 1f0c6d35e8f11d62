"""How long the update path bears with a store that is away."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from domain.errors import StoreUnavailable
from domain.ports import Clock

log = logging.getLogger(__name__)

RETRY_SECONDS = 60.0
"""Then the person is told; whoever has waited longer for an answer has tapped again."""

PAUSES = (0.5, 8.0)
"""Seconds between the first two tries; doubled up to the second."""

Result = TypeVar("Result")


async def persistently(clock: Clock, work: Callable[[], Awaitable[Result]]) -> Result:
    """Does `work` again while it raises StoreUnavailable, which passes after RETRY_SECONDS."""
    ends_at = clock.monotonic() + RETRY_SECONDS
    pause, longest = PAUSES
    while True:
        try:
            return await work()
        except StoreUnavailable:
            left = ends_at - clock.monotonic()
            if left <= 0:
                raise
        delay = min(pause, left)
        log.warning("the store is away, once more in %.1f s", delay)
        await clock.sleep(delay)
        pause = min(2 * pause, longest)
