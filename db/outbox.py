"""Rows of the outbox: enqueue, claim, settle. Totals are counted from rows, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import outbox
from db.upserts import insert_or_ignore
from domain.ids import ChatId, OutboxId
from domain.outbox import Kind, NewMessage, OutboxRow, OutboxState


class OutboxQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, messages: Sequence[NewMessage], now: datetime) -> None:
        """A dedupe_key that exists already is silently kept as it is."""
        if messages:
            await self._connection.execute(
                insert_or_ignore(self._connection, outbox),
                [_values(message, now) for message in messages],
            )

    async def claim(self, now: datetime, lease_until: datetime, limit: int) -> list[OutboxRow]:
        """Takes due rows: best priority first, at most one a chat and in its order (FIFO)."""
        other = outbox.alias()
        earlier = (
            sa.select(other.c.id)
            .where(
                other.c.chat_id == outbox.c.chat_id,
                other.c.state.in_((OutboxState.QUEUED, OutboxState.SENDING)),
                sa.or_(
                    other.c.state == OutboxState.SENDING,
                    sa.and_(
                        other.c.not_before <= now,
                        sa.tuple_(other.c.priority, other.c.id)
                        < sa.tuple_(outbox.c.priority, outbox.c.id),
                    ),
                ),
            )
            .exists()
        )
        due = (
            sa.select(outbox.c.id)
            .where(outbox.c.state == OutboxState.QUEUED, outbox.c.not_before <= now, ~earlier)
            .order_by(outbox.c.priority, outbox.c.id)
            .limit(limit)
        )
        statement = (
            sa.update(outbox)
            .where(outbox.c.id.in_(due))
            .values(
                state=OutboxState.SENDING.value,
                lease_until=lease_until,
                attempts=outbox.c.attempts + 1,
            )
            .returning(outbox)
        )
        rows = (await self._connection.execute(statement)).all()
        return [_row(row) for row in sorted(rows, key=lambda row: (row.priority, row.id))]

    async def release_expired_leases(self, now: datetime) -> int:
        """Rows left in `sending` by a crash: outcome unknown, so sent again and counted."""
        statement = (
            sa.update(outbox)
            .where(outbox.c.state == OutboxState.SENDING, outbox.c.lease_until <= now)
            .values(
                state=OutboxState.QUEUED.value,
                lease_until=None,
                uncertain=outbox.c.uncertain + 1,
            )
        )
        return (await self._connection.execute(statement)).rowcount

    async def settle(  # the columns of one outcome
        self,
        row_id: OutboxId,
        state: OutboxState,
        now: datetime,
        *,
        message_id: int | None = None,
        error: str | None = None,
    ) -> None:
        await self._connection.execute(
            sa.update(outbox)
            .where(outbox.c.id == row_id)
            .values(
                state=state.value,
                lease_until=None,
                message_id=message_id,
                error=error,
                settled_at=now,
            )
        )

    async def requeue(
        self, row_id: OutboxId, not_before: datetime, *, error: str, chat_id: ChatId | None = None
    ) -> None:
        values: dict[str, Any] = {
            "state": OutboxState.QUEUED.value,
            "lease_until": None,
            "not_before": not_before,
            "error": error,
        }
        if chat_id is not None:
            values["chat_id"] = chat_id
        await self._connection.execute(
            sa.update(outbox).where(outbox.c.id == row_id).values(**values)
        )

    async def cancel_queued(self, chat_id: ChatId, now: datetime, reason: str) -> int:
        statement = (
            sa.update(outbox)
            .where(outbox.c.chat_id == chat_id, outbox.c.state == OutboxState.QUEUED)
            .values(state=OutboxState.CANCELLED.value, settled_at=now, error=reason)
        )
        return (await self._connection.execute(statement)).rowcount

    async def forget_chat(self, chat_id: int) -> None:
        """Erasure: what was or would be told to a person goes with them."""
        await self._connection.execute(sa.delete(outbox).where(outbox.c.chat_id == chat_id))

    async def next_due_at(self) -> datetime | None:
        """The earliest moment at which a queued row may leave."""
        query = sa.select(sa.func.min(outbox.c.not_before)).where(
            outbox.c.state == OutboxState.QUEUED
        )
        moment: datetime | None = (await self._connection.execute(query)).scalar_one()
        return moment

    async def totals(self) -> dict[OutboxState, int]:
        query = sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state)
        return {
            OutboxState(state): count
            for state, count in (await self._connection.execute(query)).all()
        }


def _values(message: NewMessage, now: datetime) -> dict[str, Any]:
    return {
        "dedupe_key": message.dedupe_key,
        "chat_id": message.chat_id,
        "kind": message.kind.value,
        "payload": message.payload,
        "priority": int(message.priority),
        "state": OutboxState.QUEUED.value,
        "not_before": message.not_before,
        "expires_at": message.expires_at,
        "attempts": 0,
        "uncertain": 0,
        "created_at": now,
    }


def _row(row: sa.Row[Any]) -> OutboxRow:
    return OutboxRow(
        id=OutboxId(row.id),
        chat_id=ChatId(row.chat_id),
        kind=Kind(row.kind),
        payload=row.payload,
        attempts=row.attempts,
        expires_at=row.expires_at,
    )
