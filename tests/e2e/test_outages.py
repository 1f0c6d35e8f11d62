"""Telegram cannot be reached for a while, by none of three replicas: bench/outages.py, shortly."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.outages import play

pytestmark = [pytest.mark.e2e, pytest.mark.postgres, pytest.mark.timeout(900)]

AWAY_SECONDS = 6.0
SEED = 20261130


async def test_telegram_that_cannot_be_reached_loses_nothing_and_repeats_nothing(
    tmp_path: Path,
) -> None:
    assert await play("telegram", AWAY_SECONDS, tmp_path, SEED) == []
