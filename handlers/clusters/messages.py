"""Messages about cards, as they leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from db.unit_of_work import Store
from domain.clusters.messages import (
    CardReportAnswer,
    CardReportNotice,
    OpenDayChange,
    OpenDayReminder,
)
from domain.ids import UserId
from domain.outbox import (
    OutboxRow,
)
from domain.ports import Clock
from handlers.clusters.card_reports.views import answer_message, report_message
from handlers.clusters.cards.open_day_views import change_message, reminder_message
from handlers.outgoing import Calls, sent, zone_of
from services.clusters.open_days.reminders import ahead
from ui.translator import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterMessages:
    store: Store
    clock: Clock
    default_zone: ZoneInfo
    bot_username: Callable[[], str]
    """Asked for only when a message leaves: Telegram says it after the start."""

    async def report(self, row: OutboxRow, notice: CardReportNotice, t: Translator) -> Calls:
        return sent(row, report_message(notice, t, self.bot_username()))

    async def answer(self, row: OutboxRow, told: CardReportAnswer, t: Translator) -> Calls:
        return sent(row, answer_message(told, t))

    async def open_day(self, row: OutboxRow, reminder: OpenDayReminder, t: Translator) -> Calls:
        """The day may have moved, the person may have switched it off."""
        now = self.clock.now()
        async with self.store.read() as tx:
            wish = await tx.open_days.find(UserId(row.chat_id), reminder.cluster, reminder.day)
            card = await tx.clusters.find(reminder.cluster)
        days = ahead(card, reminder.day, self.default_zone, now)
        if wish is None or card is None or not days:
            return []
        today = now.astimezone(zone_of(row, self.default_zone)).date()
        return sent(row, reminder_message(card, days, today, t))

    async def open_day_change(self, row: OutboxRow, change: OpenDayChange, t: Translator) -> Calls:
        """Nothing to who has switched the reminder off meanwhile."""
        async with self.store.read() as tx:
            wish = await tx.open_days.find(UserId(row.chat_id), change.cluster, change.day)
            card = await tx.clusters.find(change.cluster)
        return sent(row, change_message(change, card, t)) if wish else []
