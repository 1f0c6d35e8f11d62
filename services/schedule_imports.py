"""A schedule file into the programme: what it would change, then all of it or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Set
from dataclasses import dataclass, replace

from db.unit_of_work import Store
from domain.errors import UserError
from domain.ids import EventId, SessionId
from domain.ports import Clock
from domain.programme import SLUG_PATTERN, Event, Session, session_id
from services.imports.schedules import read_schedule
from services.imports.schedules.diff import ScheduleDiff, compare
from services.imports.schedules.parsed import ParsedSchedule


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

    async def import_file(
        self, event: Event, name: str, data: bytes, *, dry_run: bool = False
    ) -> ScheduleReport:
        """By UID: a file that comes again is an update. One bad row and nothing is stored.

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
        return ScheduleReport(event=event, parsed=parsed, diff=diff, is_applied=True)

    async def event(self, event_id: EventId) -> Event | None:
        async with self.store.read() as tx:
            return await tx.programme.event(event_id)


def _with_free_id(session: Session, taken: Set[SessionId]) -> Session:
    """Ids stand in links without their event: two events may both have an `opening`."""
    if session.id not in taken:
        return session
    return replace(session, id=session_id(f"{session.event_id}/{session.uid}"))
