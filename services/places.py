"""The gazetteer: from what a person typed to populated places and regions."""

from __future__ import annotations

import csv
import math
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from pathlib import Path
from zoneinfo import ZoneInfo

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.albers import unwrapped
from domain.geo import Point
from domain.ids import PlaceId
from domain.places import BIG_CITY_POPULATION, Place
from services.nearest import NearestIndex
from services.spelling import forgiven_slips, normalised

CHOICE_LIMIT = 6
"""Places offered for choice; more is a list to read, not a question."""

FILLERS = frozenset(
    [
        "г",
        "гор",
        "город",
        "городе",
        "города",
        "п",
        "пос",
        "поселок",
        "поселке",
        "пгт",
        "рп",
        "с",
        "село",
        "селе",
        "д",
        "дер",
        "деревня",
        "деревне",
        "ст",
        "станица",
        "в",
        "во",
        "из",
        "от",
        "около",
        "возле",
        "рядом",
        "недалеко",
        "я",
        "живу",
        "near",
        "in",
        "city",
        "town",
        "the",
        "of",
    ]
)
"""Words around a name that are no part of it. A text of nothing else is left as it is."""

DOMINANT = 50
"""Among equally close spellings a place this many times larger is what was meant."""


REGION_FULL = {"обл": "область", "респ": "республика", "ао": "автономный округ"}
REGION_WORDS = re.compile(r"\b(обл|респ|ао)\b")

SHORT_WORD = 3
"""Letters; nearly every such word is one slip away from some village."""

SEVERAL_SLIPS_POPULATION = 10_000
"""«Привет» is two letters away from a village of 3,000."""


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """Best first. `exact` is False when letters had to be forgiven."""

    places: tuple[Place, ...]
    exact: bool


