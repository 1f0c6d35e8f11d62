"""A bot that is killed again and again while people write to it: is a deed lost or done twice?

Each round starts the process, lets people act before and after it asks for updates, and sends
SIGKILL at a random moment: during the start, or so many answers later, in the middle of others.
After the last one the bot settles what waits and is stopped; then the store is compared with what
people did. `bench/soak.py --incoming` plays a hundred rounds, tests/e2e/test_kills.py a few.
"""

from __future__ import annotations

import asyncio
import random
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.deeds import Crowd, furnish, stored
from bench.processes import OURS, PATIENCE, TOKEN, environment, start, until
from db.engine import Database
from db.schema import migrate
from sandbox.chats import Json
from sandbox.floods import FloodLimits
from sandbox.server import served
from sandbox.world import World

ANSWERS = frozenset({"message", "edited", "callback_answer"})

RATE = 1000

START_SHARE = 0.25
"""Of the kills, those that meet a process that is starting."""

FIRST_START = 1.5
"""Seconds within which such a kill comes while no start has been measured yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """`deeds` in each of `rounds`, each of which ends with a kill."""

    rounds: int
    deeds: int = 40
    people: int = 40
    seed: int = 20261129
    number: signal.Signals = signal.SIGKILL
    """What ends a round; after SIGTERM the process may still finish what it has in hand."""

    @property
    def drafts(self) -> int:
        """Announcements that wait for their last tap."""
        return max(2, self.rounds // 4)


@dataclass(slots=True)
class Report:
    violations: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    def check(self, holds: bool, words: str) -> None:
        if not holds:
            self.violations.append(words)


@dataclass(slots=True)
class Bot:
    """The product as a process, started anew after each kill; its log in `folder`."""

    world: World
    folder: Path
    environment: dict[str, str]
    process: asyncio.subprocess.Process | None = None
    start_took: float = FIRST_START
    """Seconds from the process's first moment to its first question for updates."""

    async def start(self) -> None:
        self.process = await start(OURS, self.folder, self.environment)

    async def end(self, number: signal.Signals) -> int | None:
        """The exit code; None when the process had to be killed for it."""
        if self.process is None:
            return 0
        process, self.process = self.process, None
        with suppress(ProcessLookupError):
            process.send_signal(number)
        try:
            async with asyncio.timeout(PATIENCE):
                return await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
            return None


async def play(script: Script, database_url: str, folder: Path) -> Report:
    """`database_url` is of an empty store, `folder` for what else the process writes."""
    world = World(limits=FloodLimits.off())
    world.add_bot(TOKEN, username="kills_bot", name="Kills")
    database = Database(database_url)
    await migrate(database)
    await furnish(database, world, script.people, script.drafts)
    report = Report()
    async with served(world) as address:
        bot = Bot(world, folder, environment(address, database_url, folder, RATE))
        try:
            await _go_through(script, world, bot, database, report)
        finally:
            await bot.end(signal.SIGKILL)
            await database.close()
    return report


async def _go_through(
    script: Script, world: World, bot: Bot, database: Database, report: Report
) -> None:
    dice = random.Random(script.seed)
    crowd = Crowd(world, dice, people=script.people, drafts=script.drafts)
    left = []
    for _ in range(script.rounds):
        await _round(script, world, bot, crowd, dice)
        await bot.end(script.number)
        crowd.mark_kill()
        left.append(len(world.bot.updates))
    polls = world.bot.poll
    await bot.start()
    is_settled = await until(
        world,
        lambda: world.bot.poll > polls and not world.bot.updates and not crowd.forgotten,
    )
    report.check(is_settled, f"not settled {PATIENCE:.0f} s after the last start")
    report.check(not world.bot.updates, f"{len(world.bot.updates)} updates were never confirmed")
    code = await bot.end(signal.SIGTERM)
    report.check(code == 0, f"the last stop ended with {code}")
    report.check(not world.bot.updates, "updates came back after the stop")
    report.violations += crowd.expected.difference(await stored(database))
    report.check(not crowd.forgotten, f"without an answer: {sorted(crowd.forgotten)}")
    report.figures |= {
        "kills": script.rounds,
        "updates": crowd.updates,
        "waiting at the kills": left,
        "last answers lost with a kill": len(crowd.unanswered),
    }


async def _round(
    script: Script, world: World, bot: Bot, crowd: Crowd, dice: random.Random
) -> None:
    """Returns at the moment of the kill."""
    before = dice.randint(0, script.deeds)
    for _ in range(before):
        crowd.act()
    polls, counter, began = world.bot.poll, _Answers(world), time.monotonic()
    await bot.start()
    if dice.random() < START_SHARE:
        await asyncio.sleep(dice.uniform(0.0, bot.start_took))
    else:
        await until(world, lambda: world.bot.poll > polls)
        bot.start_took = time.monotonic() - began
        for _ in range(script.deeds - before):
            crowd.act()
            await asyncio.sleep(dice.uniform(0.0, 0.01))
        # As many answers as wait at the most: a life ended by the first few would only repeat what
        # the one before it has done, and confirm nothing of it.
        wanted = dice.randint(1, max(script.deeds // 2, len(world.bot.updates)))
        await until(world, lambda: counter.count >= wanted or not world.bot.updates)
        await asyncio.sleep(dice.uniform(0.0, 0.02))  # between two answers, not only at one
    counter.stop()


class _Answers:
    """Counts what the bot says."""

    def __init__(self, world: World) -> None:
        self.count = 0
        self.stop = world.subscribe(self._listen)

    def _listen(self, event: Json) -> None:
        self.count += event["type"] in ANSWERS
