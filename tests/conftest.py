from __future__ import annotations

import asyncio
import gc
import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import FrameType

import pytest

from bot.loading.late_methods import compile_methods_late
from bot.loading.lazy_models import build_common_models, build_models_lazily
from db.engine import Database
from db.unit_of_work import Store
from tests.certificates import read_authorities_once
from tests.clocks import Bell
from tests.compiled import share_compiled_statements
from tests.loops import end_left
from tests.sharing_out import long_ones_first, workers
from tests.stores import ENGINES, emptied, end_kept, opened, ready, shared_schema

gc.set_threshold(50_000, 20, 100)
gc.disable()  # while modules are imported and tests found: all of it stays

compile_methods_late()  # as main.py does, before most of the product is imported
build_models_lazily()  # and before anything here imports aiogram

_loops: list[asyncio.AbstractEventLoop] = []

MEMORY = Path("/dev/shm")
ROOM = 2**30
"""Bytes. A test's folder goes when it has passed, so that only those of failures add up."""


def pytest_configure(config: pytest.Config) -> None:
    """Stores of tests are written to memory where there is room: none has to outlive a crash."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    share_compiled_statements()
    read_authorities_once()
    if _only_distributes(config):
        gc.enable()  # for nothing is found here, and much is told
    else:
        # As a start does: one by one, as tests come by them, takes far longer.
        build_common_models()
    signal.signal(signal.SIGINT, _interrupted)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    return workers(config)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items[:] = long_ones_first(items, config.workerinput["workercount"])


def _only_distributes(config: pytest.Config) -> bool:
    """Whether this process hands tests out to workers, and runs none itself."""
    return config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")


def _interrupted(number: int, frame: FrameType | None) -> None:
    """As Python's own handler, which asyncio would take the place of for every fixture and test.

    `signal` tries whether a handler is one of its names; that it is not is an error that spells
    out the handler, the task in it, and whatever the task returns: a whole bot and its Telegram.
    """
    signal.default_int_handler(number, frame)


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it again and again cost an eighth of the suite."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(params=ENGINES)
async def bare(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """Without any table."""
    async with opened(request.param, tmp_path) as database:
        yield database


@pytest.fixture(scope="session", autouse=True)
async def _one_loop() -> AsyncIterator[None]:
    """Of all tests but those of the browser, whose driver is at work between them: connections to
    a server that are worth keeping belong to their loop."""
    _loops.append(asyncio.get_running_loop())
    yield
    await end_kept()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Ends with the test, as with a loop of its own."""
    for loop in _loops:
        end_left(loop)


@pytest.fixture(scope="session")
def schema() -> Iterator[str]:
    with shared_schema() as name:
        yield name


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest) -> str:
    """Empty for SQLite, else the PostgreSQL schema."""
    if request.param == "sqlite":
        return ""
    name: str = request.getfixturevalue("schema")
    return name


@pytest.fixture
async def database(place: str, tmp_path: Path) -> AsyncIterator[Database]:
    """At the newest schema, without rows."""
    async with emptied(place) if place else ready(tmp_path) as opened_database:
        yield opened_database


@pytest.fixture
def bell() -> Bell:
    """Rung by the store."""
    return Bell()


@pytest.fixture
def store(database: Database, bell: Bell) -> Store:
    return Store(database, alarm=bell)
