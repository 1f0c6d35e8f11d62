"""Backups of a store of either engine: made, checked, and restored into an empty one."""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path

import sqlalchemy as sa

from db.copies import postgres_dumps, sqlite_files
from db.copies.snapshots import snapshot
from db.copies.transfer import require_empty, revision_of
from db.engine import Database
from db.opening import greet
from db.schema import head, known, migrate
from domain.errors import UserError

BLOCK_BYTES = 2**20

SUM_SUFFIX = ".sha256"


def suffix_of(url: str) -> str:
    """How files of backups end."""
    return ".db" if sa.make_url(url).get_backend_name() == "sqlite" else ".dump"


async def back_up(url: str, file: Path) -> None:
    """A checked backup, and its checksum beside it (as sha256sum writes one).

    The file appears under its name only when it is whole. Raises UserError and OSError.
    """
    source = sa.make_url(url)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    await asyncio.to_thread(_make_private, part)
    try:
        if source.get_backend_name() == "sqlite":
            await asyncio.to_thread(sqlite_files.copy_file, Path(source.database or ""), part)
        else:
            await postgres_dumps.dump(source, part)
        if await check(part) is None:
            raise UserError("copy-no-tables")
        await asyncio.to_thread(_publish, part, file)
    finally:
        part.unlink(missing_ok=True)


def _make_private(file: Path) -> None:
    """Names and messages of people are in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))


def _publish(part: Path, file: Path) -> None:
    digest = _digest(part)
    with part.open("rb") as whole:
        os.fsync(whole.fileno())
    beside = file.with_name(file.name + SUM_SUFFIX)
    _make_private(beside)
    beside.write_text(f"{digest}  {file.name}\n")
    part.rename(file)


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while block := source.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


async def check(file: Path) -> str | None:
    """Reads all of a backup; the revision of its tables, None where there are none of ours.

    Raises UserError for what is damaged or no backup, and OSError.
    """
    kind = await asyncio.to_thread(_kind, file)
    await asyncio.to_thread(_check_sum, file)
    if kind == sqlite_files.MAGIC:
        return await asyncio.to_thread(sqlite_files.check_file, file)
    return await postgres_dumps.check_dump(file)


def _kind(file: Path) -> bytes:
    with file.open("rb") as source:
        beginning = source.read(len(sqlite_files.MAGIC))
    for magic in (sqlite_files.MAGIC, postgres_dumps.MAGIC):
        if beginning.startswith(magic):
            return magic
    raise UserError("backup-unknown", file=file.name)


def _check_sum(file: Path) -> None:
    """SQLite itself cannot tell a letter that has changed on the disk from another letter."""
    beside = file.with_name(file.name + SUM_SUFFIX)
    if beside.is_file() and beside.read_text().split(maxsplit=1)[:1] != [_digest(file)]:
        raise UserError("backup-damaged", reason=f"{beside.name} does not fit")


async def restore(file: Path, url: str) -> None:
    """Restores a backup into a store without rows, which has the newest tables afterwards. Raises
    UserError for what is no backup of this engine, damaged or of a newer version, and for a store
    that has rows: nothing is done then."""
    target = sa.make_url(url)
    is_sqlite = target.get_backend_name() == "sqlite"
    kind = await asyncio.to_thread(_kind, file)
    if is_sqlite != (kind == sqlite_files.MAGIC):
        raise UserError("restore-other-engine")
    found = await check(file)
    if found is None:
        raise UserError("copy-no-tables")
    if found not in known():
        raise UserError("copy-newer", found=found, known=head())
    database = Database(url)
    try:
        await greet(database)
        async with database.read() as connection:
            await require_empty(connection, url)
        if is_sqlite:
            into = Path(target.database or "")
            await asyncio.to_thread(sqlite_files.restore_file, file, into)
        else:
            await postgres_dumps.restore_dump(target, file)
    finally:
        await database.close()
    await _bring_to_head(url)


async def _bring_to_head(url: str) -> None:
    """Migrates on new connections: those that looked before remember what the tables were like."""
    database = Database(url)
    try:
        await migrate(database)
    finally:
        await database.close()


async def check_store(url: str) -> str | None:
    """Reads all of a SQLite file; of PostgreSQL the revision. Raises UserError."""
    target = sa.make_url(url)
    if target.get_backend_name() == "sqlite":
        return await asyncio.to_thread(sqlite_files.check_file, Path(target.database or ""))
    async with snapshot(target) as connection:
        return await revision_of(connection)
