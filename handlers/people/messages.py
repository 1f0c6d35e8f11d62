"""Messages to owners, and about a person's own dates, as they leave."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.outbox import (
    OutboxRow,
)
from domain.people.messages import AdmissionReminder, OutageNotice
from handlers.clusters.answers.admission_views import admission_message
from handlers.outgoing import Calls, sent, zone_of
from handlers.people.admin.views import outage_message
from ui.translator import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleMessages:
    default_zone: ZoneInfo

    async def outage(self, row: OutboxRow, notice: OutageNotice, t: Translator) -> Calls:
        return sent(row, outage_message(notice, zone_of(row, self.default_zone), t))

    async def admission(self, row: OutboxRow, reminder: AdmissionReminder, t: Translator) -> Calls:
        return sent(row, admission_message(reminder.date, reminder.on, t))
