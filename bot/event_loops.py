"""The event loop of the bot's process: asyncio's own, or uvloop where the settings ask for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import StrEnum


class EventLoop(StrEnum):
    ASYNCIO = "asyncio"
    UVLOOP = "uvloop"
    """Needs the package of that name (requirements-uvloop.txt)."""


def loop_factory(kind: EventLoop) -> Callable[[], asyncio.AbstractEventLoop]:
    """What makes one. Raises ImportError where uvloop is not installed."""
    if kind is EventLoop.UVLOOP:
        import uvloop  # noqa: PLC0415  (not in every installation)

        return uvloop.new_event_loop
    return asyncio.new_event_loop
