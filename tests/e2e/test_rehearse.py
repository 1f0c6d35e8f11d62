"""`python main.py rehearse` as a process, with no token and no network."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from db.engine import Database
from db.unit_of_work import Store
from domain.ids import UserId
from domain.people.users import Profile
from tests.clocks import START
from tests.processes.starting import Start
from tests.programmes import add_sessions, register, session_at
from tests.stores import furnish

pytestmark = pytest.mark.e2e

Rehearse = Callable[..., Awaitable[tuple[int | None, str, str]]]


@pytest.fixture
async def rehearse(start: Start, tmp_path: Path) -> Rehearse:
    """By words, in the folder of a store with a small event: exit code, what was told and
    complained of."""
    file = tmp_path / "bot.db"
    await furnish(file)
    database = Database(f"sqlite+aiosqlite:///{file}")
    store = Store(database)
    await add_sessions(store, session_at(START + timedelta(days=2)))
    async with store.write() as tx:
        await tx.users.save_profile(Profile(id=UserId(1), first_name="Анна"), START)
    await register(store, 1)
    await database.close()

    async def end(*words: str) -> tuple[int | None, str, str]:
        environment = {"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite+aiosqlite:///{file}"}
        process = await start("rehearse", *words, cwd=tmp_path, env=environment)
        told, complaints = await process.communicate()
        return process.returncode, told.decode(), complaints.decode()

    return end


@pytest.mark.by_exec
async def test_rehearsal_of_a_small_event_is_saved(rehearse: Rehearse, tmp_path: Path) -> None:
    code, told, complaints = await rehearse("--from", "2026-11-23")

    assert (code, complaints) == (0, "")
    assert "Репетиция: Экспертная сессия" in told
    folder = tmp_path / "var" / "rehearsal"
    assert "Через 10 минут" in (folder / "rehearsal.csv").read_text("utf-8")
    assert "<svg" in (folder / "rehearsal.html").read_text("utf-8")


async def test_rehearsal_of_an_unknown_event_names_those_there_are(rehearse: Rehearse) -> None:
    code, _, complaints = await rehearse("--event", "other")

    assert (code, complaints) == (2, "События «other» нет. Есть: expert\n")
