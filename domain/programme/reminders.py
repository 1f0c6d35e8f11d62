"""When a person is reminded of a session: a set of lead times, kept as the bits of one number.

As bits, one INSERT ... SELECT finds everybody whose set holds a lead time, on both engines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.ids import SessionId

LEAD_BITS = {
    7 * 1440: 0,
    3 * 1440: 1,
    1440: 2,
    720: 3,
    180: 4,
    60: 5,
    30: 6,
    10: 7,
    5: 8,
}
"""Lead times that a person can choose from, in minutes, and the bit that stands for each.

Sets of people lie in the store as these bits: a new lead time takes the next free one wherever it
stands here, and the bit of one that is given up is never used again.
"""

LEAD_MINUTES = tuple(sorted(LEAD_BITS, reverse=True))
"""Longest first, as they stand on screens."""

LONGEST_LEAD = timedelta(minutes=LEAD_MINUTES[0])


@dataclass(frozen=True, kw_only=True, slots=True)
class Wave:
    """The reminders of one session for one lead time, as long as it begins at `starts_at`."""

    session_id: SessionId
    minutes_before: int
    starts_at: datetime

    @property
    def due_at(self) -> datetime:
        return self.starts_at - timedelta(minutes=self.minutes_before)

    def overtaken_by(self, now: datetime) -> int:
        """Bits of the lead times nearer to the start that have come too: they say the same."""
        left = self.starts_at - now
        return sum(
            bit_of(minutes)
            for minutes in LEAD_MINUTES
            if minutes < self.minutes_before and left <= timedelta(minutes=minutes)
        )


def is_reminded(starts_at: datetime, bits: int, now: datetime) -> bool:
    """Whether any lead time of the set lies ahead: who comes later has just read of the start."""
    return any(starts_at - timedelta(minutes=minutes) > now for minutes in leads_of(bits))


def unix(starts_at: datetime) -> int:
    """A start as keys and payloads of the outbox name it."""
    return int(starts_at.timestamp())


def bit_of(minutes: int) -> int:
    """Raises KeyError for a lead time that nobody can choose."""
    return 1 << LEAD_BITS[minutes]


def bits_of(leads: Iterable[int]) -> int:
    return sum(bit_of(minutes) for minutes in set(leads))


def leads_of(bits: int) -> tuple[int, ...]:
    """Longest first; bits that stand for nothing are left out."""
    return tuple(minutes for minutes in LEAD_MINUTES if bits & bit_of(minutes))


DEFAULT_LEADS = (1440, 60, 10)
DEFAULT_REMINDERS = bits_of(DEFAULT_LEADS)
