"""Who may see what is only for participants of a session by invitation."""

from __future__ import annotations

from db.unit_of_work import Transaction
from domain.errors import Ended
from domain.ids import SessionId, UserId


async def require_admitted(tx: Transaction, user_id: UserId, session_id: SessionId) -> None:
    """Raises UserError for whoever neither has shown its code nor was in before it was closed."""
    access = await tx.admissions.access(user_id, session_id)
    if not access.is_closed or access.is_admitted:
        return
    if await tx.registrations.is_waiting(user_id, session_id) is None:
        raise Ended("session-barred")
