"""SQLite files that tests hand on to one another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests import kept_stores
from tests.kept_stores import KeptConnection, KeptStore, kept_store

ROWS = 500


@pytest.fixture
def pattern(tmp_path: Path) -> bytes:
    path = tmp_path / "pattern.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE words (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT)")
        connection.execute("CREATE VIRTUAL TABLE found USING fts5(word)")
        connection.executemany(
            "INSERT INTO words (word) VALUES (?)", [[f"w{n}"] for n in range(9)]
        )
        connection.execute("INSERT INTO found VALUES ('first')")
    return path.read_bytes()


def _opened(store: KeptStore) -> KeptConnection:
    connection = store.connect(isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    return connection


def _seen(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT count(*) FROM found WHERE found MATCH 'second'").fetchone()
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return [*connection.iterdump(), f"second: {found[0]}"]


def _write(connection: sqlite3.Connection, word: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM words WHERE id < 5")
    connection.executemany("INSERT INTO words (word) VALUES (?)", [[word]] * ROWS)
    connection.execute("INSERT INTO found VALUES ('second')")
    connection.execute("COMMIT")


@pytest.mark.parametrize("rounds", [1, 3])
def test_next_one_finds_it_as_it_was_whoever_wrote_and_read(
    pattern: bytes, tmp_path: Path, rounds: int
) -> None:
    name, paths, before = f"rounds {rounds}", set(), None
    for number in range(rounds + 1):
        with kept_store(name, lambda: pattern, tmp_path) as store:
            paths.add(store.path)
            reader, writer = _opened(store), _opened(store)
            assert _seen(reader) == _seen(writer)
            before = before or _seen(reader)
            assert _seen(writer) == before
            if number % 2:
                reader, writer = writer, reader
            _write(writer, f"round {number}")
            assert reader.execute("SELECT max(id) FROM words").fetchone() == (9 + ROWS,)
            reader.close()
            writer.close()
            assert b"round" not in store.path.read_bytes()
    assert len(paths) == 1


def test_nothing_of_the_last_one_is_left_in_the_files(pattern: bytes, tmp_path: Path) -> None:
    with kept_store("files", lambda: pattern, tmp_path) as store:
        connection = _opened(store)
        _write(connection, "a secret")
        connection.close()
    with kept_store("files", lambda: pattern, tmp_path) as again:
        assert again.path == store.path
        files = b"".join(file.read_bytes() for file in again.path.parent.iterdir())
        assert b"a secret" not in files


def _checkpointed(connection: sqlite3.Connection) -> None:
    _write(connection, "written back")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _left_open(_connection: sqlite3.Connection) -> None:
    pass


def _left_within_a_statement(connection: sqlite3.Connection) -> None:
    cursor = connection.execute("SELECT word FROM words")
    assert cursor.fetchone()
    connection.close()


def _left_within_a_transaction(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.close()


@pytest.mark.parametrize(
    "leave", [_checkpointed, _left_open, _left_within_a_statement, _left_within_a_transaction]
)
def test_what_cannot_be_put_back_is_not_handed_on(
    pattern: bytes, tmp_path: Path, leave: Callable[[sqlite3.Connection], None]
) -> None:
    with kept_store(leave.__name__, lambda: pattern, tmp_path) as store:
        leave(_opened(store))
    assert not store.path.exists()
    with kept_store(leave.__name__, lambda: pattern, tmp_path) as another:
        connection = _opened(another)
        assert connection.execute("SELECT count(*) FROM words").fetchone() == (9,)
        connection.close()


def test_what_a_failed_test_left_is_in_its_folder(
    pattern: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_stores, "_failed", ["tests/test_this.py::test_that"])
    with kept_store("failed", lambda: pattern, tmp_path) as store:
        connection = _opened(store)
        _write(connection, "what was wrong")
        connection.close()

    [left] = tmp_path.rglob(store.path.name)
    with closing(sqlite3.connect(left)) as copied:
        words = copied.execute("SELECT count(*) FROM words WHERE word = 'what was wrong'")
        assert words.fetchone() == (ROWS,)
