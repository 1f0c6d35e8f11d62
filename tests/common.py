"""Stores, one loop and what is made once: of all tests."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.loading.late_methods import compile_methods_late
from bot.loading.lazy_models import build_common_models, build_models_lazily
from db.engine import Database
from db.unit_of_work import Store
from tests.certificates import read_authorities_once
from tests.clocks import Bell
from tests.compiled import share_compiled_statements
from tests.kept_stores import end_kept_stores, watch_failures
from tests.loops import end_left
from tests.stores import ENGINES, drop_patterns, emptied, end_kept, opened, ready, shared_schema

compile_methods_late()  # as main.py does, before most of the product is imported
build_models_lazily()  # and before anything here imports aiogram

# A fifth of a second for an example is soon over on a loaded machine. Read as a test is decorated.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

_loops: list[asyncio.AbstractEventLoop] = []


def pytest_configure() -> None:
    share_compiled_statements()
    read_authorities_once()
    build_common_models()  # as a start does: one by one, as tests come by them, takes far longer


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
    await drop_patterns()
    end_kept_stores()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    watch_failures(report)


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
def on_threads() -> None:
    """For tests that do many things at once, `@pytest.mark.usefixtures`."""


@pytest.fixture
def at_once() -> bool:
    """Whether SQLite does without a thread of its own (tests/at_once.py)."""
    return False


@pytest.fixture
async def database(place: str, tmp_path: Path, *, at_once: bool) -> AsyncIterator[Database]:
    """At the newest schema, without rows."""
    opening = emptied(place) if place else ready(tmp_path, at_once=at_once)
    async with opening as opened_database:
        yield opened_database


@pytest.fixture
def bell() -> Bell:
    """Rung by the store."""
    return Bell()


@pytest.fixture
def store(database: Database, bell: Bell) -> Store:
    return Store(database, alarm=bell)
