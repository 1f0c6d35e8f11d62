"""What may be forgotten of the outbox: rows that have ended long ago and that nobody reads.

A row is read after its end for four reasons: figures are counted from it, its message is edited or
removed, a button or a later statement asks for it, or its dedupe key keeps what it said from being
said again. docs/adr/0038 goes through the kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.outbox.due import UNSETTLED
from db.tables import news_digest_items, outbox, sessions
from db.tables.outbox import SETTLED_ALONE
from domain.ids import NewsId, OutboxId
from domain.outgoing import Kind

FORGOTTEN = frozenset({
    Kind.REPORT, Kind.ANSWER, Kind.ANNOUNCEMENT, Kind.APPROVAL, Kind.CHANGE, Kind.PLACE,
    Kind.CONFIRMATION, Kind.OUTAGE, Kind.REMINDER, Kind.REMINDER_EDIT, Kind.ADMISSION,
    Kind.INTRODUCTION, Kind.ACQUAINTANCE, Kind.QUESTION, Kind.RATING, Kind.NEWS_DIGEST,
    Kind.NEWS_DIGEST_EDIT, Kind.NEWS_EDIT, Kind.NEWS_RECALL, Kind.DIGEST, Kind.OPEN_DAY,
    Kind.OPEN_DAY_CHANGE, Kind.RETURNED,
})  # fmt: skip
"""What writes them asks a state, a mark or a claim of its own first, or has in the key a moment
that passes or a version that only grows. Of announcements it is the copies that organisers send to
themselves; of digests those that carried nothing."""

GO_WITH_THEIR_ITEM = frozenset({Kind.NEWS, Kind.NEWS_DIGEST})
"""The figures of a news item are counted from them, and a correction edits them."""

STAY = frozenset({
    Kind.ANNOUNCEMENT, Kind.CORRECTION, Kind.RECALL, Kind.SUMMARY, Kind.STALLED, Kind.FEED,
    Kind.CHANNEL, Kind.COMPLAINT,
})  # fmt: skip
"""Reports and audiences are counted from the rows of a dispatch. The others are few, go to
organisers, and nothing but their key keeps them from being told twice."""

HAS_ENDED = outbox.c.state.not_in(UNSETTLED)

IS_NEWEST = outbox.c.id == sa.select(sa.func.max(outbox.alias("newest").c.id)).scalar_subquery()
"""It stays: where it went, SQLite would give its number to another, and numbers of rows stand in
dedupe keys."""


@dataclass(frozen=True, slots=True)
class Old:
    """Rows that may go, and the end of the last of them; no row that may go ended before."""

    ids: tuple[OutboxId, ...]
    ended_at: datetime


class RetentionQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def old(self, before: datetime, after: datetime | None, limit: int) -> Old | None:
        """The next rows of no dispatch and no news item that may go; None where there are none.

        For a reading transaction: rows that stay are passed over.
        """
        query = (
            sa.select(outbox.c.id, outbox.c.settled_at)
            .where(*_may_go(before))
            .order_by(outbox.c.settled_at)
            .limit(limit)
        )
        if after is not None:
            query = query.where(outbox.c.settled_at >= after)
        rows = list(await self._connection.execute(query))
        if not rows:
            return None
        return Old(tuple(OutboxId(row.id) for row in rows), rows[-1].settled_at)

    async def forget(self, ids: Sequence[OutboxId], before: datetime) -> int:
        """Those of the rows that may still go: their session may have moved meanwhile."""
        statement = sa.delete(outbox).where(outbox.c.id.in_(ids), *_may_go(before))
        return (await self._connection.execute(statement)).rowcount

    async def forget_news(self, ids: Sequence[NewsId], limit: int) -> int:
        """Rows that have ended and delivered nothing but these items; at most `limit` at once."""
        alone = sa.select(outbox.c.id).where(outbox.c.news_id.in_(ids), HAS_ENDED).limit(limit)
        carried, other = news_digest_items, news_digest_items.alias("other")
        carries_more = sa.select(other.c.news_id).where(
            other.c.outbox_id == carried.c.outbox_id, other.c.news_id.not_in(ids)
        )
        in_digests = (
            sa.select(carried.c.outbox_id)
            .join(outbox, outbox.c.id == carried.c.outbox_id)
            .where(carried.c.news_id.in_(ids), HAS_ENDED, ~IS_NEWEST, ~carries_more.exists())
            .limit(limit)
        )
        gone = 0
        for some in (alone, in_digests):
            statement = sa.delete(outbox).where(outbox.c.id.in_(some))
            gone += (await self._connection.execute(statement)).rowcount
        return gone


def _may_go(before: datetime) -> list[sa.ColumnElement[bool] | sa.TextClause]:
    """A reminder is edited when its session moves, so it stays while that is not over."""
    is_not_over = sa.select(sessions.c.id).where(
        sessions.c.id == outbox.c.session_id, sessions.c.starts_at > before
    )
    return [
        SETTLED_ALONE,
        outbox.c.settled_at <= before,
        sa.or_(outbox.c.expires_at.is_(None), outbox.c.expires_at <= before),
        outbox.c.kind.in_([kind.value for kind in FORGOTTEN]),
        ~is_not_over.exists(),
        ~IS_NEWEST,
    ]
