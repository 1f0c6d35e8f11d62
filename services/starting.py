"""The start of an announcement, whether an organiser confirms it or its moment comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from db.unit_of_work import Transaction
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    Dispatch,
    DispatchAction,
)
from domain.ids import DispatchId
from domain.outbox import Kind, NewMessage, Priority

EARLIEST_ZONE = timedelta(hours=14)
"""Pacific/Kiritimati: no clock on Earth shows a wall time sooner (IANA tz)."""


def first_moment(one: Announcement) -> datetime | None:
    """When the first recipient may get it; None for at once."""
    if one.starts_at is None:
        return None
    return one.starts_at - EARLIEST_ZONE if one.is_local else one.starts_at


async def start(
    tx: Transaction, one: Announcement, now: datetime, expected: AnnouncementState
) -> Dispatch | None:
    """Opens the dispatch, with rows for the channels; people follow chunk by chunk.

    None when somebody else has started it already.
    """
    if not await tx.announcements.save(replace(one, state=AnnouncementState.STARTED), expected):
        return None
    dispatch_id = await tx.dispatches.add(
        one.id, DispatchAction.SEND, one.post, one.author_id, now
    )
    if one.panel_id is not None:
        await tx.dispatches.set_progress(dispatch_id, one.panel_id)
    await tx.outbox.add(
        [
            NewMessage(
                dedupe_key=f"d{dispatch_id}:{outlet.chat_id}:{outlet.thread_id or 0}",
                chat_id=outlet.chat_id,
                kind=Kind.ANNOUNCEMENT,
                payload={},
                priority=Priority.ANNOUNCEMENT,
                not_before=now if one.is_local or one.starts_at is None else one.starts_at,
                expires_at=one.expires_at,
                dispatch_id=DispatchId(dispatch_id),
                thread_id=outlet.thread_id,
            )
            for outlet in one.outlets
        ],
        now,
    )
    return await tx.dispatches.find(dispatch_id)
