"""Sending an announcement off: whom it would reach, confirmation, approval, giving it up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    Dispatch,
    Slot,
)
from domain.announcements.messages import (
    AnnouncementCopy,
    AnnouncementReturned,
    ApprovalRequest,
)
from domain.errors import AlreadyHandled, Forbidden, UserError
from domain.ids import AnnouncementId, ChatId
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.people.quiet_hours import after_quiet, at_wall_clock
from domain.people.users import Actor, Category, QuietHours, zone_or
from domain.ports import Alarm, Clock
from services.announcements.dispatches import add_test, first_moment, start
from services.announcements.drafts import check_author, check_expiry, found
from services.people.organisers import Organisers

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
class AnnouncementRelease:
    store: Store
    clock: Clock
    alarm: Alarm
    organisers: Organisers
    default_zone: ZoneInfo
    rate: int
    """Messages a second (SEND_RATE)."""
    approval_over: int = 0
    """Audiences larger than this need a second organiser; 0: none does."""

    async def set_panel(self, announcement_id: AnnouncementId, message_id: int) -> None:
        async with self.store.write() as tx:
            await tx.announcements.set_panel(announcement_id, message_id)

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
            one = await found(tx, announcement_id)
            await add_test(tx, actor, AnnouncementCopy(announcement=one.id), now)

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
            one = await found(tx, announcement_id)
            await self.organisers.require(tx, actor)
            check_author(one, actor, self.organisers)
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
        """The request for approval as it would be made now, for somebody who looks at an earlier
        one. Raises UserError where nothing waits for them."""
        async with self.store.read() as tx:
            one = await self._awaiting(tx, actor, announcement_id)
            author = await tx.users.find(one.author_id)
            people = await tx.announcements.count(one.audience, one.category)
        name = author.profile.first_name if author is not None else str(one.author_id)
        return ApprovalRequest(announcement=one.id, author=name, people=people), one

    async def _awaiting(
        self, tx: Transaction, actor: Actor, announcement_id: AnnouncementId
    ) -> Announcement:
        one = await found(tx, announcement_id)
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
            one = await found(tx, announcement_id)
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
            one = await found(tx, announcement_id)
            await self.organisers.require(tx, actor)
            check_author(one, actor, self.organisers)
            if not await tx.announcements.save(
                replace(one, state=DISCARDED), DRAFT, AWAITING, PLANNED
            ):
                raise UserError("broadcast-already-confirmed")
            await self.organisers.record(tx, actor, "discarded", id=one.id)

    def _check_sendable(self, one: Announcement, people: int, zone: ZoneInfo) -> None:
        if not people and not one.outlets:
            raise UserError("broadcast-nobody")
        now = self.clock.now()
        begins = one.starts_at and (
            at_wall_clock(one.starts_at, zone) if one.is_local else one.starts_at
        )
        if begins is not None and begins <= now:
            raise UserError("broadcast-start-past")
        check_expiry(one, zone, now)

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
