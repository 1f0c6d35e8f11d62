"""When everybody writes at once: who is answered, and when, beside bots as they are usually made.

    .venv/bin/python bench/storm.py [--people 1000] [--scene doors] [--bot ours]

A Bot API that is as strict as Telegram (30 messages in any second, one a second to a chat after a
burst, 429 with retry_after for more; updates kept until an offset confirms them) and real
processes, one after another: ours, a bare aiogram bot, and one with aiogram's own way to try
again (bench/storm_bot.py). At the door stand also python-telegram-bot with its AIORateLimiter,
pyTelegramBotAPI, and grammY with its auto-retry and throttler where Node.js is (bench/peers).

    doors   so many PEOPLE write /start within 2 s
    taps    5 times as many press «Участвую» at one session within 10 s, while an announcement to
            20 times as many is going out

An answer is the first message after /start, or the toast after a tap. Silent are those who have
none when for a while nobody gets one any more. Memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import peers, report
from bench.mailing import FIRST_PERSON, ORGANISER, TEXT, announce, prepared, store_file
from bench.processes import OURS, ROOT, TOKEN, environment, start, until
from bench.start import cpu_seconds
from bot.app import App
from domain.ids import EventId, SessionId
from domain.programme.sessions import Event, Session
from handlers.callbacks.programme.sessions import JoinButton
from sandbox.chats import Json
from sandbox.errors import BotApiError
from sandbox.floods import FloodLimits, FloodWatch
from sandbox.server import served
from sandbox.world import World

RATE = 30
PEOPLE = 1_000
"""With others, or with a part of the scenes or of the bots, nothing is saved."""
SESSION = SessionId("storm")
SLACK = 1.1
"""Target: everybody at the door is answered within this times what the rate allows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """People at the door within so many seconds; taps, and whom the announcement is for."""

    people: int
    doors_in: float = 2.0
    taps_in: float = 10.0
    quiet: float = 20.0
    """Seconds in which nobody more is answered that end a scene: a 429 names far shorter waits."""
    grace: float = 3.0
    """Seconds after the last answer in which repeats are still counted."""

    @property
    def taps(self) -> int:
        return self.people * 5

    @property
    def announced(self) -> int:
        return self.people * 20


