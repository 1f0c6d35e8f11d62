"""Albers' projection: Snyder's example, true areas and distances, one piece across 180°."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.places.geo import EARTH_RADIUS_KM, Point, distance_km
from domain.places.map_projection import Albers, unwrapped

RUSSIA = Albers(central=100.0, south=52.0, north=64.0)
LATS, LONS = st.floats(41, 78), st.floats(19, 190)


def test_snyders_numerical_example() -> None:
    """Page 291: R = 1, parallels 29.5° and 45.5°, centre 23° N 96° W, point 35° N 75° W."""
    usa = Albers(central=unwrapped(-96.0), south=29.5, north=45.5)
    x, y = usa.project(35.0, -75.0)
    _, origin = usa.project(23.0, -96.0)

    assert x / EARTH_RADIUS_KM == pytest.approx(0.2952720, abs=1e-7)
    assert (y - origin) / EARTH_RADIUS_KM == pytest.approx(0.2416774, abs=1e-7)


@given(lat=LATS, lon=LONS)
def test_areas_are_true_everywhere(lat: float, lon: float) -> None:
    step = 0.01
    x0, y0 = RUSSIA.project(lat, lon)
    x1, y1 = RUSSIA.project(lat, lon + step)
    x2, y2 = RUSSIA.project(lat + step, lon)
    drawn = abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
    side = EARTH_RADIUS_KM * math.radians(step)
    real = side * side * math.cos(math.radians(lat + step / 2))

    assert drawn == pytest.approx(real, rel=1e-3)


@given(lat=LATS, lon=st.floats(19, 179))
def test_stretch_says_how_long_a_kilometre_is_drawn(lat: float, lon: float) -> None:
    x0, y0 = RUSSIA.project(lat, lon)
    x1, y1 = RUSSIA.project(lat, lon + 0.01)
    real = distance_km(Point(lat, lon), Point(lat, lon + 0.01))

    assert math.hypot(x1 - x0, y1 - y0) / real == pytest.approx(RUSSIA.stretch(lat), rel=1e-3)


@pytest.mark.parametrize("lat", [52.0, 64.0])
def test_standard_parallels_are_true_to_scale(lat: float) -> None:
    assert RUSSIA.stretch(lat) == pytest.approx(1.0)


def test_chukotka_lies_to_the_east_of_magadan_across_the_seam() -> None:
    uelen, magadan = RUSSIA.project(66.16, -169.81), RUSSIA.project(59.56, 150.8)

    assert uelen == RUSSIA.project(66.16, 190.19)
    assert uelen[0] > magadan[0]


@pytest.mark.slow
@given(st.lists(st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)), min_size=1))
def test_any_points_have_a_projection(points: list[Point]) -> None:
    projection = Albers.around(points)

    for point in points:
        assert all(math.isfinite(one) for one in projection.project(point.lat, point.lon))
