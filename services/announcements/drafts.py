"""Announcements before they leave: draft, audience, time, confirmation, approval."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    Dispatch,
    LinkButton,
    Outlet,
    Post,
    Slot,
    read_buttons,
)
from domain.announcements.audiences import (
    Audience,
    Chosen,
    Offered,
    Received,
    Term,
    ValueCondition,
)
from domain.announcements.messages import (
    AnnouncementCopy,
    AnnouncementReturned,
    ApprovalRequest,
)
from domain.errors import AlreadyHandled, Forbidden, NotFound, UserError
from domain.ids import AnnouncementId, ChatId, EventId, SessionId
from domain.outbox import (
    NO_DISPATCH,
    NewMessage,
    Priority,
)
from domain.people.quiet_hours import after_quiet, at_wall_clock
from domain.people.users import Actor, Category, QuietHours, zone_or
from domain.ports import Alarm, Clock
from domain.programme.programmes import coming_first
from services.announcements.dispatches import first_moment, start
from services.language.typed_moments import read_moment, says_at_once
from services.people.organisers import Organisers

CHOSEN_LIMIT = 100_000
"""Most people that a list sent by an organiser may name."""

UNSENT_CONSIDERED = 50
"""How many unsent announcements of an author are looked through when they edit a message; older
drafts are taken for abandoned."""

DRAFT = AnnouncementState.DRAFT
AWAITING = AnnouncementState.AWAITING
PLANNED = AnnouncementState.PLANNED
STARTED = AnnouncementState.STARTED
DISCARDED = AnnouncementState.DISCARDED


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """What a confirmation would cause now."""

    people: int
    outlets: int
    takes: timedelta
    """How long the sending takes at the present rate, not counting what is queued before it."""
    zones: int = 0
    """Time zones of the people, where each gets it at the local hour."""
    zones_past: int = 0
    """How many of these zones have passed that hour already: people there get it at once."""
    held: int = 0
    """People whose quiet hours it would fall into; it waits for their end."""
    held_until: tuple[time, ...] = ()
    """The different ends of those quiet hours, each by local time, earliest first."""
    needs_approval: bool = False


class Confirmed(StrEnum):
    STARTED = "started"
    PLANNED = "planned"
    AWAITING = "awaiting"


@dataclass(frozen=True, slots=True)
class Confirmation:
    outcome: Confirmed
    announcement: Announcement
    dispatch: Dispatch | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnouncementDrafts:
    store: Store
    clock: Clock
    alarm: Alarm
    organisers: Organisers
    default_zone: ZoneInfo
    rate: int
    """Messages a second (SEND_RATE)."""
    approval_over: int = 0
    """Audiences larger than this need a second organiser; 0: none does."""

    # -- drafts

    async def begin(self, actor: Actor) -> None:
        """Raises Forbidden before a post is asked for or copied."""
        await self.organisers.check(actor)

    async def draft(self, actor: Actor, post: Post) -> Announcement:
        now = self.clock.now()
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            await tx.updates.claim(actor.update_id, now)
            announcement_id = await tx.announcements.add(actor.id, post, now)
            return await self._found(tx, announcement_id)

    async def get(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await self._found(tx, announcement_id, holds=False)

    async def set_panel(self, announcement_id: AnnouncementId, message_id: int) -> None:
        async with self.store.write() as tx:
            await tx.announcements.set_panel(announcement_id, message_id)

    async def toggle_silent(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        return await self._change(
            actor, announcement_id, lambda one: replace(one, is_silent=not one.is_silent)
        )

    async def set_category(
        self, actor: Actor, announcement_id: AnnouncementId, category: Category
    ) -> Announcement:
        return await self._change(
            actor, announcement_id, lambda one: replace(one, category=category)
        )

    async def set_buttons(
        self, actor: Actor, announcement_id: AnnouncementId, text: str
    ) -> Announcement:
        """Raises UserError naming the line that is no button."""
        buttons = read_buttons(text)
        return await self._change(
            actor, announcement_id, lambda one: replace(one, buttons=buttons)
        )

    async def remove_buttons(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        none: tuple[LinkButton, ...] = ()
        return await self._change(actor, announcement_id, lambda one: replace(one, buttons=none))

    async def set_start(
        self, actor: Actor, announcement_id: AnnouncementId, text: str
    ) -> Announcement:
        """`text` as people write it, in the organiser's zone. Raises UserError."""
        if says_at_once(text):
            return await self.start_now(actor, announcement_id)
        moment = await self._moment(actor, text)

        def change(one: Announcement) -> Announcement:
            wall = _wall(moment, actor.zone) if one.is_local else moment
            return replace(one, starts_at=wall)

        return await self._change(actor, announcement_id, change)

    async def start_now(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        return await self._change(
            actor, announcement_id, lambda one: replace(one, starts_at=None, is_local=False)
        )

    async def toggle_local(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        """The same wall time: at the organiser's place, or at each recipient's."""

        def change(one: Announcement) -> Announcement:
            if one.starts_at is None:
                raise UserError("broadcast-local-needs-time")
            if one.is_local:
                moment = at_wall_clock(one.starts_at, actor.zone)
                return replace(one, is_local=False, starts_at=moment)
            return replace(one, is_local=True, starts_at=_wall(one.starts_at, actor.zone))

        return await self._change(actor, announcement_id, change)

    async def set_expiry(
        self, actor: Actor, announcement_id: AnnouncementId, text: str
    ) -> Announcement:
        moment = await self._moment(actor, text)

        def change(one: Announcement) -> Announcement:
            changed = replace(one, expires_at=moment)
            self._check_expiry(changed, actor.zone)
            return changed

        return await self._change(actor, announcement_id, change)

    async def remove_expiry(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        return await self._change(
            actor, announcement_id, lambda one: replace(one, expires_at=None)
        )

    async def set_audience(
        self,
        actor: Actor,
        announcement_id: AnnouncementId,
        change: Callable[[Audience], Audience],
    ) -> Announcement:
        return await self._change(
            actor, announcement_id, lambda one: replace(one, audience=change(one.audience))
        )

    async def choose(
        self,
        actor: Actor,
        announcement_id: AnnouncementId,
        ids: Iterable[int],
        *,
        is_excluded: bool,
    ) -> tuple[Announcement, int]:
        """People by id, from a file: replaces an earlier file. And how many the bot knows."""
        wanted = sorted(set(ids))
        if not wanted:
            raise UserError("audience-file-empty")
        if len(wanted) > CHOSEN_LIMIT:
            raise UserError("audience-file-too-long", limit=CHOSEN_LIMIT)
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            one = await self._editable(tx, actor, announcement_id)
            known = await tx.announcements.choose(announcement_id, wanted)
            others = tuple(
                term for term in one.audience.terms if not isinstance(term.condition, Chosen)
            )
            term = Term(Chosen(announcement_id, len(wanted), actor.update_id), is_excluded)
            changed = replace(one, audience=Audience((*others, term)))
            await tx.announcements.save(changed, DRAFT)
        return changed, known

    async def toggle_outlet(
        self, actor: Actor, announcement_id: AnnouncementId, outlet: Outlet
    ) -> Announcement:
        def change(one: Announcement) -> Announcement:
            others = tuple(known for known in one.outlets if _place(known) != _place(outlet))
            is_new = len(others) == len(one.outlets)
            return replace(one, outlets=(*others, outlet) if is_new else others)

        return await self._change(actor, announcement_id, change)

    async def outlets(self, actor: Actor) -> list[Outlet]:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await tx.outlets.all()

    async def offered(self, actor: Actor, kind: type[ValueCondition]) -> list[Offered]:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await tx.announcements.offered(kind)

    async def events(self, actor: Actor) -> list[tuple[EventId, str]]:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            events = coming_first(await tx.programme.versions(), self.clock.now())
        return [(one.id, one.title) for one in events]

    async def sessions(self, actor: Actor, event_id: EventId) -> list[tuple[SessionId, str, str]]:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await tx.announcements.sessions(event_id)

    async def check_draft(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        """Before another post is asked for or copied. Raises UserError for what is no draft."""
        async with self.store.read() as tx:
            return await self._replaceable(tx, actor, announcement_id, holds=False)

    async def copied_from(self, actor: Actor, message_id: int) -> Announcement | None:
        """The announcement of the actor's that has not begun and whose post is a copy of that
        message of theirs; None of any other message, and for whoever is no organiser.
        """
        async with self.store.read() as tx:
            try:
                await self.organisers.require(tx, actor)
            except Forbidden:
                return None
            unsent = await tx.announcements.unsent_of(actor.id, UNSENT_CONSIDERED)
        return next(
            (
                one
                for one in unsent
                if one.post.chat_id == ChatId(actor.id) and message_id in one.post.source_ids
            ),
            None,
        )

    async def replace_post(
        self, actor: Actor, announcement_id: AnnouncementId, post: Post
    ) -> Announcement:
        """Of a draft alone: to whom, when and all else stays, the confirmation is to come."""
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            one = await self._replaceable(tx, actor, announcement_id)
            changed = replace(one, post=post)
            await tx.announcements.save(changed, DRAFT)
        return changed

    # -- on the way out

    async def estimate(self, actor: Actor, one: Announcement) -> Estimate:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            slots = await tx.announcements.slots(one.audience, one.category)
        now = self.clock.now()
        people = sum(slot.people for slot in slots)
        zones = {slot.tz for slot in slots} if one.is_local else set()
        past = {zone for zone in zones if self.starts_in(one, zone, now) <= now}
        held = [slot for slot in slots if self._is_held(one, slot, now)]
        messages = (people + len(one.outlets)) * len(one.post.message_ids)
        return Estimate(
            people=people,
            outlets=len(one.outlets),
            takes=timedelta(seconds=messages / self.rate),
            zones=len(zones),
            zones_past=len(past),
            held=sum(slot.people for slot in held),
            held_until=tuple(
                sorted({slot.quiet_hours.end for slot in held if slot.quiet_hours is not None})
            ),
            needs_approval=bool(self.approval_over) and people > self.approval_over,
        )

    def arrives_in(
        self, one: Announcement, tz: str | None, hours: QuietHours | None, now: datetime
    ) -> datetime:
        """When a person of this zone and these quiet hours gets it: `starts_in`, or the end of the
        quiet hours it falls into unless it is important. Aware UTC."""
        begins = max(now, self.starts_in(one, tz, now))
        if one.category is Category.IMPORTANT:
            return begins
        return after_quiet(begins, hours, zone_or(tz, self.default_zone))

    def _is_held(self, one: Announcement, slot: Slot, now: datetime) -> bool:
        begins = max(now, self.starts_in(one, slot.tz, now))
        return self.arrives_in(one, slot.tz, slot.quiet_hours, now) > begins

    def starts_in(self, one: Announcement, tz: str | None, now: datetime) -> datetime:
        """When people of a zone (None: the default one) get it, quiet hours left aside."""
        if one.starts_at is None:
            return now
        if not one.is_local:
            return one.starts_at
        return at_wall_clock(one.starts_at, zone_or(tz, self.default_zone))

    async def test(self, actor: Actor, announcement_id: AnnouncementId) -> None:
        """A copy to oneself, through the outbox: what recipients get, made by the same code."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            await tx.updates.claim(actor.update_id, now)
            one = await self._found(tx, announcement_id)
            copy = AnnouncementCopy(announcement=one.id)
            message = NewMessage(
                dedupe_key=copy.test_key(actor.update_id),
                chat_id=ChatId(actor.id),
                message=copy,
                priority=Priority.NOTICE,
                not_before=now,
                dispatch_id=NO_DISPATCH,
            )
            await tx.outbox.add([message], now)

    async def confirm(
        self,
        actor: Actor,
        announcement_id: AnnouncementId,
        seen: str,
        *,
        panel_id: int | None = None,
    ) -> Confirmation:
        """Sends, plans, or asks a second organiser. Raises UserError where nothing could go out,
        and where what the organiser was shown (`seen` is its mark) has been changed since.

        `panel_id` is the message in the author's chat that will show the progress. Of two who
        press at once the second finds the state changed.
        """
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            one = await self._found(tx, announcement_id)
            await self.organisers.require(tx, actor)
            self._check_author(one, actor)
            if one.state is not DRAFT:
                raise UserError("broadcast-already-confirmed")
            if one.mark != seen:
                raise UserError("broadcast-confirm-changed")
            if panel_id is not None and actor.id == one.author_id:
                one = replace(one, panel_id=panel_id)
            people = await tx.announcements.count(one.audience, one.category)
            self._check_sendable(one, people, actor.zone)
            if self.approval_over and people > self.approval_over:
                return await self._ask_approval(tx, actor, one, people)
            await self.organisers.record(tx, actor, "confirmed", id=one.id, people=people)
            return await self._release(tx, one, now, DRAFT)

    async def approve(
        self, actor: Actor, announcement_id: AnnouncementId, seen: str
    ) -> Confirmation:
        """`seen` is the mark of what the organiser was shown. Raises UserError where that is not
        what waits now.
        """
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            one = await self._awaiting(tx, actor, announcement_id)
            if one.mark != seen:
                raise UserError("broadcast-approval-changed")
            people = await tx.announcements.count(one.audience, one.category)
            self._check_sendable(one, people, actor.zone)
            await self.organisers.record(tx, actor, "approved", id=one.id, people=people)
            approved = replace(one, approved_by=actor.id)
            return await self._release(tx, approved, now, AWAITING)

    async def approval_request(
        self, actor: Actor, announcement_id: AnnouncementId
    ) -> tuple[ApprovalRequest, Announcement]:
        """As it would be asked for now, for somebody who looks at an earlier request. Raises
        UserError where nothing waits for them.
        """
        async with self.store.read() as tx:
            one = await self._awaiting(tx, actor, announcement_id, holds=False)
            author = await tx.users.find(one.author_id)
            people = await tx.announcements.count(one.audience, one.category)
        name = author.profile.first_name if author is not None else str(one.author_id)
        return ApprovalRequest(announcement=one.id, author=name, people=people), one

    async def _awaiting(
        self,
        tx: Transaction,
        actor: Actor,
        announcement_id: AnnouncementId,
        *,
        holds: bool = True,
    ) -> Announcement:
        one = await self._found(tx, announcement_id, holds=holds)
        await self.organisers.require(tx, actor)
        if one.state is DRAFT:
            raise UserError("broadcast-returned-already")
        if one.state is not AWAITING:
            raise UserError("broadcast-already-confirmed")
        if actor.id == one.author_id:
            raise Forbidden("broadcast-approve-own")
        return one

    async def withdraw(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        """Back to a draft: a plan given up, or approval refused by another organiser, of which its
        author hears.
        """
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            one = await self._found(tx, announcement_id)
            await self.organisers.require(tx, actor)
            if one.state is DRAFT:
                raise UserError("broadcast-returned-already")
            draft = replace(one, state=DRAFT, approved_by=None)
            if not await tx.announcements.save(draft, AWAITING, PLANNED):
                raise UserError("broadcast-already-confirmed")
            await self.organisers.record(tx, actor, "withdrawn", id=one.id)
            if actor.id != one.author_id:
                await self._tell_author(tx, one, actor, now)
        return draft

    async def _tell_author(
        self, tx: Transaction, one: Announcement, actor: Actor, now: datetime
    ) -> None:
        returned = AnnouncementReturned(
            announcement=one.id, by=actor.name, planned=one.state is PLANNED
        )
        message = NewMessage(
            dedupe_key=returned.key(actor.update_id),
            chat_id=ChatId(one.author_id),
            message=returned,
            priority=Priority.NOTICE,
            not_before=now,
        )
        await tx.outbox.add([message], now)

    async def discard(self, actor: Actor, announcement_id: AnnouncementId) -> None:
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            one = await self._found(tx, announcement_id)
            await self.organisers.require(tx, actor)
            self._check_author(one, actor)
            if not await tx.announcements.save(
                replace(one, state=DISCARDED), DRAFT, AWAITING, PLANNED
            ):
                raise UserError("broadcast-already-confirmed")
            await self.organisers.record(tx, actor, "discarded", id=one.id)

    async def repeat(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        """A draft of the same post for those of its audience who have not got it."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            await tx.updates.claim(actor.update_id, now)
            one = await self._found(tx, announcement_id)
            rounds = await tx.dispatches.of(one.id)
            post = rounds[0].post if rounds else one.post
            new_id = await tx.announcements.add(actor.id, post, now)
            terms = (*one.audience.terms, Term(Received(one.id), is_excluded=True))
            again = replace(
                await self._found(tx, new_id),
                buttons=one.buttons,
                is_silent=one.is_silent,
                category=one.category,
                audience=Audience(terms),
            )
            await tx.announcements.save(again, DRAFT)
        return again

    # -- inside

    async def _moment(self, actor: Actor, text: str) -> datetime:
        return await asyncio.to_thread(read_moment, text, actor.zone, self.clock.now())

    async def _change(
        self,
        actor: Actor,
        announcement_id: AnnouncementId,
        change: Callable[[Announcement], Announcement],
    ) -> Announcement:
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            one = await self._editable(tx, actor, announcement_id)
            changed = change(one)
            await tx.announcements.save(changed, DRAFT)
        return changed

    async def _replaceable(
        self,
        tx: Transaction,
        actor: Actor,
        announcement_id: AnnouncementId,
        *,
        holds: bool = True,
    ) -> Announcement:
        """The announcement, if its post may be replaced. Raises UserError for a confirmed one,
        which has to be withdrawn first: an approval or a plan must not hold for a post that it was
        not given for."""
        await self.organisers.require(tx, actor)
        one = await self._found(tx, announcement_id, holds=holds)
        self._check_author(one, actor)
        if one.state in {AWAITING, PLANNED}:
            raise UserError("broadcast-replace-confirmed")
        if one.state is not DRAFT:
            raise UserError("broadcast-already-confirmed")
        return one

    async def _editable(
        self, tx: Transaction, actor: Actor, announcement_id: AnnouncementId
    ) -> Announcement:
        await self.organisers.require(tx, actor)
        one = await self._found(tx, announcement_id)
        self._check_author(one, actor)
        if one.state is not DRAFT:
            raise UserError("broadcast-already-confirmed")
        return one

    def _check_author(self, one: Announcement, actor: Actor) -> None:
        if actor.id != one.author_id and actor.id not in self.organisers.owners:
            raise Forbidden("broadcast-not-yours")

    async def _found(
        self, tx: Transaction, announcement_id: AnnouncementId, *, holds: bool = True
    ) -> Announcement:
        one = await tx.announcements.find(announcement_id, holds=holds)
        if one is None or one.state is DISCARDED:
            raise NotFound("broadcast-gone")
        return one

    def _check_sendable(self, one: Announcement, people: int, zone: ZoneInfo) -> None:
        if not people and not one.outlets:
            raise UserError("broadcast-nobody")
        now = self.clock.now()
        begins = one.starts_at and (
            at_wall_clock(one.starts_at, zone) if one.is_local else one.starts_at
        )
        if begins is not None and begins <= now:
            raise UserError("broadcast-start-past")
        self._check_expiry(one, zone)

    def _check_expiry(self, one: Announcement, zone: ZoneInfo) -> None:
        if one.expires_at is None:
            return
        begins = self.clock.now()
        if one.starts_at is not None:
            begins = at_wall_clock(one.starts_at, zone) if one.is_local else one.starts_at
        if one.expires_at <= begins:
            raise UserError("broadcast-expires-before-start")

    async def _ask_approval(
        self, tx: Transaction, actor: Actor, one: Announcement, people: int
    ) -> Confirmation:
        others = sorted(await self.organisers.ids(tx) - {actor.id, one.author_id})
        if not others:
            raise UserError("broadcast-nobody-approves", limit=self.approval_over)
        now = self.clock.now()
        waiting = replace(one, state=AWAITING)
        await tx.announcements.save(waiting, DRAFT)
        await self.organisers.record(tx, actor, "approval-asked", id=one.id, people=people)
        request = ApprovalRequest(announcement=one.id, author=actor.name, people=people)
        await tx.outbox.add(
            [
                NewMessage(
                    dedupe_key=request.key(actor.update_id, organiser),
                    chat_id=ChatId(organiser),
                    message=request,
                    priority=Priority.NOTICE,
                    not_before=now,
                )
                for organiser in others
            ],
            now,
        )
        return Confirmation(Confirmed.AWAITING, waiting)

    async def _release(
        self, tx: Transaction, one: Announcement, now: datetime, expected: AnnouncementState
    ) -> Confirmation:
        begins = first_moment(one)
        if begins is not None and begins > now:
            planned = replace(one, state=PLANNED)
            if not await tx.announcements.save(planned, expected):
                raise AlreadyHandled
            tx.after_commit(lambda: self.alarm.wake_at(begins))
            return Confirmation(Confirmed.PLANNED, planned)
        dispatch = await start(tx, one, now, expected)
        if dispatch is None:
            raise AlreadyHandled
        return Confirmation(Confirmed.STARTED, replace(one, state=STARTED), dispatch)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """The wall time in `zone`, written into the fields of a UTC moment."""
    return moment.astimezone(zone).replace(tzinfo=moment.tzinfo)


def _place(outlet: Outlet) -> tuple[ChatId, int | None]:
    return outlet.chat_id, outlet.thread_id
