"""Changes of a programme, whether a file or an organiser's hand made them: one way to save them.

The sessions themselves change at once. What hangs on them (the list of changes, reminders, the
waiting list, notices) follows in pieces of bounded size, each a transaction of its own that moves
a stored cursor: nobody waits long for the store, and a crash goes on where it stopped (ADR 21).
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.ids import EventId, RevisionId
from domain.people.quiet_hours import outside_quiet
from domain.ports import Clock
from domain.programme.revisions import (
    FOLLOWING,
    Revised,
    Revision,
    RevisionPhase,
)
from domain.programme.sessions import Event, Session
from services.batching import PEOPLE_AT_ONCE
from services.programme.admission.waiting_list import promote_waiting
from services.programme.files.diff import ChangeKind, SessionDiff

MERGED_WITHIN = timedelta(minutes=2)
"""A notice of a change waits this long for further changes of the same session, so that people
get one message instead of several."""

RETIMING = frozenset({ChangeKind.MOVED, ChangeKind.CANCELLED, ChangeKind.RESTORED})
TOLD = RETIMING | {ChangeKind.RENAMED, ChangeKind.RELOCATED}

SESSIONS_AT_ONCE = 200
"""Sessions that one transaction stages or follows."""


PIECES_AT_ONCE = 6
"""Pieces of follow-up work done at once, in the transaction of a small change: one for each
phase, and two to spare."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Revisions:
    store: Store
    clock: Clock
    default_zone: ZoneInfo
    sessions_at_once: int = SESSIONS_AT_ONCE
    people_at_once: int = PEOPLE_AT_ONCE

    # -- saving

    async def save(
        self,
        tx: Transaction,
        event_id: EventId,
        changes: Sequence[SessionDiff],
        *,
        added: Sequence[Session] = (),
        is_quiet: bool = False,
    ) -> None:
        """A few sessions at once, staged and published.

        Those who go to a session that moves, changes its room or name, or is cancelled are told
        unless `is_quiet`; their reminders follow in any case.
        """
        now = self.clock.now()
        revision_id = await tx.revisions.begin(event_id, now)
        rows = revised(changes, added, now, is_quiet=is_quiet)
        await tx.revisions.stage(revision_id, 1, rows)
        await self.publish(tx, event_id, revision_id)

    async def stage(
        self,
        event_id: EventId,
        changes: Sequence[SessionDiff],
        *,
        added: Sequence[Session] = (),
        is_quiet: bool = False,
    ) -> RevisionId:
        """Stored where nobody reads it, piece by piece; `publish` makes it the programme."""
        now = self.clock.now()
        async with self.store.write() as tx:
            revision_id = await tx.revisions.begin(event_id, now)
        rows = revised(changes, added, now, is_quiet=is_quiet)
        for start in range(0, len(rows), self.sessions_at_once):
            async with self.store.write() as tx:
                part = rows[start : start + self.sessions_at_once]
                await tx.revisions.stage(revision_id, start + 1, part)
        return revision_id

    async def publish(self, tx: Transaction, event_id: EventId, revision_id: RevisionId) -> None:
        """All of its sessions in one statement; what hangs on them follows by `tick`.

        That of few sessions follows in the same transaction, as far as some pieces go.
        """
        # Read inside the transaction: who registers later has seen the new programme.
        now = self.clock.now()
        # The first programme of an event is no news: nobody has read another one.
        is_news = await tx.programme.has_sessions(event_id)
        phase = RevisionPhase.LISTING if is_news else RevisionPhase.RETIMING
        size = await tx.revisions.save(revision_id, phase, now)
        if size <= self.sessions_at_once:
            for _ in range(PIECES_AT_ONCE):
                await self.advance(tx)

    async def audience(self, tx: Transaction, changes: Iterable[SessionDiff]) -> int:
        """How many people saving would tell."""
        now = self.clock.now()
        return await tx.registrations.audience(
            [one.old.id for one in changes if _is_told(one, now)]
        )

    # -- following

    async def tick(self) -> int:
        """The background job: does all follow-up work of published revisions; returns how many
        pieces that took."""
        pieces = 0
        while True:
            async with self.store.read() as tx:
                if await tx.revisions.next() is None:
                    return pieces
            async with self.store.write() as tx:
                await self.advance(tx)
            pieces += 1

    async def advance(self, tx: Transaction) -> None:
        """One piece of the earliest revision that is not followed to its end.

        Read again here: in this transaction nobody else has done it.
        """
        revision = await tx.revisions.next()
        if revision is None:
            return
        works: dict[RevisionPhase, Callable[[Transaction, Revision], Awaitable[bool]]] = {
            RevisionPhase.LISTING: self._list,
            RevisionPhase.RETIMING: self._retime,
            RevisionPhase.PROMOTING: self._promote,
            RevisionPhase.TELLING: self._tell,
        }
        if not await works[revision.phase](tx, revision):
            await tx.revisions.begin_phase(revision, _after(revision.phase))

    async def _list(self, tx: Transaction, revision: Revision) -> bool:
        """Adds to the list of changes. Like the other phases, returns whether the phase has
        more to do."""
        last = await tx.revisions.last_place(revision, self.sessions_at_once)
        if last is None:
            return False
        await tx.revisions.list_changes(revision, last)
        await tx.revisions.move(revision, last)
        return last == revision.place + self.sessions_at_once

    async def _retime(self, tx: Transaction, revision: Revision) -> bool:
        last = await tx.revisions.last_place(revision, self.sessions_at_once)
        if last is None:
            return False
        now, sessions = self.clock.now(), tx.revisions.retimed(revision, last)
        cancelled = await tx.waves.retime(sessions, now, self.people_at_once)
        if cancelled == self.people_at_once:
            # There may be more of the same sessions; they come first next time.
            return True
        edited = await tx.waves.correct(sessions, revision, now, self.people_at_once)
        if edited == self.people_at_once:
            return True
        await tx.revisions.move(revision, last)
        return last == revision.place + self.sessions_at_once

    async def _promote(self, tx: Transaction, revision: Revision) -> bool:
        found = await tx.revisions.next_resized(revision)
        if found is None:
            return False
        place, session = found
        now = self.clock.now()
        promoted = 0
        if not session.is_cancelled:
            promoted = await promote_waiting(
                tx, session, now, self.default_zone, self.people_at_once
            )
        if promoted < self.people_at_once:
            await tx.revisions.move(revision, place)
        return True

    async def _tell(self, tx: Transaction, revision: Revision) -> bool:
        upper = await tx.revisions.last_person(revision, self.people_at_once)
        if upper is None:
            return False
        place, person, looked_at = upper
        now = self.clock.now()
        leaves_at = revision.saved_at + MERGED_WITHIN
        morning = outside_quiet(leaves_at, self.default_zone)
        await tx.revisions.tell(revision, (place, person), now, leaves_at, morning)
        await tx.revisions.move(revision, place, person)
        return looked_at == self.people_at_once


