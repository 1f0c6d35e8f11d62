"""A store as the first start of the bot leaves it, made once in a run of the tests and copied."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build_app
from bot.settings import Settings
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.made_once import made_once
from tests.shared_indexes import watch_cards


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with schema and starter data. Each conftest.py that imports it has it."""
    return made_once(tmp_path_factory, "bot.db", _prepare)


def _prepare(unfinished: Path) -> None:
    settings = Settings(
        bot_token=SecretStr("42:sandbox"),
        database_url=f"sqlite+aiosqlite:///{unfinished}",
        _env_file=None,
    )

    async def prepare() -> None:
        app = build_app(settings, session=SandboxSession(World()))
        await app.prepare()
        await app.database.close()

    asyncio.run(prepare())
    watch_cards(unfinished)
