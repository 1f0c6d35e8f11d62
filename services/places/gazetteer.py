"""The gazetteer: from what a person typed to populated places and regions."""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from heapq import nlargest
from pathlib import Path
from threading import Lock
from zoneinfo import ZoneInfo

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.ids import PlaceId
from domain.places.geo import Point
from domain.places.map_projection import unwrapped
from domain.places.places import BIG_CITY_POPULATION, AreaKind, Place
from services.language.spelling import forgiven_slips, normalised
from services.places.areas import load_areas
from services.places.nearest import NearestIndex
from services.places.regions import RegionNames
from services.places.spellings import InflectedNames, readings, without_fillers

CHOICE_LIMIT = 6
"""Places offered for choice; more is a list to read, not a question."""

DOMINANT_POPULATION_RATIO = 50
"""Among equally close spellings a place this many times larger is what was meant."""


SHORT_WORD_LETTERS = 3
"""Letters; nearly every such word is one slip away from some village."""

LEAST_ALIKE = 0.78
"""Share of letters in common: what is offered for a name that nobody knows, and never taken for
it."""

SEVERAL_SLIPS_POPULATION = 10_000
"""«Привет» is two letters away from a village of 3,000."""


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """Places that a text may name, the likeliest first; none where it names no place."""

    places: tuple[Place, ...]
    exact: bool
    """Spelt as the gazetteer spells it; False for a name in another case or with slips."""
    is_guess: bool = False
    """Letters had to be forgiven."""


_Unread = tuple[Iterable[Place], Iterable[tuple[str, str]]]


class _Places:
    """The indexes of a gazetteer's places, by each key they are looked up by."""

    def __init__(self, places: Iterable[Place], nicknames: Iterable[tuple[str, str]]) -> None:
        self.by_id = {place.id: place for place in places}
        # Held so that ZoneInfo finds them in its cache: reading one blocks the event loop.
        self.zones = {place.tz: ZoneInfo(place.tz) for place in self.by_id.values()}
        self.by_spelling: dict[str, tuple[Place, ...]] = {}
        for place in self.by_id.values():
            for spelling in {normalised(name) for name in _names(place)}:
                self.by_spelling[spelling] = (*self.by_spelling.get(spelling, ()), place)
        self.spellings = list(self.by_spelling)
        for name, nickname in nicknames:
            known = _largest_first(self.by_spelling[normalised(name)])
            self.by_spelling[normalised(nickname)] = known[:1]


