"""A schedule file into the programme: what it would change, then all of it or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime

from db.unit_of_work import Store, Transaction
from domain.errors import UserError
from domain.ids import EventId, RevisionId, SessionId
from domain.ports import Clock
from domain.programme.sessions import (
    SLUG_PATTERN,
    Event,
    Session,
    session_id,
)
from domain.rehearsal import Conflict
from services.files.isolation import FileReader, InThread
from services.programme.files import read_schedule
from services.programme.files.diff import ScheduleDiff, compare, with_missing_cancelled
from services.programme.files.parsed import ParsedSchedule
from services.programme.revisions import Revisions
from services.rehearsal.conflicts import rooms_taken_twice, speakers_in_two_places

CLASH_LIMIT = 1_000
"""Rooms taken twice that a report names at most: every session may be in «Онлайн» all day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Crowded:
    """A session to which more people go than its new capacity holds: they all stay."""

    session: Session
    going: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ScheduleReport:
    """What a file would change (dry run or rejected rows) or has changed (`is_applied`)."""

    event: Event
    parsed: ParsedSchedule
    diff: ScheduleDiff
    is_applied: bool
    audience: int = 0
    """People who are told of the changes, unless they are applied quietly."""
    crowded: tuple[Crowded, ...] = ()
    clashes: tuple[Conflict, ...] = ()
    """Rooms that would be taken twice, by what the file adds or changes; CLASH_LIMIT at most."""
    past: tuple[Session, ...] = ()
    """Sessions that would be added, or moved, to a time that is over."""
    version: str = ""
    """Version of the programme that the file was compared with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScheduleImports:
    store: Store
    clock: Clock
    revisions: Revisions
    reader: FileReader = field(default_factory=InThread)

    async def import_file(
        self,
        event: Event,
        name: str,
        data: bytes,
        *,
        dry_run: bool = False,
        is_quiet: bool = False,
    ) -> ScheduleReport:
        """Imports a programme by UID: a file that comes again is an update. One bad row and
        nothing is stored.

        Raises ImportFileError for an unreadable file, UserError for an id that fits no link.
        """
        parsed = await self.read(event, name, data)
        while True:
            report = await self.plan(event, parsed)
            if dry_run or parsed.problems:
                return report
            revision_id = await self.stage(report, is_quiet=is_quiet)
            async with self.store.write() as tx:
                if await self.publish(tx, report, revision_id):
                    return replace(report, is_applied=True)

    async def read(self, event: Event, name: str, data: bytes) -> ParsedSchedule:
        if not SLUG_PATTERN.fullmatch(event.id):
            raise UserError("import-event-id", value=event.id[:40])
        return await self.reader.run(read_schedule, name, data, event, self.clock.now())

    async def plan(
        self, event: Event, parsed: ParsedSchedule, *, cancels_missing: bool = False
    ) -> ScheduleReport:
        """Without a transaction: `publish` looks whether the programme is still the same."""
        async with self.store.read() as tx:
            version = await tx.programme.version(event.id)
            old = await tx.programme.all_sessions(event.id)
            taken = await tx.programme.taken_ids(event.id)
            now = self.clock.now()
            diff = await asyncio.to_thread(_compared, old, parsed, taken, now)
            if cancels_missing:
                diff = with_missing_cancelled(diff)
            return ScheduleReport(
                event=event,
                parsed=parsed,
                diff=diff,
                is_applied=False,
                audience=await self.revisions.audience(tx, diff.changes),
                crowded=await _crowded(tx, diff),
                clashes=await asyncio.to_thread(_clashes, old, diff),
                past=diff.past(now),
                version=version,
            )

    async def stage(self, report: ScheduleReport, *, is_quiet: bool = False) -> RevisionId:
        """Stores the revision of a report without problems, to be seen once it is published."""
        event, diff = report.event, report.diff
        return await self.revisions.stage(
            event.id, diff.changes, added=diff.added, is_quiet=is_quiet
        )

    async def publish(
        self, tx: Transaction, report: ScheduleReport, revision_id: RevisionId
    ) -> bool:
        """False, and nothing is changed, where the programme is not the one that was compared."""
        event = report.event
        if await tx.programme.version(event.id) != report.version:
            return False
        if await tx.revisions.collides(revision_id):
            return False
        await tx.programme.save_event(event)
        await self.revisions.publish(tx, event.id, revision_id)
        return True

    async def event(self, event_id: EventId) -> Event | None:
        async with self.store.read() as tx:
            return await tx.programme.event(event_id)


async def _crowded(tx: Transaction, diff: ScheduleDiff) -> tuple[Crowded, ...]:
    resized = [change.new for change in diff.changes if "capacity" in change.fields]
    counts = await tx.registrations.counts([session.id for session in resized])
    found = [(session, counts.get(session.id, (0, 0))[0]) for session in resized]
    return tuple(
        Crowded(session=session, going=going)
        for session, going in found
        if session.capacity is not None and going > session.capacity
    )


def _clashes(old: Sequence[Session], diff: ScheduleDiff) -> tuple[Conflict, ...]:
    touched = {one.id: one for one in diff.to_save()}
    then = {one.id: one for one in old} | touched
    sessions = list(then.values())
    rooms = rooms_taken_twice(sessions, among=touched, limit=CLASH_LIMIT)
    return (*rooms, *speakers_in_two_places(sessions, among=touched, limit=CLASH_LIMIT))


def _compared(
    old: Sequence[Session], parsed: ParsedSchedule, taken: Set[SessionId], now: datetime
) -> ScheduleDiff:
    # A session that moved has a new name, and the id of its old one is still its own.
    taken = taken | {one.id for one in old if session_id(one.uid) != one.id}
    new = [_with_free_id(session, taken) for session in parsed.sessions]
    return compare(
        old, new, now=now, silent=parsed.silent, ended=parsed.ended, is_whole=parsed.is_whole
    )


def _with_free_id(session: Session, taken: Set[SessionId]) -> Session:
    """Ids stand in links without their event: two events may both have an `opening`."""
    if session.id not in taken:
        return session
    return replace(session, id=session_id(f"{session.event_id}/{session.uid}"))
