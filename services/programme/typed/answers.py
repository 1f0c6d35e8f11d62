"""Which sessions, day or desk of an event a typed question is answered with, for one reader."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from domain.ids import EventId, SessionId
from domain.people.users import Actor
from domain.ports import Clock
from domain.programme.programmes import Programme
from domain.programme.ratings import takes_ratings
from domain.programme.sessions import Session
from services.programme.sessions import NEVER, TITLES_KEPT, Programmes
from services.programme.typed.asked import (
    Found,
    Letters,
    Question,
    Topic,
    Wish,
    at_hours,
    coming_after,
    forgiven,
    named_sessions,
    read_question,
    unknown_names,
    words_of,
)

LOOKED_BACK = timedelta(days=7)
"""So long a session is asked about when it is over, and rated."""

LOOKED_AHEAD = timedelta(days=1)
"""From then on «куда идти» is of the event."""

OF_THE_DAY = frozenset({Topic.NOW, Topic.WHERE, Topic.DAY, Topic.HERE, Topic.MEAL})


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """`sessions`: those that are named, or that the topic is of; `programme`: what the topic is
    of."""

    question: Question
    sessions: Sequence[Found] = ()
    own: dict[SessionId, bool]
    """What the reader goes to, and whether they only wait for a place there."""
    programme: Programme | None = None
    topic: Topic | None = None
    day: date | None = None


@dataclass(kw_only=True, slots=True)
class TypedQuestions:
    programmes: Programmes
    clock: Clock
    _words: Letters = field(default_factory=dict)
    """Of sessions that may be asked about."""
    _words_at: datetime = NEVER

    async def read(self, actor: Actor, text: str) -> Answer | None:
        """None: the text is of no event, or says more than what its sessions are called."""
        question = read_question(text)
        if question is None or question.is_bare:
            return None
        now = self.clock.now()
        words = await self._known_words(now)
        unknown = unknown_names(question, words) if words else question.names
        question = forgiven(question, unknown) if unknown else question
        if not words or question is None:
            return None
        known = await self.programmes.since(now - LOOKED_BACK)
        found = await asyncio.to_thread(_named, question, known, now)
        if not found and question.names:
            return None
        if not found and question.topic(now) is None:
            return None
        own = await self.programmes.own(actor)
        goes_to = await self._goes_to(actor, known, own)
        if found and question.is_after and len(found) == 1:
            [(event, session)] = found
            programme = next(one for one in known if one.event.id == event.id)
            found = [(event, one) for one in coming_after(programme, session)] or found
        if found:
            return _of_sessions(question, found, own, goes_to)
        return _of_event(question, [one for one in known if one.event.id in goes_to], own, now)

    async def _known_words(self, now: datetime) -> Letters:
        if abs(now - self._words_at) >= TITLES_KEPT:
            self._words_at = now  # one reads; whoever comes meanwhile takes what is known
            known = await self.programmes.since(now - LOOKED_BACK)
            self._words = await asyncio.to_thread(words_of, known)
        return self._words

    async def _goes_to(
        self, actor: Actor, known: Sequence[Programme], own: dict[SessionId, bool]
    ) -> set[EventId]:
        """Who organises goes to every event."""
        if await self.programmes.organisers.may(actor):
            return {one.event.id for one in known}
        return {
            one.event.id for one in known if any(session.id in own for session in one.sessions)
        }


def _named(question: Question, known: Sequence[Programme], now: datetime) -> list[Found]:
    """Of what is still to come, else of what is over; cancelled ones where no other is named."""
    coming = [_those(one, [s for s in one.sessions if s.ends_at > now]) for one in known]
    found = named_sessions(question, coming, now)
    if not found:
        over = [_those(one, [s for s in one.sessions if s.ends_at <= now]) for one in known]
        found = named_sessions(question, over, now)
    return [one for one in found if not one[1].is_cancelled] or found


def _those(programme: Programme, sessions: Sequence[Session]) -> Programme:
    return replace(programme, sessions=tuple(sessions))


def _of_sessions(
    question: Question, found: Sequence[Found], own: dict[SessionId, bool], goes_to: set[EventId]
) -> Answer | None:
    """Who goes to no event has to speak of one: «машиностроение» is an industry, too."""
    if question.unknown or not question.speaks_of_it:
        found = [one for one in found if one[0].id in goes_to]
    if question.wish not in {None, Wish.JOIN}:
        found = [one for one in found if one[1].id in own] or found
    found = sorted(found, key=lambda one: (one[1].starts_at, one[1].id))
    return Answer(question=question, sessions=found, own=own) if found else None


def _of_event(
    question: Question, known: Sequence[Programme], own: dict[SessionId, bool], now: datetime
) -> Answer | None:
    """The event that is on, else the one that comes next."""
    coming = [one for one in known if one.sessions]
    live = [one for one in coming if max(s.ends_at for s in one.sessions) > now] or coming
    if not live:
        return None
    programme = min(live, key=lambda one: min(s.starts_at for s in one.sessions))
    local = now.astimezone(programme.zone)
    topic = question.topic(local)
    first = min(session.starts_at for session in programme.sessions)
    is_over = max(session.ends_at for session in programme.sessions) <= now
    if topic in OF_THE_DAY and now < first - LOOKED_AHEAD:
        return None
    if is_over and topic is not Topic.RATE:
        return None
    answer = Answer(question=question, own=own, programme=programme, topic=topic)
    if topic is Topic.RATE:
        rated = [
            (one.event, session)
            for one in known
            for session in one.sessions
            if own.get(session.id) is False and takes_ratings(session, now)
        ]
        return replace(answer, sessions=rated) if rated else None
    if topic is Topic.DAY:
        day = question.day(local) or local.date()
        hours = question.hours
        then = at_hours(programme, day, hours, now) if hours is not None else []
        return replace(answer, sessions=[(programme.event, one) for one in then], day=day)
    return answer
