"""Rows that must be there: what a button or a link names may be gone by now."""

from __future__ import annotations

from db.unit_of_work import Transaction
from domain.errors import NotFound
from domain.ids import EventId, SessionId
from domain.programme.sessions import Event, Session


async def required_event(tx: Transaction, event_id: EventId) -> Event:
    """Raises NotFound."""
    event = await tx.programme.event(event_id)
    if event is None:
        raise NotFound("programme-event-gone")
    return event


async def required_session(tx: Transaction, session_id: SessionId) -> Session:
    """Raises NotFound."""
    session = await tx.programme.session(session_id)
    if session is None:
        raise NotFound("programme-session-gone")
    return session


async def session_with_event(tx: Transaction, session_id: SessionId) -> tuple[Event, Session]:
    """Raises NotFound."""
    session = await required_session(tx, session_id)
    return await required_event(tx, session.event_id), session
