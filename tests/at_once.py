"""SQLite without the crossing to a thread and back, which costs as much as most statements.

Everything else of db.sqlite_in_thread is at work, and others have their turn at every statement,
as where it is waited for. What many do at once is tried on threads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import sqlalchemy as sa
from aiosqlite.core import set_exception, set_result

from db.engine import Database
from db.sqlite_in_thread import ITERATED_AT_ONCE, ThreadConnection
from tests.kept_stores import KeptStore

Job = tuple[asyncio.Future[Any] | None, Callable[[], Any]]


class AtOnce:
    """Stands where aiosqlite has the queue of its thread."""

    def __init__(self, unwatched: Callable[[], AbstractContextManager[None]]) -> None:
        self._unwatched = unwatched

    def put_nowait(self, job: Job) -> None:
        future, work = job
        tell: Callable[..., None] = set_result
        outcome: Any
        try:
            with self._unwatched():
                outcome = work()
        except BaseException as error:  # as the thread does
            tell, outcome = set_exception, error
        if future is not None:
            future.get_loop().call_soon(tell, future, outcome)


def opened_at_once(
    store: KeptStore, unwatched: Callable[[], AbstractContextManager[None]]
) -> Database:
    """What a statement does is `unwatched`: the product has a thread for it."""

    async def connect(_database: str, **options: Any) -> ThreadConnection:
        connection = ThreadConnection(
            partial(store.connect, **options), iter_chunk_size=ITERATED_AT_ONCE
        )
        connection._tx = AtOnce(unwatched)  # type: ignore[assignment]  # noqa: SLF001
        await connection._connect()  # noqa: SLF001
        return connection

    opened = Database(f"sqlite+aiosqlite:///{store.path}")
    for engine in (opened._writer_engine, opened._reader_engine):  # noqa: SLF001

        @sa.event.listens_for(engine.sync_engine, "do_connect")
        def take(_dialect: object, _record: object, _args: object, given: dict[str, Any]) -> None:
            given["async_creator_fn"] = connect

    return opened
