"""What is around a town, over the shipped data: nothing that nobody knows the place of."""

from __future__ import annotations

import pytest

from domain.ids import ClusterId
from domain.places.places import Place
from services.search.index import Index
from services.search.reading.queries import Query
from services.search.results import Filters
from tests.searching import TODAY, shipped_index


def _largest_towns() -> list[Place]:
    """Of each region that has clusters of unknown towns."""
    index = shipped_index()
    towns: dict[str, Place] = {}
    for term in index.lexicon.spellings.values():
        place = term.meaning
        if isinstance(place, Place) and index.catalogue.townless.get(place.region):
            known = towns.setdefault(place.region, place)
            towns[place.region] = max(known, place, key=lambda one: one.population)
    return [towns[region] for region in sorted(towns)]


def _of_region_alone(index: Index, query: Query, region: str) -> int:
    hits = index.search(query.in_region(region), today=TODAY).hits
    return sum(hit.cluster.point is None for hit in hits)


@pytest.mark.parametrize("trade", ["", "повар", "медицина", "сварщик", "без химии", "кроме айти"])
def test_circle_holds_what_is_in_it_and_the_region_holds_the_rest(trade: str) -> None:
    index = shipped_index()
    towns = _largest_towns()
    assert len(towns) > 20
    counted = 0
    for town in towns:
        query = index.parse(trade).at(town)
        hits = index.search(query, today=TODAY).hits
        assert all(
            hit.distance_km is not None and hit.distance_km <= query.radius_km
            for hit in hits
            if hit.by_name is None
        ), town.name
        rest = len(index.townless(query, TODAY))
        assert rest == _of_region_alone(index, query, town.region), town.name
        counted += rest
    assert counted


@pytest.mark.parametrize(
    ("text", "cluster"),
    [
        ("Норильск металлургия", "krn-norilsk-metal"),
        ("строительство Вольск", "sar-volsk-construction"),
        ("айти Ростов-на-Дону", "rostov-it"),
        ("лёгкая промышленность в Новосибирске", "nsk-light"),
    ],
)
def test_town_without_a_known_college_is_measured_from_its_middle(text: str, cluster: str) -> None:
    index = shipped_index()
    query = index.parse(text)
    around = index.search(query, today=TODAY)
    anywhere = index.search(query.without_place(), today=TODAY, origin=query.start)

    for results in (around, anywhere):
        far = {hit.cluster.id: hit.distance_km for hit in results.hits}
        assert far[ClusterId(cluster)] == pytest.approx(0, abs=1)


def test_rest_of_the_region_is_counted_by_the_filters_too() -> None:
    index = shipped_index()
    query = index.parse("Пермь")
    [*all_of_it] = (one.industry for one in index.catalogue.townless["Пермский край"])

    assert len(index.townless(query, TODAY)) == len(all_of_it)
    assert len(index.townless(query, TODAY, Filters(industry=all_of_it[0]))) == 1
    assert index.townless(query, TODAY, Filters(region="Омская область")) == ()


@pytest.mark.parametrize("text", ["Пермский край", "повар", "Урал", ""])
def test_nothing_is_left_out_where_no_circle_is_drawn(text: str) -> None:
    index = shipped_index()
    assert index.townless(index.parse(text), TODAY) == ()
