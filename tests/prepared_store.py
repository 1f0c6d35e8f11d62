"""A store as the first start of the bot leaves it, made once in a process and copied."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build_app
from bot.settings import Settings
from sandbox.session import SandboxSession
from sandbox.world import World

_made: list[Path] = []


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with schema and starter data. Each conftest.py that imports it has it."""
    if not _made:
        _made.append(_prepare(tmp_path_factory.mktemp("prepared") / "bot.db"))
    return _made[0]


def _prepare(path: Path) -> Path:
    settings = Settings(
        bot_token=SecretStr("42:sandbox"),
        database_url=f"sqlite+aiosqlite:///{path}",
        _env_file=None,
    )

    async def prepare() -> None:
        app = build_app(settings, session=SandboxSession(World()))
        await app.prepare()
        await app.database.close()

    asyncio.run(prepare())
    return path
