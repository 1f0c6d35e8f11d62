"""One loop for all tests of a process, with nothing left of one test for the next."""

from __future__ import annotations

import asyncio


def end_left(loop: asyncio.AbstractEventLoop) -> None:
    """What a test has left at work: it would go on within the next one."""
    if loop.is_closed():
        return
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
