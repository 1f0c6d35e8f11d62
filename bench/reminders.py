"""Reminders of a million registrations: what they cost a start, a wave, and a place in its queue.

.venv/bin/python bench/reminders.py

start      a process that opens a store of REGISTRATIONS in SESSIONS with the three lead times
           of the default set and looks for what is due, beside one with a job of APScheduler
           (memory store, as it is faster than any other) for each of JOBS reminders; the three
           million of this store do not fit: a list of jobs is kept in order of time
wave       writing the rows of one wave of WAVE people, and the look that finds it; everybody
           has a set of lead times for the track, which the wave has to look up
lateness   that wave through the product's worker at RATE messages a second on a virtual clock,
           each text made from the store when it leaves; beside what the rate alone would give
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import GetMe, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import MessageId, User
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bench import report
from bench.mailing import FIRST_PERSON, prepared, store_file
from bench.start import resident_mib
from bot.app import App
from db.engine import Database
from db.unit_of_work import Store
from domain.ids import SessionId
from domain.outbox import OutboxState
from domain.programme.reminders import DEFAULT_LEADS, LEAD_MINUTES
from services.programme.reminders import Reminders

REGISTRATIONS = 1_000_000
SESSIONS = 500
PEOPLE = 100_000
WAVE = 20_000
JOBS = 100_000
RATE = 25
BIG = SessionId("s0")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BIG_AT = NOW + timedelta(days=3)

START_TARGET = 1.0
MEMORY_TARGET = 50.0
WAVE_TARGET = 1.0
LATENESS_TARGET = 0.05


class TurningClock:
    """Sleeping turns it; nothing else takes time on it."""

    def __init__(self, now: datetime) -> None:
        self._began = self._now = now

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - self._began).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self._now += timedelta(microseconds=math.ceil(max(0.0, seconds) * 1e6))
        await asyncio.sleep(0)

    def turn(self, moment: datetime) -> None:
        self._now = moment


class Answering(BaseSession):
    """Takes every message at once and notes when it came."""

    def __init__(self, clock: TurningClock) -> None:
        super().__init__()
        self._clock = clock
        self.taken: list[tuple[int, datetime, str]] = []

    async def close(self) -> None:
        """There is no connection."""

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        if isinstance(method, GetMe):  # asked once, for texts that name the bot
            return User(id=1, is_bot=True, first_name="Bench", username="bench_bot")  # type: ignore[return-value]
        given = method.model_dump(include={"chat_id", "text"})
        self.taken.append((given["chat_id"], self._clock.now(), given["text"]))
        return MessageId(message_id=len(self.taken))  # type: ignore[return-value]  # of SendScreen

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError
        yield b""


class Silent:
    """An alarm that nobody waits for."""

    def wake(self) -> None:
        """Nothing sleeps here."""

    def wake_at(self, moment: datetime) -> None:
        """Nothing sleeps here."""


async def main() -> int:
    logging.disable(logging.CRITICAL)
    if len(sys.argv) > 1:
        print(json.dumps(await apart(*sys.argv[1:])))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        clock = TurningClock(NOW)
        session = Answering(clock)
        app = await prepared(folder, "http://127.0.0.1:1", RATE, PEOPLE, session=session,
                             clock=clock)  # fmt: skip
        furnish(store_file(folder))
        started = {"ours": await child("ours", app.database.url.render_as_string()),
                   "apscheduler": await child("apscheduler", str(JOBS))}  # fmt: skip
        waves = await wave(app, clock)
        late = await lateness(app, clock, session)
        await app.stop()
    return tell(started, waves, late)


# -- the store


def furnish(file: Path) -> None:
    """The biggest session in three days, the others through the week; each person in ten."""
    rest = REGISTRATIONS - WAVE
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("INSERT INTO events (id, title, tz) VALUES ('e', 'E', 'Europe/Moscow')")
        connection.executemany(
            "INSERT INTO sessions (id, event_id, title, track, room, starts_at, ends_at) "
            "VALUES (?, 'e', 'Session', 'Track', '1', ?, ?)",
            [(f"s{n}", stamp(at), stamp(at + timedelta(hours=1)))
             for n, at in enumerate(starts())],
        )  # fmt: skip
        connection.execute(
            f"""
            WITH RECURSIVE numbers(n) AS (
                SELECT 0 UNION ALL SELECT n + 1 FROM numbers LIMIT {REGISTRATIONS}
            )
            INSERT INTO registrations (user_id, session_id, created_at)
            SELECT {FIRST_PERSON} + CASE WHEN n < {WAVE} THEN n ELSE
                       ((n - {WAVE}) / {SESSIONS - 1} + (n - {WAVE}) % {SESSIONS - 1} * 197)
                       % {PEOPLE} END,
                   's' || CASE WHEN n < {WAVE} THEN 0 ELSE 1 + (n - {WAVE}) % {SESSIONS - 1} END,
                   '2026-10-01 00:00:00.000000'
            FROM numbers
            """
        )
        # The costliest case: everybody has chosen something for a whole track.
        connection.execute(
            "INSERT INTO track_reminders (user_id, event_id, track, reminders) "
            "SELECT id, 'e', 'Track', reminders FROM users"
        )
        connection.executemany(
            "INSERT INTO waves VALUES (?, ?, ?, ?)",
            [(f"s{n}", minutes, stamp(at), stamp(NOW))
             for n, at in enumerate(starts()) for minutes in LEAD_MINUTES
             if at - timedelta(minutes=minutes) <= NOW],
        )  # fmt: skip
    counted = connection.execute("SELECT count(*) FROM registrations").fetchone()[0]
    connection.close()
    assert (counted, rest > 0) == (REGISTRATIONS, True)


def starts() -> list[datetime]:
    step = timedelta(days=7) / SESSIONS
    return [BIG_AT, *(NOW + timedelta(minutes=15) + step * n for n in range(1, SESSIONS))]


def stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


# -- a start, in a process of its own


async def child(*words: str) -> dict[str, float]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, __file__, *words, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    found: dict[str, float] = json.loads(told)
    return found


async def apart(what: str, given: str) -> dict[str, float]:
    return await (ours(given) if what == "ours" else apscheduler(int(given)))


async def ours(url: str) -> dict[str, float]:
    database = Database(url)
    store = Store(database)
    async with store.read() as tx:
        await tx.programme.session(BIG)  # the first connection is any start's
    service = Reminders(store=store, clock=TurningClock(NOW), alarm=Silent())
    memory, began = resident_mib(os.getpid()), time.perf_counter()
    written = await service.tick()
    seconds = time.perf_counter() - began
    growth = resident_mib(os.getpid()) - memory
    again = time.perf_counter()
    await service.tick()
    again = time.perf_counter() - again
    await database.close()
    return {"seconds": seconds, "mib": growth, "later_look_seconds": again, "written": written}


async def apscheduler(jobs: int) -> dict[str, float]:
    scheduler = AsyncIOScheduler(timezone="UTC")
    now = datetime.now(UTC)
    memory, began = resident_mib(os.getpid()), time.perf_counter()
    scheduler.start(paused=True)
    for n in range(jobs):
        at = now + timedelta(days=1, seconds=n * 7919 % 604_800)
        scheduler.add_job(remind, "date", run_date=at, args=[n, "s0"], id=f"{n}")
    seconds = time.perf_counter() - began
    growth = resident_mib(os.getpid()) - memory
    scheduler.shutdown(wait=False)
    return {"seconds": seconds, "mib": growth, "jobs": jobs}


def remind(person: int, session: str) -> None:
    """What a job would do."""


# -- a wave


async def wave(app: App, clock: TurningClock) -> dict[str, float]:
    """The three of the biggest session, each at its moment; the slowest counts."""
    seconds, looks = [], []
    for minutes in DEFAULT_LEADS:
        now = BIG_AT - timedelta(minutes=minutes)
        began = time.perf_counter()
        async with app.store.read() as tx:
            await tx.waves.due_waves(now)
        looks.append(time.perf_counter() - began)
        began = time.perf_counter()
        async with app.store.write() as tx:
            part = await tx.waves.fire_part(BIG, minutes, now, window=2 * WAVE)
        seconds.append(time.perf_counter() - began)
        assert part.written == WAVE, part
    return {"rows": WAVE, "seconds": max(seconds), "look_seconds": max(looks)}


# -- lateness


async def lateness(app: App, clock: TurningClock, session: Answering) -> dict[str, float]:
    """How late messages of the wave of an hour before leave; those of other lead times are put
    away first."""
    connection = sqlite3.connect(app.database.url.database or "")
    with connection:
        connection.execute("DELETE FROM outbox WHERE dedupe_key NOT LIKE 'r:s0:60:%'")
    connection.close()
    due = BIG_AT - timedelta(hours=1)
    clock.turn(due)
    began = time.perf_counter()
    await app.worker.drain()
    took = time.perf_counter() - began
    async with app.store.read() as tx:
        totals = await tx.outbox.totals()
    assert totals == {OutboxState.SENT: WAVE}, totals
    assert len({chat for chat, _, _ in session.taken}) == WAVE
    late = [(at - due).total_seconds() for _, at, _ in session.taken]
    return {
        "messages": len(late),
        "mean": sum(late) / WAVE,
        "last": max(late),
        "mean_by_rate": (WAVE - 1) / 2 / RATE,
        "last_by_rate": (WAVE - 1) / RATE,
        "computed_in_seconds": took,
    }


def tell(
    started: dict[str, dict[str, float]], waves: dict[str, float], late: dict[str, float]
) -> int:
    own, jobs = started["ours"], started["apscheduler"]
    print(
        f"start, {REGISTRATIONS:,} registrations: {own['seconds'] * 1000:.0f} ms, "
        f"+{own['mib']:.1f} MiB; a later look {own['later_look_seconds'] * 1000:.1f} ms"
    )
    print(f"  APScheduler, {JOBS:,} jobs: {jobs['seconds']:.1f} s, +{jobs['mib']:.0f} MiB")
    print(
        f"wave of {WAVE:,}: {waves['seconds'] * 1000:.0f} ms, "
        f"found in {waves['look_seconds'] * 1000:.1f} ms"
    )
    print(f"lateness at {RATE}/s: mean {late['mean']:.1f} s ({late['mean_by_rate']:.1f} by the "
          f"rate), last {late['last']:.1f} s ({late['last_by_rate']:.1f})")  # fmt: skip
    off = max(abs(late[name] / late[f"{name}_by_rate"] - 1) for name in ("mean", "last"))
    met = {
        f"added start time under {START_TARGET:g} s": own["seconds"] < START_TARGET,
        f"added memory under {MEMORY_TARGET:g} MiB": own["mib"] < MEMORY_TARGET,
        f"a wave of {WAVE:,} is written within {WAVE_TARGET:g} s": waves["seconds"] < WAVE_TARGET,
        f"lateness is the rate's within {LATENESS_TARGET:.0%}": off <= LATENESS_TARGET,
    }
    for target, is_met in met.items():
        print(f"{'met   ' if is_met else 'MISSED'}  {target}")
    figures = {"start": started, "wave": waves, "lateness": late, "met": met}
    print("saved", report.save("reminders", figures).relative_to(report.ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