class Gazetteer:
    """Immutable and in memory: about 5,000 places with 16,000 spellings.

    Its places are read when one is first asked for, a tenth of a second: see `prepare`.
    """

    def __init__(
        self,
        places: Iterable[Place],
        regions: Iterable[tuple[str, str]],
        nicknames: Iterable[tuple[str, str]] = (),
        abroad: Iterable[str] = (),
    ) -> None:
        """`regions` are pairs of a region's name and one spelling of it, `nicknames` of the name
        of a place, of which the largest is meant; `abroad` are names of other countries and of
        their cities.
        """
        self._abroad = frozenset(map(normalised, abroad))
        self._unread: _Places | _Unread = places, nicknames
        self._reading = Lock()
        self._regions = RegionNames(regions)
        self._index: NearestIndex[Place] | None = None
        self._inflected: InflectedNames | None = None

    @cached_property
    def _known(self) -> _Places:
        with self._reading:  # who comes second, from another thread, gets what the first has read
            if isinstance(self._unread, _Places):
                return self._unread
            self._unread = known = _Places(*self._unread)
            return known

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._known.by_id.values())

    @property
    def regions(self) -> tuple[str, ...]:
        """Full names of all regions, in the order of the alphabet."""
        return self._regions.names

    @property
    def region_spellings(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a region's name and one spelling of it, in normal form."""
        return self._regions.spellings

    def by_id(self, place_id: PlaceId) -> Place | None:
        return self._known.by_id.get(place_id)

    def nearest(self, point: Point, within_km: float | None = None) -> tuple[Place, float] | None:
        """The nearest place and its distance in km; None if there is none, or none `within_km`
        (which halves the work). Builds the index at the first call."""
        if self._index is None:
            self._index = NearestIndex((place.point, place) for place in self.places)
        if within_km is None:
            found = next(iter(self._index.nearest(point, 1)), None)
        else:
            found = next(self._index.within(point, within_km), None)
        return (found[1], found[0]) if found else None

    def largest_around(self, points: Sequence[Point], limit: int) -> list[Place]:
        """The largest places in and around the box that holds the points, for a map of them."""
        middle_lat, middle_lon, reach_lat, reach_lon = _box(points)
        inside = (
            place
            for place in self._known.by_id.values()
            if abs(place.point.lat - middle_lat) <= reach_lat
            and abs(unwrapped(place.point.lon) - middle_lon) <= reach_lon
        )
        return nlargest(limit, inside, key=lambda place: (place.population, place.id))

    def find(self, text: str) -> PlaceMatch:
        """Places that the text may name, read as the search box reads it: spelt so in any script,
        layout or abbreviation, with a region beside it, in another case, and at last with slips.
        """
        forms = [without_fillers(form) for form in readings(text)]
        for places in map(self._spelt, forms):
            if places:
                return PlaceMatch(_largest_first(places), exact=True)
        for places in map(self._in_other_case, forms):
            if places:
                return PlaceMatch(places, exact=False)
        abbreviated = self._abbreviated(text)
        if abbreviated:
            return PlaceMatch(abbreviated, exact=True)
        found = (places for form in forms if (places := self._with_slips(form)))
        return PlaceMatch(next(found, ()), exact=False, is_guess=True)

    def _spelt(self, form: str) -> Sequence[Place]:
        return self._known.by_spelling.get(form) or self._beside_region(form)

    def _in_other_case(self, form: str) -> tuple[Place, ...]:
        """«Архангельске» is nearer to Архангельск than to Архангельское."""
        hits = [
            (OSA.distance(spelling, form), place)
            for spelling, place in self._names().inflected(form)
        ]
        return _closest(hits)

    def _abbreviated(self, text: str) -> tuple[Place, ...]:
        return _or_dominant(_largest_first(self._names().abbreviated(normalised(text))))

    def prepare(self) -> None:
        """Reads the places and builds what reading endings needs: half a second in all, so call
        it in a thread."""
        self._names()

    def _names(self) -> InflectedNames:
        if self._inflected is None:
            self._inflected = InflectedNames(
                (spelling, place)
                for spelling, places in self._known.by_spelling.items()
                for place in places
            )
        return self._inflected

    def find_region(self, text: str) -> str | None:
        """A region's full name from any of its spellings, with slips and endings forgiven."""
        return self._regions.find(text)

    def region_named(self, text: str) -> str | None:
        """A region's full name as registries and people write it, no letter forgiven."""
        return self._regions.named(text)

    def is_abroad(self, name: str) -> bool:
        """«Берлин»: a city of another country, though a village here may be called so.

        With its region beside it («Берлин, Челябинская область») the village is meant.
        """
        return normalised(name) in self._abroad and not self.is_well_known(name)

    def is_well_known(self, name: str) -> bool:
        """Whether a town here, and no mere village, is called just so."""
        named = self._known.by_spelling.get(normalised(name), ())
        return any(place.population >= SEVERAL_SLIPS_POPULATION for place in named)

    def alike(self, name: str, limit: int) -> list[Place]:
        """Places that are called nearly as one that is not known, the most alike first."""
        hits = process.extract(
            normalised(name),
            self._known.spellings,
            scorer=OSA.normalized_similarity,
            score_cutoff=LEAST_ALIKE,
            limit=CHOICE_LIMIT,
        )
        near = [
            (-likeness, -place.population, place)
            for spelling, likeness, _ in hits
            for place in self._known.by_spelling[spelling]
        ]
        ordered = [place for *_, place in sorted(near, key=lambda one: one[:2])]
        return list(dict.fromkeys(ordered))[:limit]

    def large_places(self, population: int) -> list[Place]:
        """Places with at least this population, largest first."""
        found = (place for place in self._known.by_id.values() if place.population >= population)
        return sorted(found, key=lambda place: -place.population)

    def in_region(self, name: str, region: str) -> Place | None:
        """The one place of that name in that region; None when it is none or several.

        «г. Казань», «Н. Новгород» and «ЗАТО Северск» are understood, slips are not.
        """
        forms = [without_fillers(form) for form in readings(name)]
        ways = (
            *(self._known.by_spelling.get(form, ()) for form in forms),
            *(self._in_other_case(form) for form in forms),
            self._names().abbreviated(normalised(name)),
        )
        for places in ways:
            found = {place.id: place for place in places if place.region == region}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    def _beside_region(self, spelling: str) -> list[Place]:
        """«Киров Калужская область», in either order; the region narrows the homonyms."""
        words = spelling.split()
        for cut in range(1, len(words)):
            halves = " ".join(words[:cut]), " ".join(words[cut:])
            for name, region_text in (halves, halves[::-1]):
                region = self.find_region(region_text)
                if region is None:
                    continue
                named = self._known.by_spelling.get(name) or self._in_other_case(name)
                found = [place for place in named if place.region == region]
                if found:
                    return found
        return []

    def _with_slips(self, spelling: str) -> tuple[Place, ...]:
        hits = process.extract(
            spelling,
            self._known.spellings,
            scorer=OSA.distance,
            score_cutoff=forgiven_slips(spelling),
            limit=CHOICE_LIMIT * 2,
        )
        likely = [
            (distance, place)
            for found, distance, _ in hits
            for place in self._known.by_spelling[found]
            if _is_likely(place, spelling, distance)
        ]
        return _closest(likely)


@cache
def load_gazetteer(places_csv: Path, regions_csv: Path) -> Gazetteer:
    """One for a process: it is immutable. Nicknames are beside the places."""
    synonyms = places_csv.with_name("synonyms.csv")
    nicknames = _load_nicknames(synonyms) if synonyms.exists() else ()
    areas = places_csv.with_name("areas.csv")
    found = load_areas(areas) if areas.exists() else ()
    abroad = (one for area in found if area.kind is AreaKind.ABROAD for one in area.spellings)
    return Gazetteer(load_places(places_csv), _load_regions(regions_csv), nicknames, abroad)


def _load_nicknames(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["kind"] == "place":
                for spelling in _parts(row["spellings"]):
                    yield row["meaning"], spelling


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
    if len(spelling) <= SHORT_WORD_LETTERS:
        return place.population >= BIG_CITY_POPULATION
    return slips <= 1 or place.population >= SEVERAL_SLIPS_POPULATION


def _names(place: Place) -> tuple[str, ...]:
    return (place.name, place.name_latin, *place.aliases)


def _closest(hits: Sequence[tuple[float, Place]]) -> tuple[Place, ...]:
    closest = min((distance for distance, _ in hits), default=0)
    return _or_dominant(_largest_first(place for distance, place in hits if distance == closest))


def _or_dominant(places: tuple[Place, ...]) -> tuple[Place, ...]:
    if len(places) > 1 and places[0].population >= DOMINANT_POPULATION_RATIO * max(
        1, places[1].population
    ):
        return places[:1]
    return places


def _largest_first(places: Iterable[Place]) -> tuple[Place, ...]:
    unique = {place.id: place for place in places}
    ordered = sorted(unique.values(), key=lambda place: (-place.population, place.region))
    return tuple(ordered[:CHOICE_LIMIT])
