"""Changes of a programme, whether a file or an organiser's hand made them: one way to save them.

What hangs on a session follows in the same transaction: reminders, notices, the waiting list, and
the public list of changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.unit_of_work import Transaction
from domain.ids import EventId
from domain.ports import Alarm, Clock
from domain.programme import Event, Session, SessionChange
from services.imports.schedules.diff import Change, ChangeKind
from services.reminders import Reminders
from services.waiting_list import promote_waiting

MERGED_WITHIN = timedelta(minutes=2)
"""A notice waits so long for further changes of the same session: people get one, not three."""

RETIMING = frozenset({ChangeKind.MOVED, ChangeKind.CANCELLED, ChangeKind.RESTORED})
TOLD = RETIMING | {ChangeKind.RENAMED, ChangeKind.RELOCATED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Revisions:
    clock: Clock
    alarm: Alarm
    reminders: Reminders

    async def save(
        self,
        tx: Transaction,
        event_id: EventId,
        changes: Sequence[Change],
        *,
        added: Sequence[Session] = (),
        is_quiet: bool = False,
    ) -> None:
        """Those who go to a session that moves, changes its room or name, or is cancelled are told
        unless `is_quiet`; their reminders follow in any case.
        """
        now = self.clock.now()
        # The first programme of an event is no news: nobody has read another one.
        is_news = await tx.programme.has_sessions(event_id)
        await tx.programme.save_sessions([*added, *(one.new for one in changes)], now)
        if is_news:
            await tx.changes.add(_news(added, changes, now))
        for change in changes:
            await self._follow(tx, change, now, is_quiet=is_quiet)

    async def audience(self, tx: Transaction, changes: Iterable[Change]) -> int:
        """How many people `save` would tell."""
        now = self.clock.now()
        return await tx.programme.audience([one.old.id for one in changes if _is_told(one, now)])

    async def _follow(
        self, tx: Transaction, change: Change, now: datetime, *, is_quiet: bool
    ) -> None:
        if change.kinds & RETIMING:
            await self.reminders.retime(tx, change.new)
        if "capacity" in change.fields and not change.new.is_cancelled:
            await promote_waiting(tx, change.new, now)
            tx.after_commit(lambda: self.alarm.wake_at(now))
        if is_quiet or not _is_told(change, now):
            return
        leaves_at = now + MERGED_WITHIN
        await tx.programme.tell_of_change(change.old, change.new.sequence, now, leaves_at)
        tx.after_commit(lambda: self.alarm.wake_at(leaves_at))


def version_of(event: Event | None, sessions: Collection[Session]) -> str:
    """Differs as soon as anything of the programme does."""
    digest = hashlib.sha256(repr(event).encode())
    for session in sessions:
        digest.update(repr(session).encode())
    return digest.hexdigest()[:16]


def _is_told(change: Change, now: datetime) -> bool:
    return bool(change.kinds & TOLD) and change.old.ends_at > now


def _news(
    added: Iterable[Session], changes: Iterable[Change], now: datetime
) -> list[SessionChange]:
    return [
        *(SessionChange(before=None, after=session, at=now) for session in added),
        *(SessionChange(before=one.old, after=one.new, at=now) for one in changes),
    ]
