"""Moves all rows from one store to another, of either engine, and proves that they arrived.

Checksums are taken of what Python reads, so that they are the same for the same rows on both
engines, however each writes a moment or a truth value down; and they do not depend on the order of
rows, for the engines sort letters differently.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.copies.snapshots import snapshot
from db.diagnosis import reason_of
from db.engine import Database
from db.news.full_text import NewsSearch
from db.opening import greet
from db.schema import head, known, migrate
from db.tables import leases, metadata, news
from domain.errors import UserError
from domain.ids import NewsId
from domain.news.items import IndexedWords

CHUNK = 1_000
"""Rows; one of those that hold files."""

MODULUS = 2**128

SILENCE = timedelta(seconds=45)
"""A bot that has nothing to send takes its lease anew only with the sweep of its outbox, every 30
seconds; one that stops gives it up. So an older one is of a process that was killed."""

Indexer = Callable[[str, str, str], IndexedWords]
"""Words of a news item by its title, lead and text: the engines keep them in different ways."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Equal for tables that hold the same rows."""

    rows: int = 0
    checksum: int = 0

    def with_rows(self, rows: Collection[Row]) -> Fingerprint:
        added = sum(map(_row_checksum, rows))
        return Fingerprint(self.rows + len(rows), (self.checksum + added) % MODULUS)


def _row_checksum(row: Row) -> int:
    text = json.dumps(row, sort_keys=True, default=_written)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest())


def _written(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.blake2b(value).hexdigest()
    raise TypeError(f"{type(value).__name__} stands in no table")


async def parts_of(connection: AsyncConnection, table: sa.Table) -> AsyncIterator[list[Row]]:
    """All rows of a table, some at a time: files of 20 MB one by one."""
    if not any(isinstance(column.type, sa.LargeBinary) for column in table.columns):
        rows = await connection.stream(sa.select(table))
        async for part in rows.mappings().partitions(CHUNK):
            yield [dict(row) for row in part]
        return
    key = list(table.primary_key.columns)
    for found in (await connection.execute(sa.select(*key).order_by(*key))).all():
        wanted = sa.tuple_(*key) == sa.tuple_(*found)
        row = (await connection.execute(sa.select(table).where(wanted))).mappings().one()
        yield [dict(row)]


async def fingerprints(connection: AsyncConnection) -> dict[str, Fingerprint]:
    """Fingerprints of all tables, by their names."""
    found = {}
    for table in metadata.sorted_tables:
        mark = Fingerprint()
        async for rows in parts_of(connection, table):
            mark = mark.with_rows(rows)
        found[table.name] = mark
    return found


async def copy_rows(
    source: AsyncConnection, target: AsyncConnection, leave_out: Collection[sa.Table] = ()
) -> dict[str, Fingerprint]:
    """Copies all rows into tables that have none; returns what each table of the source holds.
    Raises UserError."""
    found = {}
    # Parents come before what refers to them.
    for table in metadata.sorted_tables:
        if table in leave_out:
            continue
        mark = Fingerprint()
        async for rows in parts_of(source, table):
            mark = mark.with_rows(rows)
            try:
                await target.execute(sa.insert(table), rows)
            except sa.exc.DBAPIError as error:
                reason = reason_of(error)
                raise UserError("copy-row-refused", table=table.name, reason=reason) from error
        found[table.name] = mark
    return found


async def filled_tables(connection: AsyncConnection) -> list[str]:
    """Names of those tables, known or not, that hold a row; without the schema's own version."""

    def found(sync: sa.Connection) -> list[str]:
        names = sorted(sa.inspect(sync).get_table_names())
        return [
            name
            for name in names
            if name != "alembic_version" and not name.startswith("news_words")
            if sync.execute(sa.select(sa.literal(1)).select_from(_named(name)).limit(1)).first()
        ]

    return await connection.run_sync(found)


def _named(name: str) -> sa.TableClause:
    return sa.table(name)


async def copy_database(
    source: str,
    target: str,
    index: Indexer,
    *,
    source_schema: str | None = None,
    target_schema: str | None = None,
) -> dict[str, Fingerprint]:
    """All rows and the numbers that were given to them, in one transaction of the target.

    Raises UserError: the source is of another version, the target has rows already, a row is
    refused, or what arrived is not what left. The target is as it was then, but for empty tables.
    """
    into = Database(target, schema=target_schema)
    try:
        async with snapshot(sa.make_url(source), source_schema) as reader:
            await require_head(reader)
            await greet(into)
            await migrate(into)
            async with into.write() as writer:
                await require_empty(writer, target)
                left = await copy_rows(reader, writer)
                await _give_numbers(writer, await _numbers(reader))
                await _index_news(writer, index)
                _compare(left, await fingerprints(writer))
        return left
    finally:
        await into.close()


def _compare(left: Mapping[str, Fingerprint], arrived: Mapping[str, Fingerprint]) -> None:
    different = sorted(name for name in left if left[name] != arrived[name])
    if different:
        raise UserError("copy-not-the-same", table=different[0])


async def require_empty(connection: AsyncConnection, url: str) -> None:
    filled = await filled_tables(connection)
    if filled:
        raise UserError("copy-target-filled", table=filled[0], target=shown(url))


async def require_head(connection: AsyncConnection) -> None:
    found = await revision_of(connection)
    if found is None:
        raise UserError("copy-no-tables")
    if found not in known():
        raise UserError("copy-newer", found=found, known=head())
    if found != head():
        raise UserError("copy-older", found=found, known=head())


async def revision_of(connection: AsyncConnection) -> str | None:
    """None for what is no store of ours."""
    names = await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names())
    if "alembic_version" not in names:
        return None
    found = await connection.execute(sa.text("SELECT version_num FROM alembic_version"))
    return found.scalar_one_or_none()


