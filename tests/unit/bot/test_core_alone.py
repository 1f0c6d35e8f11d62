"""Whether SQLAlchemy comes without its ORM, and whole when asked; fails when it changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]

PROGRAM = """
import asyncio, json, sys
from bot.loading.core_alone import OFFERED, import_core_alone
from bot.loading.lazy_models import build_models_lazily
is_alone = import_core_alone()
build_models_lazily()
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from bot import cli

async def answer():
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.connect() as connection:
        found = (await connection.execute(sa.select(sa.literal(5)))).scalar_one()
    await engine.dispose()
    return found

has_orm = "sqlalchemy.orm" in sys.modules
told = [is_alone, has_orm, asyncio.run(answer()), "sqlalchemy.orm" in sys.modules]
import sqlalchemy.ext.asyncio as package
nothing = [hasattr(package, "nothing"), hasattr(package, "__wrapped__")]
from sqlalchemy.ext.asyncio import AsyncSession
names = {name: str(one) for name, one in vars(package).items() if not name.startswith("_")}
same = [getattr(sys.modules[f"{package.__name__}.{module}"], name) is getattr(package, name)
        for module, offered in OFFERED.items() for name in offered]
same.append(package.AsyncConnection is AsyncConnection)
print(json.dumps([told, nothing, sorted(names), all(same),
                  AsyncSession.__module__, package.__file__, package.__doc__]))
"""


def told(**environment: str) -> list[Any]:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    found: list[Any] = json.loads(run.stdout)
    return found


def test_package_comes_without_its_orm_and_is_whole_when_asked() -> None:
    alone, plain = told(), told(EAGER_ORM="1")

    assert alone[0] == [True, False, 5, False]
    assert plain[0] == [False, True, 5, True]
    assert alone[1:] == plain[1:]
