from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest

from tests.sharing_out import Pieces, pieces


class Item:
    """As much of a pytest.Item as is looked at."""

    def __init__(self, *marks: str) -> None:
        self.marks = marks

    def iter_markers(self) -> list[pytest.Mark]:
        return [pytest.Mark(one, (), {}, _ispytest=True) for one in self.marks]


def cut(*marks: tuple[str, ...]) -> Pieces:
    return pieces([Item(*one) for one in marks])  # type: ignore[misc]


@pytest.mark.parametrize("total", [1, 5, 20, 101, 300])
def test_every_test_is_in_one_piece(total: int) -> None:
    marks = [("e2e",), (), ("slow",), (), ("browser", "postgres"), ("postgres",), ()]
    found = cut(*(marks[n % len(marks)] for n in range(total)))

    kinds = chain(found.browser, found.processes, found.computing)
    assert Counter(chain.from_iterable(kinds)) == Counter(range(total))


def test_those_of_the_browser_stay_together_and_others_that_wait_stand_alone() -> None:
    found = cut(("e2e",), ("browser", "e2e"), (), ("e2e", "slow"), ("browser",))

    assert found.browser == [[1, 4]]
    assert found.processes == [[0], [3]]
    assert found.computing == [[2]]


def test_slow_ones_are_begun_before_quick_ones_which_keep_their_order() -> None:
    found = cut(*[(), ("slow",)] * 50)

    begun = list(chain.from_iterable(found.computing))
    assert begun == [*range(1, 100, 2), *range(0, 100, 2)]
    assert len(found.computing[0]) < len(found.computing[-1])


def test_some_compute_while_others_wait_and_who_has_the_browser_comes_to_processes_last() -> None:
    found = cut(("browser",), ("e2e",), ())
    browser, processes, computing = found.browser, found.processes, found.computing

    first, *others = found.orders(5)

    assert first == [browser, computing, processes]
    assert [order[0] for order in others] == [processes, computing, processes, computing]
    for order in found.orders(2):
        assert set(map(id, order)) == set(map(id, (browser, processes, computing)))
