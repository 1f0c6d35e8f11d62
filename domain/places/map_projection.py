"""Albers' equal-area conic projection on the sphere (J. P. Snyder, Map Projections, 1987, ch. 14).

A cone suits a country that lies far north and is three times as wide as high: areas are true,
and between the standard parallels shapes are nearly so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from domain.places.geo import EARTH_RADIUS_KM, Point

SEAM = -30.0
"""Longitudes west of it (Chukotka) are counted on past 180°, so that Russia is in one piece."""

LOWEST, HIGHEST = 10.0, 80.0
"""Latitudes of standard parallels: a cone needs them on one side of the equator, off the pole."""


@dataclass(frozen=True, slots=True)
class Albers:
    """`central` is a longitude past SEAM, `south` and `north` the standard parallels; degrees."""

    central: float
    south: float
    north: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> Albers:
        """Fitted to what is shown: standard parallels a sixth of the height from its edges."""
        lats = [min(max(point.lat, LOWEST), HIGHEST) for point in points]
        lons = [unwrapped(point.lon) for point in points]
        edge = (max(lats) - min(lats)) / 6
        return cls((min(lons) + max(lons)) / 2, min(lats) + edge, max(lats) - edge)

    def project(self, lat: float, lon: float) -> tuple[float, float]:
        """Kilometres to the east and to the north of the central meridian and the south parallel.

        `lon` may run past 180°, as the outline's do.
        """
        n, c = self._cone()
        angle = n * math.radians(unwrapped(lon) - self.central)
        radius = self._radius(lat, n, c)
        return radius * math.sin(angle), self._radius(self.south, n, c) - radius * math.cos(angle)

    def stretch(self, lat: float) -> float:
        """Kilometres of the map to one on the ground, along a parallel; 1 on the standard ones."""
        n, c = self._cone()
        flat = math.cos(math.radians(lat))
        return n * self._radius(lat, n, c) / (EARTH_RADIUS_KM * flat)

    def _cone(self) -> tuple[float, float]:
        south, north = math.radians(self.south), math.radians(self.north)
        n = (math.sin(south) + math.sin(north)) / 2
        return n, math.cos(south) ** 2 + 2 * n * math.sin(south)

    @staticmethod
    def _radius(lat: float, n: float, c: float) -> float:
        return EARTH_RADIUS_KM * math.sqrt(max(0.0, c - 2 * n * math.sin(math.radians(lat)))) / n


def unwrapped(lon: float) -> float:
    """The longitude counted from SEAM on eastwards: -170° becomes 190°."""
    return lon + 360 if lon < SEAM else lon
