from __future__ import annotations

import pytest

from domain.paging import clamped, page_count


@pytest.mark.parametrize(("total", "count"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_page_count(total: int, count: int) -> None:
    assert page_count(total, 10) == count


@pytest.mark.parametrize(
    ("page", "shown"), [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 2), (10**9, 2), (-(10**9), 0)]
)
def test_a_page_that_is_not_there_is_the_nearest_that_is(page: int, shown: int) -> None:
    assert clamped(page, 21, 10) == shown
    assert clamped(page, 0, 10) == 0
