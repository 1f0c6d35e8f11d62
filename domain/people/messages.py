"""Messages to owners, see domain.outgoing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.ids import UserId
from domain.outgoing import Kind, Outgoing


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
