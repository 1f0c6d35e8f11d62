"""When a person is reminded of a session: a set of lead times, kept as the bits of one number.

As bits, one INSERT ... SELECT finds everybody whose set holds a lead time, on both engines.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

LEAD_MINUTES = (7 * 1440, 3 * 1440, 1440, 720, 180, 60, 30, 10, 5)
"""Lead times that a person can choose from, in minutes; the place in this row is the bit."""

LATE_BY = timedelta(hours=1)
"""A wave that fell due longer ago is not sent: the next one says the same and is nearer."""


def bit_of(minutes: int) -> int:
    """Raises ValueError for a lead time that nobody can choose."""
    return 1 << LEAD_MINUTES.index(minutes)


def bits_of(leads: Iterable[int]) -> int:
    return sum(bit_of(minutes) for minutes in set(leads))


def leads_of(bits: int) -> tuple[int, ...]:
    """Longest first; bits that stand for nothing are left out."""
    return tuple(minutes for n, minutes in enumerate(LEAD_MINUTES) if bits >> n & 1)


DEFAULT_LEADS = (1440, 60, 10)
DEFAULT_REMINDERS = bits_of(DEFAULT_LEADS)
