"""The demo's crowd speaks the bot's own words: its script must find every button."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.announcements.audiences import Regions
from domain.ids import EventId, SessionId, UserId
from domain.programme.participants import Participant
from domain.programme.questions import QuestionState
from domain.programme.sessions import Event
from sandbox import crowd, demo_scripts
from sandbox.crowd import SimulatedUser, bring, demo_guests, go_on, stay
from sandbox.floods import FloodLimits
from sandbox.programme import write_programme
from tests.clocks import PATIENCE
from tests.handlers.conftest import ORGANISER, Stage

pytestmark = pytest.mark.usefixtures("on_threads")

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody leaves because the machine is busy: people's patience is real time."""
    monkeypatch.setattr(crowd, "PATIENCE_SECONDS", PATIENCE)


@pytest.mark.slow
async def test_crowd_starts_the_bot_and_tells_place_and_role(stage: Stage) -> None:
    guests = demo_guests(60, ["Саранск"], 2001)
    playing = asyncio.create_task(bring(stage.world, guests))
    while not playing.done():
        await stage.flush()
        await asyncio.sleep(0)
    await stage.flush()

    assert playing.result() == len(guests)
    async with stage.app.store.read() as tx:
        regions = await tx.announcements.offered(Regions)
        people = [await tx.users.find(UserId(guest.id)) for guest in guests]
        listed = await tx.participants.listed(None, "", 0, len(guests))
    assert [(one.name, one.people) for one in regions] == [("Республика Мордовия", len(guests))]
    assert {one.user_id for one in listed} == {g.id for g in guests if g.agrees_with} != set()
    assert all(one.region and one.industry and one.position for one in listed)
    assert all(person is not None and person.role is not None for person in people)


async def talk(stage: Stage, acts: Coroutine[Any, Any, Any]) -> None:
    """The bot answers until all the acts have been done."""
    playing = asyncio.create_task(acts)
    while not playing.done():
        await stage.flush()
        await asyncio.sleep(0)
    await stage.flush()
    await playing


@pytest.mark.slow
async def test_crowd_and_helper_leave_traces_in_the_programme(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in `make demo`; the helper is an owner there and here."""
    monkeypatch.setattr(crowd, "PACE_SECONDS", 0)
    event = Event(id=EventId("expert"), title="Экспертная сессия", tz="Europe/Moscow")
    file = tmp_path / "programme.csv"
    moscow = stage.clock.now().astimezone(ZoneInfo("Europe/Moscow"))
    write_programme(ROOT / "data" / "demo_programme.csv", file, moscow)
    await stage.app.programme.schedules.import_file(
        event, file.name, file.read_bytes(), dry_run=False
    )
    guests = [one for one in demo_guests(200, ["Саранск"], 2001) if one.agrees_with]
    going = [demo_scripts.joining(guest) for guest in guests]
    stage.world.floods.limits = FloodLimits.off()
    await talk(stage, bring(stage.world, [*going, demo_scripts.helper(ORGANISER)]))
    for scripts in (
        demo_scripts.asking(going),
        demo_scripts.moderating(ORGANISER),
        demo_scripts.voting(going),
    ):
        await talk(stage, go_on(stage.world, scripts))
    stage.clock.advance(minutes=5)
    await talk(stage, go_on(stage.world, demo_scripts.rating(going)))

    async with stage.app.store.read() as tx:
        counts = await tx.questions.counts(SessionId("plenary"))
        ratings = await tx.ratings.distribution(SessionId("opening"))
        changes = await tx.changes.page(event.id, 0, 9)
        materials = await tx.materials.count(SessionId("plenary"))
        code = await tx.admissions.code_of(SessionId("tour"))
    rated = min(len(going), len(demo_scripts.STARS))
    assert (counts[QuestionState.SHOWN], counts[QuestionState.ASKED]) == (2, 1)
    assert sum(ratings.values()) == rated
    assert [change.after.room for change in changes if change.after] == [
        "Автобус у служебного входа"
    ]
    assert materials == 1
    assert code is not None


async def test_guest_agrees_to_a_request_after_a_while(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "THINKING_SECONDS", 0)
    guest = SimulatedUser(id=2001, name="Анна", language="ru", acts=(), agrees_with="Принять")
    anna, boris = stage.person("Анна", person_id=guest.id), stage.person("Борис")
    for person, name in ((anna, "Анна"), (boris, "Борис")):
        await person.send("/start")
        one = Participant(user_id=UserId(person.id), name=name, is_listed=True)
        async with stage.app.store.write() as tx:
            await tx.participants.save(one, stage.clock.now())
    stop = stay(stage.world, [guest])
    await boris.press(f"kns:{anna.id}", forged=True)
    await stage.work()
    for _ in range(3):  # a timer of no seconds rings in the loop's next round
        await asyncio.sleep(0)
    await stage.flush()
    await stage.work()
    stop()

    assert boris.last.text.startswith("🤝 Анна — теперь вы знакомы")
