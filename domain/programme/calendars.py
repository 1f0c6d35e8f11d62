"""Somebody's own calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.programme.sessions import Event, Session


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaItem:
    """A session in somebody's calendar: they go there, or (`is_waiting`) wait for a place."""

    event: Event
    session: Session
    is_waiting: bool
    changed_at: datetime
    """When the session last changed, else when the person joined it."""
