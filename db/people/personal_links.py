"""Links that stand for one person: whoever holds the token may do what its purpose says.

A request names a token; it is found by its digest, so how long the search takes says nothing of
how much of a guess was right. The token itself is kept to be shown again.
"""

from __future__ import annotations

import hmac
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import personal_links
from db.upserts import insert_or_ignore, upsert
from domain.ids import UserId
from domain.people.personal_links import LinkPurpose, digest_of


class PersonalLinkQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ensure(
        self, user_id: UserId, purpose: LinkPurpose, token: str, now: datetime
    ) -> str:
        """The token that holds: the one there is, else this new one."""
        row = _values(user_id, purpose, token, now)
        await self._connection.execute(insert_or_ignore(self._connection, personal_links), row)
        query = sa.select(personal_links.c.token).where(*_of(user_id, purpose))
        return str((await self._connection.execute(query)).scalar_one())

    async def renew(
        self, user_id: UserId, purpose: LinkPurpose, token: str, now: datetime
    ) -> None:
        """This token holds from now on, and no earlier one."""
        statement = upsert(
            self._connection, personal_links, "token", "digest", "created_at"
        )  # fmt: skip
        await self._connection.execute(statement, _values(user_id, purpose, token, now))

    async def revoke(self, user_id: UserId, purpose: LinkPurpose) -> bool:
        """Whether there was one."""
        statement = sa.delete(personal_links).where(*_of(user_id, purpose))
        return (await self._connection.execute(statement)).rowcount > 0

    async def owner(self, purpose: LinkPurpose, token: str) -> UserId | None:
        """Whose token it is; None for one that is unknown, revoked, or of another purpose."""
        digest = digest_of(token)
        query = sa.select(personal_links.c.user_id, personal_links.c.digest).where(
            personal_links.c.digest == digest, personal_links.c.purpose == purpose.value
        )
        row = (await self._connection.execute(query)).one_or_none()
        # Compared for an unknown token as well: both answers cost the same.
        is_equal = hmac.compare_digest(row.digest if row else digest_of(""), digest)
        return UserId(row.user_id) if row and is_equal else None

    async def of(self, user_id: UserId) -> dict[LinkPurpose, datetime]:
        """What a person has links for, and since when."""
        query = (
            sa.select(personal_links.c.purpose, personal_links.c.created_at)
            .where(personal_links.c.user_id == user_id)
            .order_by(personal_links.c.purpose)
        )
        rows = await self._connection.execute(query)
        return {LinkPurpose(row.purpose): row.created_at for row in rows}


def _of(user_id: UserId, purpose: LinkPurpose) -> tuple[sa.ColumnElement[bool], ...]:
    return personal_links.c.user_id == user_id, personal_links.c.purpose == purpose.value


def _values(user_id: UserId, purpose: LinkPurpose, token: str, now: datetime) -> dict[str, object]:
    return {
        "user_id": user_id,
        "purpose": purpose.value,
        "token": token,
        "digest": digest_of(token),
        "created_at": now,
    }
