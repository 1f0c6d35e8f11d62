"""When each of many people may be written to, as one expression for an INSERT ... SELECT."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.people.users import quiet_hours
from db.tables import outbox, users
from domain.people.quiet_hours import Schedule

SLOTS = (users.c.tz, users.c.quiet_from, users.c.quiet_until)


async def slots_by_moment(
    connection: AsyncConnection, people: sa.Select[Any], schedule: Schedule
) -> dict[datetime, list[sa.ColumnElement[bool]]]:
    """Conditions on people, by the moment at which they may be written to.

    `people` selects the distinct SLOTS of those who are chosen.
    """
    moments: dict[datetime, list[sa.ColumnElement[bool]]] = {}
    for row in await connection.execute(people):
        moment = schedule(row.tz, quiet_hours(row.quiet_from, row.quiet_until))
        same = [
            column.is_(None) if value is None else column == value
            for column, value in zip(SLOTS, row, strict=True)
        ]
        moments.setdefault(moment, []).append(sa.and_(*same))
    return moments


async def scheduled(
    connection: AsyncConnection, people: sa.Select[Any], schedule: Schedule
) -> sa.ColumnElement[Any] | None:
    """One CASE over the zones and quiet hours that occur; None when nobody is chosen.

    `people` selects the distinct SLOTS of those who are.
    """
    moments = await slots_by_moment(connection, people, schedule)
    if not moments:
        return None
    kind = outbox.c.not_before.type
    most, *rest = sorted(moments, key=lambda moment: -len(moments[moment]))
    if not rest:
        return sa.literal(most, kind)
    branches = [(sa.or_(*moments[moment]), sa.literal(moment, kind)) for moment in rest]
    return sa.case(*branches, else_=sa.literal(most, kind))
