"""The programme as people use it: browse, join, leave, one's own schedule."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.errors import AlreadyHandled, NotFound, StoreUnavailable, UserError
from domain.ids import ChatId, EventId, SessionId, UpdateId, UserId
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.people.quiet_hours import at_wall_clock
from domain.people.users import Actor
from domain.ports import Clock
from domain.programme.messages import RegistrationNotice
from domain.programme.programmes import (
    Programme,
    ProgrammeVersion,
    ScheduleEntry,
    SessionCard,
    coming_first,
)
from domain.programme.questions import QuestionState, takes_questions
from domain.programme.ratings import takes_ratings
from domain.programme.sessions import (
    LONGEST_SESSION,
    Event,
    Session,
    SessionChange,
    overlaps,
    session_days,
)
from domain.promises import promise
from services.batching import Batcher
from services.language.spelling import normalised
from services.people.organisers import Organisers
from services.programme.admission.waiting_list import promote_waiting
from services.programme.required import required_event, required_session

log = logging.getLogger(__name__)

DAY = timedelta(days=1)

CALLED_AT_ONCE = 100
"""Most people who are called in from the waiting list in the transaction of a join; if more
places are free, the follow-up of the revision calls the others."""


TITLES_KEPT = timedelta(minutes=1)
"""Every text that nobody waits for is compared with them: that shall ask the store for nothing."""

ASKING = frozenset(
    {
        "а", "где", "когда", "во", "в", "сколько", "на", "сессия", "сессию", "сессии", "покажи",
        "открой", "найди", "where", "when", "what", "time", "is", "the", "session", "open",
        "show", "find",
    }
)  # fmt: skip
"""What may stand before a title: «во сколько сварка»."""

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(kw_only=True, slots=True)
class Programmes:
    store: Store
    clock: Clock
    default_zone: ZoneInfo
    organisers: Organisers
    _titles: Mapping[str, frozenset[SessionId]] = field(default_factory=dict)
    """Titles of events that are not over, in their normal form."""
    _titles_at: datetime = NEVER
    _joins: Batcher[tuple[Actor, SessionId], SessionCard] = field(init=False)

    def __post_init__(self) -> None:
        self._joins = Batcher(self._join_all)

    async def events(self) -> list[Event]:
        now = self.clock.now()
        return coming_first((await self.store.programmes.versions(now)).values(), now)

    async def on_now(self) -> list[Programme]:
        """Programmes of the events whose day is under way."""
        now = self.clock.now()
        versions = await self.store.programmes.versions(now)
        begun = [one.event.id for one in versions.values() if _may_be_on(one, now)]
        programmes = [await self.programme(event_id) for event_id in begun]
        return [programme for programme in programmes if programme.is_on(now)]

    async def programme(self, event_id: EventId) -> Programme:
        """Raises NotFound."""
        programme = await self.store.programmes.programme(event_id, self.clock.now())
        if programme is None:
            raise NotFound("programme-event-gone")
        return programme

    async def since(self, moment: datetime) -> list[Programme]:
        """Programmes of the events that were not over then."""
        versions = await self.store.programmes.versions(self.clock.now())
        ids = [
            one.event.id
            for one in versions.values()
            if one.last is not None and one.last + LONGEST_SESSION > moment
        ]
        return [await self.programme(event_id) for event_id in ids]

    async def own(self, actor: Actor) -> dict[SessionId, bool]:
        """All that the person is registered for, what is over too, and whether they only wait for
        a place there."""
        found = await self.store.programmes.schedule(actor.id, self.clock.now())
        return {session.id: is_waiting for session, is_waiting in found}

    async def named(self, actor: Actor, text: str) -> SessionId | None:
        """The session whose title somebody types who goes to that event or organises it; of
        several that are named so (each day has its «Обед») the next one, and a cancelled one only
        where all are. What is over is not meant.
        """
        titled = _titled(text, await self._known_titles())
        if not titled:
            return None
        now = self.clock.now()
        if await self.organisers.may(actor):
            goes_to = {event.id for event in await self.events()}
        else:
            goes_to = {entry.event.id for entry in await self.schedule(actor)}
        programmes = [await self.programme(event_id) for event_id in goes_to]
        coming = [
            session
            for programme in programmes
            for session in programme.sessions
            if session.id in titled and session.ends_at > now
        ]
        first = min(coming, key=lambda one: (one.is_cancelled, one.starts_at), default=None)
        return None if first is None else first.id

    async def _known_titles(self) -> Mapping[str, frozenset[SessionId]]:
        now = self.clock.now()
        if abs(now - self._titles_at) < TITLES_KEPT:
            return self._titles
        self._titles_at = now  # one reads; whoever comes meanwhile takes what is known
        programmes = await self.since(now)
        self._titles = await asyncio.to_thread(_titles_of, programmes) if programmes else {}
        return self._titles

    async def changes(
        self, event_id: EventId, offset: int, limit: int
    ) -> tuple[Event, list[SessionChange], int]:
        """A page of what has changed, newest first, and how many changes there are."""
        async with self.store.read() as tx:
            event = await required_event(tx, event_id)
            found = await tx.changes.page(event_id, offset, limit)
            return event, found, await tx.changes.count(event_id)

    async def card(self, actor: Actor, session_id: SessionId) -> SessionCard:
        """Raises NotFound."""
        now = self.clock.now()
        card = await self.store.programmes.card(actor.id, session_id, now)
        if card is None:
            raise NotFound("programme-session-gone")
        return await self._offered(actor, _at(card, now))

    async def _offered(self, actor: Actor, card: SessionCard) -> SessionCard:
        return replace(card, can_edit=True) if await self.organisers.may(actor) else card

    async def join(self, actor: Actor, session_id: SessionId) -> SessionCard:
        """Registers, or puts on the waiting list where no place is left; again changes nothing.

        Raises UserError where the session is over, cancelled, or closed to the person.
        """
        card = await self._joins((actor, session_id))
        promise(_confirmation(actor, card.session, self.clock.now()))
        return await self._offered(actor, card)

    async def _join_all(
        self, wishes: Sequence[tuple[Actor, SessionId]]
    ) -> list[SessionCard | Exception]:
        """`join` for many at once: in one transaction, in the order in which they came; an
        exception stands for its own caller."""
        now = self.clock.now()
        async with self.store.write() as tx:
            pairs = [(actor.id, session) for actor, session in wishes]
            cards = await _bare_cards(tx, pairs)
            if await self._call_in(tx, cards, now):
                cards = await _bare_cards(tx, pairs)
            answers: list[SessionCard | Exception] = [_admitted(card, now) for card in cards]
            let_in = [
                actor.update_id
                for (actor, _), answer in zip(wishes, answers, strict=True)
                if isinstance(answer, SessionCard)
            ]
            lists = _Lists(await tx.updates.claim_each(let_in, now))
            for number, (actor, _) in enumerate(wishes):
                answers[number] = lists.enter(actor, answers[number])
            await tx.registrations.register_all(lists.entered, now)
        answers = [lists.now(one) for one in answers]
        # They are in and must learn it, whatever fails now: their cards go without what decides
        # nothing.
        try:
            async with self.store.read() as tx:
                detailed = await self._detailed(tx, wishes, answers)
                return await _with_reminders(tx, wishes, detailed)
        except StoreUnavailable:
            return answers
        except Exception:
            log.exception("cards of those who have joined")
            return answers

    async def _call_in(
        self, tx: Transaction, cards: Sequence[SessionCard | NotFound], now: datetime
    ) -> int:
        """Places that nobody has been called for yet: who waits comes before who joins now."""
        free = {
            card.session.id: card.session
            for card in cards
            if isinstance(card, SessionCard) and card.waiting and card.free != 0
        }
        return sum(
            [
                await promote_waiting(tx, session, now, self.default_zone, CALLED_AT_ONCE)
                for session in free.values()
            ]
        )

    async def leave(self, actor: Actor, session_id: SessionId) -> SessionCard:
        """Gives the place to the first in line, who is told; again changes nothing.

        Raises UserError where somebody has marked that the person came.
        """
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            session = await required_session(tx, session_id)
            presence = (await tx.checkin.presences(actor.id, [session_id])).get(session_id)
            if presence is not None and presence.attended_at is not None:
                raise UserError("session-attended")
            was_waiting = await tx.registrations.is_waiting(actor.id, session_id)
            await tx.registrations.leave(actor.id, session_id)
            if was_waiting is False:
                await promote_waiting(tx, session, now, self.default_zone)
            tx.after_commit(partial(promise, _confirmation(actor, session, now)))
        return await self.card(actor, session_id)

    async def leave_all(self, actor: Actor) -> None:
        """Gives up every place of what is not over, as `leave` does: who erases their data keeps
        none."""
        now = self.clock.now()
        async with self.store.write() as tx:
            for session, is_waiting in await tx.registrations.schedule_of(actor.id):
                if session.ends_at <= now:
                    continue
                await tx.registrations.leave(actor.id, session.id)
                if not is_waiting:
                    await promote_waiting(tx, session, now, self.default_zone)

    async def schedule(self, actor: Actor) -> list[ScheduleEntry]:
        """What lies ahead or is on now, day by day and by time; days that are over left out."""
        now = self.clock.now()
        events = {event.id: event for event in await self.events()}
        found = await self.store.programmes.schedule(actor.id, now)
        entries = [
            ScheduleEntry(
                event=events[session.event_id], session=session, is_waiting=is_waiting, day=day
            )
            for session, is_waiting in found
            if session.ends_at > now and session.event_id in events
            for day in _days_left(session, ZoneInfo(events[session.event_id].tz), now)
        ]
        return sorted(entries, key=_listed_at)

    async def registrations(self, actor: Actor, programme: Programme) -> dict[SessionId, bool]:
        """Those sessions of the programme that the person's schedule holds (`schedule`), and
        whether they only wait for a place there."""
        now = self.clock.now()
        return {
            session.id: is_waiting
            for session, is_waiting in await self.store.programmes.schedule(actor.id, now)
            if session.event_id == programme.event.id and session.ends_at > now
        }

    async def _detailed(
        self,
        tx: Transaction,
        readers: Sequence[tuple[Actor, SessionId]],
        cards: Sequence[SessionCard | Exception],
    ) -> list[SessionCard | Exception]:
        """Completes cards with what no decision depends on: clashes, and the extras of the
        session."""
        now = self.clock.now()
        sessions = {one.session.id for one in cards if isinstance(one, SessionCard)}
        schedules = await tx.registrations.schedules_of([actor.id for actor, _ in readers])
        materials = {one: await tx.materials.count(one) for one in sessions}
        questions = {one: await tx.questions.counts(one) for one in sessions}

        def detailed(actor: Actor, card: SessionCard) -> SessionCard:
            asked = questions[card.session.id]
            whole = replace(
                card,
                clashes=tuple(_clashes(card.session, schedules[actor.id])),
                materials=materials[card.session.id],
                questions=asked[QuestionState.SHOWN] + asked[QuestionState.ANSWERED],
            )
            return _at(whole, now)

        return [
            detailed(actor, card) if isinstance(card, SessionCard) else card
            for (actor, _), card in zip(readers, cards, strict=True)
        ]


@dataclass(slots=True)
class _Lists:
    """Decides who gets in while many come at once, in the order of `enter`."""

    claimed: set[UpdateId]
    """Updates claimed in this transaction; the effects of the others are committed already."""
    entered: list[tuple[UserId, SessionId, bool]] = field(default_factory=list)
    _waits: dict[tuple[UserId, SessionId], bool] = field(default_factory=dict)
    _more: Counter[tuple[SessionId, bool]] = field(default_factory=Counter)
    """People added since the cards were read, by (session, is_waiting)."""

    def enter(self, actor: Actor, card: SessionCard | Exception) -> SessionCard | Exception:
        if isinstance(card, Exception):
            return card
        if actor.update_id not in self.claimed:
            return AlreadyHandled()
        self.claimed.remove(actor.update_id)
        session = card.session
        is_waiting = self._waits.get((actor.id, session.id), card.is_waiting)
        if is_waiting is None:
            is_waiting = self.now(card).free == 0
            self._waits[actor.id, session.id] = is_waiting
            self._more[session.id, is_waiting] += 1
            self.entered.append((actor.id, session.id, is_waiting))
        return replace(card, is_waiting=is_waiting)

    def now(self, card: SessionCard | Exception) -> Any:
        """The card as it is after everybody who has entered so far."""
        if isinstance(card, Exception):
            return card
        more = self._more
        return replace(
            card,
            going=card.going + more[card.session.id, False],
            waiting=card.waiting + more[card.session.id, True],
        )


async def _bare_cards(
    tx: Transaction, pairs: Sequence[tuple[UserId, SessionId]]
) -> list[SessionCard | NotFound]:
    """The parts of cards that decide who may join; one for each (person, session), in their
    order."""
    people, ids = {person for person, _ in pairs}, {session for _, session in pairs}
    sessions = await tx.programme.with_events(ids)
    counts = await tx.registrations.counts(ids)
    are_waiting = await tx.registrations.are_waiting(people, ids)
    closed = await tx.admissions.accesses(people, ids)

    def bare(person: UserId, session_id: SessionId) -> SessionCard | NotFound:
        if session_id not in sessions:
            return NotFound("programme-session-gone")
        session, event = sessions[session_id]
        going, waiting = counts.get(session_id, (0, 0))
        return SessionCard(
            event=event,
            session=session,
            going=going,
            waiting=waiting,
            is_waiting=are_waiting.get((person, session_id)),
            is_closed=session_id in closed,
            is_admitted=person in closed.get(session_id, ()),
        )

    return [bare(*pair) for pair in pairs]


async def _with_reminders(
    tx: Transaction,
    wishes: Sequence[tuple[Actor, SessionId]],
    cards: Sequence[SessionCard | Exception],
) -> list[SessionCard | Exception]:
    people, ids = {actor.id for actor, _ in wishes}, {session for _, session in wishes}
    sets = await tx.lead_times.bits_of(people, ids)
    return [
        replace(card, reminders=sets.get((actor.id, session)))
        if isinstance(card, SessionCard)
        else card
        for (actor, session), card in zip(wishes, cards, strict=True)
    ]


def _admitted(card: SessionCard | NotFound, now: datetime) -> SessionCard | Exception:
    """The card, or the error that says why the person cannot join."""
    if isinstance(card, NotFound):
        return card
    if card.session.is_cancelled:
        return UserError("programme-cancelled")
    if card.session.ends_at <= now:
        return UserError("programme-over")
    return UserError("session-barred") if card.is_barred else card


def _at(card: SessionCard, now: datetime) -> SessionCard:
    return replace(
        card,
        has_begun=card.session.starts_at <= now,
        can_ask=takes_questions(card.session, now),
        can_rate=card.is_waiting is False and takes_ratings(card.session, now),
    )


def _titles_of(programmes: Sequence[Programme]) -> dict[str, frozenset[SessionId]]:
    found: dict[str, set[SessionId]] = {}
    for programme in programmes:
        for session in programme.sessions:
            found.setdefault(normalised(session.title), set()).add(session.id)
    found.pop("", None)
    return {title: frozenset(ids) for title, ids in found.items()}


def _titled(text: str, titles: Mapping[str, frozenset[SessionId]]) -> frozenset[SessionId]:
    words = normalised(text).split() if titles else []
    for begin, word in enumerate(words):
        if found := titles.get(" ".join(words[begin:])):
            return found
        if word not in ASKING:
            break
    return frozenset()


def _may_be_on(version: ProgrammeVersion, now: datetime) -> bool:
    """Some session begins before tomorrow at this time, and one may last until yesterday."""
    if version.first is None or version.last is None:
        return False
    return version.first < now + DAY and not version.is_over(now)


def _days_left(session: Session, zone: ZoneInfo, now: datetime) -> list[date]:
    """One at least of what is not over: a night belongs to the day before it."""
    days, today = session_days(session, zone), now.astimezone(zone).date()
    return [day for day in days if day >= today] or days[-1:]


def _listed_at(entry: ScheduleEntry) -> tuple[datetime, SessionId]:
    """What a schedule is sorted by: a session stands where it begins on its first day, and on a
    later one before all that begins there."""
    zone, starts_at = ZoneInfo(entry.event.tz), entry.session.starts_at
    midnight = at_wall_clock(datetime.combine(entry.day, time()), zone)
    return max(starts_at, midnight), entry.session.id


def _clashes(session: Session, schedule: Sequence[Session]) -> Iterator[Session]:
    for other in schedule:
        if other.id != session.id and not other.is_cancelled and overlaps(other, session):
            yield other


def _confirmation(actor: Actor, session: Session, now: datetime) -> NewMessage:
    notice = RegistrationNotice(session=session.id)
    return NewMessage(
        dedupe_key=notice.key(actor.update_id),
        chat_id=ChatId(actor.id),
        message=notice,
        priority=Priority.NOTICE,
        not_before=now,
        expires_at=session.ends_at,
    )
