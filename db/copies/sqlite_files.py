"""Backups of a SQLite store: one file each, which SQLite itself writes, checks and reads back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from db.copies.snapshots import read_only_address
from domain.errors import UserError

MAGIC = b"SQLite format 3\x00"


def copy_file(source: Path, file: Path) -> None:
    """One snapshot, also while a bot writes to the store, which cannot be written here.

    `file` must be missing or empty. Raises UserError.
    """
    if not source.is_file():
        raise UserError("copy-no-store", file=str(source))
    with _trouble("copy-failed"), closing(_opened(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(file),))


def check_file(file: Path) -> str | None:
    """Reads all of it; the revision of its tables, None where there are none of ours.

    Raises UserError for a file that is damaged or no SQLite at all.
    """
    if not file.is_file():
        raise UserError("copy-no-store", file=str(file))
    with _trouble("backup-damaged"), closing(_opened(file)) as connection:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise UserError("backup-damaged", reason=found.splitlines()[0])
        orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
        if orphan is not None:
            raise UserError("backup-damaged", reason=f"{orphan[0]} -> {orphan[2]}")
        named = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        if connection.execute(named).fetchone() is None:
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def restore_file(file: Path, target: Path) -> None:
    """Over a store without rows, in one transaction of it. Raises UserError."""
    with (
        _trouble("restore-failed"),
        closing(_opened(file)) as source,
        closing(sqlite3.connect(target)) as into,
    ):
        source.backup(into)


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(read_only_address(file), uri=True)


@contextmanager
def _trouble(key: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise UserError(key, reason=str(error)) from error
