from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.places.geo import Point, distance_km
from services.places.nearest import NearestIndex

COORDINATES = st.tuples(
    st.sampled_from([-90.0, -45.0, 0.0, 55.75, 56.3, 90.0]) | st.floats(-90, 90),
    st.sampled_from([-180.0, -179.99, 0.0, 37.6, 44.0, 179.99, 180.0]) | st.floats(-180, 180),
)


@pytest.mark.slow
@given(points=st.lists(COORDINATES, max_size=60), at=COORDINATES)
def test_nearest_equals_a_plain_scan(
    points: list[tuple[float, float]], at: tuple[float, float]
) -> None:
    origin = Point(*at)
    index = NearestIndex((Point(*p), i) for i, p in enumerate(points))
    scanned = sorted(distance_km(origin, Point(*p)) for p in points)

    walked = [km for km, _ in index.iter_nearest(origin)]
    five = [km for km, _ in index.nearest(origin, 5)]

    # A chord resolves about 0.1 km at the antipode, where its slope vanishes.
    assert walked == pytest.approx(scanned, abs=0.2)
    assert five == pytest.approx(scanned[:5], abs=0.2)
    assert {i for _, i in index.iter_nearest(origin)} == set(range(len(points)))


@pytest.mark.slow
@given(points=st.lists(COORDINATES, max_size=60), at=COORDINATES)
def test_within_a_radius_equals_a_plain_scan(
    points: list[tuple[float, float]], at: tuple[float, float]
) -> None:
    origin = Point(*at)
    index = NearestIndex((Point(*p), i) for i, p in enumerate(points))
    scanned = sorted(distance_km(origin, Point(*p)) for p in points)

    for radius in (100.0, 3_000.0):
        found = [km for km, _ in index.within(origin, radius)]
        assert index.count_within(origin, radius) == len(found)
        expected = [km for km in scanned if km <= radius]
        assert found == pytest.approx(expected, abs=0.2)


@pytest.mark.slow
@given(points=st.lists(COORDINATES, max_size=60), at=COORDINATES)
def test_within_a_radius_of_some_kinds_equals_sifting_all(
    points: list[tuple[float, float]], at: tuple[float, float]
) -> None:
    origin = Point(*at)
    index = NearestIndex(((Point(*p), i) for i, p in enumerate(points)), kind=lambda i: i % 3)

    for kinds in ((), (0,), (1, 2), (2, 7)):
        found = list(index.within(origin, 3_000.0, kinds))
        assert found == [one for one in index.within(origin, 3_000.0) if one[1] % 3 in kinds]
    for kind in (0, 2, 7):
        of_kind = [one for one in index.iter_nearest(origin) if one[1] % 3 == kind]
        assert index.nearest(origin, 5, kind) == of_kind[:5]
        inside = list(index.within(origin, 3_000.0, [kind]))
        assert index.count_within(origin, 3_000.0, kind) == len(inside)


def test_equal_distances_keep_the_order_given() -> None:
    index = NearestIndex((Point(56, 44), i) for i in range(50))

    assert [i for _, i in index.iter_nearest(Point(56, 44))] == list(range(50))
    assert [i for _, i in index.nearest(Point(50, 40), 5)] == [0, 1, 2, 3, 4]


def test_count_that_has_come_to_its_limit_goes_no_further() -> None:
    index = NearestIndex((Point(50 + i / 500, 40), i) for i in range(1_000))

    assert index.count_within(Point(50, 40), 1_000) == 1_000
    assert 100 <= index.count_within(Point(50, 40), 1_000, limit=100) < 150
    assert index.count_within(Point(50, 40), 5, limit=100) == len(
        list(index.within(Point(50, 40), 5))
    )


def test_both_ways_of_asking_agree_on_a_crowded_map() -> None:
    points = [Point(50 + (i * 7919 % 997) / 50, 30 + (i * 104729 % 1009) / 7) for i in range(3000)]
    index = NearestIndex(zip(points, range(3000), strict=True))

    for origin in points[::97]:
        assert list(islice(index.iter_nearest(origin), 7)) == index.nearest(origin, 7)


def test_empty_index_finds_nothing() -> None:
    empty: NearestIndex[int] = NearestIndex(())

    assert (empty.nearest(Point(0, 0), 5), list(empty.iter_nearest(Point(0, 0)))) == ([], [])
