"""Requests to meet: passed on by the bot; contacts are shown only when both have agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.errors import Ended, NotFound, UserError
from domain.ids import ChatId, IntroductionId, UserId
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.paging import clamped
from domain.people.quiet_hours import after_quiet
from domain.people.users import Actor, zone_or
from domain.ports import Clock
from domain.programme.messages import (
    MeetingComplaint,
    MeetingContacts,
    MeetingRequest,
    OfIntroduction,
)
from domain.programme.participants import (
    Introduction,
    IntroductionState,
    Participant,
    Relation,
    relation_of,
)
from domain.texts import tidy_lines, utf16_units
from services.people.organisers import Organisers
from services.programme.participants.directory import require_reader

MESSAGE_LIMIT = 300
"""UTF-16 units of what is said with a request."""

REQUESTS_A_DAY = 10
DAY = timedelta(days=1)
REQUESTS_ON_PAGE = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonCard:
    """Another participant as a reader may see them: no contact, no username before both agree."""

    person: Participant
    relation: Relation
    introduction: Introduction | None = None
    """The request that explains the relation."""
    username: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Requests:
    """A page of a person's requests both ways, what waits for their answer first."""

    cards: tuple[PersonCard, ...]
    page: int
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Complaint:
    """What organisers get to see."""

    introduction: Introduction
    asker: Participant
    asker_username: str
    reader: Participant


