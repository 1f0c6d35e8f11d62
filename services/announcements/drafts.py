"""Drafts of announcements: post, buttons, audience, time, outlets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    LinkButton,
    Outlet,
    Post,
    read_buttons,
)
from domain.announcements.audiences import (
    Audience,
    AudienceTerm,
    Chosen,
    Offered,
    Received,
    ValueCondition,
)
from domain.errors import Ended, Forbidden, NotFound, UserError
from domain.ids import AnnouncementId, ChatId, EventId
from domain.people.quiet_hours import at_wall_clock
from domain.people.users import Actor, Category
from domain.ports import Clock
from domain.programme.programmes import coming_first
from domain.programme.sessions import Event, Session
from services.language.moments.typed_moments import read_moment, says_at_once
from services.people.organisers import Organisers

CHOSEN_LIMIT = 100_000
"""Most people that a list sent by an organiser may name."""

UNSENT_CONSIDERED = 50
"""How many unsent announcements of an author are looked through when they edit a message; older
drafts are taken for abandoned."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnouncementDrafts:
    store: Store
    clock: Clock
    organisers: Organisers

    async def begin(self, actor: Actor) -> None:
        """Raises Forbidden before a post is asked for or copied."""
        await self.organisers.check(actor)

    async def draft(self, actor: Actor, post: Post) -> Announcement:
        now = self.clock.now()
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            await tx.updates.claim(actor.update_id, now)
            announcement_id = await tx.announcements.add(actor.id, post, now)
            return await found(tx, announcement_id)

    async def get(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await found(tx, announcement_id)

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
        """Turns the start between two readings of the same wall time: at the organiser's place,
        and at each recipient's."""

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
            check_expiry(changed, actor.zone, self.clock.now())
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
            term = AudienceTerm(Chosen(announcement_id, len(wanted), actor.update_id), is_excluded)
            changed = replace(one, audience=Audience((*others, term)))
            await tx.announcements.save(changed, AnnouncementState.DRAFT)
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

    async def events(self, actor: Actor) -> list[Event]:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return coming_first(await tx.programme.versions(), self.clock.now())

    async def sessions(self, actor: Actor, event_id: EventId) -> list[Session]:
        """In the order in which they begin."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await tx.programme.all_sessions(event_id)

    async def check_draft(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        """Before another post is asked for or copied. Raises UserError for what is no draft."""
        async with self.store.read() as tx:
            return await self._replaceable(tx, actor, announcement_id)

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
        """Replaces the post of a draft; to whom, when and all else stays, and the confirmation is
        still to come."""
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            one = await self._replaceable(tx, actor, announcement_id)
            changed = replace(one, post=post)
            await tx.announcements.save(changed, AnnouncementState.DRAFT)
        return changed

    async def repeat(self, actor: Actor, announcement_id: AnnouncementId) -> Announcement:
        """A draft of the same post for those of its audience who have not got it."""
        now = self.clock.now()
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            await tx.updates.claim(actor.update_id, now)
            one = await found(tx, announcement_id)
            rounds = await tx.dispatches.of(one.id)
            post = rounds[0].post if rounds else one.post
            new_id = await tx.announcements.add(actor.id, post, now)
            terms = (*one.audience.terms, AudienceTerm(Received(one.id), is_excluded=True))
            again = replace(
                await found(tx, new_id),
                buttons=one.buttons,
                is_silent=one.is_silent,
                category=one.category,
                audience=Audience(terms),
            )
            await tx.announcements.save(again, AnnouncementState.DRAFT)
        return again

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
            await tx.announcements.save(changed, AnnouncementState.DRAFT)
        return changed

    async def _replaceable(
        self, tx: Transaction, actor: Actor, announcement_id: AnnouncementId
    ) -> Announcement:
        """The announcement, if its post may be replaced. Raises UserError for a confirmed one,
        which has to be withdrawn first: an approval or a plan must not hold for a post that it was
        not given for."""
        await self.organisers.require(tx, actor)
        one = await found(tx, announcement_id)
        check_author(one, actor, self.organisers)
        if one.state in {AnnouncementState.AWAITING, AnnouncementState.PLANNED}:
            raise Ended("broadcast-replace-confirmed")
        if one.state is not AnnouncementState.DRAFT:
            raise Ended("broadcast-already-confirmed")
        return one

    async def _editable(
        self, tx: Transaction, actor: Actor, announcement_id: AnnouncementId
    ) -> Announcement:
        await self.organisers.require(tx, actor)
        one = await found(tx, announcement_id)
        check_author(one, actor, self.organisers)
        if one.state is not AnnouncementState.DRAFT:
            raise Ended("broadcast-already-confirmed")
        return one


async def found(tx: Transaction, announcement_id: AnnouncementId) -> Announcement:
    """Raises NotFound for one that was given up, too."""
    one = await tx.announcements.find(announcement_id)
    if one is None or one.state is AnnouncementState.DISCARDED:
        raise NotFound("broadcast-gone")
    return one


def check_author(one: Announcement, actor: Actor, organisers: Organisers) -> None:
    """Owners may do what its author may."""
    if actor.id != one.author_id and actor.id not in organisers.owners:
        raise Forbidden("broadcast-not-yours")


def check_expiry(one: Announcement, zone: ZoneInfo, now: datetime) -> None:
    if one.expires_at is None:
        return
    begins = now
    if one.starts_at is not None:
        begins = at_wall_clock(one.starts_at, zone) if one.is_local else one.starts_at
    if one.expires_at <= begins:
        raise UserError("broadcast-expires-before-start")


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """The wall time in `zone`, written into the fields of a UTC moment."""
    return moment.astimezone(zone).replace(tzinfo=moment.tzinfo)


def _place(outlet: Outlet) -> tuple[ChatId, int | None]:
    return outlet.chat_id, outlet.thread_id
