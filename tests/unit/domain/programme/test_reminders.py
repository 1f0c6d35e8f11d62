"""Lead times as bits: what lies in the store keeps its meaning whatever is added."""

from __future__ import annotations

from domain.programme.reminders import (
    LEAD_BITS,
    LEAD_MINUTES,
    bits_of,
    leads_of,
)

STORED = {10080: 0, 4320: 1, 1440: 2, 720: 3, 180: 4, 60: 5, 30: 6, 10: 7, 5: 8}
"""What people's sets were written with; only ever added to: none goes with its lead time."""


def test_bit_of_a_lead_time_is_never_another_ones() -> None:
    assert LEAD_BITS.items() <= STORED.items()
    assert len(set(STORED.values())) == len(STORED)


def test_lead_times_stand_longest_first_wherever_they_were_added() -> None:
    assert list(LEAD_MINUTES) == sorted(LEAD_BITS, reverse=True)
    assert leads_of(bits_of([5, 1440, 60])) == (1440, 60, 5)


def test_bits_that_stand_for_nothing_are_left_out() -> None:
    assert leads_of(1 << 62 | bits_of([30])) == (30,)
