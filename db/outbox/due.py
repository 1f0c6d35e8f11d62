"""What may leave the outbox and when: seeks in the index of each lane, best priority first.

A lane is a dispatch that is not paused, or (0) the messages of none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from db.tables import outbox
from domain.outbox import OutboxState, Priority

QUEUED, SENDING = OutboxState.QUEUED.value, OutboxState.SENDING.value

UNSETTLED: list[sa.ColumnElement[str]] = [
    sa.literal_column(f"'{state}'") for state in (QUEUED, SENDING)
]
"""Written out: SQLite takes the partial index of such rows for no list of parameters."""

LOOKED_AT = 1_000
"""Rows of a lane that are looked at to find those whose chat is free. Without a bound, the second
of two announcements to the same people would be read through to its end each time."""

NOW = sa.bindparam("now", type_=outbox.c.not_before.type)
ROOM = sa.bindparam("room", type_=sa.Integer)


@cache
def next_due(lane_count: int) -> sa.Select[Any]:
    """The earliest moment of all; takes lane0, lane1 and so on."""
    parts = [
        sa.select(sa.func.min(outbox.c.not_before).label("at")).where(
            outbox.c.state == QUEUED,
            outbox.c.priority == int(priority),
            outbox.c.dispatch_id == sa.bindparam(f"lane{n}", type_=sa.BigInteger),
        )
        for n in range(lane_count)
        for priority in Priority
    ]
    union = sa.union_all(*parts).subquery()
    return sa.select(sa.func.min(union.c.at, type_=outbox.c.not_before.type))


@cache
def due_rows(lane_count: int) -> sa.Select[Any]:
    """Their ids; takes now, room, lane0 and so on.

    Made once for each number of lanes: it takes longer to make than to run.
    """
    lanes = [sa.bindparam(f"lane{n}", type_=sa.BigInteger) for n in range(lane_count)]
    parts = [
        sa.select(_lane(priority, lane, lanes).subquery())
        for lane in lanes
        for priority in Priority
    ]
    union = sa.union_all(*parts).subquery()
    return (
        sa.select(union.c.id)
        .order_by(union.c.priority, union.c.not_before, union.c.id)
        .limit(ROOM)
    )


def _lane(
    priority: Priority, lane: sa.BindParameter[int], lanes: Sequence[sa.BindParameter[int]]
) -> sa.Select[Any]:
    first = (
        sa.select(outbox.c.id, outbox.c.priority, outbox.c.not_before, outbox.c.chat_id)
        .where(
            outbox.c.state == QUEUED,
            outbox.c.priority == int(priority),
            outbox.c.dispatch_id == lane,
            outbox.c.not_before <= NOW,
        )
        .order_by(outbox.c.not_before, outbox.c.id)
        .limit(LOOKED_AT)
        .subquery()
    )
    other = outbox.alias()
    earlier = (
        sa.select(other.c.id)
        .where(
            other.c.chat_id == first.c.chat_id,
            other.c.state.in_(UNSETTLED),
            sa.or_(
                other.c.state == SENDING,
                sa.and_(
                    other.c.dispatch_id.in_(lanes),
                    sa.or_(other.c.not_before <= NOW, other.c.attempts > 0),
                    sa.tuple_(other.c.priority, other.c.id)
                    < sa.tuple_(first.c.priority, first.c.id),
                ),
            ),
        )
        .exists()
    )
    return (
        sa.select(first.c.id, first.c.priority, first.c.not_before)
        .where(~earlier)
        .order_by(first.c.not_before, first.c.id)
        .limit(ROOM)
    )
