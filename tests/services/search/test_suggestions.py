"""Next steps over the shipped data."""

from __future__ import annotations

import pytest

from services.clusters.catalogue import RADII_KM
from services.search.suggestions import FEW_RESULTS, WIDEST_KM, more_beside, suggest
from tests.searching import TODAY, shipped_index

NOTHING_THERE = [
    "сварщик Оха",
    "повар Тында",
    "кроме айти сварщик Пено",
    "Оха",
    "колледж КАМАЗ Оха",
    "планируется Оха",
]


@pytest.mark.parametrize("text", NOTHING_THERE)
def test_wider_circle_is_the_first_that_finds_something_and_says_how_much(text: str) -> None:
    index = shipped_index()
    query = index.parse(text)
    radii = [km for km in (*RADII_KM, WIDEST_KM) if km > query.radius_km]
    found = {km: index.search(query.within(km), today=TODAY).found for km in radii}
    expected = next(((km, count) for km, count in found.items() if count), None)

    assert suggest(index, query, today=TODAY).wider == expected


@pytest.mark.parametrize("text", ["сварщик Тула", "сварщик Оха", "повар Казань", "швея Саранск"])
def test_whatever_is_around_is_in_the_first_circle_that_gives_a_choice(text: str) -> None:
    index = shipped_index()
    query = index.parse(text)
    assert query.place is not None
    near = [km for km, _ in index.catalogue.nearest.within(query.place.point, WIDEST_KM)]
    radii = (query.radius_km, *(km for km in RADII_KM if km > query.radius_km))
    counts = {radius: sum(km <= radius for km in near) for radius in radii}
    expected = next(
        ((radius, count) for radius, count in counts.items() if count >= FEW_RESULTS), None
    )

    hits = index.search(query, today=TODAY).hits
    suggested = (
        more_beside(index, query, hits, TODAY) if hits else suggest(index, query, today=TODAY)
    )
    assert suggested.around == expected
