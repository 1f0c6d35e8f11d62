"""Changes of a session that an organiser has typed and not saved yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import session_drafts
from domain.ids import DraftId, SessionId, UserId
from domain.programme.sessions import SessionDraft


class SessionDraftQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, author_id: UserId, session_id: SessionId, sequence: int, now: datetime
    ) -> DraftId:
        statement = (
            sa.insert(session_drafts)
            .values(
                author_id=author_id,
                session_id=session_id,
                sequence=sequence,
                changes={},
                created_at=now,
            )
            .returning(session_drafts.c.id)
        )
        return DraftId((await self._connection.execute(statement)).scalar_one())

    async def find(self, draft_id: DraftId) -> SessionDraft | None:
        return await self._one(session_drafts.c.id == draft_id)

    async def open(self, author_id: UserId, session_id: SessionId) -> SessionDraft | None:
        """The one that the author has begun for this session."""
        mine = session_drafts.c.author_id == author_id
        return await self._one(mine & (session_drafts.c.session_id == session_id))

    async def set(self, draft_id: DraftId, sequence: int, changes: dict[str, Any]) -> None:
        await self._connection.execute(
            sa.update(session_drafts)
            .where(session_drafts.c.id == draft_id)
            .values(sequence=sequence, changes=changes)
        )

    async def sessions_of(self, author_id: UserId) -> list[str]:
        query = sa.select(session_drafts.c.session_id).where(
            session_drafts.c.author_id == author_id
        )
        return list((await self._connection.execute(query)).scalars())

    async def delete(self, draft_id: DraftId) -> None:
        await self._connection.execute(
            sa.delete(session_drafts).where(session_drafts.c.id == draft_id)
        )

    async def delete_of(self, author_id: UserId) -> None:
        await self._connection.execute(
            sa.delete(session_drafts).where(session_drafts.c.author_id == author_id)
        )

    async def forget_before(self, moment: datetime) -> None:
        await self._connection.execute(
            sa.delete(session_drafts).where(session_drafts.c.created_at < moment)
        )

    async def _one(self, where: sa.ColumnElement[bool]) -> SessionDraft | None:
        query = sa.select(session_drafts).where(where).order_by(session_drafts.c.id).limit(1)
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        return SessionDraft(
            id=DraftId(row.id),
            author_id=UserId(row.author_id),
            session_id=SessionId(row.session_id),
            sequence=row.sequence,
            changes=row.changes,
        )
