"""What organisers read of a session: its questions in figures, its ratings, the comments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from db.unit_of_work import Store, Transaction
from domain.ids import EventId, SessionId
from domain.paging import clamped
from domain.people.users import Actor
from domain.ports import Clock
from domain.programme.programmes import coming_first
from domain.programme.questions import QuestionState
from domain.programme.ratings import Comment, Score
from domain.programme.sessions import Event, Session
from services.people.organisers import Organisers
from services.programme.required import required_event, required_session

SESSIONS_PAGE = 8
COMMENTS_PAGE = 3
"""Comments of 1,000 units each fit one message (4,096)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionFeedback:
    """A session and what was said of it."""

    session: Session
    questions: Counter[QuestionState]
    score: Score | None

    @property
    def waiting(self) -> int:
        return self.questions[QuestionState.ASKED]


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    event: Event
    sessions: list[SessionFeedback]
    """Sessions of this page only."""
    total: int
    page: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionResults:
    session: Session
    distribution: dict[int, int]
    comments: int

    @property
    def count(self) -> int:
        return sum(self.distribution.values())

    @property
    def average(self) -> float:
        """The mean of all stars; 0 where nobody has rated."""
        total = sum(stars * many for stars, many in self.distribution.items())
        return total / self.count if self.count else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class CommentPage:
    session: Session
    comments: list[Comment]
    total: int
    page: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Feedback:
    store: Store
    clock: Clock
    organisers: Organisers

    async def events(self, actor: Actor) -> list[Event]:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return coming_first(await tx.programme.versions(), self.clock.now())

    async def overview(self, actor: Actor, event_id: EventId, page: int) -> Overview:
        """Sessions of which anything was said: those with questions that wait, then the latest."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            event = await required_event(tx, event_id)
            sessions = await tx.programme.sessions(event_id)
            counts = await tx.questions.counts_of_event(event_id)
            scores = await tx.ratings.scores_of_event(event_id)
        found = [
            SessionFeedback(
                session=one, questions=counts.get(one.id, Counter()), score=scores.get(one.id)
            )
            for one in reversed(sessions)
            if one.id in counts or one.id in scores
        ]
        found.sort(key=lambda one: -one.waiting)
        page = clamped(page, len(found), SESSIONS_PAGE)
        first = page * SESSIONS_PAGE
        shown = found[first : first + SESSIONS_PAGE]
        return Overview(event=event, sessions=shown, total=len(found), page=page)

    async def session(self, actor: Actor, session_id: SessionId) -> tuple[SessionFeedback, Event]:
        async with self.store.read() as tx:
            session = await self._session(tx, actor, session_id)
            event = await required_event(tx, session.event_id)
            counts = await tx.questions.counts(session_id)
            results = await _results(tx, session)
        score = Score(results.count, results.average) if results.count else None
        return SessionFeedback(session=session, questions=counts, score=score), event

    async def results(self, actor: Actor, session_id: SessionId) -> SessionResults:
        async with self.store.read() as tx:
            return await _results(tx, await self._session(tx, actor, session_id))

    async def comments(self, actor: Actor, session_id: SessionId, page: int) -> CommentPage:
        async with self.store.read() as tx:
            session = await self._session(tx, actor, session_id)
            total = await tx.ratings.comment_count(session_id)
            page = clamped(page, total, COMMENTS_PAGE)
            found = await tx.ratings.comments(session_id, page * COMMENTS_PAGE, COMMENTS_PAGE)
        return CommentPage(session=session, comments=found, total=total, page=page)

    async def _session(self, tx: Transaction, actor: Actor, session_id: SessionId) -> Session:
        await self.organisers.require(tx, actor)
        return await required_session(tx, session_id)


async def _results(tx: Transaction, session: Session) -> SessionResults:
    return SessionResults(
        session=session,
        distribution=await tx.ratings.distribution(session.id),
        comments=await tx.ratings.comment_count(session.id),
    )
