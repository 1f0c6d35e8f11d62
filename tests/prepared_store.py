"""A store as the first start of the bot leaves it, made once in a run of the tests and copied."""

from __future__ import annotations

import asyncio
import fcntl
import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build_app
from bot.settings import Settings
from sandbox.session import SandboxSession
from sandbox.world import World


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with schema and starter data. Each conftest.py that imports it has it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # of the run; each worker has a folder in it
    path = folder / "prepared" / "bot.db"
    path.parent.mkdir(exist_ok=True)
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return path if path.exists() else _prepare(path)


def _prepare(path: Path) -> Path:
    """Under its name once it is whole."""
    unfinished = path.with_name("unfinished.db")
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
    return unfinished.rename(path)
