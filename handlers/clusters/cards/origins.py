"""Where a search starts: a place of the gazetteer or a point, and its short form for buttons."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import NotFound
from domain.ids import PlaceId
from domain.lru_cache import MadeOnce
from domain.people.users import Home
from domain.places.geo import Point
from domain.places.places import Place
from services.clusters.catalogue import RADII_KM
from services.places.gazetteer import Gazetteer

ORIGINS = MadeOnce["Origin"](5_000)
"""By rounded points: a hall stands on one of them, and every page of a list is asked from its."""

NAMED_WITHIN_KM = 15
"""A point is called after the nearest place only if that is about where one would say to be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """`place` is the place itself, or for a point the place it lies in or beside, if any."""

    code: str
    point: Point
    place: Place | None
    is_point: bool

    @property
    def radius_km(self) -> int:
        """Fitted to the place; a point in the middle of nowhere looks further at once."""
        return self.place.radius_km if self.place else RADII_KM[1]


def of_place(place: Place) -> Origin:
    return Origin(code=f"p{place.id}", point=place.point, place=place, is_point=False)


def of_point(point: Point, gazetteer: Gazetteer) -> Origin:
    """Rounded at once: every page then measures from the same point, and none can be traced."""
    rounded = point.rounded()
    return ORIGINS.of(gazetteer, rounded, lambda: _of_rounded(rounded, gazetteer))


def _of_rounded(rounded: Point, gazetteer: Gazetteer) -> Origin:
    found = gazetteer.nearest(rounded, NAMED_WITHIN_KM)
    place = found[0] if found else None
    return Origin(code=point_code(rounded), point=rounded, place=place, is_point=True)


def point_code(point: Point) -> str:
    return f"g{round(point.lat * 100)},{round(point.lon * 100)}"


def of_home(home: Home, gazetteer: Gazetteer) -> Origin:
    return of_point(home.point, gazetteer)


def from_code(code: str, gazetteer: Gazetteer) -> Origin:
    """Raises NotFound for a place that is gone and for a forged point."""
    if code.startswith("p"):
        place = gazetteer.by_id(PlaceId(int(code[1:])))
        if place is None:
            raise NotFound("button-outdated")
        return of_place(place)
    lat, _, lon = code[1:].partition(",")
    try:
        return of_point(Point(int(lat) / 100, int(lon) / 100), gazetteer)
    except ValueError as error:
        raise NotFound("button-outdated") from error