def revised(
    changes: Iterable[SessionDiff], added: Iterable[Session], now: datetime, *, is_quiet: bool
) -> list[Revised]:
    """What follows from each change; new sessions come last."""
    return [
        *(
            Revised(
                before=change.old,
                after=change.new,
                is_retimed=bool(change.kinds & RETIMING),
                is_resized=_may_have_places(change),
                is_told=not is_quiet and _is_told(change, now),
            )
            for change in changes
        ),
        *(Revised(before=None, after=session) for session in added),
    ]


def version_of(event: Event | None, sessions: Collection[Session]) -> str:
    """Differs as soon as anything of the programme does."""
    digest = hashlib.sha256(repr(event).encode())
    for session in sessions:
        digest.update(repr(session).encode())
    return digest.hexdigest()[:16]


def _may_have_places(change: SessionDiff) -> bool:
    """Whether the change may leave free places with people waiting: more capacity, or a
    restored session, from which people may have gone without anybody being called in."""
    is_restored = change.old.is_cancelled and not change.new.is_cancelled
    return "capacity" in change.fields or is_restored


def _is_told(change: SessionDiff, now: datetime) -> bool:
    return bool(change.kinds & TOLD) and change.old.ends_at > now


def _after(phase: RevisionPhase) -> RevisionPhase:
    following = FOLLOWING.index(phase) + 1
    return FOLLOWING[following] if following < len(FOLLOWING) else RevisionPhase.DONE
