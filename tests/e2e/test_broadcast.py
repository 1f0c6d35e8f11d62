"""An announcement while the process is killed, and while it is asked to stop."""

from __future__ import annotations

import signal
from collections import Counter

import pytest

from sandbox.client import UserClient
from tests.clocks import PATIENCE
from tests.e2e.conftest import Town

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

GUESTS = 40
OWNER = 900
WINDOW = 15
"""outbox.worker.window_of(30)."""


async def begun(town: Town) -> list[UserClient]:
    """The guests, of whom the first ones have got the announcement."""
    organiser = UserClient(town.world, town.world.add_person("Ольга", person_id=OWNER)["id"])
    guests = [town.person(f"Гость {n}") for n in range(GUESTS)]
    for person in (organiser, *guests):
        town.world.say(person.id, "/start")
    for person in (organiser, *guests):
        await person.wait_for(lambda received: "Профкомпас" in received.text)
    town.world.say(organiser.id, "/broadcast")
    await organiser.wait_for(lambda received: received.text.startswith("Новое объявление"))
    town.world.say(organiser.id, "Сбор в 10:00")
    await organiser.wait_for(lambda received: "🏷 Категория" in received.buttons)
    # The clock on the wall is the real one here: in quiet hours only what is important goes out.
    await organiser.click("🏷 Категория")
    await organiser.wait_for(lambda received: "Важное" in received.buttons)
    await organiser.click("Важное")
    await organiser.wait_for(lambda received: "Отправить" in received.buttons)
    await organiser.click("Отправить")
    await organiser.wait_for(lambda received: "Да, отправить" in received.buttons)
    await organiser.click("Да, отправить")
    await town.until(lambda: copies(guests).total() >= 15)
    return guests


def copies(guests: list[UserClient]) -> Counter[int]:
    return Counter(
        guest.id for guest in guests for received in guest.inbox if received.text == "Сбор в 10:00"
    )


async def everybody_has_it(town: Town, guests: list[UserClient]) -> Counter[int]:
    """Waits for the report: it comes when no row is left, repeats included."""
    organiser = UserClient(town.world, OWNER)
    await town.until(lambda: len(copies(guests)) == GUESTS)
    await organiser.wait_for(
        lambda received: "Отправка завершена" in received.caption, 2 * PATIENCE
    )
    return copies(guests)


async def test_killed_in_the_middle_loses_nobody_and_repeats_a_window_at_most(
    town: Town,
) -> None:
    bot = await town.start_bot(SEND_RATE="30")
    guests = await begun(town)
    await town.stop(bot, signal.SIGKILL)
    await town.start_bot(SEND_RATE="30")
    got = await everybody_has_it(town, guests)

    assert len(got) == GUESTS
    assert got.total() - GUESTS <= WINDOW


async def test_stopped_in_the_middle_loses_nobody_and_repeats_nothing(town: Town) -> None:
    bot = await town.start_bot(SEND_RATE="30")
    guests = await begun(town)
    log = await town.stop(bot)
    await town.start_bot(SEND_RATE="30")
    got = await everybody_has_it(town, guests)

    assert "outbox worker stopped" in log
    assert got == Counter({guest.id: 1 for guest in guests})
