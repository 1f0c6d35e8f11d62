"""The demo's crowd speaks the bot's own words: its script must find every button."""

from __future__ import annotations

import asyncio

from domain.ids import UserId
from sandbox.crowd import bring, demo_guests
from tests.handlers.conftest import Stage


async def test_crowd_starts_the_bot_and_tells_place_and_role(stage: Stage) -> None:
    guests = demo_guests(12, ["Саранск"], 2001)
    playing = asyncio.create_task(bring(stage.world, guests))
    while not playing.done():
        await stage.flush()
        await asyncio.sleep(0)
    await stage.flush()

    assert playing.result() == len(guests)
    async with stage.app.store.read() as tx:
        regions = await tx.users.home_regions()
        people = [await tx.users.find(UserId(guest.id)) for guest in guests]
    assert regions == {"Республика Мордовия": 12}
    assert all(person is not None and person.role is not None for person in people)
