"""What a start loads: each of these would cost it time and memory that few bots ever use."""

from __future__ import annotations

import pytest

from tests.started import started

pytestmark = pytest.mark.e2e

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


def test_start_loads_nothing_heavy(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = started(tmp_path_factory).late["modules"]

    assert {"bot", "aiogram", "sqlalchemy"} <= set(told)
    assert HEAVY & set(told) == set()
