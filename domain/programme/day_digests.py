"""The morning digest: when it is due on whose clock. One round for each zone and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.people.quiet_hours import at_wall_clock
from domain.programme.sessions import NIGHT_ENDS

DIGEST_AT = time(8)
DIGEST_UNTIL = time(12)
"""Local; from then on the day is known, and a digest that is late would only repeat it."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DigestRound:
    """All digests of one local day in one zone."""

    zone: ZoneInfo
    day: date

    @property
    def due_at(self) -> datetime:
        return self._at(DIGEST_AT)

    @property
    def expires_at(self) -> datetime:
        return self._at(DIGEST_UNTIL)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The instants (UTC) between which the day lies; 23 to 25 hours."""
        return day_span(self.day, self.zone)

    @property
    def night_ends_at(self) -> datetime:
        """Sessions that began on the day before and end by this instant (UTC) belong to that day
        alone (sessions.session_days)."""
        return self._at(NIGHT_ENDS)

    def _at(self, moment: time) -> datetime:
        return at_wall_clock(datetime.combine(self.day, moment), self.zone)


def due_round(zone: ZoneInfo, now: datetime) -> DigestRound | None:
    """The round that may be written now: late after a downtime, but before noon."""
    round_ = DigestRound(zone, now.astimezone(zone).date())
    return round_ if round_.due_at <= now < round_.expires_at else None


def next_due_at(zone: ZoneInfo, now: datetime) -> datetime:
    """When the next round after `now` falls due."""
    today = now.astimezone(zone).date()
    moments = (DigestRound(zone, day).due_at for day in (today, today + DAY))
    return next(moment for moment in moments if moment > now)


def day_span(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    midnights = (datetime.combine(one, time()) for one in (day, day + DAY))
    begins, ends = (at_wall_clock(midnight, zone) for midnight in midnights)
    return begins, ends
