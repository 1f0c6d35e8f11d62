"""The organisers' side of the programme: look at sessions, change one by hand, add one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.unit_of_work import Store, Transaction
from domain.errors import NotFound, UserError
from domain.ids import DraftId, EventId, SessionId
from domain.people.users import Actor
from domain.ports import Clock
from domain.programme.programmes import Programme, coming_first
from domain.programme.sessions import Event, Session, SessionDraft, session_id
from domain.rehearsal import Conflict
from services.people.organisers import Organisers
from services.programme.files.diff import change_of
from services.programme.required import required_event, session_with_event
from services.programme.revisions import Revisions
from services.programme.session_fields import (
    CANCELLED,
    Changes,
    Field,
    check,
    edited,
    read_field,
    read_session,
    shifted,
)
from services.programme.typed.meant_sessions import Meant, asks_of_sheets, meant
from services.programme.typed.wishes import wished
from services.rehearsal.conflicts import clashes_of

PLACED = frozenset({Field.STARTS, Field.ENDS, Field.ROOM, Field.SPEAKERS, CANCELLED})
"""What may bring a session or its speakers where another one is."""

LOOKED_BACK = timedelta(days=14)

KEEPS_ALL = "keeps_all"
"""In the changes of a draft, beside fields: the organiser knows that more people are going than
the new capacity holds, and wants them all to stay."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionOverview:
    event: Event
    session: Session
    going: int
    waiting: int
    materials: int
    clashes: tuple[Conflict, ...] = ()
    """As of an `Edit`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """A draft beside the session as it is now."""

    draft: SessionDraft
    event: Event
    now: Session
    then: Session
    audience: int
    """How many people saving it would tell."""
    called: int = 0
    """How many of those who wait it has a place for: they are told of that."""
    clashes: tuple[Conflict, ...] = ()
    """Other sessions that take the room or a speaker at the time that the draft wishes."""
    is_stale: bool = False
    """Somebody else has changed the session since: look again before saving."""

    @property
    def is_empty(self) -> bool:
        return change_of(self.now, self.then) is None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeEditing:
    """Organisers only: every call raises Forbidden for anybody else."""

    store: Store
    clock: Clock
    organisers: Organisers
    revisions: Revisions

    async def begin_asking(self, actor: Actor) -> None:
        """Before a file or a session is asked for: whoever may not send it is not asked."""
        await self.organisers.check(actor)

    async def events(self, actor: Actor) -> list[Event]:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return coming_first(await tx.programme.versions(), self.clock.now())

    async def programme(self, actor: Actor, event_id: EventId) -> Programme:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            event = await required_event(tx, event_id)
            return Programme(event=event, sessions=tuple(await tx.programme.sessions(event_id)))

    async def meant(self, actor: Actor, text: str) -> list[Meant]:
        """Sessions that the text names, of those that are not over, or were not long ago where it
        asks what their sheets tell («оценки пленарки»); empty where it names none."""
        now = self.clock.now()
        since = now - LOOKED_BACK if asks_of_sheets(text) else now
        known = await self._coming(actor, since)
        return await asyncio.to_thread(meant, text, known, since)

    async def next_ones(self, actor: Actor, limit: int) -> list[Meant]:
        """The sessions that end next, of all events."""
        now = self.clock.now()
        left = [
            (programme.event, session)
            for programme in await self._coming(actor, now)
            for session in programme.sessions
            if session.ends_at > now
        ]
        return sorted(left, key=lambda one: (one[1].starts_at, one[1].id))[:limit]

    async def _coming(self, actor: Actor, since: datetime) -> list[Programme]:
        now = self.clock.now()
        versions = await self.store.programmes.versions(now)
        coming = [one.event.id for one in versions.values() if not one.is_over(since)]
        await self.organisers.check(actor)
        found = [await self.store.programmes.programme(one, now) for one in coming]
        return [programme for programme in found if programme is not None]

    async def sheet(self, actor: Actor, session_id: SessionId) -> SessionOverview:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            event, session = await session_with_event(tx, session_id)
            going, waiting = (await tx.registrations.counts([session_id])).get(session_id, (0, 0))
            materials = await tx.materials.count(session_id)
            clashes = await _clashes(tx, session)
        return SessionOverview(
            event=event,
            session=session,
            going=going,
            waiting=waiting,
            materials=materials,
            clashes=clashes,
        )

    async def add(self, actor: Actor, event_id: EventId, text: str) -> Session:
        """Adds a session from lines: title, start, end or how long, room. Raises UserError."""
        now = self.clock.now()
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            event = await required_event(tx, event_id)
        uid = f"{event.id}/{actor.update_id}@profkompas"
        template = Session(
            id=session_id(uid), event_id=event.id, uid=uid, title="",
            starts_at=now, ends_at=now + timedelta(hours=1),
        )  # fmt: skip
        session = await asyncio.to_thread(read_session, text, event, template, now)
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            await self.organisers.require(tx, actor)
            await self.revisions.save(tx, event.id, [], added=[session])
            await self.organisers.record(
                tx, actor, "session-added", title=session.title, id=session.id
            )
        return session

    # -- drafts

    async def begin(self, actor: Actor, session_id: SessionId) -> Edit:
        """The draft of this organiser, a new one if there is none."""
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            _, session = await session_with_event(tx, session_id)
            known = await tx.session_drafts.open(actor.id, session_id)
            draft_id = (
                known.id
                if known
                else await tx.session_drafts.add(
                    actor.id, session_id, session.sequence, self.clock.now()
                )
            )
            return await self._edit(tx, actor, draft_id)

    async def edit(self, actor: Actor, draft_id: DraftId) -> Edit:
        async with self.store.read() as tx:
            return await self._edit(tx, actor, draft_id)

    async def type(self, actor: Actor, draft_id: DraftId, field: Field, text: str) -> Edit:
        """One field as the organiser typed it. Raises UserError, and the draft stays as it was."""
        edit = await self.edit(actor, draft_id)
        typed = await asyncio.to_thread(
            read_field, field, text, edit.event, edit.then, self.clock.now()
        )
        return await self._change(actor, draft_id, lambda changes: _with(changes, typed))

    async def propose(self, actor: Actor, session_id: SessionId, text: str) -> Edit | None:
        """A draft of what the text wants the session to be; None where it says no such thing.

        Raises UserError for a moment that will not do, and no draft is made.
        """
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            event, session = await session_with_event(tx, session_id)
            rooms = sorted({one.room for one in await tx.programme.sessions(event.id)} - {""})
        changes = await asyncio.to_thread(wished, text, event, session, rooms, self.clock.now())
        if change_of(session, edited(session, changes)) is None:
            return None
        edit = await self.begin(actor, session_id)
        return await self._change(actor, edit.draft.id, lambda known: _with(_held(known), changes))

    async def shift(self, actor: Actor, draft_id: DraftId, by: timedelta) -> Edit:
        """The session as the draft has it, that much later. Raises UserError."""
        edit = await self.edit(actor, draft_id)
        changed = shifted(edit.event, edit.then, by, self.clock.now())
        return await self._change(actor, draft_id, lambda changes: _with(changes, changed))

    async def set_cancelled(self, actor: Actor, draft_id: DraftId, *, is_cancelled: bool) -> Edit:
        return await self._change(
            actor, draft_id, lambda changes: changes | {CANCELLED: is_cancelled}
        )

    async def keep_all(self, actor: Actor, draft_id: DraftId) -> Edit:
        """Fewer places than people: they stay, and nobody new gets in."""
        return await self._change(actor, draft_id, lambda changes: changes | {KEEPS_ALL: True})

    async def crowded(self, actor: Actor, draft_id: DraftId) -> int | None:
        """How many go, where that is more than the draft's capacity and nobody has agreed yet."""
        async with self.store.read() as tx:
            edit = await self._edit(tx, actor, draft_id)
            return await _crowded(tx, edit)

    async def drop(self, actor: Actor, draft_id: DraftId) -> SessionId:
        """Forgets the draft; whose session it was of."""
        async with self.store.write() as tx:
            edit = await self._edit(tx, actor, draft_id)
            await tx.session_drafts.delete(draft_id)
        return edit.now.id

    async def save(self, actor: Actor, draft_id: DraftId, *, is_quiet: bool) -> Edit | None:
        """None: saved. Else the draft as it now stands beside what somebody else has changed.

        Raises UserError where it changes nothing, breaks a rule, or leaves people without a place.
        """
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            edit = await self._edit(tx, actor, draft_id)
            if edit.is_stale:
                await tx.session_drafts.set(draft_id, edit.now.sequence, edit.draft.changes)
                return edit
            await self._save(tx, actor, edit, is_quiet=is_quiet)
        return None

    async def _save(self, tx: Transaction, actor: Actor, edit: Edit, *, is_quiet: bool) -> None:
        change = change_of(edit.now, edit.then)
        if change is None:
            raise UserError("edit-nothing")
        check(edit.event, edit.then)
        crowded = await _crowded(tx, edit)
        if crowded is not None:
            raise UserError("edit-crowded", going=crowded, capacity=edit.then.capacity or 0)
        await self.revisions.save(tx, edit.event.id, [change], is_quiet=is_quiet)
        await tx.session_drafts.delete(edit.draft.id)
        await self.organisers.record(
            tx, actor, "session-changed", title=edit.then.title, id=edit.now.id,
            fields=", ".join(change.fields), people=0 if is_quiet else edit.audience,
        )  # fmt: skip

    async def _change(
        self, actor: Actor, draft_id: DraftId, change: Callable[[Changes], Changes]
    ) -> Edit:
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            edit = await self._edit(tx, actor, draft_id)
            changes = change(edit.draft.changes)
            await tx.session_drafts.set(draft_id, edit.draft.sequence, changes)
            return await self._edit(tx, actor, draft_id)

    async def _edit(self, tx: Transaction, actor: Actor, draft_id: DraftId) -> Edit:
        await self.organisers.require(tx, actor)
        draft = await tx.session_drafts.find(draft_id)
        if draft is None or draft.author_id != actor.id:
            raise NotFound("edit-gone")
        event, session = await session_with_event(tx, draft.session_id)
        then = edited(session, _fields(draft))
        change = change_of(session, then)
        return Edit(
            draft=draft,
            event=event,
            now=session,
            then=then,
            audience=await self.revisions.audience(tx, [change] if change else []),
            called=await _called(tx, session, then),
            clashes=await _clashes(tx, then) if change and PLACED & {*change.fields} else (),
            is_stale=draft.sequence != session.sequence,
        )


