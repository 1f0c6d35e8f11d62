"""Ratings of sessions: people who had a place are asked once it is over, and give 1 to 5 stars."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.errors import Ended, NotFound, UserError
from domain.ids import SessionId, UserId
from domain.people.quiet_hours import outside_quiet
from domain.people.users import Actor
from domain.ports import Alarm, Clock
from domain.programme.messages import RatingRequest
from domain.programme.ratings import MOST_STARS, Rating, takes_ratings
from domain.programme.reminders import unix
from domain.programme.sessions import Session
from domain.texts import utf16_units
from services.batching import PEOPLE_AT_ONCE

log = logging.getLogger(__name__)

COMMENT_UNITS = 1_000
"""UTF-16 code units."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A session, and what the person said of it so far."""

    session: Session
    rating: Rating | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratings:
    store: Store
    clock: Clock
    alarm: Alarm
    default_zone: ZoneInfo
    window: int = PEOPLE_AT_ONCE

    async def tick(self) -> int:
        """Asks where a session is over and sets the alarm for the next; how many rows."""
        now = self.clock.now()
        async with self.store.read() as tx:
            due = await tx.ratings.due(now)
        written = sum([await self._ask(session_id) for session_id in due])
        async with self.store.read() as tx:
            next_at = await tx.ratings.next_at(now)
        if next_at is not None:
            self.alarm.wake_at(next_at)
        return written

    async def get(self, actor: Actor, session_id: SessionId) -> Rated:
        """Raises UserError where the person has nothing to rate (any more)."""
        async with self.store.read() as tx:
            return await self._rated(tx, actor, session_id)

    async def rate(self, actor: Actor, session_id: SessionId, stars: int) -> Rated:
        """The last one counts; a comment stays. Raises UserError as `get` does."""
        if not 1 <= stars <= MOST_STARS:
            raise NotFound("button-outdated")
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            await self._rated(tx, actor, session_id)
            await tx.ratings.rate(actor.id, session_id, stars, now)
            return await self._rated(tx, actor, session_id)

    async def comment(self, actor: Actor, session_id: SessionId, text: str) -> Rated:
        """Keeps the comment in place of an earlier one. Raises UserError for an empty or too long
        text."""
        comment = text.strip()
        length = utf16_units(comment)
        if not comment:
            raise UserError("rating-comment-empty")
        if length > COMMENT_UNITS:
            raise UserError("rating-comment-too-long", length=length, limit=COMMENT_UNITS)
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            await self._rated(tx, actor, session_id)
            if not await tx.ratings.comment(actor.id, session_id, comment):
                raise UserError("rating-stars-first")
            return await self._rated(tx, actor, session_id)

    async def _ask(self, session_id: SessionId) -> int:
        """Part by part, so that no reply waits long for the store; how many rows."""
        now = self.clock.now()
        after: int | None = -1
        written = 0
        while after is not None:
            async with self.store.write() as tx:
                part = await tx.ratings.fire_part(
                    session_id,
                    now,
                    outside_quiet(now, self.default_zone),
                    after=after,
                    window=self.window,
                )
            written, after = written + part.written, part.goes_on_after
        log.info("%s people asked how %s was", written, session_id)
        return written

    async def _rated(self, tx: Transaction, actor: Actor, session_id: SessionId) -> Rated:
        session = await tx.programme.session(session_id)
        if session is None or session.is_cancelled:
            raise NotFound("rating-gone")
        if not takes_ratings(session, self.clock.now()):
            is_over = session.ends_at <= self.clock.now()
            raise Ended("rating-closed" if is_over else "rating-too-early")
        if await tx.registrations.is_waiting(actor.id, session_id) is not False:
            raise Ended("rating-not-going")
        return Rated(session, await tx.ratings.find(actor.id, session_id))


async def to_rate(tx: Transaction, user_id: UserId, request: RatingRequest) -> Session | None:
    """What a row asks about; None where it should not leave any more.

    The session has moved, was cancelled or is gone, the person has left it or rated it already.
    """
    session = await tx.ratings.unrated(user_id, request.session)
    return session if session and unix(session.ends_at) == request.ends else None
