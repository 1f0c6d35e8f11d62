"""What tests of this folder share."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient
from tests.clocks import START
from tests.handlers.conftest import Stage
from tests.handlers.programme.during import BEGINS, HOUR
from tests.programmes import add_sessions, register, session_at


@pytest.fixture
async def people(stage: Stage) -> tuple[UserClient, UserClient, UserClient]:
    """An organiser and two who go to a session that begins in an hour."""
    organiser = await stage.organiser()
    anna, boris = await stage.audience(2)
    await add_sessions(stage.app.store, session_at(BEGINS))
    await register(stage.app.store, anna.id, boris.id, at=START - HOUR)
    return organiser, anna, boris


@pytest.fixture
async def programme(stage: Stage) -> None:
    await stage.programme({"plenary": ("", []), "atom": ("", [])})
