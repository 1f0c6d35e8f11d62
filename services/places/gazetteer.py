"""The gazetteer: from what a person typed to populated places and regions."""

from __future__ import annotations

import csv
import math
import re
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
from services.places.spellings import InflectedNames, readings, stems_of

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
        "ца",
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
        "городу",
        "городом",
        "поселка",
        "села",
        "деревни",
        "зато",
        "го",
        "к",
        "под",
        "до",
        "near",
        "in",
        "city",
        "town",
        "the",
        "of",
    ]
)
"""Words around a name that are no part of it. A text of nothing else is left as it is."""

MUNICIPAL = re.compile(
    r"\b(?:(?:городско|муниципальн|закрыт)\w+ )+(?:округ\w*|образовани\w*|город\w*)\b|^г о\b"
)
"""«городской округ Саранск» of registries; ЗАТО stands among FILLERS."""

DOMINANT_POPULATION_RATIO = 50
"""Among equally close spellings a place this many times larger is what was meant."""


REGION_FULL = {"обл": "область", "респ": "республика", "ао": "автономный округ"}
REGION_WORDS = re.compile(r"\b(обл|респ|ао)\b")
REGION_KINDS = {
    "oblast": re.compile(r"област(?:ь|и|ью)|обл|аобл|oblast"),
    "krai": re.compile(r"кра[йяею]|краем|кр|krai"),
    "republic": re.compile(r"республик[аиуе]|респ|republic"),
    "okrug": re.compile(r"округ[ае]?|ао"),
    "town": re.compile(r"г|город"),
}
"""Words that say what kind of a region it is; the others name it."""

REGION_PARTS = re.compile(r"\s[-–—]\s|[()/,]")
"""«Чувашская Республика — Чувашия» says one thing twice."""

RegionKey = tuple[str, frozenset[str]]
"""Its kind («» where it is not said) and the stems of its name."""

SHORT_WORD_LETTERS = 3
"""Letters; nearly every such word is one slip away from some village."""

LEAST_ALIKE = 0.78
"""Of the letters: what is offered for a name that nobody knows, and never taken for it."""

SEVERAL_SLIPS_POPULATION = 10_000
"""«Привет» is two letters away from a village of 3,000."""


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """Best first. Not `exact` is a name in another case, or one with letters to be forgiven; the
    latter alone is a guess."""

    places: tuple[Place, ...]
    exact: bool
    is_guess: bool = False


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
        self._regions = {normalised(spelling): name for name, spelling in regions}
        self._regions_by_key = _region_keys(self._regions.items())
        self.regions = tuple(sorted(set(self._regions.values())))
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
    def region_spellings(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a region's name and one spelling of it, in normal form."""
        return tuple((name, spelling) for spelling, name in self._regions.items())

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
        """As the search box understands it: spelt so in any script, layout or abbreviation, with
        a region beside it, in another case, and at last with slips.
        """
        forms = [_without_fillers(form) for form in readings(text)]
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
        spelling = _without_fillers(normalised(text))
        spelling = REGION_WORDS.sub(lambda word: REGION_FULL[word[0]], spelling)
        exact = self._regions.get(spelling) or self.region_named(text)
        if exact or not spelling:
            return exact
        slips = min(forgiven_slips(spelling), 2)
        found = process.extractOne(
            spelling, self._regions.keys(), scorer=OSA.distance, score_cutoff=slips
        )
        return self._regions[found[0]] if found else None

    def region_named(self, text: str) -> str | None:
        """A region's full name, no letter forgiven: as registries write it («Татарстан Респ.»,
        «обл. Нижегородская», «Республика Татарстан (Татарстан)») and in any case.
        """
        exact = self._regions.get(normalised(text)) or self._regions_by_key.get(_region_key(text))
        if exact:
            return exact
        parts = [part for part in REGION_PARTS.split(text) if part.strip()]
        named = {self.region_named(part) for part in parts} if len(parts) > 1 else set()
        return named.pop() if len(named) == 1 else None

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
        forms = [_without_fillers(form) for form in readings(name)]
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


def _without_fillers(spelling: str) -> str:
    bare = MUNICIPAL.sub(" ", spelling)
    kept = [word for word in bare.split() if word not in FILLERS]
    return " ".join(kept) or spelling


def _region_key(text: str) -> RegionKey:
    """«Нижегородская обл.» is (oblast, {нижегородск})."""
    kind = ""
    stems: set[str] = set()
    for word in normalised(text).split():
        said = next((name for name, words in REGION_KINDS.items() if words.fullmatch(word)), None)
        if said is None and not word.startswith("автономн"):
            stems.update(stems_of(word))
        kind = said or kind
    return kind, frozenset(stems)


def _region_keys(spellings: Iterable[tuple[str, str]]) -> dict[RegionKey, str]:
    """Also without its kind, and with it beside a nickname, where that is one region only."""
    named: dict[RegionKey, set[str]] = {}
    for spelling, name in spellings:
        kind, stems = _region_key(spelling)
        for key in {(kind, stems), ("", stems), (_region_key(name)[0], stems)}:
            named.setdefault(key, set()).add(name)
    return {key: names.pop() for key, names in named.items() if key[1] and len(names) == 1}


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
