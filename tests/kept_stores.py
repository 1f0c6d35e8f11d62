"""SQLite files that go from one test to the next with their open connections.

A connection reads the whole schema, 200 tables and indexes, before its first statement, and each
test opens two on a fresh copy of the same file: that took as long as the test itself. All that a
test writes lies in the write-ahead log, and how much of the log counts is said by its index (the
file -shm; https://sqlite.org/walformat.html#the_wal_index_file_format). With the index of the
beginning put back, the log is empty again. A connection compares the index with its own memory of
it before each transaction, as it does after another process has written, and drops what it knew.

A file whose log was written back into it (a checkpoint), or on which anything is still open, is
not kept: the next test has a copy of its own.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

MARK = "is_nothing_open"
"""A function of our own: SQLite refuses to define it anew while a statement is unfinished."""

_failed: list[str] = []
"""The test that is at work, when it has failed."""

_kept: defaultdict[str, list[KeptStore]] = defaultdict(list)


class KeptConnection(sqlite3.Connection):
    """Its owner's `close` leaves it open for the next one."""

    is_free = False

    def close(self) -> None:
        try:
            self.create_function(MARK, 0, bool)
        except sqlite3.Error:
            self.end()
        else:
            self.is_free = not self.in_transaction

    def end(self) -> None:
        super().close()


class KeptStore:
    def __init__(self, folder: Path, pattern: bytes) -> None:
        self.path = folder / "kept.db"
        self.path.write_bytes(pattern)
        os.utime(self.path, (0, 0))  # so that even what is written at once is noticed
        self._written = self._file()
        self._index = self.path.with_name("kept.db-shm")
        self._log = self.path.with_name("kept.db-wal")
        self._beginning = b""
        self._connections: list[KeptConnection] = []

    def connect(self, **options: Any) -> KeptConnection:
        """Stands where sqlite3.connect is called."""
        connection = next((one for one in self._connections if one.is_free), None)
        if connection is None:
            connection = sqlite3.connect(self.path, factory=KeptConnection, **options)
            connection.create_function(MARK, 0, bool)
            self._connections.append(connection)
        connection.is_free = False
        if not self._beginning:
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
            self._beginning = self._index.read_bytes()
        return connection

    def take_back(self) -> bool:
        """As it was at first, for the next test; not if that cannot be."""
        is_left = all(connection.is_free for connection in self._connections)
        if not is_left or self._file() != self._written:
            return False
        if self._beginning:
            os.truncate(self._log, 0)
            with self._index.open("r+b") as index:
                index.write(self._beginning)
        return True

    def end(self) -> None:
        for connection in self._connections:
            connection.end()
        shutil.rmtree(self.path.parent)

    def _file(self) -> tuple[int, int]:
        state = self.path.stat()
        return state.st_size, state.st_mtime_ns


@contextmanager
def kept_store(name: str, pattern: Callable[[], bytes], folder: Path) -> Iterator[KeptStore]:
    """A store with what `pattern`, of that name, has in it. Others have other ones meanwhile.

    Its connections have to be closed before it is given back. What a test that has failed left in
    it is copied to its `folder`.
    """
    store = _kept[name].pop() if _kept[name] else KeptStore(_folder(), pattern())
    try:
        yield store
    finally:
        if _failed:
            shutil.copytree(store.path.parent, folder / store.path.parent.name)
        if store.take_back():
            _kept[name].append(store)
        else:
            store.end()


def watch_failures(report: pytest.TestReport) -> None:
    if report.when == "setup":
        _failed.clear()
    if report.failed:
        _failed.append(report.nodeid)


def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="store-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))


def end_kept_stores() -> None:
    for stores in _kept.values():
        for store in stores:
            store.end()
    _kept.clear()
