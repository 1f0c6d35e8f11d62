"""Questions to the speakers of sessions, and the votes for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.outbox.due import UNSETTLED
from db.tables import outbox, question_votes, questions, sessions, users
from db.upserts import insert_or_ignore
from domain.ids import EventId, QuestionId, SessionId, UserId
from domain.outgoing import Kind
from domain.programme.messages import QuestionNotice
from domain.programme.questions import Question, QuestionState


class QuestionQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, user_id: UserId, session_id: SessionId, text: str, now: datetime
    ) -> QuestionId:
        statement = (
            sa.insert(questions)
            .values(
                user_id=user_id,
                session_id=session_id,
                text=text,
                state=QuestionState.ASKED.value,
                created_at=now,
            )
            .returning(questions.c.id)
        )
        return QuestionId((await self._connection.execute(statement)).scalar_one())

    async def find(self, question_id: QuestionId, reader: UserId) -> Question | None:
        query = _seen_by(reader).where(questions.c.id == question_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _question(row) if row else None

    async def page(
        self,
        session_id: SessionId,
        states: Iterable[QuestionState],
        reader: UserId,
        offset: int,
        limit: int,
    ) -> list[Question]:
        """Answered ones last; the most wanted first, then in the order of asking."""
        query = (
            _seen_by(reader)
            .where(*_of(session_id, states))
            .order_by(_IS_ANSWERED, sa.desc("votes"), questions.c.id)
            .offset(offset)
            .limit(limit)
        )
        return [_question(row) for row in await self._connection.execute(query)]

    async def own(self, session_id: SessionId, user_id: UserId) -> list[Question]:
        """What the person asked there, in whatever state, in the order of asking."""
        query = (
            _seen_by(user_id)
            .where(questions.c.session_id == session_id, questions.c.user_id == user_id)
            .order_by(questions.c.id)
        )
        return [_question(row) for row in await self._connection.execute(query)]

    async def counts(self, session_id: SessionId) -> Counter[QuestionState]:
        query = (
            sa.select(questions.c.state, sa.func.count().label("many"))
            .where(questions.c.session_id == session_id)
            .group_by(questions.c.state)
        )
        rows = await self._connection.execute(query)
        return Counter({QuestionState(row.state): row.many for row in rows})

    async def counts_of_event(self, event_id: EventId) -> dict[SessionId, Counter[QuestionState]]:
        """How many questions of each state there are, for sessions that have any."""
        query = (
            sa.select(questions.c.session_id, questions.c.state, sa.func.count().label("many"))
            .join(sessions, sessions.c.id == questions.c.session_id)
            .where(sessions.c.event_id == event_id)
            .group_by(questions.c.session_id, questions.c.state)
        )
        found: dict[SessionId, Counter[QuestionState]] = {}
        for row in await self._connection.execute(query):
            counts = found.setdefault(SessionId(row.session_id), Counter())
            counts[QuestionState(row.state)] = row.many
        return found

    async def change(
        self, question_id: QuestionId, state: QuestionState, *expected: QuestionState
    ) -> bool:
        """Whether it was in one of the expected states."""
        statement = (
            sa.update(questions)
            .where(
                questions.c.id == question_id,
                questions.c.state.in_([one.value for one in expected]),
            )
            .values(state=state.value)
        )
        return (await self._connection.execute(statement)).rowcount > 0

    async def vote(self, question_id: QuestionId, user_id: UserId, *, wanted: bool) -> None:
        """What is so already stays so."""
        row = {"question_id": question_id, "user_id": user_id}
        if wanted:
            insert = insert_or_ignore(self._connection, question_votes)
            await self._connection.execute(insert, row)
            return
        await self._connection.execute(
            sa.delete(question_votes).where(
                question_votes.c.question_id == question_id, question_votes.c.user_id == user_id
            )
        )

    async def oldest_waiting(self, session_id: SessionId) -> tuple[QuestionId, datetime] | None:
        query = (
            sa.select(questions.c.id, questions.c.created_at)
            .where(*_of(session_id, [QuestionState.ASKED]))
            .order_by(questions.c.id)
            .limit(1)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return (QuestionId(row.id), row.created_at) if row else None

    async def expecting_notice(
        self, session_id: SessionId, organisers: Iterable[UserId]
    ) -> set[UserId]:
        """Those for whom a notice of this session's questions waits in the outbox already."""
        query = sa.select(outbox.c.chat_id).where(
            outbox.c.chat_id.in_(list(organisers)),
            outbox.c.state.in_(UNSETTLED),
            outbox.c.kind == Kind.QUESTION.value,
            outbox.c.dedupe_key.like(f"{QuestionNotice(session=session_id).prefix}%"),
        )
        return set(map(UserId, (await self._connection.execute(query)).scalars()))

    async def asked_by(self, user_id: UserId) -> Sequence[Question]:
        """All of a person's questions, for their export."""
        query = _seen_by(user_id).where(questions.c.user_id == user_id).order_by(questions.c.id)
        return [_question(row) for row in await self._connection.execute(query)]

    async def votes_of(self, user_id: UserId) -> list[tuple[SessionId, str]]:
        """Session and text of what the person voted for."""
        query = (
            sa.select(questions.c.session_id, questions.c.text)
            .join(question_votes, question_votes.c.question_id == questions.c.id)
            .where(question_votes.c.user_id == user_id)
            .order_by(questions.c.id)
        )
        rows = await self._connection.execute(query)
        return [(SessionId(row.session_id), row.text) for row in rows]


_IS_ANSWERED = sa.case((questions.c.state == QuestionState.ANSWERED.value, 1), else_=0)

_VOTES = (
    sa.select(sa.func.count())
    .where(question_votes.c.question_id == questions.c.id)
    .correlate(questions)
    .scalar_subquery()
)


def _of(
    session_id: SessionId, states: Iterable[QuestionState]
) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return (
        questions.c.session_id == session_id,
        questions.c.state.in_([state.value for state in states]),
    )


def _seen_by(reader: UserId) -> sa.Select[Any]:
    is_voted = (
        sa.exists()
        .where(question_votes.c.question_id == questions.c.id, question_votes.c.user_id == reader)
        .correlate(questions)
    )
    return sa.select(
        questions,
        users.c.first_name,
        users.c.last_name,
        _VOTES.label("votes"),
        is_voted.label("is_voted"),
        sa.func.coalesce(questions.c.user_id == reader, sa.false()).label("is_own"),
    ).outerjoin(users, users.c.id == questions.c.user_id)


def _question(row: sa.Row[Any]) -> Question:
    return Question(
        id=QuestionId(row.id),
        session_id=SessionId(row.session_id),
        text=row.text,
        state=QuestionState(row.state),
        created_at=row.created_at,
        votes=row.votes,
        is_own=bool(row.is_own),
        is_voted=bool(row.is_voted),
        asker=f"{row.first_name or ''} {row.last_name or ''}".strip(),
    )
