"""Updates a second through the webhook with one, two and three replicas, beside polling with one.

    TEST_DATABASE_URL=postgresql+asyncpg://... .venv/bin/python bench/replicas.py [--people 300]

Each person writes three commands at once; Telegram (a sandbox in this process) has 40 connections
to a round robin and sends one of a person after another, every tenth update twice. The ways take
turns, so many rounds each, and each round has people of its own. Medians are compared. Processes
are started before a round and stopped after it; the time is from the first update to the last
answer. Exit 1 when answers came in a wrong order, twice, or not at all.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import report
from bench.fleet import Fleet, fleet
from bench.processes import OURS, PATIENCE, TOKEN, environment, start, until
from sandbox.chats import Json
from sandbox.floods import FloodLimits
from sandbox.server import served
from sandbox.world import World
from tests.stores import own_database

COMMANDS = ("/help", "/privacy", "/settings")
ANSWERS = ("Что я умею", "Что хранит бот", "Настройки")
CONNECTIONS = 40
"""max_connections of setWebhook by default."""

TWICE_EVERY = 10
WARMING = 60
"""People who write before the others."""

SETTLED_SECONDS = 5
"""After the first answers: an index of the search is built in the background after a start."""

RATE = 1_000
WAYS = (0, 1, 2, 3)
"""Replicas behind the webhook; 0 is one process that polls."""


class Hall:
    """A world whose people write three commands each, and what they were told."""

    def __init__(self, world: World, people: int) -> None:
        self.world = world
        self.people = [world.add_person("Гость")["id"] for _ in range(people)]
        self.heard: dict[int, list[str]] = {person: [] for person in self.people}
        self.answers = 0
        world.subscribe(self._listen)

    def _listen(self, event: Json) -> None:
        message = event.get("message")
        if event["type"] == "message" and message and message["from"]["is_bot"]:
            text = str(message.get("text", message.get("caption", "")))
            if (heard := self.heard.get(event["chat_id"])) is not None:
                heard.append(text.partition("\n")[0])
                self.answers += 1

    def write(self, commands: tuple[str, ...] = COMMANDS) -> None:
        for command in commands:
            for person in self.people:
                self.world.say(person, command)

    async def until_answered(self, count: int) -> bool:
        return await until(self.world, lambda: self.answers >= count)

    def wrong(self) -> dict[str, int]:
        """People whose answers were lost, came twice, or in another order."""
        wanted = list(ANSWERS)
        return {
            "lost": sum(not set(wanted) <= set(one) for one in self.heard.values()),
            "twice": sum(len(one) > len(set(one)) for one in self.heard.values()),
            "order": sum(
                list(dict.fromkeys(one)) != wanted and set(wanted) <= set(one)
                for one in self.heard.values()
            ),
        }


async def main() -> int:
    words = argparse.ArgumentParser()
    words.add_argument("--people", type=int, default=300)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--no-save", action="store_true")
    chosen = words.parse_args()
    rates: dict[int, list[float]] = {way: [] for way in WAYS}
    costs: dict[int, list[float]] = {way: [] for way in WAYS}
    wrong = {"lost": 0, "twice": 0, "order": 0}
    for number in range(chosen.rounds):
        for way in WAYS:
            rate, cost, found = await play(way, chosen.people)
            rates[way].append(rate)
            costs[way].append(cost)
            for name, count in found.items():
                wrong[name] += count
            print(
                f"round {number + 1}, {named(way)}: {rate:.0f}/s, {cost:.1f} ms, {found}",
                flush=True,
            )
    figures = {f"{named(way)}, updates/s": round(median(one), 1) for way, one in rates.items()}
    figures |= {f"{named(way)}, CPU ms": round(median(one), 2) for way, one in costs.items()}
    one = median(rates[1])
    figures |= {
        "scaling of two": round(median(rates[2]) / one, 2),
        "scaling of three": round(median(rates[3]) / one, 2),
        "webhook beside polling": round(one / median(rates[0]), 2),
        **{f"people with answers {name}": count for name, count in wrong.items()},
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    if not chosen.no_save:
        print(report.save("replicas", {"people": chosen.people, **figures}))
    return 1 if any(wrong.values()) else 0


def named(way: int) -> str:
    return f"webhook, {way} replicas" if way else "polling, 1 process"


async def play(way: int, people: int) -> tuple[float, float, dict[str, int]]:
    """Updates a second, CPU milliseconds of one, and what went wrong."""
    world = World(limits=FloodLimits.off())
    world.add_bot(TOKEN, username="bench_bot", name="Bench")
    async with own_database() as url, served(world) as address:
        with tempfile.TemporaryDirectory() as folder:
            hall = Hall(world, people)
            if way:
                async with fleet(world, address, url, Path(folder), way, RATE) as made:
                    seconds, cpu = await through_webhook(hall, made)
            else:
                async with polling(world, address, url, Path(folder)) as bot:
                    seconds, cpu = await through_polling(hall, bot)
    count = people * len(COMMANDS)
    return count / seconds, 1000 * cpu / count, hall.wrong()


def cpu_of(*processes: asyncio.subprocess.Process | None) -> float:
    """Seconds that they have taken of the processor (proc(5), stat: utime and stime)."""
    ticks = 0
    for one in processes:
        assert one is not None
        fields = Path(f"/proc/{one.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def polling(
    world: World, address: str, url: str, folder: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    bot = await start(OURS, folder, environment(address, url, folder, RATE))
    try:
        assert await until(world, lambda: world.bot.poll > 0)
        yield bot
    finally:
        bot.send_signal(signal.SIGKILL)
        await bot.wait()


async def through_polling(hall: Hall, bot: asyncio.subprocess.Process) -> tuple[float, float]:
    await warmed(hall)
    began, taken = time.perf_counter(), cpu_of(bot)
    hall.write()
    assert await hall.until_answered(len(hall.people) * len(COMMANDS))
    return time.perf_counter() - began, cpu_of(bot) - taken


async def through_webhook(hall: Hall, made: Fleet) -> tuple[float, float]:
    await made.start()
    processes = [one.process for one in made.replicas]
    await warmed(hall, made)
    connections = asyncio.Semaphore(CONNECTIONS)
    hall.write()
    updates = made.take_updates()
    by_person: dict[int, list[Json]] = {}
    for one in updates:
        by_person.setdefault(one["message"]["from"]["id"], []).append(one)

    async def deliver(own: list[Json]) -> None:
        for one in own:
            async with connections:
                await made.deliver(one)
                if one["update_id"] % TWICE_EVERY == 0:
                    await made.deliver(one)

    began, taken = time.perf_counter(), cpu_of(*processes)
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*map(deliver, by_person.values()))
    assert await hall.until_answered(len(hall.people) * len(COMMANDS))
    seconds, cpu = time.perf_counter() - began, cpu_of(*processes) - taken
    # What would come twice comes late.
    await asyncio.sleep(2)
    return seconds, cpu


async def warmed(hall: Hall, made: Fleet | None = None) -> None:
    """Others have written to every process, and its connections know the statements."""
    guides = Hall(hall.world, WARMING)
    guides.write()
    for update in made.take_updates() if made else ():
        await made.deliver(update) if made else None
    assert await guides.until_answered(WARMING * len(COMMANDS))
    await asyncio.sleep(SETTLED_SECONDS)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
