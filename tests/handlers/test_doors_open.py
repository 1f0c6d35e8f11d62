"""The doors open: everybody writes /start at once to the whole bot, in virtual time."""

from __future__ import annotations

import asyncio
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import App, build_app
from bot.rehearsal.run import OfflineFetcher, opened
from bot.rehearsal.virtual_time import VirtualClock, VirtualLoop, VirtualTimer
from bot.replies.policy import Use
from bot.settings import Settings
from domain.clusters.messages import CardReportAnswer
from domain.ids import ChatId, ClusterId
from domain.outbox import (
    NewMessage,
    Priority,
)
from handlers.callbacks.programme.sessions import EventsButton
from sandbox.faults import Matches, of_method
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.clocks import START

pytestmark = pytest.mark.slow

TOKEN = "42:sandbox"
RATE = 30
SECONDS = 2.0
SEND = of_method("sendMessage")


@dataclass(slots=True)
class Doors:
    """`greeted` are people and seconds, in the order in which the bot's messages arrived."""

    world: World
    session: SandboxSession
    people: list[int]
    greeted: list[tuple[int, float]]


async def open_doors(
    file: Path, people: int, faults: dict[str, Matches], deliveries: int
) -> Doors:
    """With so many messages in the outbox when the doors open, to others."""
    clock = VirtualClock(asyncio.get_running_loop(), START)
    world = World(now=clock.monotonic)
    world.add_bot(TOKEN, username="profkompas_bot", name="Профкомпас")
    doors = Doors(world, SandboxSession(world), [], [])
    app = build_app(
        Settings(
            bot_token=SecretStr(TOKEN),
            send_rate=RATE,
            database_url=f"sqlite+aiosqlite:///{file}",
            _env_file=None,
        ),
        session=doors.session,
        clock=clock,
        database=opened(file),
        timer=VirtualTimer(clock),
        fetcher=OfflineFetcher(),
    )
    for name, matches in faults.items():
        getattr(world.faults, name)(when=matches, times=100_000)
    world.subscribe(lambda event: _note(doors, event, clock.monotonic()))
    working = asyncio.create_task(app.worker.run()) if deliveries else None
    await _fill(app, doors, deliveries)
    await _everybody_writes(app, doors, clock, people)
    await app.replies.settle(people)
    if working is not None:
        app.worker.stop()
        await working
    await app.replies.close()
    await app.database.close()
    return doors


async def _fill(app: App, doors: Doors, deliveries: int) -> None:
    for number in range(deliveries):
        person = int(doors.world.add_person(f"Читатель {number}")["id"])
        doors.world.say(person, "/start")
        doors.world.bot.updates.clear()
        row = NewMessage(
            dedupe_key=f"told:{number}",
            chat_id=ChatId(person),
            message=CardReportAnswer(cluster_id=ClusterId("a"), cluster_name="А", answer="Да"),
            priority=Priority.NOTICE,
            not_before=app.worker.clock.now(),
        )
        async with app.store.write() as tx:
            await tx.outbox.add([row], app.worker.clock.now())
    app.worker.wake()


def _note(doors: Doors, event: dict[str, object], at: float) -> None:
    message = event.get("message")
    if event["type"] == "message" and isinstance(message, dict) and message["from"]["is_bot"]:
        doors.greeted.append((message["chat"]["id"], at))


async def _everybody_writes(app: App, doors: Doors, clock: VirtualClock, people: int) -> None:
    async def write(number: int) -> None:
        await clock.sleep(number * SECONDS / people)
        person = int(doors.world.add_person(f"Гость {number}")["id"])
        doors.people.append(person)
        doors.world.say(person, "/start")
        update = doors.world.bot.updates.popleft()
        await app.dispatcher.feed_raw_update(app.bot, update)

    await asyncio.gather(*[write(number) for number in range(people)])


def played(
    folder: Path,
    prepared: Path,
    people: int,
    faults: dict[str, Matches] | None = None,
    deliveries: int = 0,
) -> Doors:
    file = Path(shutil.copy(prepared, folder))
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(open_doors(file, people, faults or {}, deliveries))


def test_thousand_newcomers_are_answered_once_each_in_their_order_at_the_rate(
    tmp_path: Path, prepared: Path
) -> None:
    doors = played(tmp_path, prepared, 1000)

    assert [person for person, _ in doors.greeted] == doors.people
    assert doors.greeted[-1][1] <= 1000 / RATE * 1.1
    # Each call was let in at once: there was no 429.
    assert doors.session.calls.count("sendMessage") == 1000


def test_in_bad_weather_nobody_is_left_without_an_answer(tmp_path: Path, prepared: Path) -> None:
    def one_in_twenty(seed: int) -> Matches:
        dice = random.Random(seed)
        return lambda method, params: SEND(method, params) and dice.random() < 0.05

    faults = {"server_error": one_in_twenty(1), "reset_before": one_in_twenty(2)}
    doors = played(tmp_path, prepared, 300, faults)

    assert sorted(person for person, _ in doors.greeted) == sorted(doors.people)
    assert doors.greeted[-1][1] <= 300 / RATE + Use.SCREEN.value


def test_deliveries_get_a_fifth_while_newcomers_wait(tmp_path: Path, prepared: Path) -> None:
    doors = played(tmp_path, prepared, 300, deliveries=100)

    in_line = [person for person, at in doors.greeted if 2 < at < 10]
    share = sum(person not in doors.people for person in in_line) / len(in_line)
    assert 0.19 < share < 0.22
    assert [person for person, _ in doors.greeted if person in doors.people] == doors.people
    # None was refused: no 429.
    assert doors.session.calls.count("sendMessage") == len(doors.greeted)


async def press_all(file: Path, people: int) -> dict[int, float]:
    """Everybody presses at once; seconds until their toasts, while screens wait for turns."""
    clock = VirtualClock(asyncio.get_running_loop(), START)
    world = World(now=clock.monotonic)
    world.add_bot(TOKEN, username="profkompas_bot", name="Профкомпас")
    app = build_app(
        Settings(
            bot_token=SecretStr(TOKEN),
            send_rate=RATE,
            database_url=f"sqlite+aiosqlite:///{file}",
            _env_file=None,
        ),
        session=SandboxSession(world),
        clock=clock,
        database=opened(file),
        timer=VirtualTimer(clock),
        fetcher=OfflineFetcher(),
    )
    toasts: dict[int, float] = {}

    def listen(event: dict[str, object]) -> None:
        if event["type"] == "callback_answer":
            toasts[int(str(event["chat_id"]))] = clock.monotonic()

    world.subscribe(listen)
    for number in range(people):
        person = int(world.add_person(f"Гость {number}")["id"])
        world.chat(person).is_open = True
        world.deliver(world.chat(person), {"text": "Меню"})
        world.press(person, 1, EventsButton().pack(), forged=True)
    polling = asyncio.create_task(app.polling.run(app.allowed_updates()))
    while len(toasts) < people:
        await clock.sleep(0.1)
    app.polling.stop()
    await polling
    await app.replies.close()
    await app.database.close()
    return toasts


def test_toasts_of_a_crowd_do_not_wait_for_its_screens(tmp_path: Path, prepared: Path) -> None:
    """Screens leave at 30 a second: those of 900 people need half a minute."""
    file = Path(shutil.copy(prepared, tmp_path))
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        toasts = runner.run(press_all(file, 900))

    assert len(toasts) == 900
    assert max(toasts.values()) < 5
