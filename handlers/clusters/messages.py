"""Messages about cards, as they leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.clusters.messages import CardReportAnswer, CardReportNotice
from domain.outbox import (
    OutboxRow,
)
from handlers.clusters.reports.views import answer_message, report_message
from handlers.outgoing import Calls, sent
from ui.translator import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterMessages:
    bot_username: Callable[[], str]
    """Asked for only when a message leaves: Telegram says it after the start."""

    async def report(self, row: OutboxRow, notice: CardReportNotice, t: Translator) -> Calls:
        return sent(row, report_message(notice, t, self.bot_username()))

    async def answer(self, row: OutboxRow, told: CardReportAnswer, t: Translator) -> Calls:
        return sent(row, answer_message(told, t))
