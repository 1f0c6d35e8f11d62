"""Fresh rows of the outbox for many people at once, as an INSERT ... SELECT writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.outbox.send_times import (
    SLOTS,
    scheduled,
)
from db.tables import outbox, users
from db.upserts import upsert
from domain.outbox import (
    OutboxState,
    Priority,
)
from domain.outgoing import Kind, Outgoing
from domain.people.quiet_hours import Schedule

Columns = dict[str, sa.ColumnElement[Any]]


def fresh(
    message: Outgoing,
    priority: Priority,
    now: datetime,
    dedupe_key: sa.ColumnElement[str],
    *,
    expires_at: datetime | None = None,
) -> Columns:
    """What is the same in all of them; chat and moment are each person's own."""
    alike = fresh_of_kind(message.kind, priority, now, dedupe_key, expires_at=expires_at)
    return {**alike, "payload": sa.literal(message.as_json(), outbox.c.payload.type)}


def fresh_of_kind(
    kind: Kind,
    priority: Priority,
    now: datetime,
    dedupe_key: sa.ColumnElement[str],
    *,
    expires_at: datetime | None = None,
) -> Columns:
    """The same where each message says something else."""
    kinds = outbox.c
    return {
        "kind": sa.literal(kind.value),
        "priority": sa.literal(int(priority)),
        "state": sa.literal(OutboxState.QUEUED.value),
        "expires_at": sa.literal(expires_at, kinds.expires_at.type) if expires_at else sa.null(),
        "attempts": sa.literal(0),
        "uncertain": sa.literal(0),
        "created_at": sa.literal(now, kinds.created_at.type),
        "dedupe_key": dedupe_key,
    }


def key_of(prefix: str, column: sa.ColumnElement[int]) -> sa.ColumnElement[str]:
    """A dedupe key that ends in what tells its rows apart."""
    return sa.literal(prefix).concat(sa.cast(column, sa.Text))


def revival(connection: AsyncConnection) -> sa.Insert:
    """An INSERT by which a row that was cancelled as untrue lives again, when it is true again."""
    return upsert(
        connection,
        outbox,
        *("state", "not_before", "expires_at", "attempts", "settled_at", "error"),
        key="dedupe_key",
        where=outbox.c.state == OutboxState.CANCELLED.value,
    )


@dataclass(frozen=True, slots=True)
class WavePart:
    """How many rows were written, and after whom the wave goes on; None: it is marked."""

    written: int
    goes_on_after: int | None


async def upper_of(
    connection: AsyncConnection,
    ids: sa.Select[Any],
    column: sa.ColumnElement[Any],
    after: int,
    window: int | None,
) -> int | None:
    """Of the `ids`, which `column` holds, the last of the next `window`; None: there are no more
    behind them."""
    if window is None:
        return None
    query = ids.where(column > after).order_by(column).offset(window - 1).limit(1)
    found: int | None = (await connection.execute(query)).scalar_one_or_none()
    return found


def between(
    column: sa.ColumnElement[Any], after: int, upper: int | None
) -> Iterator[sa.ColumnElement[bool]]:
    yield column > after
    if upper is not None:
        yield column <= upper


async def fill(
    connection: AsyncConnection,
    insert: sa.Insert,
    people: sa.FromClause,
    where: sa.ColumnElement[bool],
    schedule: Schedule,
    columns: Columns,
) -> int:
    """A row for each of the `people`, at their own time; how many. `people` has `users` in it."""
    slots = sa.select(*SLOTS).distinct().select_from(people).where(where)
    not_before = await scheduled(connection, slots, schedule)
    if not_before is None:
        return 0
    rows = sa.select(users.c.id, not_before, *columns.values()).select_from(people).where(where)
    names = ["chat_id", "not_before", *columns]
    return (await connection.execute(insert.from_select(names, rows))).rowcount
