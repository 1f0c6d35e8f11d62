"""Dates of admission to colleges, by the order in force, and when to remind of them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.people.quiet_hours import at_wall_clock


class AdmissionDate(StrEnum):
    """A date set by order No. 457 of the Ministry of Education (2 September 2020), part IV."""

    OPENS = "opens"
    """Documents are taken from this day at the latest."""
    CLOSES = "closes"
    """Full-time study: documents are taken until this day."""
    EXTENDED = "extended"
    """Where places are left, until this day."""


DAYS = {
    AdmissionDate.OPENS: (6, 20),
    AdmissionDate.CLOSES: (8, 15),
    AdmissionDate.EXTENDED: (11, 25),
}
ORDER_ENDS = date(2027, 1, 1)
"""From this day the order is not in force: dates after it may turn out to be others."""

REMINDED_BEFORE = timedelta(days=7)
REMINDED_AT = time(10)
"""On the person's own clock."""


def next_on(which: AdmissionDate, today: date) -> date:
    """This year's or, once that is over, the next year's."""
    month, day = DAYS[which]
    this = date(today.year, month, day)
    return this if this > today else this.replace(year=today.year + 1)


def reminder_at(on: date, zone: ZoneInfo, now: datetime) -> datetime:
    """A week ahead at ten by the person's clock; where that is over, the next such hour."""
    moment = at_wall_clock(datetime.combine(on - REMINDED_BEFORE, REMINDED_AT), zone)
    if moment > now:
        return moment
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return at_wall_clock(datetime.combine(tomorrow, REMINDED_AT), zone)
