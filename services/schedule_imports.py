"""A schedule file into the programme: what it would change, then all of it or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from db.unit_of_work import Store, Transaction
from domain.errors import UserError
from domain.ids import EventId, SessionId
from domain.ports import Alarm, Clock
from domain.programme import SLUG_PATTERN, Event, Session, session_id
from services.imports.schedules import read_schedule
from services.imports.schedules.diff import Change, ChangeKind, ScheduleDiff, compare
from services.imports.schedules.parsed import ParsedSchedule
from services.reminders import Reminders

MERGED_WITHIN = timedelta(minutes=2)
"""A notice waits so long for further changes of the same session: people get one, not three."""

RETIMING = frozenset({ChangeKind.MOVED, ChangeKind.CANCELLED, ChangeKind.RESTORED})
TOLD = RETIMING | {ChangeKind.RENAMED, ChangeKind.RELOCATED}


@dataclass(frozen=True, kw_only=True, slots=True)
class ScheduleReport:
    """What a file would change (dry run or rejected rows) or has changed (`is_applied`)."""

    event: Event
    parsed: ParsedSchedule
    diff: ScheduleDiff
    is_applied: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ScheduleImports:
    store: Store
    clock: Clock
    alarm: Alarm
    reminders: Reminders

    async def import_file(
        self,
        event: Event,
        name: str,
        data: bytes,
        *,
        dry_run: bool = False,
        is_quiet: bool = False,
    ) -> ScheduleReport:
        """By UID: a file that comes again is an update. One bad row and nothing is stored.

        Those who go to a session that moves, changes its room or name, or is cancelled are told
        unless `is_quiet`; their reminders follow in any case.

        Raises ImportFileError for an unreadable file, UserError for an id that fits no link.
        """
        if not SLUG_PATTERN.fullmatch(event.id):
            raise UserError("import-event-id", value=event.id[:40])
        parsed = await asyncio.to_thread(read_schedule, name, data, event)
        now = self.clock.now()
        async with self.store.write() as tx:
            # One transaction: another import must not come between comparing and saving.
            old = await tx.programme.sessions(event.id)
            taken = await tx.programme.taken_ids(event.id)
            new = [_with_free_id(session, taken) for session in parsed.sessions]
            diff = compare(old, new, now=now, silent=parsed.silent)
            if dry_run or parsed.problems:
                return ScheduleReport(event=event, parsed=parsed, diff=diff, is_applied=False)
            await tx.programme.save_event(event)
            await tx.programme.save_sessions(diff.to_save())
            for change in diff.changes:
                await self._follow(tx, change, now, is_quiet=is_quiet)
        return ScheduleReport(event=event, parsed=parsed, diff=diff, is_applied=True)

    async def _follow(
        self, tx: Transaction, change: Change, now: datetime, *, is_quiet: bool
    ) -> None:
        if change.kinds & RETIMING:
            await self.reminders.retime(tx, change.new)
        if is_quiet or not change.kinds & TOLD or change.old.ends_at <= now:
            return
        leaves_at = now + MERGED_WITHIN
        await tx.programme.tell_of_change(change.old, change.new.sequence, now, leaves_at)
        tx.after_commit(lambda: self.alarm.wake_at(leaves_at))

    async def event(self, event_id: EventId) -> Event | None:
        async with self.store.read() as tx:
            return await tx.programme.event(event_id)


def _with_free_id(session: Session, taken: Set[SessionId]) -> Session:
    """Ids stand in links without their event: two events may both have an `opening`."""
    if session.id not in taken:
        return session
    return replace(session, id=session_id(f"{session.event_id}/{session.uid}"))
