from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.handlers.conftest import staged
from tests.handlers.rights.scene import Scene, furnished
from tests.newsroom import PreparedFetcher


@pytest.fixture
async def scene(tmp_path: Path, prepared: Path) -> AsyncIterator[Scene]:
    async with staged(tmp_path, prepared, PreparedFetcher()) as stage:
        made = await furnished(stage)
        yield made
        made.close()
