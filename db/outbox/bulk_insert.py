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
    """The columns that are the same in all rows; chat and send time come from `fill`."""
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
    """The columns of `fresh` but for the payload: each row has its own."""
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
    """An upsert that queues a row again which was cancelled because it no longer applied, if it
    applies again."""
    return upsert(
        connection,
        outbox,
        *("state", "not_before", "expires_at", "attempts", "settled_at", "error"),
        key="dedupe_key",
        where=outbox.c.state == OutboxState.CANCELLED.value,
    )


@dataclass(frozen=True, slots=True)
class WavePart:
    """Rows written, and the user id after which the next part goes on; None: that was the last
    part, and the wave is marked as done."""

    written: int
    goes_on_after: int | None


async def upper_of(
    connection: AsyncConnection,
    ids: sa.Select[Any],
    column: sa.ColumnElement[Any],
    after: int,
    window: int,
) -> int | None:
    """Among the `ids` above `after` (a select of `column`), the one in place `window`; None:
    there are fewer, so this is the last part."""
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
    """Inserts a row for each of the `people` at the send time of their schedule; how many were
    written. `people` is a FROM clause that contains `users`."""
    slots = sa.select(*SLOTS).distinct().select_from(people).where(where)
    not_before = await scheduled(connection, slots, schedule)
    if not_before is None:
        return 0
    rows = sa.select(users.c.id, not_before, *columns.values()).select_from(people).where(where)
    names = ["chat_id", "not_before", *columns]
    return (await connection.execute(insert.from_select(names, rows))).rowcount
