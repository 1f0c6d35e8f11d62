"""Points on the globe: great-circle distance, bearing, compass direction."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_KM = 6371.0088
"""Mean Earth radius, km (IUGG, R1)."""

STORED_DECIMALS = 2
"""Places of people are kept and passed on to 0.01° (about 1 km): enough for "near", no address."""


class Compass(StrEnum):
    """The eight directions, clockwise from north."""

    N = "n"
    NE = "ne"
    E = "e"
    SE = "se"
    S = "s"
    SW = "sw"
    W = "w"
    NW = "nw"


CLOCKWISE = tuple(Compass)


@dataclass(frozen=True, slots=True)
class Point:
    """WGS 84 degrees. Raises ValueError outside the globe or for a number that is not finite."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat) and math.isfinite(self.lon)):
            raise ValueError("coordinates must be finite")
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError("coordinates outside the globe")

    def rounded(self) -> Point:
        return Point(round(self.lat, STORED_DECIMALS), round(self.lon, STORED_DECIMALS))


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance in km (haversine: stable for near and for antipodal points)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = (lat_b - lat_a) / 2
    half_lon = math.radians(b.lon - a.lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def compass(origin: Point, target: Point) -> Compass:
    """Direction of the first step along the great circle from origin to target."""
    lat_a, lat_b = math.radians(origin.lat), math.radians(target.lat)
    delta = math.radians(target.lon - origin.lon)
    east = math.sin(delta) * math.cos(lat_b)
    north = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(delta)
    bearing = math.degrees(math.atan2(east, north)) % 360
    return CLOCKWISE[round(bearing / 45) % 8]
