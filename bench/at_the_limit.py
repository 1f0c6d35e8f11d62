"""At Telegram's limit of 30 messages a second, and with far more people than that.

    .venv/bin/python bench/at_the_limit.py

The server, a process of its own, takes LATENCY to answer and answers 429 to more than 30 messages
in any sliding second. Three questions:

    rate       how much of the 30 is used, without a single 429, beside the loop with sleep(0.05)
               of many bots, aiogram-broadcaster, and a gather without any pacing
    reminder   from the moment when a reminder falls due amid 100,000 waiting copies to its arrival
    enqueue    a million recipients written into the outbox while people's messages are answered
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram_broadcaster import Broadcaster
from aiogram_broadcaster.contents import TextContent

from bench import report
from bench.mailing import FIRST_PERSON, TEXT, announce, fill, prepared
from bench.post_office import ACCEPTED, FLOOD, TOKEN, Plan, PostOffice, post_office
from bench.start import resident_mib
from bench.updates import feeder, update
from bot.app import App
from domain.clusters.messages import CardReportAnswer
from domain.ids import ChatId, ClusterId
from domain.outbox import (
    NewMessage,
    Priority,
)
from sandbox.session import SandboxSession
from sandbox.world import World

LIMIT = 30
LATENCY = 0.08
PEOPLE = 600
LONGEST = 30.0
"""Seconds that a way may take for PEOPLE; what it has not done by then is left undone."""

QUEUED = 100_000
REMINDERS = 8

CROWD = 1_000_000
REPLY_EVERY = 0.05
"""Seconds between two messages of people while the crowd is written."""

RATE_TARGET = 0.98
REMINDER_TARGET = 2.0
ENQUEUE_TARGET = 20.0
REPLY_TARGET = 0.100

Send = Callable[[PostOffice], Awaitable[None]]


async def main() -> int:
    logging.disable(logging.CRITICAL)
    figures: dict[str, Any] = {}
    met: dict[str, bool] = {}
    for part in (rate, reminder, enqueue):
        figures[part.__name__], kept = await part()
        met |= kept
        gc.collect()
    print()
    for target, is_met in met.items():
        print(f"{'met   ' if is_met else 'MISSED'}  {target}")
    print("saved", report.save("at_the_limit", {**figures, "met": met}).relative_to(report.ROOT))
    return 0


# -- the rate


async def rate() -> tuple[dict[str, Any], dict[str, bool]]:
    ways: dict[str, Send] = {
        "ours": ours,
        "for + sleep(0.05)": loop_with_sleep,
        "broadcaster": broadcaster,
        "gather, unpaced": unpaced,
    }
    figures = {}
    for name, send in ways.items():
        async with post_office(Plan(latency=LATENCY, per_second=LIMIT)) as office:
            await send(office)
            figures[name] = await usage(office)
        print(name.ljust(18), "  ".join(f"{what} {n:g}" for what, n in figures[name].items()))
    own = figures["ours"]
    return figures, {
        f"at least {RATE_TARGET:.0%} of {LIMIT} messages/s": own["rate"] >= RATE_TARGET * LIMIT,
        "not one 429": own["429"] == 0 and own["lost"] == 0 and own["arrived"] == PEOPLE,
    }


async def usage(office: PostOffice) -> dict[str, float]:
    """Lost: refused, and not sent again. The others were not reached in time."""
    taken = [one for one in await office.taken() if one.chat_id >= FIRST_PERSON]
    arrived = [one for one in taken if one.verdict == ACCEPTED]
    reached = {one.chat_id for one in arrived}
    return {
        "rate": round((len(arrived) - 1) / (arrived[-1].at - arrived[0].at), 2),
        "arrived": len(reached),
        "429": sum(one.verdict == FLOOD for one in taken),
        "lost": len({one.chat_id for one in taken} - reached),
        "repeated": len(arrived) - len(reached),
    }


async def ours(office: PostOffice) -> None:
    async with started(office, PEOPLE) as app, bounded():
        await announce(app)
        await until_sent(app, PEOPLE)


async def loop_with_sleep(office: PostOffice) -> None:
    async with aiogram_bot(office) as bot, bounded():
        for person in everybody():
            with suppress(TelegramAPIError):
                await bot.send_message(person, TEXT)
            await asyncio.sleep(0.05)


async def broadcaster(office: PostOffice) -> None:
    async with aiogram_bot(office) as bot:
        mailer = await Broadcaster(bot).create_mailer(
            chats=everybody(), content=TextContent(text=TEXT)
        )
        async with bounded():
            await mailer.start()


async def unpaced(office: PostOffice) -> None:
    async with aiogram_bot(office) as bot, bounded():
        await asyncio.gather(
            *[bot.send_message(person, TEXT) for person in everybody()], return_exceptions=True
        )


@asynccontextmanager
async def bounded() -> AsyncIterator[None]:
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST):
            yield


def everybody() -> range:
    return range(FIRST_PERSON, FIRST_PERSON + PEOPLE)


def aiogram_bot(office: PostOffice) -> Bot:
    return Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(office.address)))


@asynccontextmanager
async def started(office: PostOffice, people: int) -> AsyncIterator[App]:
    """The product without polling, as `main.py run` starts it."""
    with tempfile.TemporaryDirectory() as folder:
        app = await prepared(folder, office.address, LIMIT, people)
        await app.start()
        gc.collect()
        gc.freeze()  # as App.run does
        try:
            yield app
        finally:
            await app.stop()
            gc.unfreeze()


async def until_sent(app: App, wanted: int) -> None:
    sent = 0
    while sent < wanted:
        await asyncio.sleep(0.5)
        async with app.store.read() as tx:
            sent = sum((await tx.outbox.totals()).values()) - await tx.outbox.queue_length()


# -- a reminder amid a broadcast


async def reminder() -> tuple[dict[str, Any], dict[str, bool]]:
    rng = random.Random(20261123)
    delays: list[float] = []
    plan = Plan(latency=LATENCY, per_second=LIMIT)
    async with post_office(plan) as office, started(office, QUEUED) as app:
        await announce(app)
        app.wake()
        await until_filled(app, QUEUED)
        for number in range(REMINDERS):
            due_in = rng.uniform(1.0, 2.0)
            due = await remind(app, FIRST_PERSON + QUEUED // 2 + number, due_in)
            delays.append(await arrival(office) - due)
        floods = sum(one.verdict == FLOOD for one in await office.taken())
    worst = max(delays)
    print(f"reminder amid {QUEUED:,}: late by {min(delays):.2f} to {worst:.2f} s; 429: {floods}")
    target = f"a reminder amid {QUEUED:,} copies leaves within {REMINDER_TARGET:g} s"
    return {"seconds": delays, "429": floods}, {target: worst <= REMINDER_TARGET}


async def until_filled(app: App, wanted: int) -> None:
    async with asyncio.timeout(60):
        filled = 0
        while filled < wanted:
            await asyncio.sleep(0.5)
            async with app.store.read() as tx:
                filled = sum((await tx.outbox.totals()).values())


async def remind(app: App, person: int, due_in: float) -> float:
    """Writes the row that a reminder will be; the moment it is due, in time.monotonic()."""
    now = app.worker.clock.now()
    due_at, due = now + timedelta(seconds=due_in), time.monotonic() + due_in
    row = NewMessage(
        dedupe_key=f"bench:{person}",
        chat_id=ChatId(person),
        message=CardReportAnswer(cluster_id=ClusterId("a"), cluster_name="А", answer=TEXT),
        priority=Priority.NOTICE,
        not_before=due_at,
    )
    async with app.store.write() as tx:
        await tx.outbox.add([row], now)
    return due


async def arrival(office: PostOffice) -> float:
    """When the next reminder arrives, which is the only message that is no copy; seconds."""
    seen = len(await office.taken())
    async with asyncio.timeout(30):
        while True:
            await asyncio.sleep(0.2)
            for one in await office.taken(seen):
                if one.method == "sendMessage" and one.verdict == ACCEPTED:
                    return one.at


# -- a million recipients


@dataclass(slots=True)
class Probe:
    """What people who write meanwhile have to wait, and how long the loop is held up."""

    feed: Callable[[dict[str, Any]], Awaitable[object]]
    replies: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    async def write(self) -> None:
        for number in count(1):
            item = update(10_000_000 + number, number, {"text": "/start"})
            began = time.perf_counter()
            await self.feed(item)
            self.replies.append(time.perf_counter() - began)
            await asyncio.sleep(REPLY_EVERY)

    async def watch(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.01)
            self.lags.append(time.perf_counter() - began - 0.01)
            self.memory.append(resident_mib(os.getpid()))


async def enqueue() -> tuple[dict[str, Any], dict[str, bool]]:
    world = World()
    world.add_bot(TOKEN, username="bench_bot", name="Bench")
    for person in range(1001, 1201):
        world.add_person("Bench", person_id=person)
        world.say(person, "/start")
    with tempfile.TemporaryDirectory() as folder:
        app = await prepared(
            folder, "http://127.0.0.1:1", LIMIT, CROWD, session=SandboxSession(world)
        )
        app.dispatcher["bot_username"] = "bench_bot"
        gc.collect()
        gc.freeze()  # as App.run does
        probe = Probe(feeder(app.dispatcher, app.bot))
        quiet = Probe(probe.feed)
        await alongside(asyncio.sleep(5), quiet)
        await announce(app)
        seconds = await alongside(fill(app), probe)
        async with app.store.read() as tx:
            rows = sum((await tx.outbox.totals()).values())
        await app.stop()
        gc.unfreeze()
    growth = max(probe.memory) - probe.memory[0]
    slowest = max(probe.replies)
    figures = {
        "rows": rows,
        "seconds": seconds,
        "replies": len(probe.replies),
        "reply_seconds": {**report.spread(probe.replies), "max": slowest},
        "reply_seconds_before": {**report.spread(quiet.replies), "max": max(quiet.replies)},
        "loop_lag_max": max(probe.lags),
        "mib_growth": growth,
    }
    print(f"enqueue {rows:,}: {seconds:.1f} s, memory +{growth:.0f} MiB")
    for name, found in (("before", quiet), ("meanwhile", probe)):
        spread = report.spread(found.replies)
        print(f"  {name:<9} {len(found.replies)} replies: p50 {spread['p50'] * 1000:.0f} ms, "
              f"p99 {spread['p99'] * 1000:.0f} ms, max {max(found.replies) * 1000:.0f} ms; "
              f"loop held up {max(found.lags) * 1000:.0f} ms at most")  # fmt: skip
    return figures, {
        f"{CROWD:,} recipients enqueued within {ENQUEUE_TARGET:g} s": rows >= CROWD
        and seconds <= ENQUEUE_TARGET,
        f"no reply held up for more than {REPLY_TARGET * 1000:.0f} ms": slowest <= REPLY_TARGET,
    }


async def alongside(work: Awaitable[object], probe: Probe) -> float:
    """How long the work took while the probe ran beside it."""
    beside = [asyncio.create_task(part) for part in (probe.write(), probe.watch())]
    await asyncio.sleep(0.2)
    began = time.perf_counter()
    await work
    seconds = time.perf_counter() - began
    for task in beside:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    return seconds


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