async def _called(tx: Transaction, now: Session, then: Session) -> int:
    if now.capacity == then.capacity or then.is_cancelled:
        return 0
    going, waiting = (await tx.registrations.counts([now.id])).get(now.id, (0, 0))
    free = waiting if then.capacity is None else then.capacity - going
    return max(0, min(waiting, free))


async def _clashes(tx: Transaction, then: Session) -> tuple[Conflict, ...]:
    if then.is_cancelled or not (then.room or then.speakers):
        return ()
    at_once = await tx.programme.during(then.event_id, then.starts_at, then.ends_at)
    return clashes_of(then, at_once)


def _fields(draft: SessionDraft) -> Changes:
    return {name: value for name, value in draft.changes.items() if name != KEEPS_ALL}


def _held(changes: Changes) -> Changes:
    """Without a cancellation that nobody has saved: what is to be held otherwise is held."""
    return {name: value for name, value in changes.items() if (name, value) != (CANCELLED, True)}


def _with(changes: Changes, typed: Changes) -> Changes:
    """A new capacity has to be agreed to anew."""
    kept = {
        name: value
        for name, value in changes.items()
        if name != KEEPS_ALL or Field.CAPACITY not in typed
    }
    return kept | typed


async def _crowded(tx: Transaction, edit: Edit) -> int | None:
    capacity = edit.then.capacity
    if capacity is None or capacity == edit.now.capacity or edit.draft.changes.get(KEEPS_ALL):
        return None
    going, _ = (await tx.registrations.counts([edit.now.id])).get(edit.now.id, (0, 0))
    return going if going > capacity else None
