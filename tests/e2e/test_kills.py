"""People write while the process is killed at random moments: nothing is lost, nothing doubled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bench.kills import Script, play
from tests.stores import ENGINES, furnish, migrated, own_database

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

ROUNDS = 4


@pytest.fixture(params=ENGINES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Of a store without rows that other processes can open."""
    if request.param == "sqlite":
        await furnish(tmp_path / "bot.db")
        yield f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
        return
    async with own_database(migrated) as url:
        yield url


async def test_updates_through_kills_take_effect_once_and_are_answered(
    database_url: str, tmp_path: Path
) -> None:
    report = await play(Script(rounds=ROUNDS), database_url, tmp_path)

    assert report.violations == []
    assert report.figures["kills"] == ROUNDS
    assert report.figures["updates"] > 100
