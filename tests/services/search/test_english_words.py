"""Everyday words of English are no trades and no towns, misspelt."""

from __future__ import annotations

import pytest

from domain.clusters.cards import Industry
from services.search.index import Index
from services.search.reading.queries import Kind
from tests.services.search.reading import codes, kinds, town


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("I want a career as a welder", "15.01.05"),
        ("career in cooking", "43.01.09"),
        ("he keeps cooking, it's his career", "43.01.09"),
        ("I came here, my son wants to be a cook", "43.01.09"),
        ("anyway, welder is my case", "15.01.05"),
    ],
)
def test_everyday_word_of_english_is_no_trade_and_no_town(
    index: Index, text: str, trade: str
) -> None:
    query = index.parse(text)

    assert codes(query) == [trade]
    assert town(query) == ""


@pytest.mark.parametrize("text", ["manager", "cancer", "keep", "away", "former", "lower"])
def test_lone_everyday_word_of_english_is_nothing_misspelt(index: Index, text: str) -> None:
    assert kinds(index.parse(text)) <= {Kind.UNKNOWN}


def test_pronoun_of_english_has_no_other_forms(index: Index) -> None:
    assert index.parse("I want a career in mining").industries == (Industry.MINING,)
