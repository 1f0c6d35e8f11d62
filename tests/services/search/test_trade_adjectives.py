"""«Кондитерский», «ветеринарное»: trades by their adjectives."""

from __future__ import annotations

import pytest

from domain.clusters.cards import Industry
from services.search.index import Index
from tests.services.search.reading import codes, unread


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("питер кондитерский", "43.01.09"),
        ("рязань ветеринарный", "36.02.01"),
        ("ювелирное омск", "54.01.02"),
        ("поварское Уфа", "43.01.09"),
        ("фельдшерский колледж Киров", "31.02.01"),
        ("столярное дело", "08.01.05"),
    ],
)
def test_adjective_of_a_trade_is_that_trade(index: Index, text: str, code: str) -> None:
    query = index.parse(text)

    assert codes(query)[:1] == [code]
    assert unread(query) == []


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("строительный Пермь", Industry.CONSTRUCTION),
        ("энергетический Тула", Industry.ENERGY),
        ("педагогический колледж Тула", Industry.EDUCATION),
    ],
)
def test_adjective_of_an_industry_stays_one(index: Index, text: str, industry: Industry) -> None:
    query = index.parse(text)

    assert (query.industries, query.professions) == ((industry,), ())
