"""Statements in one crossing to the thread, long results, and errors that leave nothing open."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.sqlite_in_thread import ROWS_AT_ONCE, ThreadConnection, connect_in_thread
from domain.errors import StoreUnavailable

LONG = 3 * ROWS_AT_ONCE + 7


@pytest.fixture
async def numbers(tmp_path: Path) -> AsyncIterator[Database]:
    """A table of LONG rows."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'numbers.db'}")
    async with database.write() as connection:
        await connection.exec_driver_sql("CREATE TABLE numbers (n INTEGER PRIMARY KEY, note TEXT)")
        rows = [{"n": n} for n in range(LONG)]
        await connection.execute(sa.text("INSERT INTO numbers (n) VALUES (:n)"), rows)
    yield database
    await database.close()


@pytest.mark.parametrize("count", [0, 1, ROWS_AT_ONCE - 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1, LONG])
async def test_result_of_any_length_is_whole(numbers: Database, count: int) -> None:
    query = sa.text("SELECT n FROM numbers ORDER BY n LIMIT :count")
    async with numbers.read() as connection:
        found = (await connection.execute(query, {"count": count})).scalars().all()

    assert list(found) == list(range(count))


async def test_streamed_result_is_whole_and_may_be_left_early(numbers: Database) -> None:
    query = sa.text("SELECT n FROM numbers ORDER BY n")
    async with numbers.read() as connection:
        streamed = [row.n async for row in await connection.stream(query)]
        async with connection.stream(query) as result:
            first = (await result.fetchmany(3))[-1].n
        counted = (await connection.execute(sa.text("SELECT count(*) FROM numbers"))).scalar_one()

    assert streamed == list(range(LONG))
    assert (first, counted) == (2, LONG)


async def test_counts_and_ids_come_back(numbers: Database) -> None:
    async with numbers.write() as connection:
        changed = await connection.execute(sa.text("UPDATE numbers SET note = 'x' WHERE n < 5"))
        added = await connection.execute(sa.text("INSERT INTO numbers (note) VALUES ('new')"))
        told = await connection.execute(sa.text("DELETE FROM numbers WHERE n < 3 RETURNING n"))

        assert changed.rowcount == 5
        assert added.lastrowid == LONG
        assert sorted(told.scalars()) == [0, 1, 2]


async def test_failed_statement_leaves_the_connection_usable(numbers: Database) -> None:
    async with numbers.write() as connection:
        with pytest.raises(sa.exc.IntegrityError):
            await connection.execute(sa.text("INSERT INTO numbers (n) VALUES (1)"))
        with pytest.raises(sa.exc.OperationalError):
            await connection.execute(sa.text("SELECT nothing FROM numbers"))
        count = await connection.execute(sa.text("SELECT count(*) FROM numbers"))

        assert count.scalar_one() == LONG


@pytest.fixture
def crossings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the thread was given to do, by name."""
    seen: list[str] = []
    plain: Any = ThreadConnection._execute  # noqa: SLF001  (what is counted)

    async def counted(self: ThreadConnection, work: Any, *args: Any, **more: Any) -> Any:
        seen.append(work.__name__)
        return await plain(self, work, *args, **more)

    monkeypatch.setattr(ThreadConnection, "_execute", counted)
    return seen


async def test_one_statement_is_one_crossing(numbers: Database, crossings: list[str]) -> None:
    async with numbers.read() as connection:
        crossings.clear()
        await connection.execute(sa.text("SELECT n FROM numbers WHERE n < 5"))

        assert crossings == ["_run"]


async def test_transaction_begins_with_its_first_statement(
    numbers: Database, crossings: list[str]
) -> None:
    crossings.clear()
    async with numbers.write() as connection:
        await connection.execute(sa.text("UPDATE numbers SET note = 'a' WHERE n = 1"))
        await connection.execute(sa.text("UPDATE numbers SET note = 'b' WHERE n = 2"))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            locked(numbers)

    assert crossings == ["_run", "_run", "commit"]
    locked(numbers)


async def test_transaction_without_statements_never_begins(
    numbers: Database, crossings: list[str]
) -> None:
    crossings.clear()
    async with numbers.write():
        locked(numbers)

    assert crossings == []


async def test_transaction_that_fails_takes_all_back_and_the_next_one_begins_anew(
    numbers: Database,
) -> None:
    async def fail(statement: str) -> None:
        async with numbers.write() as connection:
            await connection.execute(sa.text(statement))
            raise RuntimeError

    for statement in ("SELECT 1", "UPDATE numbers SET note = 'gone'"):
        with pytest.raises(RuntimeError):
            await fail(statement)
        locked(numbers)
    async with numbers.write() as connection:
        noted = await connection.execute(sa.text("SELECT count(note) FROM numbers"))

        assert noted.scalar_one() == 0


def locked(numbers: Database) -> None:
    """Another process takes the lock for writing, and gives it back; raises where it is taken."""
    assert numbers.url.database is not None
    with closing(sqlite3.connect(numbers.url.database, timeout=0)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


async def test_closed_connection_says_so(tmp_path: Path) -> None:
    connection = await connect_in_thread(str(tmp_path / "one.db"))
    cursor = connection.cursor()
    await connection.close()

    with pytest.raises(ValueError, match="closed"):
        await cursor.execute("SELECT 1")


async def test_file_that_cannot_be_opened_leaves_no_thread_behind(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        await connect_in_thread(str(tmp_path / "nowhere" / "x.db"))

    begun = set(threading.enumerate()) - before
    assert [one for one in begun if "_connection_worker" in one.name] == []


async def test_file_that_cannot_be_opened_is_named_as_before(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'nowhere' / 'x.db'}")

    with pytest.raises((sa.exc.OperationalError, StoreUnavailable), match="unable to open"):
        async with database.read() as connection:
            await connection.execute(sa.text("SELECT 1"))
    await database.close()
