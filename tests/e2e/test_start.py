"""What a start loads: each of these would cost it time and memory that few bots ever use."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[2]
HEAVY = {
    "PIL",
    "alembic",
    "dateparser",
    "feedparser",
    "icalendar",
    "lxml",
    "matplotlib",
    "numpy",
    "openpyxl",
    "prometheus_client",
    "python_calamine",
    "segno",
    "trafilatura",
}


AS_MAIN_DOES = """
import sys
from bot.loading.lazy_models import build_models_lazily
build_models_lazily()
import bot.cli
print(*{name.partition('.')[0] for name in sys.modules})
"""


async def test_start_loads_nothing_heavy() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        AS_MAIN_DOES,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()

    assert process.returncode == 0
    assert HEAVY & set(told.decode().split()) == set()