async def is_running(url: str, now: datetime, *, schema: str | None = None) -> bool:
    """Whether some process delivers from this store, or was killed less than a minute ago."""
    async with snapshot(sa.make_url(url), schema) as connection:
        if await revision_of(connection) is None:
            return False
        held = sa.select(leases.c.name).where(leases.c.until > now - SILENCE)
        return (await connection.execute(held)).first() is not None


def shown(url: str) -> str:
    """Without the password."""
    return sa.make_url(url).render_as_string(hide_password=True)


def _counting() -> list[tuple[str, sa.Column[Any]]]:
    """Tables that number their rows by themselves."""
    return [
        (table.name, column)
        for table in metadata.sorted_tables
        if (column := table.autoincrement_column) is not None
    ]


async def _numbers(source: AsyncConnection) -> dict[str, int]:
    """The highest number that each table has given, perhaps to a row that is gone: buttons and
    dedupe keys still name it."""
    counters = await _counters(source)
    found = {}
    for name, column in _counting():
        highest = (await source.execute(sa.select(sa.func.max(column)))).scalar() or 0
        found[name] = max(highest, counters.get(name, 0))
    return found


async def _counters(source: AsyncConnection) -> dict[str, int]:
    if source.dialect.name == "sqlite":
        rows = await source.execute(sa.text("SELECT name, seq FROM sqlite_sequence"))
        return {row.name: row.seq for row in rows}
    found = {}
    for name, column in _counting():
        sequence = await _sequence(source, name, column)
        used = sa.text(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608  (a name of our own tables)
        found[name] = (await source.execute(used)).scalar() or 0
    return found


async def _sequence(connection: AsyncConnection, table: str, column: sa.Column[Any]) -> str:
    query = sa.select(sa.func.pg_get_serial_sequence(table, column.name))
    return str((await connection.execute(query)).scalar_one())


async def _give_numbers(target: AsyncConnection, numbers: Mapping[str, int]) -> None:
    columns = dict(_counting())
    for name, number in numbers.items():
        if not number:
            continue
        if target.dialect.name == "sqlite":
            await _give_number_on_sqlite(target, name, number)
        else:
            sequence = await _sequence(target, name, columns[name])
            await target.execute(sa.select(sa.func.setval(sequence, number)))


async def _give_number_on_sqlite(target: AsyncConnection, name: str, number: int) -> None:
    """Only tables with AUTOINCREMENT remember one; the others go on from their highest row."""
    if not metadata.tables[name].dialect_options["sqlite"]["autoincrement"]:
        return
    given = {"name": name, "number": number}
    await target.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), given)
    added = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)")
    await target.execute(added, given)


async def _index_news(target: AsyncConnection, index: Indexer) -> None:
    search = NewsSearch(target)
    last = 0
    while True:
        query = (
            sa.select(news.c.id, news.c.title, news.c.lead, news.c.text)
            .where(news.c.id > last)
            .order_by(news.c.id)
            .limit(CHUNK)
        )
        rows = (await target.execute(query)).all()
        if not rows:
            return
        await search.add((NewsId(row.id), index(row.title, row.lead, row.text)) for row in rows)
        last = rows[-1].id
