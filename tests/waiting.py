"""Waiting, however busy the machine is, for what no event tells of: it runs on by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tests.clocks import PATIENCE

STEP = 0.01
"""Seconds between two looks."""


async def until(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Looks again and again, and lets the loop and other processes go on meanwhile."""
    async with asyncio.timeout(PATIENCE):
        while not await _is_so(holds()):  # noqa: ASYNC110  (there is no event)
            await asyncio.sleep(STEP)


async def _is_so(answer: bool | Awaitable[bool]) -> bool:
    return answer if isinstance(answer, bool) else await answer
