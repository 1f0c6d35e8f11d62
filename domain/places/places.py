"""Populated places of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import PlaceId
from domain.places.geo import Point

BIG_CITY_POPULATION = 500_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A town or village. `population` is in people, 0 where the source does not know it."""

    id: PlaceId
    name: str
    name_latin: str
    aliases: tuple[str, ...]
    region: str
    point: Point
    tz: str
    population: int

    @property
    def radius_km(self) -> int:
        """How far "near" reaches: inside a big city one commutes, from a town one moves."""
        return 30 if self.population >= BIG_CITY_POPULATION else 100


class AreaKind(StrEnum):
    PART = "part"
    """Several regions together: «Урал», «юг России»."""
    ABROAD = "abroad"
    UNKNOWN = "unknown"
    """Where the gazetteer has no places and the clusters, if any, are not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """What people name that is neither a town of the gazetteer nor one region.

    `regions` are those of a PART; `point` is where the nearest are measured from, else.
    """

    id: str
    kind: AreaKind
    name: str
    name_en: str
    spellings: tuple[str, ...]
    regions: tuple[str, ...] = ()
    point: Point | None = None
