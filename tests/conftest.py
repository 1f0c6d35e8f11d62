"""What pytest has to know before tests are found: little, for who only hands tests out to workers
reads it too, and they begin when it is through. All else is in tests/common.py."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.reports import hear_together, tell_together
from tests.sharing_out import long_ones_first, only_distributes, will_only_distribute, workers

gc.set_threshold(50_000, 20, 100)
gc.disable()  # while modules are imported and tests found: all of it stays

HERE = Path(__file__).parent
COMMON = "tests.common"

MEMORY = Path("/dev/shm")
ROOM = 2**30
"""Bytes. A test's folder goes when it has passed, so that only those of failures add up."""


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Called as soon as this file is read, before the conftest.py of any folder below."""
    config: Any = pluginmanager.get_plugin("pytestconfig")
    if not will_only_distribute(config.known_args_namespace, HERE):
        pluginmanager.import_plugin(COMMON)


def pytest_configure(config: pytest.Config) -> None:
    """Stores of tests are written to memory where there is room: none has to outlive a crash."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if only_distributes(config):
        gc.enable()  # for nothing is found here, and much is told
    else:
        # As a rule it is there; not where `-n auto` has come to no workers at all.
        config.pluginmanager.import_plugin(COMMON)
    signal.signal(signal.SIGINT, _interrupted)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    return workers(config)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    hear_together(node)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    if hasattr(session.config, "workerinput"):
        tell_together(session.config)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items[:] = long_ones_first(items, config.workerinput["workercount"])


def _interrupted(number: int, frame: FrameType | None) -> None:
    """As Python's own handler, which asyncio would take the place of for every fixture and test.

    `signal` tries whether a handler is one of its names; that it is not is an error that spells
    out the handler, the task in it, and whatever the task returns: a whole bot and its Telegram.
    """
    signal.default_int_handler(number, frame)
