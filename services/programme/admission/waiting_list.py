"""Places that have become free go to those who wait, in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from db.unit_of_work import Transaction
from domain.ids import ChatId, UserId
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.people.quiet_hours import after_quiet, may_wait
from domain.people.users import QuietHours, zone_or
from domain.programme.messages import FreePlace
from domain.programme.sessions import Session, last_call


async def promote_waiting(
    tx: Transaction,
    session: Session,
    now: datetime,
    default_zone: ZoneInfo,
    limit: int | None = None,
) -> int:
    """How many got a place, `limit` at most; each who can be written to is told.

    Nobody after the last call, nor while it is cancelled. In quiet hours the word waits for the
    morning where the session, or the last call of one that has begun, is far enough away.
    """
    if last_call(session) <= now or session.is_cancelled:
        return 0
    comes_by = session.starts_at if session.starts_at > now else last_call(session)
    free = await _free(tx, session)
    most = limit if free is None else free if limit is None else min(free, limit)
    promoted = await tx.registrations.waiting(session.id, most) if free != 0 else []
    await tx.registrations.promote(session.id, promoted)
    slots = await tx.users.slots(promoted)

    def leaves_at(tz: str | None, hours: QuietHours | None) -> datetime:
        morning = after_quiet(now, hours, zone_or(tz, default_zone))
        return morning if may_wait(now, morning, comes_by) else now

    told = [
        replace(_place(session, one, now), not_before=leaves_at(*slots[one]))
        for one in promoted
        if one in slots
    ]
    await tx.outbox.add(told, now)
    return len(promoted)


async def tell_let_in(tx: Transaction, session: Session, user_id: UserId, now: datetime) -> None:
    """An organiser at the door has given a place; nothing to say once the session is over."""
    if session.ends_at > now:
        message = _place(session, user_id, now, is_at_door=True)
        await tx.outbox.add([replace(message, expires_at=session.ends_at)], now)


async def _free(tx: Transaction, session: Session) -> int | None:
    """None where places are not counted."""
    if session.capacity is None:
        return None
    going, _ = (await tx.registrations.counts([session.id])).get(session.id, (0, 0))
    return max(0, session.capacity - going)


def _place(
    session: Session, user_id: UserId, now: datetime, *, is_at_door: bool = False
) -> NewMessage:
    place = FreePlace(session=session.id, door=is_at_door)
    return NewMessage(
        dedupe_key=place.key(user_id, now),
        chat_id=ChatId(user_id),
        message=place,
        priority=Priority.NOTICE,
        not_before=now,
        expires_at=last_call(session),
    )
