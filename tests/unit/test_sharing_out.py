from __future__ import annotations

from argparse import Namespace
from collections import Counter
from pathlib import Path

import pytest

from tests.sharing_out import long_ones_first, will_only_distribute


class Item:
    """As much of a pytest.Item as is looked at."""

    def __init__(self, name: str, *marks: str) -> None:
        self.name = name
        self.marks = marks

    def iter_markers(self) -> list[pytest.Mark]:
        return [pytest.Mark(one, (), {}, _ispytest=True) for one in self.marks]


def shared(items: list[Item], count: int) -> list[list[Item]]:
    """As xdist's scheduler hands the ordered tests out (`WorkStealingScheduling`)."""
    ordered: list[Item] = long_ones_first(items, count)  # type: ignore[arg-type, assignment]
    assert Counter(ordered) == Counter(items)
    parts = []
    for number in range(count):
        size = len(ordered) // (count - number)
        parts.append(ordered[:size])
        ordered = ordered[size:]
    return parts


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("total", [1, 5, 20, 101])
def test_every_test_is_handed_out_once(total: int, count: int) -> None:
    marks = [("e2e",), (), ("slow",), (), ("browser", "postgres"), ("postgres",), ()]
    items = [Item(f"{n}", *marks[n % len(marks)]) for n in range(total)]

    assert sum(len(part) for part in shared(items, count)) == total


def test_each_worker_begins_with_its_share_of_the_long_ones() -> None:
    long = [Item(f"long {n}", "e2e") for n in range(6)]
    browser = [Item(f"browser {n}", "browser") for n in range(3)]
    items = [*(Item(f"quick {n}") for n in range(40)), *long, *browser]

    first, *others = shared(items, 3)

    assert first[:3] == browser
    for part in others:
        assert [one.name.split()[0] for one in part[:4]] == ["long", "long", "long", "quick"]


def test_who_has_the_browser_starts_no_processes_and_begins_with_what_computes() -> None:
    browser = [Item(f"browser {n}", "browser") for n in range(2)]
    processes = [Item(f"process {n}", "e2e", "postgres") for n in range(20)]
    slow = [Item(f"slow {n}", "slow") for n in range(20)]
    items = [*browser, *processes, *slow, *(Item(f"quick {n}") for n in range(200))]

    first, *others = shared(items, 3)

    assert {one.name.split()[0] for one in first[:20]} == {"slow"}
    assert first[20:22] == browser
    for part in others:
        assert {one.name.split()[0] for one in part[:10]} == {"process"}


def test_quick_ones_keep_their_order() -> None:
    items = [Item(f"{n}") for n in range(30)]

    assert [one for part in shared(items, 4) for one in part] == items


TESTS = Path("tests").resolve()


def asked(*parts: str, workers: int | None = 2, only_names: bool = False) -> Namespace:
    return Namespace(file_or_dir=[*parts], numprocesses=workers, collectonly=only_names)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (asked(), True),
        (asked("tests"), True),
        (asked("tests/"), True),
        (asked("tests/handlers"), False),
        (asked("tests", "tests/unit/ui/test_translator.py"), False),
        (asked("tests/unit/ui/test_translator.py::test_one"), False),
        (asked(workers=0), False),
        (asked(workers=None), False),
        (asked(only_names=True), False),
        (Namespace(file_or_dir=[], collectonly=False), False),
    ],
)
def test_who_hands_out_all_tests_runs_none(
    monkeypatch: pytest.MonkeyPatch, options: Namespace, expected: bool
) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    assert will_only_distribute(options, TESTS) is expected


def test_worker_hands_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    assert will_only_distribute(asked(), TESTS) is False
