"""A reader reports a wrong card; the organisers work through the queue and answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.unit_of_work import Store, Transaction
from domain.clusters.card_reports import CardField, CardReport
from domain.clusters.cards import Cluster
from domain.clusters.messages import CardReportAnswer, CardReportNotice
from domain.errors import Ended, NotFound, UserError
from domain.ids import ChatId, ReportId, UserId
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.people.users import Actor
from domain.ports import Clock
from services.people.organisers import Organisers

COMMENT_LIMIT = 1_000
"""Characters; with the card's name and link the report still fits one message (4,096)."""

REPORTS_A_DAY = 5
"""Reports of one person in any 24 hours."""

QUEUE_PAGE = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Reports:
    store: Store
    clock: Clock
    organisers: Organisers

    async def begin(self, actor: Actor) -> None:
        """Before somebody writes a text that could not be taken. Raises UserError."""
        async with self.store.read() as tx:
            await self._check(tx, actor)

    async def send(
        self, actor: Actor, about: Cluster | str, field: CardField, comment: str
    ) -> None:
        """`about` is a card, or the name of a region in which one is missing.

        Raises UserError for an empty or too long comment, too many, or nobody to tell.
        """
        text = checked_comment(comment)
        cluster_id, name = (None, about) if isinstance(about, str) else (about.id, about.name)
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, now)
            readers = await self._check(tx, actor)
            report_id = await tx.card_reports.add(cluster_id, name, actor.id, field, text, now)
            notice = CardReportNotice(
                report=report_id,
                cluster_id=cluster_id,
                cluster_name=name,
                field=field,
                reporter=actor.name,
                comment=text,
            )
            await tx.outbox.add([_to(reader, notice, now) for reader in sorted(readers)], now)

    async def queue(self, actor: Actor, page: int) -> tuple[list[CardReport], int]:
        """A page of what is open, the oldest first, and how many there are."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            total = await tx.card_reports.open_count()
            return await tx.card_reports.open(page * QUEUE_PAGE, QUEUE_PAGE), total

    async def get(self, actor: Actor, report_id: ReportId) -> CardReport:
        """Raises NotFound."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await _required(tx, report_id)

    async def close(self, actor: Actor, report_id: ReportId, answer: str = "") -> CardReport:
        """Settled; the reporter is told, in the organiser's words if there are any.

        Closing again changes nothing and tells nobody. Raises NotFound, UserError.
        """
        text = checked_comment(answer) if answer else ""
        now = self.clock.now()
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            report = await _required(tx, report_id)
            if await tx.card_reports.close(report_id, actor.name, text, now):
                await self.organisers.record(
                    tx, actor, "report-closed", number=report_id, name=report.cluster_name
                )
                if report.reporter_id is not None:
                    told = CardReportAnswer(
                        report=report_id,
                        cluster_id=report.cluster_id,
                        cluster_name=report.cluster_name,
                        answer=text,
                    )
                    await tx.outbox.add([_to(report.reporter_id, told, now)], now)
            return await _required(tx, report_id)

    async def _check(self, tx: Transaction, actor: Actor) -> set[UserId]:
        """Ids of those who will read the report. Raises UserError where nobody would, or where the
        person has sent too many of them."""
        readers = await self.organisers.ids(tx)
        if not readers:
            raise Ended("report-nobody")
        day_ago = self.clock.now() - timedelta(days=1)
        if await tx.card_reports.count_since(actor.id, day_ago) >= REPORTS_A_DAY:
            raise Ended("report-too-many", limit=REPORTS_A_DAY)
        return readers


async def _required(tx: Transaction, report_id: ReportId) -> CardReport:
    report = await tx.card_reports.find(report_id)
    if report is None:
        raise NotFound("report-gone")
    return report


def checked_comment(comment: str) -> str:
    """Raises UserError for an empty or too long one."""
    text = comment.strip()
    if not text:
        raise UserError("report-empty")
    if len(text) > COMMENT_LIMIT:
        raise UserError("report-too-long", limit=COMMENT_LIMIT)
    return text


def _to(reader: UserId, message: CardReportNotice | CardReportAnswer, now: datetime) -> NewMessage:
    return NewMessage(
        dedupe_key=message.key(reader),
        chat_id=ChatId(reader),
        message=message,
        priority=Priority.NOTICE,
        not_before=now,
    )