class CountingWatch(FloodWatch):
    """Counts what it refuses."""

    def __init__(self, limits: FloodLimits) -> None:
        super().__init__(limits)
        self.refused = 0

    def admit(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().admit(*args, **kwargs)
        except BotApiError:
            self.refused += 1
            raise


@dataclass(slots=True)
class Answers:
    """When people wrote and when the bot first answered, by time.monotonic()."""

    asked: dict[int, float] = field(default_factory=dict)
    answered: dict[int, float] = field(default_factory=dict)
    copies: Counter[int] = field(default_factory=Counter)
    """Of the announcement, by recipient."""
    said: Counter[tuple[int, str]] = field(default_factory=Counter)
    """Other messages, by recipient and text."""

    def listen(self, event: Json) -> None:
        person, kind = event["chat_id"], event["type"]
        if kind == "message" and event["message"]["from"]["is_bot"]:
            text = event["message"].get("text", "")
            if text == TEXT:
                self.copies[person] += 1
                return
            self.said[person, text] += 1
        elif kind != "callback_answer":
            return
        if person in self.asked:
            self.answered.setdefault(person, time.monotonic())

    def are_more_than(self, count: int) -> bool:
        return len(self.answered) > count

    @property
    def silent(self) -> int:
        return len(self.asked) - len(self.answered)

    @property
    def repeats(self) -> int:
        counts = (*self.said.values(), *self.copies.values())
        return sum(counts) - len(counts)

    @property
    def waits(self) -> list[float]:
        return [at - self.asked[person] for person, at in self.answered.items()]

    @property
    def overtaken(self) -> int:
        """How many places somebody has lost at most between writing and being answered."""
        place = {person: number for number, person in enumerate(self.asked)}
        return max(
            (number - place[person] for number, person in enumerate(self.answered)), default=0
        )


@dataclass(slots=True)
class Stage:
    """A strict Telegram, and one of the bots in a process against it."""

    world: World
    watch: CountingWatch
    address: str
    folder: Path
    size: Size
    answers: Answers = field(default_factory=Answers)

    @property
    def environment(self) -> dict[str, str]:
        url = f"sqlite+aiosqlite:///{store_file(str(self.folder))}"
        return environment(self.address, url, self.folder, RATE)

    def add_people(self, first: int, count: int) -> None:
        """People with an open chat, in which the bot's menu stands."""
        for number in range(first, first + count):
            self.world.add_person("Bench", person_id=number)
            self.world.chat(number).is_open = True
            self.world.deliver(self.world.chat(number), {"text": "Меню"})

    async def ask(self, people: Sequence[int], within: float, act: Callable[[int], Any]) -> None:
        """Each acts once, evenly over the seconds; returns when no more answers come."""
        began = time.monotonic()
        for number, person in enumerate(people):
            await asyncio.sleep(began + within * number / len(people) - time.monotonic())
            self.answers.asked[person] = time.monotonic()
            act(person)
        await self._until_quiet()

    async def _until_quiet(self) -> None:
        is_heard = True
        while self.answers.silent and is_heard:
            count = len(self.answers.answered)
            is_heard = await until(
                self.world, partial(self.answers.are_more_than, count), self.size.quiet
            )
        await asyncio.sleep(self.size.grace)

    def figures(self, process: asyncio.subprocess.Process) -> dict[str, Any]:
        answers = self.answers
        waits = answers.waits
        times = report.spread(waits) if len(waits) > 1 else {"p50": None, "p99": None}
        return {
            "people": len(answers.asked),
            "silent": answers.silent,
            "seconds_to_an_answer": {**times, "max": max(waits, default=None)},
            "repeats": answers.repeats,
            "refused_429": self.watch.refused,
            "places_lost_at_most": answers.overtaken,
            "copies_meanwhile": answers.copies.total(),
            "peak_memory_mib": peak_memory(process.pid),
            "cpu_seconds": cpu_seconds(process.pid),
        }


# -- the bots


@dataclass(frozen=True, slots=True)
class Contestant:
    name: str
    script: tuple[str, ...]
    is_ours: bool = False
    scenes: tuple[str, ...] = ("doors", "taps")
    program: str | None = sys.executable
    """None: it is not on this machine."""


PEER = str(ROOT / "bench" / "storm_bot.py")
CONTESTANTS = (
    Contestant("ours", OURS, is_ours=True),
    Contestant("aiogram", (PEER,)),
    Contestant("aiogram, retries", (PEER, "retry")),
    Contestant("python-telegram-bot", (str(peers.HERE / "ptb_bot.py"),), scenes=("doors",)),
    Contestant("pyTelegramBotAPI", (str(peers.HERE / "telebot_bot.py"),), scenes=("doors",)),
    Contestant(
        "grammY", (str(peers.HERE / "storm.mjs"),), scenes=("doors",), program=peers.node()
    ),
)


@asynccontextmanager
async def stage(size: Size) -> AsyncIterator[Stage]:
    watch = CountingWatch(FloodLimits(per_second=RATE))
    world = World()
    world.floods = watch
    world.add_bot(TOKEN, username="storm_bot", name="Storm")
    world.add_person("Organiser", person_id=ORGANISER)
    world.chat(ORGANISER).is_open = True
    world.deliver(world.chat(ORGANISER), {"text": TEXT})
    with tempfile.TemporaryDirectory() as folder:
        async with served(world) as address:
            yield Stage(world, watch, address, Path(folder), size)


@asynccontextmanager
async def running(one: Contestant, on: Stage) -> AsyncIterator[asyncio.subprocess.Process]:
    """Yields once the process asks for updates; it is killed afterwards."""
    polls = on.world.bot.poll
    assert one.program is not None
    process = await start(one.script, on.folder, on.environment, one.program)
    try:
        if not await until(on.world, lambda: on.world.bot.poll > polls):
            raise SystemExit(f"{one.name} does not start")
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def peak_memory(pid: int) -> float | None:
    """MiB; None where the system does not tell it in /proc."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return None
    peaks = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return round(int(peaks[0]) / 1024, 1) if peaks else None


# -- the scenes


async def doors(one: Contestant, size: Size) -> dict[str, Any]:
    """Newcomers: nobody has met the bot before."""
    async with stage(size) as on:
        people = range(FIRST_PERSON, FIRST_PERSON + size.people)
        for number in people:
            on.world.add_person("Bench", person_id=number)
        if one.is_ours:
            await (await prepared(str(on.folder), on.address, RATE, 0)).stop()
        async with running(one, on) as process:
            on.world.subscribe(on.answers.listen)
            await on.ask(people, size.doors_in, lambda person: on.world.say(person, "/start"))
            return on.figures(process)


async def taps(one: Contestant, size: Size) -> dict[str, Any]:
    async with stage(size) as on:
        on.add_people(FIRST_PERSON, size.announced)
        if one.is_ours:
            app = await prepared(str(on.folder), on.address, RATE, size.announced)
            await add_session(app)
            await announce(app)
            await app.stop()
        on.world.subscribe(on.answers.listen)
        async with running(one, on) as process:
            if not one.is_ours:
                command = f"/announce {FIRST_PERSON} {size.announced} {TEXT}"
                on.world.say(ORGANISER, command)
            if not await until(on.world, lambda: on.answers.copies.total() > 0):
                raise SystemExit(f"{one.name} announces nothing")
            people = range(FIRST_PERSON, FIRST_PERSON + size.taps)
            button = JoinButton(id=SESSION, wanted=True).pack()
            await on.ask(
                people, size.taps_in, lambda person: on.world.press(person, 1, button, forged=True)
            )
            return on.figures(process)


SCENES = {"doors": doors, "taps": taps}


async def add_session(app: App) -> None:
    event = Event(id=EventId("storm"), title="Экспертная сессия", tz="Europe/Moscow")
    starts_at = app.worker.clock.now() + timedelta(days=30)
    session = Session(
        id=SESSION,
        event_id=event.id,
        uid=SESSION,
        title="Робототехника",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    async with app.store.write() as tx:
        await tx.programme.save_event(event)
        await tx.programme.save_sessions([session])


# -- figures


async def main() -> int:
    options = arguments()
    size = Size(people=options.people)
    figures: dict[str, dict[str, Any]] = {}
    for name in options.scene or SCENES:
        figures[name] = {}
        for one in CONTESTANTS:
            if name not in one.scenes or (options.bot and one.name not in options.bot):
                continue
            if one.program is None:
                print(peers.why_no_node())
            else:
                figures[name][one.name] = await SCENES[name](one, size)
                tell(name, one.name, figures[name][one.name])
    is_met = targets_met(figures, size)
    print(f"targets of ours: {'met' if is_met else 'MISSED'}")
    if options.people == PEOPLE and not options.scene and not options.bot:
        path = report.save("storm", {"scenes": figures, "is_met": is_met})
        print("saved", path.relative_to(report.ROOT))
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="When everybody writes at once.")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--scene", action="append", choices=[*SCENES])
    parser.add_argument("--bot", action="append", choices=[one.name for one in CONTESTANTS])
    return parser.parse_args()


def tell(scene: str, bot: str, figures: dict[str, Any]) -> None:
    times = figures["seconds_to_an_answer"]
    p50, p99, last = (
        "-" if times[name] is None else f"{times[name]:.2f}" for name in ("p50", "p99", "max")
    )
    print(f"{scene:<6} {bot:<20} p50 {p50:>7} s  p99 {p99:>7} s  last {last:>7} s  "
          f"silent {figures['silent']:>5} of {figures['people']}  repeats {figures['repeats']}  "
          f"429: {figures['refused_429']}  peak {figures['peak_memory_mib']} MiB")  # fmt: skip


def targets_met(figures: dict[str, dict[str, Any]], size: Size) -> bool:
    """Whether our own bot has met its targets: nobody silent, nothing twice, one 429 at most, and
    at the door as fast as allowed."""
    ours = [(scene, found["ours"]) for scene, found in figures.items() if "ours" in found]
    at_the_door = SLACK * size.people / RATE + size.doors_in
    return all(
        not one["silent"]
        and not one["repeats"]
        and one["refused_429"] <= 1
        and (scene != "doors" or one["seconds_to_an_answer"]["max"] <= at_the_door)
        for scene, one in ours
    )


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
