"""Hits stand in one order in every process: lists of a restart or of another replica go on."""

from __future__ import annotations

from datetime import date

import pytest

from services.search import trade_matches
from tests.searching import shipped_index

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    "text", ["разрываюсь между электриком и айтишником", "ветеринар || не, лучше программистом"]
)
def test_order_of_hits_is_not_that_of_a_set(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What every process goes through in another order: the industries that trades belong to."""
    index = shipped_index()
    query = index.parse(text)
    taught = sorted({one.industry for one in query.professions if one.in_clusters})
    assert len(taught) > 1
    orders = []
    for gone_through in (taught, taught[::-1]):
        monkeypatch.setattr(trade_matches, "_taught", lambda _, found=gone_through: found)
        orders.append([hit.cluster.id for hit in index.search(query, today=TODAY).hits])
    assert orders[0]
    assert orders[0] == orders[1]
