"""People as services know them: written seldom, and told what is stored of them."""

from __future__ import annotations

import pytest

from db.engine import Database
from domain.errors import NotFound
from domain.ids import UpdateId, UserId
from domain.people.users import Actor, Language
from services.people.users import Users
from tests.clocks import ManualClock
from tests.services.rigs import MOSCOW, PROFILE, counted


async def test_touch_writes_once_a_day_and_on_a_new_name(
    users: Users, clock: ManualClock, database: Database
) -> None:
    actor = await users.touch(PROFILE, UpdateId(1))
    with counted(database) as again:
        await users.touch(PROFILE, UpdateId(2))
    clock.advance(days=1)
    with counted(database) as tomorrow:
        await users.touch(PROFILE, UpdateId(3))

    assert actor == Actor(
        id=UserId(5),
        name="Ия",
        language=Language.RU,
        zone=MOSCOW,
        home=None,
        is_owner=False,
        update_id=UpdateId(1),
        is_new=True,
    )
    assert (len(again), any("INSERT" in s for s in tomorrow)) == (1, True)


async def test_export_of_nobody_is_not_found(users: Users) -> None:
    actor = await users.touch(PROFILE, UpdateId(1))
    await users.erase(actor)

    with pytest.raises(NotFound):
        await users.export(actor)
