"""How many processes run the tests, and which of them each takes first (tests/forks.py)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

PROCESSES = frozenset(["e2e", "browser"])
"""Marks of tests that take seconds, most of which they wait for processes of their own."""

SLOW_AT_ONCE = 4
QUICK_AT_ONCE = 40
"""Tests that follow one another, and share what their module has made: half a second of them."""

Piece = Sequence[int]
"""Positions of tests that one process runs one after another."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What takes longest comes first: begun as the last, it is waited for by everybody."""

    browser: Sequence[Piece]
    """All of them in one, for they share a browser."""
    processes: Sequence[Piece]
    computing: Sequence[Piece]

    def orders(self, count: int) -> list[list[Sequence[Piece]]]:
        """For each of `count` processes which are taken, those of one kind after those of another.

        Some compute while others wait for processes. Who has the browser starts no processes as
        long as there is anything else, so that it needs no server to fork them off
        (tests/processes).
        """
        orders = [
            [self.browser, self.computing, self.processes],
            [self.processes, self.computing, self.browser],
            [self.computing, self.processes, self.browser],
        ]
        return [orders[0], *(orders[1 + number % 2] for number in range(count - 1))]


def forks_that_fit(config: pytest.Config) -> int:
    """One for each core, and another where tests wait, a third of their time, for processes,
    PostgreSQL or the browser. Still more would ask PostgreSQL for more connections than its 100.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (cores or 1) + ("not e2e" not in config.option.markexpr)


def pieces(items: Sequence[pytest.Item]) -> Pieces:
    """Every position among `items` once."""
    marks = [frozenset(mark.name for mark in item.iter_markers()) for item in items]
    browser = [n for n, one in enumerate(marks) if "browser" in one]
    processes = [n for n, one in enumerate(marks) if "e2e" in one and "browser" not in one]
    own = [n for n, one in enumerate(marks) if one.isdisjoint(PROCESSES)]
    slow = [n for n in own if "slow" in marks[n]]
    quick = [n for n in own if "slow" not in marks[n]]
    return Pieces(
        [browser] if browser else [],
        _cut(processes, 1),
        [*_cut(slow, SLOW_AT_ONCE), *_cut(quick, QUICK_AT_ONCE)],
    )


def _cut(positions: Sequence[int], size: int) -> list[Piece]:
    return [positions[at : at + size] for at in range(0, len(positions), size)]
