from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from db.engine import Database
from db.schema import migrate
from db.unit_of_work import Store
from tests.stores import ENGINES, opened


@pytest.fixture(params=ENGINES)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    async with opened(request.param, tmp_path) as opened_database:
        yield opened_database


@pytest.fixture
async def store(database: Database) -> Store:
    await migrate(database)
    return Store(database)
