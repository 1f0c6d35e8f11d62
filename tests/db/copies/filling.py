"""Stores with something of every type in them, on either engine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from db import tables
from db.copies.snapshots import snapshot
from db.copies.transfer import Fingerprint, Indexer, fingerprints
from db.engine import Database
from db.schema import migrate
from db.unit_of_work import Store
from domain.ids import UserId
from domain.news.items import IndexedWords
from domain.people.users import Profile
from tests.clocks import START
from tests.programmes import add_sessions, register, session_at
from tests.stores import furnish, own_database

INDEX: Indexer = IndexedWords
"""Every word as it is."""

_filled: list[bytes] = []

NEWS = {
    "way": "link",
    "title": "сварка",
    "lead": "",
    "text": "пермь",
    "entities": [],
    "url": "",
    "picture_url": "",
    "picture_id": "",
    "digest": "d",
    "published_at": START,
    "fetched_at": START,
    "state": "released",
    "revision": 1,
    "released_at": START,
    "proposal": None,
}


@asynccontextmanager
async def address(engine: str, folder: Path, name: str = "store") -> AsyncIterator[str]:
    """Of a store without tables: processes know no schema of a test."""
    if engine == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / name}.db"
        return
    async with own_database() as url:
        yield url


@asynccontextmanager
async def filled(engine: str, folder: Path, name: str = "store") -> AsyncIterator[str]:
    """The address of what `fill` makes, which it makes once and then copies."""
    if engine != "sqlite":
        async with own_database(fill) as url:
            yield url
        return
    file = folder / f"{name}.db"
    url = f"sqlite+aiosqlite:///{file}"
    if _filled:
        file.write_bytes(_filled[0])
    else:
        await fill(url)
        _filled.append(file.read_bytes())
    yield url


async def fill(url: str) -> None:
    """People, a session, registrations, messages, files, a news item, numbers of rows that are
    gone."""
    database = Database(url)
    if database.is_sqlite:
        await furnish(Path(database.url.database or ""))
    await migrate(database)
    store = Store(database)
    async with store.write() as tx:
        for person in (1, 2**40):
            await tx.users.save_profile(Profile(id=UserId(person), first_name="=Анна\n🙂"), START)
    await add_sessions(store, session_at(START + timedelta(days=2)))
    await register(store, 1, 2**40)
    async with store.write() as tx:
        day = START + timedelta(days=1)
        await tx.waves.fire_part(session_at(START).id, 1440, day, window=100)
    async with database.write() as connection:
        for content in (bytes(range(256)), b""):
            upload = {
                "author_id": 1,
                "subject": "clusters",
                "target": "",
                "file_name": "a.csv",
                "content": content,
                "version": "1",
                "created_at": START + timedelta(microseconds=1),
            }
            await connection.execute(sa.insert(tables.uploads), upload)
        await connection.execute(sa.insert(tables.news), NEWS)
        introduced = {"from_id": 1, "to_id": 2**40, "state": "asked", "created_at": START}
        for _ in range(3):
            await connection.execute(sa.insert(tables.introductions), introduced)
            await connection.execute(sa.delete(tables.introductions))
    await database.close()


async def contents(url: str) -> dict[str, Fingerprint]:
    async with snapshot(sa.make_url(url)) as connection:
        return await fingerprints(connection)
