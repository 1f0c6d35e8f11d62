"""Distances of the search are those of the globe, whatever way they are reckoned."""

from __future__ import annotations

import random
from datetime import date

import pytest

from domain.places.geo import Point, distance_km
from services.clusters.catalogue import RADII_KM
from services.places.nearest import kilometres_of, unit_vector
from services.search.results import Sort
from services.search.suggestions import WIDEST_KM, suggest
from tests.searching import shipped_index

TODAY = date(2026, 11, 30)


def test_chord_of_unit_vectors_gives_the_great_circle_distance() -> None:
    rng = random.Random(3)
    for _ in range(500):
        a = Point(rng.uniform(-90, 90), rng.uniform(-180, 180))
        near = Point(min(90, a.lat + rng.uniform(0, 1e-3)), a.lon)
        for b in (Point(rng.uniform(-90, 90), rng.uniform(-180, 180)), near, a):
            chord = zip(unit_vector(a), unit_vector(b), strict=True)
            square = sum((one - other) ** 2 for one, other in chord)
            assert kilometres_of(square) == pytest.approx(distance_km(a, b), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    "text", ["повар Рузаевка", "сварщик Нарьян-Мар", "айти Анадырь", "Казань"]
)
def test_hits_say_how_far_they_are_and_come_nearest_first(text: str) -> None:
    index = shipped_index()
    query = index.parse(text)
    assert query.place is not None

    anywhere = index.search(query.within(20_000), today=TODAY, sort=Sort.DISTANCE)

    told = [hit.distance_km for hit in anywhere.hits if hit.distance_km is not None]
    assert told == sorted(told)
    assert len(told) > 2
    for hit in anywhere.hits:
        point = hit.cluster.point
        known = None if point is None else distance_km(query.place.point, point)
        assert hit.distance_km == (known if known is None else pytest.approx(known, abs=1e-6))


@pytest.mark.parametrize("text", ["повар Рузаевка", "сварщик Нарьян-Мар", "айти Анадырь"])
def test_wider_circle_holds_what_a_search_in_it_finds(text: str) -> None:
    index = shipped_index()
    query = index.parse(text)

    wider = suggest(index, query, today=TODAY).wider

    if wider is None:
        assert not index.search(query.within(WIDEST_KM), today=TODAY).found
        return
    radius, count = wider
    assert count == index.search(query.within(radius), today=TODAY).found
    smaller = [km for km in RADII_KM if query.radius_km < km < radius]
    assert not any(index.search(query.within(km), today=TODAY).found for km in smaller)
