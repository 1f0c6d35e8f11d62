"""Waiting, however busy the machine is, for what no event tells of: it runs on by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tests.clocks import PATIENCE

STEP, LONGEST_STEP = 0.01, 0.1
"""Seconds between two looks: the longer it takes, the less often, for each costs what is waited
for some of the processor."""


async def until(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Looks again and again, and lets the loop and other processes go on meanwhile."""
    async with asyncio.timeout(PATIENCE):
        step = STEP
        while not await _is_so(holds()):
            await asyncio.sleep(step)
            step = min(1.2 * step, LONGEST_STEP)


async def _is_so(answer: bool | Awaitable[bool]) -> bool:
    return answer if isinstance(answer, bool) else await answer
