"""Questions to the speakers of a session: asked, moderated by organisers, voted for, answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.unit_of_work import Store, Transaction
from domain.errors import Ended, NotFound, UserError
from domain.ids import ChatId, QuestionId, SessionId, UserId
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.paging import clamped
from domain.people.users import Actor
from domain.ports import Clock
from domain.programme.messages import QuestionNotice
from domain.programme.questions import Question, QuestionState, takes_questions
from domain.programme.sessions import Session
from domain.texts import one_line, utf16_units
from services.people.organisers import Organisers
from services.programme.admission.closed_sessions import require_admitted
from services.programme.required import required_session

ASKED, SHOWN = QuestionState.ASKED, QuestionState.SHOWN
HIDDEN, ANSWERED = QuestionState.HIDDEN, QuestionState.ANSWERED

QUESTION_UNITS = 500
"""UTF-16 code units; a page of QUESTIONS_ON_PAGE questions then fits one message (4,096)."""

MOST_OF_ONE = 5
MOST_WAITING = 3
"""Questions of one person at one session that may wait."""

QUESTIONS_ON_PAGE = 5

NOTICE_AFTER = timedelta(minutes=1)
"""A notice waits so long for more questions."""

NOTICE_AGAIN = timedelta(minutes=10)
"""The next notice comes after this time at the earliest while the same question still waits,
and only if more questions came."""

BEFORE = {SHOWN: (ASKED,), HIDDEN: (ASKED, SHOWN), ANSWERED: (SHOWN,)}
"""What a question may be before an organiser makes it so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionPage:
    session: Session
    questions: list[Question]
    counts: Counter[QuestionState]
    total: int
    """Length of the list that this is a page of."""
    page: int
    own: tuple[Question, ...] = ()
    """What the reader asked, whatever became of it."""
    can_ask: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Questions:
    store: Store
    clock: Clock
    organisers: Organisers

    async def open(self, actor: Actor, session_id: SessionId) -> Session:
        """The session, if this person may ask there now. Raises UserError where not."""
        async with self.store.read() as tx:
            return await self._open(tx, actor, session_id)

    async def ask(self, actor: Actor, session_id: SessionId, text: str) -> Session:
        """Raises UserError for what cannot be asked; nothing is stored then."""
        question = _checked(text)
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            session = await self._open(tx, actor, session_id)
            await tx.questions.add(actor.id, session_id, question, now)
            await self._tell_organisers(tx, session_id, now)
        return session

    async def page(self, actor: Actor, session_id: SessionId, page: int) -> QuestionPage:
        """What everybody sees, by votes; the answered ones last."""
        async with self.store.read() as tx:
            await require_admitted(tx, actor.id, session_id)
            return await self._page(tx, actor, session_id, (SHOWN, ANSWERED), page)

    async def vote(self, actor: Actor, question_id: QuestionId, *, wanted: bool) -> SessionId:
        """One vote a person; the session that it is about. Raises UserError past the showing."""
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            question = await _found(tx, actor, question_id)
            await require_admitted(tx, actor.id, question.session_id)
            if question.state not in {SHOWN, ANSWERED}:
                raise NotFound("question-gone")
            if question.state is ANSWERED:
                raise UserError("question-answered-already")
            await tx.questions.vote(question_id, actor.id, wanted=wanted)
        return question.session_id

    # -- organisers

    async def for_moderation(
        self, actor: Actor, session_id: SessionId, page: int, *, waiting: bool
    ) -> QuestionPage:
        """Those that wait, or those that are shown. Raises Forbidden for other people."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await self._page(tx, actor, session_id, (ASKED if waiting else SHOWN,), page)

    async def moderate(
        self, actor: Actor, question_id: QuestionId, state: QuestionState
    ) -> SessionId:
        """The state that is wanted already counts as success: double taps are harmless."""
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            await self.organisers.require(tx, actor)
            question = await _found(tx, actor, question_id)
            if await tx.questions.change(question_id, state, *BEFORE.get(state, ())):
                title = await _title(tx, question.session_id)
                await self.organisers.record(
                    tx, actor, f"question-{state}", id=question_id, title=title
                )
            elif question.state is not state:
                raise UserError("question-changed-meanwhile")
        return question.session_id

    # --

    async def _open(self, tx: Transaction, actor: Actor, session_id: SessionId) -> Session:
        session = await required_session(tx, session_id)
        await require_admitted(tx, actor.id, session_id)
        if not takes_questions(session, self.clock.now()):
            raise Ended("question-closed")
        states = Counter(one.state for one in await tx.questions.own(session_id, actor.id))
        if states.total() >= MOST_OF_ONE:
            raise Ended("question-too-many", limit=MOST_OF_ONE)
        if states[ASKED] >= MOST_WAITING:
            raise Ended("question-too-many-waiting", limit=MOST_WAITING)
        return session

    async def _page(
        self,
        tx: Transaction,
        actor: Actor,
        session_id: SessionId,
        states: tuple[QuestionState, ...],
        page: int,
    ) -> QuestionPage:
        session = await required_session(tx, session_id)
        counts = await tx.questions.counts(session_id)
        total = sum(counts[state] for state in states)
        page = clamped(page, total, QUESTIONS_ON_PAGE)
        return QuestionPage(
            session=session,
            questions=await tx.questions.page(
                session_id, states, actor.id, page * QUESTIONS_ON_PAGE, QUESTIONS_ON_PAGE
            ),
            counts=counts,
            total=total,
            page=page,
            own=tuple(await tx.questions.own(session_id, actor.id)),
            can_ask=takes_questions(session, self.clock.now()),
        )

    async def _tell_organisers(
        self, tx: Transaction, session_id: SessionId, now: datetime
    ) -> None:
        """Queues a notice for organisers. At most one of a session waits for each of them; while
        nobody looks, one in ten minutes. How many questions there are is counted when it leaves.
        """
        oldest = await tx.questions.oldest_waiting(session_id)
        if oldest is None:
            return
        everyone = await self.organisers.ids(tx)
        new = everyone - await tx.questions.expecting_notice(session_id, everyone)
        first, asked_at = oldest
        turn = (now - asked_at) // NOTICE_AGAIN
        leaves_at = now + NOTICE_AFTER
        await tx.outbox.add(list(_notices(session_id, first, turn, new, leaves_at)), now)


def _notices(
    session_id: SessionId,
    oldest: QuestionId,
    turn: int,
    organisers: Iterable[UserId],
    leaves_at: datetime,
) -> Iterable[NewMessage]:
    notice = QuestionNotice(session=session_id)
    for organiser in sorted(organisers):
        yield NewMessage(
            dedupe_key=notice.key(oldest, turn, organiser),
            chat_id=ChatId(organiser),
            message=notice,
            priority=Priority.NOTICE,
            not_before=leaves_at,
        )


def _checked(text: str) -> str:
    """One line, as lists show it."""
    question = one_line(text)
    if not question:
        raise UserError("question-empty")
    length = utf16_units(question)
    if length > QUESTION_UNITS:
        raise UserError("question-too-long", length=length, limit=QUESTION_UNITS)
    return question


async def _found(tx: Transaction, actor: Actor, question_id: QuestionId) -> Question:
    question = await tx.questions.find(question_id, actor.id)
    if question is None:
        raise NotFound("question-gone")
    return question


async def _title(tx: Transaction, session_id: SessionId) -> str:
    session = await tx.programme.session(session_id)
    return session.title if session else session_id