@dataclass(frozen=True, kw_only=True, slots=True)
class Introductions:
    store: Store
    clock: Clock
    organisers: Organisers
    default_zone: ZoneInfo

    async def card(self, actor: Actor, user_id: UserId) -> PersonCard:
        """Raises NotFound for people who are neither listed nor known to the reader."""
        async with self.store.read() as tx:
            card = await _required(tx, actor.id, user_id)
            if card.relation is Relation.STRANGER:
                await require_reader(tx, actor)
            return card

    async def check_may_ask(self, actor: Actor, user_id: UserId) -> PersonCard:
        """Before a text is typed in vain. Raises UserError as `ask` would."""
        async with self.store.read() as tx:
            await self._check(tx, actor)
            return await _required(tx, actor.id, user_id)

    async def ask(self, actor: Actor, user_id: UserId, message: str) -> PersonCard:
        """Passes the request on; where the other one has asked already, both agree by this.

        Again changes nothing. Raises UserError without a name, past the limits of a day or text.
        """
        text = tidy_lines(message)
        if utf16_units(text) > MESSAGE_LIMIT:
            raise UserError("introduction-too-long", limit=MESSAGE_LIMIT)
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            card = await _required(tx, actor.id, user_id)
            if card.relation is Relation.ASKS and card.introduction is not None:
                await self._agree(tx, actor, card.introduction, now)
            elif card.relation is Relation.STRANGER:
                await self._check(tx, actor)
                new_id = await tx.introductions.add(actor.id, user_id, text, now)
                await self._tell(tx, actor, user_id, MeetingRequest(introduction=new_id), now)
            return await _required(tx, actor.id, user_id)

    async def received(self, actor: Actor, introduction_id: IntroductionId) -> PersonCard:
        """The card of who asks by this request. Raises NotFound unless it was sent to the
        actor."""
        async with self.store.read() as tx:
            one = await _received(tx, actor, introduction_id)
            return await _asker(tx, actor, one)

    async def answer(
        self, actor: Actor, introduction_id: IntroductionId, *, accept: bool
    ) -> PersonCard:
        """The first answer holds; again changes nothing. The asker hears of a yes only.

        Raises UserError when the actor accepts without being in the directory any more.
        """
        now = self.clock.now()
        async with self.store.write() as tx:
            one = await _received(tx, actor, introduction_id)
            await _asker(tx, actor, one)
            if one.state is IntroductionState.ASKED and accept:
                await self._agree(tx, actor, one, now)
            elif one.state is IntroductionState.ASKED:
                await tx.introductions.answer(one.id, IntroductionState.DECLINED, now)
            return await _asker(tx, actor, await _received(tx, actor, introduction_id))

    async def complain(self, actor: Actor, introduction_id: IntroductionId) -> None:
        """Declines, and tells the organisers: once for each request, however often it is asked."""
        now = self.clock.now()
        async with self.store.write() as tx:
            one = await _received(tx, actor, introduction_id)
            readers = await self.organisers.ids(tx)
            if not readers:
                raise UserError("report-nobody")
            await tx.introductions.answer(one.id, IntroductionState.DECLINED, now)
            messages = [
                _to(organiser, MeetingComplaint(introduction=one.id), now)
                for organiser in sorted(readers)
            ]
            await tx.outbox.add(messages, now)

    async def unlist(self, actor: Actor, introduction_id: IntroductionId) -> Complaint:
        """Takes whom a complaint is about out of the directory; again changes nothing.

        Only organisers may. Raises NotFound where either of the two has withdrawn the profile.
        """
        now = self.clock.now()
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            found = await complaint_about(tx, introduction_id)
            if found is None:
                raise NotFound("introduction-gone")
            if not found.asker.is_listed:
                return found
            asker = replace(found.asker, is_listed=False)
            await tx.participants.save(asker, now)
            # By number, not by name: the log outlives the wish to be forgotten.
            await self.organisers.record(
                tx, actor, "directory-unlisted", visitor=found.asker.user_id
            )
            return replace(found, asker=asker)

    async def requests(self, actor: Actor, page: int) -> Requests:
        async with self.store.read() as tx:
            total = await tx.introductions.count_of(actor.id)
            page = clamped(page, total, REQUESTS_ON_PAGE)
            found = await tx.introductions.of(actor.id, page * REQUESTS_ON_PAGE, REQUESTS_ON_PAGE)
            people = await tx.participants.many([_other(actor.id, one) for one in found])
        cards = [_line(actor.id, one, people.get(_other(actor.id, one))) for one in found]
        return Requests(cards=tuple(one for one in cards if one), page=page, total=total)

    async def _check(self, tx: Transaction, actor: Actor) -> None:
        """Whether the actor has a name to ask in, and requests left today."""
        asker = await tx.participants.find(actor.id)
        if asker is None or not asker.name:
            raise Ended("introduction-name-first")
        since = self.clock.now() - DAY
        if await tx.introductions.count_from(actor.id, since) >= REQUESTS_A_DAY:
            raise Ended("introduction-limit", limit=REQUESTS_A_DAY)

    async def _agree(
        self, tx: Transaction, actor: Actor, one: Introduction, now: datetime
    ) -> None:
        """The actor, who was asked, says yes; both get each other's contacts."""
        reader = await tx.participants.find(actor.id)
        if reader is None or not reader.is_listed:
            raise Ended("introduction-unlisted")
        if not await tx.introductions.answer(one.id, IntroductionState.ACCEPTED, now):
            return
        for person in (one.from_id, one.to_id):
            await self._tell(tx, actor, person, MeetingContacts(introduction=one.id), now)

    async def _tell(
        self,
        tx: Transaction,
        actor: Actor,
        user_id: UserId,
        message: OfIntroduction,
        now: datetime,
    ) -> None:
        """Nothing to people who are away or want silence: their list of requests holds it."""
        user = await tx.users.find(user_id)
        if user is None or user.stopped_at or user.unreachable_at:
            return
        if isinstance(message, MeetingRequest) and user.preferences.is_paused:
            return
        zone = zone_or(user.tz, self.default_zone)
        quiet = None if user_id == actor.id else user.preferences.quiet_hours
        not_before = after_quiet(now, quiet, zone)
        await tx.outbox.add([_to(user_id, message, not_before)], now)


