"""Upgrade and rollback of the tables on a store with 100,000 people: how long each takes, and that
nothing is lost on the way.

Exit 1 when a row is gone that both versions of a table know.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.report import save
from db.engine import Database
from db.schema import downgrade, known, migrate
from db.tables import events, metadata, outbox, registrations, searches, sessions, users

START = datetime(2026, 11, 1, tzinfo=UTC)
PART = 1_000
FIRST = 10**9

SENT = {
    "kind": "change",
    "payload": {},
    "priority": 1,
    "state": "sent",
    "message_id": 1,
    "attempts": 1,
    "not_before": START,
    "settled_at": START,
}
BESIDE: dict[sa.Table, dict[str, object]] = {
    registrations: {"session_id": "s"},
    outbox: SENT,
    searches: {"query": {}},
}
"""Of each person, one row."""


def of_person(table: sa.Table, person: int) -> dict[str, object]:
    if table is outbox:
        return {"dedupe_key": f"k{person}", "chat_id": person, "created_at": START}
    return {"user_id": person, "created_at": START}


def people(first: int, count: int) -> list[dict[str, object]]:
    return [
        {"id": FIRST + n, "first_name": f"Человек {n}", "language": "ru", "created_at": START,
         "seen_at": START}
        for n in range(first, first + count)
    ]  # fmt: skip


async def fill(database: Database, count: int) -> dict[str, int]:
    """People with a seat, a message and a search each; rows by table."""
    await migrate(database)
    async with database.write() as connection:
        event: dict[str, object] = {"id": "e", "title": "Событие", "tz": "Europe/Moscow"}
        await _insert(connection, events, [event])
        session = {"id": "s", "event_id": "e", "title": "Секция", "starts_at": START,
                   "ends_at": START + timedelta(hours=1)}  # fmt: skip
        await _insert(connection, sessions, [session])
    for first in range(0, count, PART):
        some = people(first, min(PART, count - first))
        ids = range(FIRST + first, FIRST + first + len(some))
        async with database.write() as connection:
            await _insert(connection, users, some)
            for table, row in BESIDE.items():
                rows = [{**row, **of_person(table, n)} for n in ids]
                await _insert(connection, table, rows)
    async with database.read() as connection:
        return await connection.run_sync(counts)


async def _insert(
    connection: AsyncConnection, table: sa.Table, rows: list[dict[str, object]]
) -> None:
    """Inserts the rows, filled up with what else the table wants of each."""
    for column in table.columns:
        is_given = column.name in rows[0]
        if is_given or column.nullable or column.default is not None:
            continue
        if column.server_default is not None or column.autoincrement is True:
            continue
        if column.primary_key and isinstance(column.type, sa.Integer):
            continue
        value = _some(column)
        rows = [{**row, column.name: value} for row in rows]
    known_names = set(table.columns.keys())
    await connection.execute(
        sa.insert(table),
        [{name: value for name, value in row.items() if name in known_names} for row in rows],
    )


def _some(column: sa.Column[object]) -> object:
    kind = column.type
    if isinstance(kind, sa.Date):
        return START.date()
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, (sa.Integer, sa.Float)):
        return 0
    if isinstance(kind, sa.JSON):
        return {}
    if "time" in type(kind).__name__.lower() or column.name.endswith("_at"):
        return START
    return ""


def counts(connection: sa.Connection) -> dict[str, int]:
    names = set(sa.inspect(connection).get_table_names()) & set(metadata.tables)
    return {
        name: connection.execute(
            sa.select(sa.func.count()).select_from(sa.table(name))
        ).scalar_one()
        for name in sorted(names)
    }


async def measured(url: str, count: int) -> dict[str, object]:
    database = Database(url)
    lost: list[str] = []
    seconds: dict[str, float] = {}
    try:
        before = await fill(database, count)
        revisions = sorted(known(), reverse=True)
        for newer, older in pairwise(revisions):
            began = time.monotonic()
            await downgrade(database, older)
            seconds[f"{newer} to {older}"] = round(time.monotonic() - began, 2)
            async with database.read() as connection:
                now = await connection.run_sync(counts)
            lost += [f"{name} at {older}" for name in now if now[name] < before[name]]
        began = time.monotonic()
        await migrate(database)
        upgrade = time.monotonic() - began
        async with database.read() as connection:
            after = await connection.run_sync(counts)
        lost += [f"{name} after all" for name in ("users", "outbox") if after[name] != count]
    finally:
        await database.close()
    return {
        "people": count,
        "rows": sum(before.values()),
        "rollback_seconds": seconds,
        "rollback_total_seconds": round(sum(seconds.values()), 1),
        "upgrade_from_first_seconds": round(upgrade, 1),
        "lost": lost,
    }


async def postgres(count: int, base: str) -> dict[str, object]:
    """Measures the migrations in a database of its own, which is dropped again."""
    name = f"bench_migrations_{os.getpid()}"
    admin = Database(base)
    engine = admin._reader_engine  # noqa: SLF001  (CREATE DATABASE wants autocommit)
    try:
        async with engine.connect() as connection:
            await connection.execute(sa.text(f"CREATE DATABASE {name}"))
        url = sa.make_url(base).set(database=name).render_as_string(hide_password=False)
        try:
            return await measured(url, count)
        finally:
            async with engine.connect() as connection:
                await connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        await admin.close()


async def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=100_000)
    count = given.parse_args().people
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.db"
        figures["sqlite"] = await measured(f"sqlite+aiosqlite:///{file}", count)
    base = os.environ.get("TEST_DATABASE_URL")
    if base:
        figures["postgresql"] = await postgres(count, base)
    lost = []
    for engine, found in figures.items():
        assert isinstance(found, dict)
        sys.stdout.write(
            f"{engine}: {found['people']} people, {found['rows']} rows; back to the first tables "
            f"in {found['rollback_total_seconds']} s, forward in "
            f"{found['upgrade_from_first_seconds']} s; lost: {found['lost'] or 'nothing'}\n"
        )
        lost += found["lost"]
    if count == 100_000:
        save("migrations", figures)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
