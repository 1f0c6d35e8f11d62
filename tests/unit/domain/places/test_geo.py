from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.places.geo import (
    EARTH_RADIUS_KM,
    Compass,
    Point,
    compass,
    distance_km,
)

POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("lat", "lon"), [(90.1, 0), (-91, 0), (0, 180.5), (0, -181), (math.nan, 0), (0, math.inf)]
)
def test_point_off_the_globe_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="coordinates"):
        Point(lat, lon)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        (Point(55.75204, 37.61781), Point(59.93863, 30.31413), 635),
        (Point(0, 179.5), Point(0, -179.5), 111),
        (Point(90, 0), Point(90, 123), 0),
        (Point(90, 0), Point(-90, 0), 20015),
    ],
)
def test_distance_known_pairs(a: Point, b: Point, km: int) -> None:
    assert round(distance_km(a, b)) == km


@given(POINTS, POINTS)
def test_distance_is_symmetric_and_at_most_half_the_globe(a: Point, b: Point) -> None:
    there, back = distance_km(a, b), distance_km(b, a)

    assert math.isclose(there, back, abs_tol=1e-6)
    assert 0 <= there <= math.pi * EARTH_RADIUS_KM + 1e-6


@pytest.mark.parametrize(
    ("target", "direction"),
    [
        (Point(57, 44), Compass.N),
        (Point(56.5, 45), Compass.NE),
        (Point(56, 45), Compass.E),
        (Point(55, 44), Compass.S),
        (Point(56, 43), Compass.W),
        (Point(55.5, 43), Compass.SW),
    ],
)
def test_compass_points_along_the_first_step(target: Point, direction: Compass) -> None:
    assert compass(Point(56, 44), target) is direction


def test_compass_across_the_180th_meridian_goes_the_short_way() -> None:
    assert compass(Point(66, 179), Point(66, -179)) is Compass.E
