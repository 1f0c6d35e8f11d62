"""Reports of wrong cards: the queue that organisers work through."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import card_reports, users
from domain.clusters.card_reports import CardField, CardReport
from domain.ids import ClusterId, ReportId, UserId

_JOINED = sa.select(card_reports, users.c.first_name, users.c.last_name).outerjoin(
    users, users.c.id == card_reports.c.reporter_id
)


class CardReportQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        cluster_id: ClusterId | None,
        name: str,
        reporter: UserId,
        field: CardField,
        comment: str,
        now: datetime,
    ) -> ReportId:
        """`name` is the cluster's, or that of a region in which a college is missing."""
        statement = (
            sa.insert(card_reports)
            .values(
                cluster_id=cluster_id,
                cluster_name=name,
                reporter_id=reporter,
                field=field.value,
                comment=comment,
                created_at=now,
            )
            .returning(card_reports.c.id)
        )
        return ReportId((await self._connection.execute(statement)).scalar_one())

    async def count_since(self, reporter: UserId, moment: datetime) -> int:
        query = sa.select(sa.func.count()).where(
            card_reports.c.reporter_id == reporter, card_reports.c.created_at > moment
        )
        return (await self._connection.execute(query)).scalar_one()

    async def find(self, report_id: ReportId) -> CardReport | None:
        query = _JOINED.where(card_reports.c.id == report_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _report(row) if row else None

    async def open(self, offset: int, limit: int) -> list[CardReport]:
        """The oldest first: that one has waited longest."""
        query = (
            _JOINED.where(card_reports.c.closed_at.is_(None))
            .order_by(card_reports.c.id)
            .offset(offset)
            .limit(limit)
        )
        return [_report(row) for row in await self._connection.execute(query)]

    async def open_count(self) -> int:
        query = sa.select(sa.func.count()).where(card_reports.c.closed_at.is_(None))
        return (await self._connection.execute(query)).scalar_one()

    async def of(self, reporter: UserId) -> list[CardReport]:
        query = _JOINED.where(card_reports.c.reporter_id == reporter).order_by(card_reports.c.id)
        return [_report(row) for row in await self._connection.execute(query)]

    async def close(self, report_id: ReportId, by: str, answer: str, now: datetime) -> bool:
        """Whether it was open until now."""
        statement = (
            sa.update(card_reports)
            .where(card_reports.c.id == report_id, card_reports.c.closed_at.is_(None))
            .values(closed_at=now, closed_by=by, answer=answer)
        )
        return (await self._connection.execute(statement)).rowcount > 0


def _report(row: sa.Row[Any]) -> CardReport:
    return CardReport(
        id=ReportId(row.id),
        cluster_id=ClusterId(row.cluster_id) if row.cluster_id is not None else None,
        cluster_name=row.cluster_name,
        reporter_id=UserId(row.reporter_id) if row.reporter_id is not None else None,
        reporter_name=" ".join(part for part in (row.first_name, row.last_name) if part),
        field=CardField(row.field),
        comment=row.comment,
        created_at=row.created_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by or "",
        answer=row.answer,
    )
