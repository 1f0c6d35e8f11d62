"""Populated places of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass

from domain.geo import Point
from domain.ids import PlaceId

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
