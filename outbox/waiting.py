"""Waiting for whatever comes first."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


async def first(*ends: Coroutine[Any, Any, object]) -> None:
    """Waits until one of them has come; the others are waited for no longer."""
    tasks = [asyncio.create_task(part) for part in ends]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
