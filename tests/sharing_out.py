"""How many workers run the tests, and who of them begins with what (pytest-xdist, worksteal)."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

PROCESSES = frozenset(["e2e", "browser"])
"""Marks of tests that take seconds, most of which they wait for processes of their own."""

AS_LONG_AS = 10
"""Tests that are but `slow`."""

LONG = PROCESSES | {"slow"}


def only_distributes(config: pytest.Config) -> bool:
    """Whether this process hands tests out to workers, and runs none itself."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return False
    is_spread: bool = config.getoption("dist", "no") != "no"
    return is_spread


def will_only_distribute(options: Namespace, tests: Path) -> bool:
    """The same before pytest-xdist has thought about its options; False too where it is asked for
    a part of `tests`, for then pytest reads the conftest.py of that part here as well."""
    if "PYTEST_XDIST_WORKER" in os.environ or options.collectonly:
        return False
    if not getattr(options, "numprocesses", None):
        return False
    return all(Path(one).resolve() == tests for one in options.file_or_dir)


def workers(config: pytest.Config) -> int:
    """One for each core, and another where tests wait, a third of their time, for processes,
    PostgreSQL or the browser. Still more would ask PostgreSQL for more connections than its 100.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (cores or 1) + ("not e2e" not in config.option.markexpr)


def long_ones_first(items: Sequence[pytest.Item], count: int) -> list[pytest.Item]:
    """The same tests in an order that gives each of `count` workers its share of the long ones at
    once: begun as the last, one of them is waited for by everybody.

    Each worker is handed a part of the list, all of equal length; whoever is through takes from
    the end of another's. Tests of the browser stay together, for they share one; who has them
    starts no processes, so that it needs no server to fork them off (tests/processes), and begins
    with what computes, while the others wait for theirs.
    """
    marked = [(item, {mark.name for mark in item.iter_markers()}) for item in items]
    browser = [item for item, marks in marked if "browser" in marks]
    shares: list[list[pytest.Item]] = [[] for _ in range(count)]
    loads = [AS_LONG_AS * len(browser), *[0] * (count - 1)]
    starting = range(min(1, count - 1), count)
    for item, marks in marked:
        if "browser" not in marks and not marks.isdisjoint(LONG):
            has_processes = not marks.isdisjoint(PROCESSES)
            number = min(starting if has_processes else range(count), key=loads.__getitem__)
            shares[number].append(item)
            loads[number] += AS_LONG_AS if has_processes else 1
    shares[0] += browser
    rest = [item for item, marks in marked if marks.isdisjoint(LONG)]
    others = iter(rest)
    ordered: list[pytest.Item] = []
    for number, share in enumerate(shares):
        size = (len(items) - len(ordered)) // (count - number)
        ordered += share
        ordered += islice(others, max(0, size - len(share)))
    return [*ordered, *others]
