from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.announcing import AUTHOR, SECOND, House
from tests.stores import ready


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with ready(tmp_path) as database:
        house = House(database)
        await house.furnish(organisers=(AUTHOR, SECOND))
        yield house
