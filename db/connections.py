"""Connections that are lost, refused or out of luck: named alike, and replaced where that is safe.

Drivers and SQLAlchemy raise a dozen things for a store that is away for a moment. Whoever opens a
transaction meets one: domain.errors.StoreUnavailable. A full disk, a broken file or a wrong
password do not pass by waiting and are raised as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.errors import StoreUnavailable
from domain.troubles import first_line

LOST_STATES = ("08", "25006", "55000", "57P01", "57P02", "57P03", "57P05", "25P03")
"""SQLSTATE (PostgreSQL manual, appendix A): connection exceptions, the server takes no writes (it
is no primary any more, or not yet), shuts down, has crashed or is starting, the database lets
nobody in (ALLOW_CONNECTIONS false), an idle session or transaction was ended. The connection is no
more, or of no use: another one may lead to the primary."""

PASSING_STATES = (*LOST_STATES, "40001", "40P01", "53300", "55P03", "57014")
"""States after which it goes on as well: serialization failure, deadlock, too many connections,
a lock not got in time, a statement cancelled by an administrator."""

SQLITE_PASSING = {5, 6}
"""SQLITE_BUSY and SQLITE_LOCKED (sqlite.org/rescode.html): another process is writing."""


def is_passing(error: BaseException) -> bool:
    """Whether the same may go well in a moment: nothing is wrong but the store was not there."""
    if isinstance(error, sa.exc.DBAPIError):
        return error.connection_invalidated or _is_passing(error.orig)
    return isinstance(error, sa.exc.TimeoutError) or _is_passing(error)


def _is_passing(error: BaseException | None) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_PASSING
    return isinstance(error, OSError) or _state(error).startswith(PASSING_STATES)


def _state(error: BaseException | None) -> str:
    return getattr(error, "sqlstate", None) or ""


@contextmanager
def trouble_named() -> Iterator[None]:
    """Turns passing trouble of the store into StoreUnavailable. Wrap only code of the store in
    it: an OSError of a caller would be taken for one of the store."""
    try:
        yield
    except Exception as error:
        if is_passing(error):
            raise StoreUnavailable(first_line(error)) from error
        raise


def name_trouble(engine: AsyncEngine) -> None:
    """Statements, commits and refused connections of `engine` raise StoreUnavailable if passing.

    A connection that the server has ended leaves the pool, with all that were made before it.
    """
    event.listen(engine.sync_engine, "handle_error", _name)


def _name(context: ExceptionContext) -> StoreUnavailable | None:
    error = context.original_exception
    if not isinstance(error, Exception):
        return None  # a task was cancelled: SQLAlchemy drops its connection too
    if isinstance(error, OSError) or _state(error).startswith(LOST_STATES):
        # asyncpg learns only later that the server has closed: SQLAlchemy would keep it.
        context.is_disconnect = True
    if context.is_disconnect or is_passing(error):
        return StoreUnavailable(first_line(error))
    return None


class Connection(AsyncConnection):
    """Its opening raises StoreUnavailable where the store does not answer."""

    async def start(self, is_ctxmanager: bool = False) -> AsyncConnection:
        with trouble_named():
            return await super().start(is_ctxmanager)


class WritingConnection(Connection):
    """A connection that reports every INSERT, UPDATE and DELETE that affected a row
    (`on_change`)."""

    on_change: Callable[[sa.UpdateBase, Any], None] | None = None
    """Called with the statement, and its parameters if it has some."""

    async def execute(self, statement: Any, parameters: Any = None, **options: Any) -> Any:
        result = await super().execute(statement, parameters, **options)
        # Less than none: the driver does not say how many there were.
        if self.on_change and isinstance(statement, sa.UpdateBase) and result.rowcount != 0:
            self.on_change(statement, parameters)
        return result


class SteadyConnection(Connection):
    """A connection for reading in autocommit: a statement whose connection was cut is run once
    more on a new one. Not for transactions, where the statements before it would be lost."""

    async def execute(self, *args: Any, **options: Any) -> Any:
        try:
            return await super().execute(*args, **options)
        except StoreUnavailable:
            await self.rollback()  # or SQLAlchemy refuses to take another connection
            return await super().execute(*args, **options)