async def request_for(
    tx: Transaction, reader: UserId, introduction_id: IntroductionId
) -> PersonCard | None:
    """A request that still waits for the reader, who is still in the directory."""
    one = await tx.introductions.find(introduction_id)
    own = await tx.participants.find(reader)
    if one is None or one.to_id != reader or own is None or not own.is_listed:
        return None
    card = await card_of(tx, reader, one.from_id)
    return card if card is not None and card.relation is Relation.ASKS else None


async def acquaintance_for(
    tx: Transaction, reader: UserId, introduction_id: IntroductionId
) -> PersonCard | None:
    """The other one of the two, with contacts; None where either has withdrawn their profile."""
    one = await tx.introductions.find(introduction_id)
    if one is None or reader not in {one.from_id, one.to_id}:
        return None
    card = await card_of(tx, reader, _other(reader, one))
    return card if card is not None and card.relation is Relation.ACQUAINTED else None


async def complaint_about(tx: Transaction, introduction_id: IntroductionId) -> Complaint | None:
    one = await tx.introductions.find(introduction_id)
    if one is None:
        return None
    people = await tx.participants.many([one.from_id, one.to_id])
    user = await tx.users.find(one.from_id)
    if len(people) < len({one.from_id, one.to_id}) or user is None:
        return None
    return Complaint(
        introduction=one,
        asker=people[one.from_id],
        asker_username=user.profile.username,
        reader=people[one.to_id],
    )


async def card_of(tx: Transaction, reader: UserId, user_id: UserId) -> PersonCard | None:
    """None for those without a name, and for strangers who are not listed."""
    other = await tx.participants.find(user_id)
    if other is None or not other.name:
        return None
    mine = await tx.introductions.from_to(reader, user_id)
    theirs = await tx.introductions.from_to(user_id, reader)
    relation = relation_of(reader, other, mine, theirs)
    if relation is Relation.STRANGER and not other.is_listed:
        return None
    about = theirs if relation is Relation.ASKS else mine or theirs
    if relation is not Relation.ACQUAINTED:
        return PersonCard(person=replace(other, contact=""), relation=relation, introduction=about)
    user = await tx.users.find(user_id)
    username = user.profile.username if user else ""
    return PersonCard(person=other, relation=relation, introduction=about, username=username)


async def _required(tx: Transaction, reader: UserId, user_id: UserId) -> PersonCard:
    card = await card_of(tx, reader, user_id)
    if card is None:
        raise NotFound("participant-gone")
    return card


async def _received(
    tx: Transaction, actor: Actor, introduction_id: IntroductionId
) -> Introduction:
    one = await tx.introductions.find(introduction_id)
    if one is None or one.to_id != actor.id:
        raise NotFound("introduction-gone")
    return one


async def _asker(tx: Transaction, actor: Actor, one: Introduction) -> PersonCard:
    """The card of who asks, also of a request that the actor declined, whose sender need not be
    listed."""
    card = await card_of(tx, actor.id, one.from_id)
    if card is not None and card.introduction is not None:
        return card
    asker = await tx.participants.find(one.from_id)
    if asker is None or not asker.name:
        raise NotFound("introduction-gone")
    shown = replace(asker, contact="")
    return PersonCard(person=shown, relation=Relation.STRANGER, introduction=one)


def _other(reader: UserId, one: Introduction) -> UserId:
    return one.to_id if one.from_id == reader else one.from_id


def _line(reader: UserId, one: Introduction, other: Participant | None) -> PersonCard | None:
    if other is None or not other.name:
        return None
    mine, theirs = (one, None) if one.from_id == reader else (None, one)
    relation = relation_of(reader, other, mine, theirs)
    return PersonCard(person=replace(other, contact=""), relation=relation, introduction=one)


def _to(user_id: UserId, message: OfIntroduction, not_before: datetime) -> NewMessage:
    return NewMessage(
        dedupe_key=message.key(user_id),
        chat_id=ChatId(user_id),
        message=message,
        priority=Priority.NOTICE,
        not_before=not_before,
    )
