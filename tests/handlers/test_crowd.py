"""The demo's crowd speaks the bot's own words: its script must find every button."""

from __future__ import annotations

import asyncio

import pytest

from domain.ids import UserId
from domain.participants import Participant
from sandbox import crowd
from sandbox.crowd import Guest, bring, demo_guests, stay
from tests.handlers.conftest import Stage


async def test_crowd_starts_the_bot_and_tells_place_and_role(stage: Stage) -> None:
    guests = demo_guests(60, ["Саранск"], 2001)
    playing = asyncio.create_task(bring(stage.world, guests))
    while not playing.done():
        await stage.flush()
        await asyncio.sleep(0)
    await stage.flush()

    assert playing.result() == len(guests)
    async with stage.app.store.read() as tx:
        regions = await tx.users.home_regions()
        people = [await tx.users.find(UserId(guest.id)) for guest in guests]
        listed = await tx.participants.listed(None, "", 0, len(guests))
    assert regions == {"Республика Мордовия": len(guests)}
    assert {one.user_id for one in listed} == {g.id for g in guests if g.agrees_with} != set()
    assert all(one.region and one.industry and one.position for one in listed)
    assert all(person is not None and person.role is not None for person in people)


async def test_guest_agrees_to_a_request_after_a_while(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "THINKING_SECONDS", 0)
    guest = Guest(id=2001, name="Анна", language="ru", acts=(), agrees_with="Принять")
    anna, boris = stage.person("Анна", person_id=guest.id), stage.person("Борис")
    for person, name in ((anna, "Анна"), (boris, "Борис")):
        await person.send("/start")
        one = Participant(user_id=UserId(person.id), name=name, is_listed=True)
        async with stage.app.store.write() as tx:
            await tx.participants.save(one, stage.clock.now())
    stop = stay(stage.world, [guest])
    await boris.press(f"kns:{anna.id}", forged=True)
    await stage.work()
    await asyncio.sleep(0.01)
    await stage.flush()
    await stage.work()
    stop()

    assert boris.last.text.startswith("🤝 Анна — теперь вы знакомы")
