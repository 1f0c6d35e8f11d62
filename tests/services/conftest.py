from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from db.unit_of_work import Store
from domain.ids import UserId
from domain.people.users import Language
from services.people.users import Users
from tests.announcing import AUTHOR, SECOND, AnnouncementRig
from tests.clocks import ManualClock
from tests.services.rigs import MOSCOW
from tests.stores import ready


@pytest.fixture
def at_once(request: pytest.FixtureRequest) -> bool:
    return "on_threads" not in request.fixturenames


@pytest.fixture
async def rig(tmp_path: Path, *, at_once: bool) -> AsyncIterator[AnnouncementRig]:
    async with ready(tmp_path, at_once=at_once) as database:
        rig = AnnouncementRig(database)
        await rig.furnish(organisers=(AUTHOR, SECOND))
        yield rig


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def users(store: Store, clock: ManualClock) -> Users:
    return Users(
        store=store,
        clock=clock,
        owners=frozenset({UserId(1)}),
        default_zone=MOSCOW,
        default_language=Language.RU,
    )
