"""A whole programme moves while other people press: how long do they wait?

.venv/bin/python bench/edits.py [SESSIONS REGISTRATIONS]
BENCH_DATABASE_URL=postgresql+asyncpg://... (an empty database) instead of SQLite

quiet      people join and leave a session of another event, one press after another
moved      the same while a file moves SESSIONS with REGISTRATIONS by an hour, until the last
           notice is written; everybody is told once for each session
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy as sa

from bench import report
from bench.mailing import FIRST_PERSON, actor_acts, settings
from bench.reminders import NOW, Answering, TurningClock
from bot.app import App, build_app
from db.tables import outbox, registrations, users
from domain.ids import EventId, SessionId, UpdateId, UserId
from domain.outgoing import Kind
from domain.programme.sessions import Event, Session
from services.programme.imports import ScheduleImports
from services.programme.revisions import Revisions
from services.programme.sessions import Programmes

SESSIONS = 5_000
REGISTRATIONS = 40_000
EACH = 5
"""Sessions that a person goes to."""

PRESSES = 500
PAUSE = 0.01
"""Seconds between two presses."""

TARGET = 1.0
EVENT = Event(id=EventId("moved"), title="Moved", tz="UTC")
OTHER = Event(id=EventId("other"), title="Other", tz="UTC")

UPDATES = count(1)
"""Every press is an update of its own, or it would be taken for one that was handled."""


async def main() -> int:
    logging.disable(logging.CRITICAL)
    sessions, people = [int(word) for word in sys.argv[1:]] or [SESSIONS, REGISTRATIONS]
    with tempfile.TemporaryDirectory() as folder:
        clock = TurningClock(NOW)
        app = await opened(folder, clock)
        await add_people(app, people // EACH)
        await furnish(app, sessions, people)
        quiet = await waited(app, asyncio.create_task(asyncio.sleep(PRESSES * PAUSE)))
        began = time.perf_counter()
        moved = await waited(app, asyncio.create_task(move(app, clock, sessions)))
        took = time.perf_counter() - began
        told = await notices(app)
        await app.stop()
    assert told == people, told
    return tell(quiet, moved, took)


async def opened(folder: str, clock: TurningClock) -> App:
    given = settings(folder, "http://127.0.0.1:1", 25)
    url = os.environ.get("BENCH_DATABASE_URL", given.database_url)
    given = given.model_copy(update={"database_url": url})
    app = build_app(given, session=Answering(clock), clock=clock)
    await app.prepare()
    return app


async def add_people(app: App, count: int) -> None:
    rows = [
        {
            "id": FIRST_PERSON + n,
            "first_name": "Bench",
            "last_name": "",
            "username": "",
            "client_language": "ru",
            "created_at": NOW,
            "seen_on": NOW.date(),
            "quiet_from": None,
            "quiet_until": None,
        }
        for n in range(count)
    ]
    async with app.database.write() as connection:
        await connection.execute(sa.insert(users), rows)


def programme(count: int, *, hours: int = 0) -> list[Session]:
    first = NOW + timedelta(days=2, hours=hours)
    return [
        Session(
            id=SessionId(f"s{n}"),
            event_id=EVENT.id,
            uid=f"s{n}",
            title=f"Session {n}",
            starts_at=first + timedelta(minutes=n % 600),
            ends_at=first + timedelta(minutes=n % 600 + 45),
        )
        for n in range(count)
    ]


async def furnish(app: App, sessions: int, people: int) -> None:
    [door] = [replace(one, id=SessionId("door"), event_id=OTHER.id) for one in programme(1)]
    rows = [
        {
            "user_id": FIRST_PERSON + n // EACH,
            "session_id": f"s{n * 7 % sessions}",
            "created_at": NOW,
        }
        for n in range(people)
    ]
    async with app.store.write() as tx:
        for event in (EVENT, OTHER):
            await tx.programme.save_event(event)
        await tx.programme.save_sessions([door, *programme(sessions)])
    async with app.database.write() as connection:
        await connection.execute(sa.insert(registrations), rows)


async def move(app: App, clock: TurningClock, sessions: int) -> None:
    """Moves the sessions as the loop does it: imports the file, and does whatever follows
    from it."""
    revisions = Revisions(store=app.store, clock=clock, default_zone=app.settings.zone)
    imports = ScheduleImports(store=app.store, clock=clock, revisions=revisions)
    lines = ["uid,title,start,end"] + [
        f"{one.uid},{one.title},{one.starts_at:%Y-%m-%dT%H:%M},{one.ends_at:%Y-%m-%dT%H:%M}"
        for one in programme(sessions, hours=1)
    ]
    found = await imports.import_file(EVENT, "moved.csv", "\n".join(lines).encode())
    assert (found.is_applied, len(found.diff.moved)) == (True, sessions)
    await revisions.tick()


async def waited(app: App, work: asyncio.Task[Any]) -> list[float]:
    """Seconds that each press took while `work` went on."""
    programmes: Programmes = app.dispatcher["programmes"]
    act = replace(actor_acts(1)(), id=UserId(FIRST_PERSON))
    seconds: list[float] = []
    while not work.done():
        began = time.perf_counter()
        press = programmes.leave if len(seconds) % 2 else programmes.join
        await press(replace(act, update_id=UpdateId(next(UPDATES))), SessionId("door"))
        seconds.append(time.perf_counter() - began)
        await asyncio.sleep(PAUSE)
    await work
    return seconds


async def notices(app: App) -> int:
    query = sa.select(sa.func.count()).where(outbox.c.kind == Kind.CHANGE.value)
    async with app.database.read() as connection:
        return (await connection.execute(query)).scalar_one()


def tell(quiet: list[float], moved: list[float], took: float) -> int:
    spreads = {"quiet": report.spread(quiet), "moved": report.spread(moved)}
    for name, found in spreads.items():
        print(f"{name}: p50 {found['p50'] * 1000:.1f} ms, p99 {found['p99'] * 1000:.1f} ms")
    print(f"the move took {took:.1f} s, {len(moved)} presses meanwhile")
    is_met = spreads["moved"]["p99"] < TARGET
    print(f"{'met   ' if is_met else 'MISSED'}  p99 of others under {TARGET:g} s during the move")
    figures = {"spread": spreads, "slowest": max(moved), "seconds": took, "met": is_met}
    print("saved", report.save("edits", figures).relative_to(report.ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
