"""What changed in programmes, for everybody to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import session_changes
from domain.ids import EventId, SessionId
from domain.programme.sessions import Session, SessionChange

TIMES = frozenset({"starts_at", "ends_at"})


class ChangeQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, changes: Iterable[SessionChange]) -> None:
        rows = [_row(change) for change in changes]
        if rows:
            await self._connection.execute(sa.insert(session_changes), rows)

    async def page(self, event_id: EventId, offset: int, limit: int) -> list[SessionChange]:
        """Newest first."""
        query = (
            sa.select(session_changes)
            .where(session_changes.c.event_id == event_id)
            .order_by(session_changes.c.id.desc())
            .offset(offset)
            .limit(limit)
        )
        return [
            SessionChange(before=_loaded(row.before), after=_loaded(row.after), at=row.at)
            for row in await self._connection.execute(query)
        ]

    async def count(self, event_id: EventId) -> int:
        query = (
            sa.select(sa.func.count())
            .select_from(session_changes)
            .where(session_changes.c.event_id == event_id)
        )
        return (await self._connection.execute(query)).scalar_one()


def _row(change: SessionChange) -> dict[str, Any]:
    session = change.after or change.before
    if session is None:
        raise ValueError("a change of nothing")
    return {
        "event_id": session.event_id,
        "session_id": session.id,
        "before": dumped(change.before),
        "after": dumped(change.after),
        "at": change.at,
    }


def dumped(session: Session | None) -> dict[str, Any] | None:
    """A session as JSON."""
    if session is None:
        return None
    values = {field.name: getattr(session, field.name) for field in fields(Session)}
    return {
        name: value.isoformat() if name in TIMES else value for name, value in values.items()
    } | {"speakers": list(session.speakers)}


def _loaded(values: dict[str, Any] | None) -> Session | None:
    """Fields that a later version has dropped are left out."""
    if values is None:
        return None
    known = {field.name for field in fields(Session)}
    found = {name: value for name, value in values.items() if name in known}
    found |= {name: datetime.fromisoformat(found[name]) for name in TIMES}
    found |= {"id": SessionId(found["id"]), "speakers": tuple(found["speakers"])}
    return Session(**found)
