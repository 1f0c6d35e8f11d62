"""Connections that are cut, refused or in each other's way, on the engines that can do that."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

import db.engine
from db.connections import is_passing
from db.engine import READERS, WRITERS_BESIDE, Database
from db.tables import users
from db.write_turns import WriteTurn
from domain.errors import NotFound, StoreUnavailable
from tests.people import PERSON, add_people
from tests.servers import connections, cut
from tests.stores import emptied, postgres_url, ready
from tests.waiting import until

PID = sa.text("SELECT pg_backend_pid()")


@pytest.fixture
async def cuttable(schema: str) -> AsyncIterator[Database]:
    async with emptied(schema, keeps=False) as database:
        yield database


async def people(database: Database) -> list[int]:
    async with database.read() as connection:
        query = sa.select(users.c.id).order_by(users.c.id)
        return list((await connection.execute(query)).scalars())


def inserted(number: int) -> sa.Insert:
    return sa.insert(users).values({**PERSON, "id": number})


@asynccontextmanager
async def cut_transaction(
    database: Database, schema: str, turn: WriteTurn = WriteTurn.IN_TURN
) -> AsyncIterator[AsyncConnection]:
    """It has written a row when the server ends its connection."""
    async with database.write(turn) as connection:
        await connection.execute(inserted(1))
        assert await cut(schema, "idle in transaction") == 1
        yield connection


# -- cut


@pytest.mark.postgres
async def test_connections_cut_while_idle_are_replaced_unseen(
    cuttable: Database, schema: str
) -> None:
    await add_people(cuttable, [{"id": 1}])
    async with cuttable.write(WriteTurn.BESIDE) as connection:
        await connection.execute(inserted(2))
    assert await people(cuttable) == [1, 2]
    for number, turn in enumerate(WriteTurn, start=3):
        assert await cut(schema) >= 2
        async with cuttable.write(turn) as connection:
            await connection.execute(inserted(number))
        assert await people(cuttable) == list(range(1, number + 1))


@pytest.mark.postgres
@pytest.mark.parametrize("error", [None, NotFound("gone")])
async def test_what_is_still_read_as_the_store_closes_leaves_no_connection(
    cuttable: Database, schema: str, error: Exception | None
) -> None:
    with suppress(NotFound):
        async with cuttable.read() as connection:
            await cuttable.close()
            found = (await connection.execute(sa.text("SELECT 1"))).scalar_one()
            if error is not None:
                raise error

    async def all_are_closed() -> bool:
        return await connections(schema) == 0

    assert found == 1
    await until(all_are_closed)


@pytest.mark.postgres
async def test_read_cut_between_and_within_its_statements_is_read_again(
    cuttable: Database, schema: str
) -> None:
    await add_people(cuttable, [{"id": 1}])
    slow = sa.text("SELECT pg_backend_pid() FROM pg_sleep(0.2)")
    async with cuttable.read() as connection:
        first = await connection.scalar(PID)
        await cut(schema)
        second = await connection.scalar(PID)
        reading = asyncio.create_task(connection.scalar(slow))
        while not await cut(schema, "active"):
            assert not reading.done()
        third = await reading

    assert len({first, second, third}) == 3
    assert await people(cuttable) == [1]


@pytest.mark.postgres
@pytest.mark.parametrize("turn", WriteTurn)
async def test_transaction_cut_before_its_statement_is_unavailable_and_leaves_nothing(
    cuttable: Database, schema: str, turn: WriteTurn
) -> None:
    with pytest.raises(StoreUnavailable):
        async with cut_transaction(cuttable, schema, turn) as connection:
            await connection.execute(inserted(2))
    async with cuttable.write(turn) as connection:
        await connection.execute(inserted(3))

    assert await people(cuttable) == [3]


@pytest.mark.postgres
async def test_server_that_has_become_a_standby_is_left_for_the_primary(
    cuttable: Database,
) -> None:
    """After a failover: it reads on, so nothing else would ever end the connection."""
    async with cuttable.write() as connection:
        standby = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"
        await connection.execute(sa.text(standby))
    with pytest.raises(StoreUnavailable):
        async with cuttable.write() as connection:
            await connection.execute(inserted(1))
    async with cuttable.write() as connection:
        await connection.execute(inserted(2))

    assert await people(cuttable) == [2]


@pytest.mark.postgres
async def test_transaction_cut_before_its_commit_is_unavailable(
    cuttable: Database, schema: str
) -> None:
    with pytest.raises(StoreUnavailable):
        async with cut_transaction(cuttable, schema):
            pass

    assert await people(cuttable) == []


@pytest.mark.postgres
async def test_reason_of_a_failed_transaction_is_told_even_if_the_connection_is_cut(
    cuttable: Database, schema: str
) -> None:
    with pytest.raises(NotFound):
        async with cut_transaction(cuttable, schema):
            raise NotFound("button-outdated")

    assert await people(cuttable) == []


@pytest.mark.postgres
async def test_process_that_stops_in_the_middle_of_a_transaction_blocks_nobody_for_ever(
    cuttable: Database, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(db.engine.SESSION_SETTINGS, "idle_in_transaction_session_timeout", "100ms")
    stuck = Database(postgres_url(), schema=schema)
    with pytest.raises(StoreUnavailable):
        async with stuck.write():
            await add_people(cuttable, [{"id": 2}])  # waits for the server
    await stuck.close()

    assert await people(cuttable) == [2]


@pytest.mark.postgres
async def test_cancelled_statement_ends_its_task_and_no_other(cuttable: Database) -> None:
    """SQLAlchemy gives the connection up, but the store was there: nothing is tried again."""
    begun = asyncio.Event()

    async def wait(opened: AbstractAsyncContextManager[AsyncConnection]) -> None:
        async with opened as connection:
            begun.set()
            await connection.execute(sa.text("SELECT pg_sleep(60)"))

    for opened in (cuttable.read(), cuttable.write()):
        begun.clear()
        task = asyncio.create_task(wait(opened))
        await begun.wait()
        await asyncio.sleep(0.05)  # into the statement, most likely; right before it is as well
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    await add_people(cuttable, [{"id": 1}])

    assert await people(cuttable) == [1]


async def test_connection_goes_from_reader_to_reader_until_one_fails(database: Database) -> None:
    taken: list[object] = []

    async def take(error: Exception | None = None) -> None:
        async with database.read() as connection:
            await connection.execute(inserted(len(taken)))
            taken.append(connection)
            if error is not None:
                raise error

    for _ in range(3):
        await take()
    with pytest.raises(NotFound):
        await take(NotFound("button-outdated"))
    async with database.read() as connection:
        taken.append(connection)
        rows = (await connection.execute(sa.select(users.c.id).order_by(users.c.id))).scalars()

    assert [taken.index(one) for one in taken] == [0, 0, 0, 0, 4]
    assert list(rows) == [0, 1, 2, 3]


# -- away, or in use


@pytest.mark.postgres
async def test_server_that_is_away_is_unavailable() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # not listening: refuses, and nobody else gets the port
        url = sa.make_url(postgres_url()).set(host="127.0.0.1", port=held.getsockname()[1])
        database = Database(url.render_as_string(hide_password=False))
        for opened in (database.read(), *map(database.write, WriteTurn)):
            with pytest.raises(StoreUnavailable):
                await opened.__aenter__()
        await database.close()


async def test_sqlite_file_in_use_by_another_process_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db.engine, "SQLITE_BUSY_MS", 1)
    async with ready(tmp_path) as database:
        other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="database is locked"):
            await add_people(database, [{"id": 1}])
        other.execute("ROLLBACK")
        other.close()
        await add_people(database, [{"id": 2}])

        assert await people(database) == [2]


async def test_error_of_the_caller_does_not_pass_for_one_of_the_store(database: Database) -> None:
    with pytest.raises(ConnectionRefusedError):
        async with database.write():
            raise ConnectionRefusedError
    with pytest.raises(sa.exc.IntegrityError):
        await add_people(database, [{"id": 1}, {"id": 1}])

    assert await people(database) == []


@pytest.mark.postgres
async def test_deadlock_of_transactions_beside_each_other_is_unavailable_for_one(
    cuttable: Database,
) -> None:
    await add_people(cuttable, [{"id": 1}, {"id": 2}])
    both = asyncio.Barrier(2)

    async def touch(*numbers: int) -> None:
        async with cuttable.write(WriteTurn.BESIDE) as connection:
            for number in numbers:
                changed = sa.update(users).values(first_name="А").where(users.c.id == number)
                await connection.execute(changed)
                if number == numbers[0]:
                    await both.wait()

    ends = await asyncio.gather(touch(1, 2), touch(2, 1), return_exceptions=True)

    assert {type(end) for end in ends} == {type(None), StoreUnavailable}


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (asyncpg.ConnectionDoesNotExistError(), True),
        (asyncpg.AdminShutdownError(), True),
        (asyncpg.CannotConnectNowError(), True),
        (asyncpg.TooManyConnectionsError(), True),
        (asyncpg.SerializationError(), True),
        (asyncpg.DeadlockDetectedError(), True),
        (asyncpg.LockNotAvailableError(), True),
        (socket.gaierror(), True),
        (TimeoutError(), True),
        (asyncpg.DiskFullError(), False),
        (asyncpg.InvalidPasswordError(), False),
        (asyncpg.UniqueViolationError(), False),
        (asyncpg.ReadOnlySQLTransactionError(), True),
        (sqlite3.OperationalError("database or disk is full"), False),
    ],
)
def test_what_passes_by_waiting_and_what_does_not(error: Exception, passes: bool) -> None:
    assert is_passing(error) is passes
    assert is_passing(sa.exc.DBAPIError("SELECT 1", None, error)) is passes


# -- queues


@pytest.mark.slow
async def test_a_crowd_waits_its_turn_without_a_connection_each(
    database: Database, place: str
) -> None:
    most = 0

    async def come(number: int) -> None:
        nonlocal most
        async with database.write(WriteTurn.BESIDE if number % 3 else WriteTurn.IN_TURN) as one:
            await one.execute(inserted(number))
        await people(database)
        if place and number % 50 == 0:
            most = max(most, await connections(place))

    await asyncio.gather(*map(come, range(300)))

    assert await people(database) == list(range(300))
    assert most <= READERS + 1 + WRITERS_BESIDE


async def test_transaction_beside_waits_for_the_open_one_on_sqlite_only(
    database: Database,
) -> None:
    done: list[str] = []

    async def beside() -> None:
        async with database.write(WriteTurn.BESIDE) as connection:
            await connection.execute(inserted(1))
        done.append("beside")

    async with database.write() as connection:
        await connection.execute(inserted(2))
        task = asyncio.create_task(beside())
        if not database.is_sqlite:
            await task
        done.append("in turn")
    await task

    assert done == (["in turn", "beside"] if database.is_sqlite else ["beside", "in turn"])
    assert await people(database) == [1, 2]
