"""Closed sessions: their codes, who showed one, and who guesses."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import admissions, sessions, wrong_codes
from db.upserts import insert_or_ignore
from domain.ids import SessionId, UpdateId, UserId


@dataclass(frozen=True, slots=True)
class Access:
    """How one person stands to one session that is by invitation."""

    is_closed: bool
    is_admitted: bool


class AdmissionQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def code_of(self, session_id: SessionId) -> str | None:
        """None: open to all, or gone."""
        query = sa.select(sessions.c.join_code).where(sessions.c.id == session_id)
        found: str | None = (await self._connection.execute(query)).scalar_one_or_none()
        return found

    async def set_code(self, session_ids: Iterable[SessionId], code: str | None) -> None:
        await self._connection.execute(
            sa.update(sessions).where(sessions.c.id.in_(list(session_ids))).values(join_code=code)
        )

    async def admit(self, user_id: UserId, code: str, now: datetime) -> None:
        await self._connection.execute(
            insert_or_ignore(self._connection, admissions),
            {"user_id": user_id, "join_code": code, "created_at": now},
        )

    async def access(self, user_id: UserId, session_id: SessionId) -> Access:
        """Whether the present code of the session is one that the person has shown."""
        query = (
            sa.select(sessions.c.join_code, admissions.c.user_id)
            .outerjoin(
                admissions,
                sa.and_(
                    admissions.c.join_code == sessions.c.join_code,
                    admissions.c.user_id == user_id,
                ),
            )
            .where(sessions.c.id == session_id)
        )
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return Access(is_closed=False, is_admitted=False)
        return Access(is_closed=row.join_code is not None, is_admitted=row.user_id is not None)

    async def accesses(
        self, user_ids: Collection[UserId], session_ids: Collection[SessionId]
    ) -> dict[SessionId, set[UserId]]:
        """The closed ones of the sessions, and whom of these people they admit."""
        closed = sa.select(sessions.c.id, sessions.c.join_code).where(
            sessions.c.id.in_(session_ids), sessions.c.join_code.is_not(None)
        )
        codes = {row.id: row.join_code for row in await self._connection.execute(closed)}
        if not codes:
            return {}
        shown = sa.select(admissions.c.user_id, admissions.c.join_code).where(
            admissions.c.user_id.in_(user_ids), admissions.c.join_code.in_(set(codes.values()))
        )
        found: dict[str, set[UserId]] = {code: set() for code in codes.values()}
        for row in await self._connection.execute(shown):
            found[row.join_code].add(UserId(row.user_id))
        return {SessionId(one): found[code] for one, code in codes.items()}

    async def of(self, user_id: UserId) -> dict[str, datetime]:
        """The codes that a person has shown, and when."""
        query = (
            sa.select(admissions.c.join_code, admissions.c.created_at)
            .where(admissions.c.user_id == user_id)
            .order_by(admissions.c.created_at, admissions.c.join_code)
        )
        rows = await self._connection.execute(query)
        return {row.join_code: row.created_at for row in rows}

    # -- wrong codes

    async def add_wrong(self, user_id: UserId, update_id: UpdateId, now: datetime) -> None:
        await self._connection.execute(
            insert_or_ignore(self._connection, wrong_codes),
            {"user_id": user_id, "update_id": update_id, "tried_at": now},
        )

    async def wrong_since(self, user_id: UserId, moment: datetime | None = None) -> list[datetime]:
        """When the person sent a wrong code, the earliest first; None: as far as is known."""
        query = (
            sa.select(wrong_codes.c.tried_at)
            .where(wrong_codes.c.user_id == user_id)
            .order_by(wrong_codes.c.tried_at)
        )
        if moment is not None:
            query = query.where(wrong_codes.c.tried_at > moment)
        return list((await self._connection.execute(query)).scalars())

    async def forget_wrong_before(self, moment: datetime) -> None:
        await self._connection.execute(
            sa.delete(wrong_codes).where(wrong_codes.c.tried_at <= moment)
        )