class Gazetteer:
    """Immutable and in memory: about 5,000 places with 16,000 spellings."""

    def __init__(self, places: Iterable[Place], regions: Iterable[tuple[str, str]]) -> None:
        """`regions` are pairs of a region's name and one spelling of it."""
        self._by_id = {place.id: place for place in places}
        # Held so that ZoneInfo finds them in its cache: reading one blocks the event loop.
        self._zones = {place.tz: ZoneInfo(place.tz) for place in self._by_id.values()}
        self._by_spelling: dict[str, tuple[Place, ...]] = {}
        for place in self._by_id.values():
            for spelling in {normalised(name) for name in _names(place)}:
                self._by_spelling[spelling] = (*self._by_spelling.get(spelling, ()), place)
        self._spellings = list(self._by_spelling)
        self._regions = {normalised(spelling): name for name, spelling in regions}
        self.regions = tuple(sorted(set(self._regions.values())))
        self._index: NearestIndex[Place] | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._by_id.values())

    @property
    def region_spellings(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a region's name and one spelling of it, in normal form."""
        return tuple((name, spelling) for spelling, name in self._regions.items())

    def by_id(self, place_id: PlaceId) -> Place | None:
        return self._by_id.get(place_id)

    def nearest(self, point: Point) -> tuple[Place, float] | None:
        """The nearest place and its distance in km. The index is built at the first question."""
        if self._index is None:
            self._index = NearestIndex((place.point, place) for place in self._by_id.values())
        found = self._index.nearest(point, 1)
        return (found[0][1], found[0][0]) if found else None

    def largest_around(self, points: Sequence[Point], limit: int) -> list[Place]:
        """The largest places in and around the box that holds the points, for a map of them."""
        middle_lat, middle_lon, reach_lat, reach_lon = _box(points)
        inside = (
            place
            for place in self._by_id.values()
            if abs(place.point.lat - middle_lat) <= reach_lat
            and abs(unwrapped(place.point.lon) - middle_lon) <= reach_lon
        )
        return nlargest(limit, inside, key=lambda place: (place.population, place.id))

    def find(self, text: str) -> PlaceMatch:
        """Exact spellings first, then with a region beside the name, then with slips."""
        spelling = _without_fillers(normalised(text))
        if not spelling:
            return PlaceMatch((), exact=False)
        exact = self._by_spelling.get(spelling) or self._beside_region(spelling)
        if exact:
            return PlaceMatch(_largest_first(exact), exact=True)
        return PlaceMatch(self._with_slips(spelling), exact=False)

    def find_region(self, text: str) -> str | None:
        """A region's full name from any of its spellings, with slips and endings forgiven."""
        spelling = _without_fillers(normalised(text))
        spelling = REGION_WORDS.sub(lambda word: REGION_FULL[word[0]], spelling)
        exact = self._regions.get(spelling)
        if exact or not spelling:
            return exact
        slips = min(forgiven_slips(spelling), 2)
        found = process.extractOne(
            spelling, self._regions.keys(), scorer=OSA.distance, score_cutoff=slips
        )
        return self._regions[found[0]] if found else None

    def region_named(self, text: str) -> str | None:
        """A region's full name from one of its exact spellings, none forgiven."""
        return self._regions.get(normalised(text))

    def large_places(self, population: int) -> list[Place]:
        """Of so many people or more, largest first."""
        found = (place for place in self._by_id.values() if place.population >= population)
        return sorted(found, key=lambda place: -place.population)

    def in_region(self, name: str, region: str) -> Place | None:
        """The one place of that exact name in that region; None when it is none or several."""
        found = [p for p in self._by_spelling.get(normalised(name), ()) if p.region == region]
        return found[0] if len(found) == 1 else None

    def _beside_region(self, spelling: str) -> list[Place]:
        """«Киров Калужская область», in either order; the region narrows the homonyms."""
        words = spelling.split()
        for cut in range(1, len(words)):
            halves = " ".join(words[:cut]), " ".join(words[cut:])
            for name, region_text in (halves, halves[::-1]):
                region = self.find_region(region_text)
                found = [
                    place
                    for place in self._by_spelling.get(name, ())
                    if region is not None and place.region == region
                ]
                if found:
                    return found
        return []

    def _with_slips(self, spelling: str) -> tuple[Place, ...]:
        hits = process.extract(
            spelling,
            self._spellings,
            scorer=OSA.distance,
            score_cutoff=forgiven_slips(spelling),
            limit=CHOICE_LIMIT * 2,
        )
        likely = [
            (distance, place)
            for found, distance, _ in hits
            for place in self._by_spelling[found]
            if _is_likely(place, spelling, distance)
        ]
        closest = min((distance for distance, _ in likely), default=0)
        places = _largest_first(place for distance, place in likely if distance == closest)
        if len(places) > 1 and places[0].population >= DOMINANT * max(1, places[1].population):
            return places[:1]
        return places


@cache
def load_gazetteer(places_csv: Path, regions_csv: Path) -> Gazetteer:
    """One for a process: it is immutable, and 60 ms to build."""
    return Gazetteer(load_places(places_csv), _load_regions(regions_csv))


def load_places(path: Path) -> Iterator[Place]:
    """Reads data/places_ru.csv (its columns are described in data/README.md)."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Place(
                id=PlaceId(int(row["geoname_id"])),
                name=row["name"],
                name_latin=row["name_latin"],
                aliases=_parts(row["aliases"]),
                region=sys.intern(row["region"]),
                point=Point(float(row["lat"]), float(row["lon"])),
                tz=sys.intern(row["tz"]),
                population=int(row["population"] or 0),
            )


def _load_regions(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for spelling in (row["name"], *_parts(row["aliases"])):
                yield row["name"], spelling


def _box(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Its middle (latitude, longitude) and how far it reaches, wider than the points: a map is."""
    lats = [point.lat for point in points]
    lons = [unwrapped(point.lon) for point in points]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    narrowing = max(0.1, math.cos(math.radians(middle_lat)))
    height, width = max(lats) - min(lats), (max(lons) - min(lons)) * narrowing
    reach = max(height, width, 0.5)
    return middle_lat, middle_lon, reach, reach / narrowing


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _is_likely(place: Place, spelling: str, slips: float) -> bool:
    """The more letters had to be forgiven, the larger the place must be to have been meant."""
    if len(spelling) <= SHORT_WORD:
        return place.population >= BIG_CITY_POPULATION
    return slips <= 1 or place.population >= SEVERAL_SLIPS_POPULATION


def _names(place: Place) -> tuple[str, ...]:
    return (place.name, place.name_latin, *place.aliases)


def _without_fillers(spelling: str) -> str:
    kept = [word for word in spelling.split() if word not in FILLERS]
    return " ".join(kept) or spelling


def _largest_first(places: Iterable[Place]) -> tuple[Place, ...]:
    unique = {place.id: place for place in places}
    ordered = sorted(unique.values(), key=lambda place: (-place.population, place.region))
    return tuple(ordered[:CHOICE_LIMIT])
