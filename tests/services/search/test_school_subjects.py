"""School subjects that one likes, does not like, or both."""

from __future__ import annotations

import pytest

from domain.clusters.cards import Industry
from domain.clusters.professions import Profession
from services.search.index import Index
from services.search.reading.intents import Limit
from tests.services.search.reading import unread


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("люблю физику, Казань", Industry.ENERGY),
        ("сын любит математику, куда в Перми", Industry.IT),
        ("дочери нравится английский язык, Омск", Industry.TOURISM),
        ("нравятся биология и химия, Воронеж", Industry.CHEMISTRY),
        ("люблю физику и информатику, Ковров", Industry.IT),
    ],
)
def test_subject_that_one_likes_speaks_for_industries(
    index: Index, text: str, industry: Industry
) -> None:
    query = index.parse(text)

    assert query.industries == (industry,)
    assert unread(query) == []


@pytest.mark.parametrize(
    "text",
    [
        "не люблю физику, Казань",
        "ненавижу биологию, Казань",
        "не хочу математику, Казань",
        "только не история, Казань",
    ],
)
def test_subject_that_one_does_not_like_speaks_for_none(index: Index, text: str) -> None:
    query = index.parse(text)

    assert query.wanted_industries == ()
    assert query.limits == (Limit.NO_SUBJECT,)


def test_denial_ends_at_a_turn(index: Index) -> None:
    query = index.parse("люблю математику, но не хочу программистом")

    assert Limit.NO_SUBJECT not in query.limits
    assert [one.code for one in query.excluded if isinstance(one, Profession)] == ["09.02.07"]

    biology = index.parse("не люблю химию, а биологию люблю, Казань")
    assert biology.industries == (Industry.MEDICINE,)
