"""How pytest itself is set up; what tests share is in tests/common.py."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from pathlib import Path
from types import FrameType

import pytest

gc.set_threshold(50_000, 20, 100)
gc.disable()  # while modules are imported and tests found: all of it stays

pytest_plugins = ["tests.forks", "tests.common"]

MEMORY = Path("/dev/shm")
ROOM = 2**30
"""Bytes. A test's folder goes when it has passed, so that only those of failures add up."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Stores of tests are written to memory where there is room: none has to outlive a crash."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    signal.signal(signal.SIGINT, _interrupted)


def _interrupted(number: int, frame: FrameType | None) -> None:
    """As Python's own handler, which asyncio would take the place of for every fixture and test.

    `signal` tries whether a handler is one of its names; that it is not is an error that spells
    out the handler, the task in it, and whatever the task returns: a whole bot and its Telegram.
    """
    signal.default_int_handler(number, frame)
