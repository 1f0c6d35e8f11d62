"""One rate among the replicas of a bot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbox.rate_shares import shares


@pytest.mark.parametrize(
    ("rate", "wanted", "expected"),
    [
        (25, {"a": 0}, {"a": 25}),
        (25, {"a": 0, "b": 0, "c": 0}, {"a": 9, "b": 8, "c": 8}),
        # One that delivers to all, while nobody writes.
        (25, {"a": 0, "b": 25, "c": 0}, {"a": 2, "b": 21, "c": 2}),
        (25, {"a": 25, "b": 25, "c": 25}, {"a": 9, "b": 8, "c": 8}),
        (25, {"a": 5, "b": 25, "c": 25}, {"a": 5, "b": 10, "c": 10}),
        (2, {"a": 0, "b": 2, "c": 0}, {"a": 1, "b": 1, "c": 1}),
    ],
)
def test_rate_goes_to_who_wants_it_and_nobody_is_left_with_nothing(
    rate: int, wanted: dict[str, int], expected: dict[str, int]
) -> None:
    assert shares(rate, wanted) == expected


@pytest.mark.slow
@given(
    st.integers(1, 1000),
    st.dictionaries(st.text(min_size=1), st.integers(0, 1000), min_size=1, max_size=12),
)
def test_shares_are_the_rate_together_and_who_lacks_has_no_less_than_others(
    rate: int, wanted: dict[str, int]
) -> None:
    found = shares(rate, wanted)

    assert sum(found.values()) == max(rate, len(wanted))
    assert min(found.values()) >= 1
    least_lacking = min((found[one] for one in found if found[one] < wanted[one]), default=rate)
    floor = max(1, rate // max(10, len(wanted)))
    assert all(share <= max(least_lacking + 1, floor) for one, share in found.items()), (
        found,
        wanted,
    )
