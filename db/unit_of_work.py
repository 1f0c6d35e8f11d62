"""The only place that commits. A service opens it, queries through it, and never sees SQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from db.clusters import ClusterQueries
from db.conversations import ConversationQueries
from db.engine import Database
from db.favourites import FavouriteQueries
from db.handled_updates import HandledUpdateQueries
from db.outbox import OutboxQueries
from db.users import UserQueries


class Transaction:
    """The aggregates, all on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._after_commit: list[Callable[[], None]] = []

    @cached_property
    def users(self) -> UserQueries:
        return UserQueries(self._connection)

    @cached_property
    def clusters(self) -> ClusterQueries:
        return ClusterQueries(self._connection)

    @cached_property
    def favourites(self) -> FavouriteQueries:
        return FavouriteQueries(self._connection)

    @cached_property
    def conversations(self) -> ConversationQueries:
        return ConversationQueries(self._connection)

    @cached_property
    def updates(self) -> HandledUpdateQueries:
        return HandledUpdateQueries(self._connection)

    @cached_property
    def outbox(self) -> OutboxQueries:
        return OutboxQueries(self._connection)

    def after_commit(self, action: Callable[[], None]) -> None:
        """Runs once the change is durable; not at all when the transaction fails."""
        self._after_commit.append(action)

    def committed(self) -> None:
        for action in self._after_commit:
            action()


class Store:
    """Opens units of work. `read` sees single statements, `write` is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        async with self._database.read() as connection:
            yield Transaction(connection)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        async with self._database.write() as connection:
            transaction = Transaction(connection)
            yield transaction
        transaction.committed()
