"""Which worker begins with what (pytest-xdist, worksteal)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import pytest

LONG = ("e2e", "browser", "slow")
"""Marks of tests that take seconds, most of which they wait for processes of their own."""


def long_ones_first(items: Sequence[pytest.Item], count: int) -> list[pytest.Item]:
    """The same tests in an order that gives each of `count` workers its share of the long ones at
    once: begun as the last, one of them is waited for by everybody.

    Each worker is handed a part of the list, all of equal length; whoever is through takes from
    the end of another's. Tests of the browser stay together, for they share one.
    """
    shares: list[list[pytest.Item]] = [[] for _ in range(count)]
    rest = []
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        if "browser" in marks:
            shares[0].append(item)
        elif marks.isdisjoint(LONG):
            rest.append(item)
        else:
            min(shares[1:] or shares, key=len).append(item)
    others = iter(rest)
    ordered: list[pytest.Item] = []
    for number, share in enumerate(shares):
        size = (len(items) - len(ordered)) // (count - number)
        ordered += share
        ordered += islice(others, max(0, size - len(share)))
    return [*ordered, *others]
