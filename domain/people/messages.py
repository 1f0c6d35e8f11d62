"""Messages to owners, and about a person's own dates, see domain.outgoing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812  (a field of the JSON is called `date`)
from datetime import datetime

from domain.ids import UserId
from domain.outgoing import Kind, Outgoing
from domain.people.admission_dates import AdmissionDate


@dataclass(frozen=True, kw_only=True, slots=True)
class OutageNotice(Outgoing):
    """Telegram was away; `until` is None while it is. `waiting` messages were queued then."""

    kind = Kind.OUTAGE

    since: datetime
    waiting: int
    until: datetime | None = None

    def key(self, to: UserId) -> str:
        state = "over" if self.until else "begun"
        return f"outage:{state}:{self.since.isoformat()}:{to}"


@dataclass(frozen=True, kw_only=True, slots=True)
class AdmissionReminder(Outgoing):
    """A date of admission, which is on the day `on`."""

    kind = Kind.ADMISSION

    date: AdmissionDate
    on: Day

    def key(self, asked_at: datetime, to: UserId) -> str:
        """The very moment: who has switched them off may switch them on again at once."""
        moment = f"{asked_at.timestamp():.6f}".rstrip("0").rstrip(".")
        return f"ad:{self.date}:{self.on:%Y%m%d}:{moment}:{to}"
