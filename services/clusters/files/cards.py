"""Rows of a table to clusters, with a reason for every row that is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TypeVar

from domain.clusters.cards import CLUSTER_ID_PATTERN, Cluster, Industry
from domain.clusters.facts import OpenDay, PointOf
from domain.ids import ClusterId
from domain.places.geo import Point, distance_km
from domain.places.places import Place
from domain.texts import is_web_address, single_spaced
from services.clusters.files.columns import by_codes, industry_of, with_points_apart
from services.clusters.files.facts import (
    grades,
    open_day,
    plain_day,
    study_forms,
    year_of,
    yes_or_no,
)
from services.files.richtext import with_scheme
from services.files.rows import (
    NUMBERING,
    Problem,
    entries_of,
    is_beside_table,
    known_zones,
)
from services.files.tables import Row, missing_columns
from services.places.coordinates import read_angle
from services.places.gazetteer import Gazetteer

REQUIRED = ("id", "name", "industry", "region")
LIMITS = {
    "name": 200,
    "region": 100,
    "city": 100,
    "base_college": 300,
    "website": 500,
    "source_url": 500,
    "source_note": 500,
    "employers": 2_000,
    "network_colleges": 2_000,
    "professions": 2_000,
    "phone": 100,
    "address": 300,
    "open_days": 2_000,
}
"""Characters. A card of full fields is cut to one message; longer cells are pasting accidents."""

COLUMNS = (*REQUIRED, "city", "lat", "lon", "tz", "base_college", "employers", "network_colleges",
           "professions", "year", "students", "website", "source_url", "source_note",
           "checked_on", "point_of", "phone", "address", "study_forms", "grades", "dormitory",
           "places", "open_days")  # fmt: skip
"""New ones come last: buttons of the chat know a column by its place."""

POINT_WORDS = {
    "": PointOf.TOWN,
    "town": PointOf.TOWN,
    "город": PointOf.TOWN,
    "building": PointOf.BUILDING,
    "здание": PointOf.BUILDING,
}

PHONE_DIGITS = 5
"""The shortest numbers of Russian towns; less is a slip."""

OF_THOUSANDS = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}(?:\s|$))")
OF_YEARS = re.compile(r"(?<=[0-9])\s?(?:г\.?|год|года)$")
"""Of numbers as offices write them: «1 200», «2024 г.»."""

OF_PEOPLE = re.compile(r"(?:[.,]0+)?(?:\s?(?:чел(?:\.|овек)?|мест[оа]?|студент\w*))?$")
REGION_NUMBER = re.compile(r"^[0-9]{2,3}\s?[.–—-]?\s(?=\D)")
"""Of the region as on plates of cars: «52 Нижегородская область»."""

STREET = re.compile(
    r"(?:ул|улица|пр|просп|проспект|пр-т|пер|переулок|наб|набережная|б-р|бульвар|ш|шоссе|д|дом|стр"
    r"|корп|мкр)\b|[0-9]",
    re.IGNORECASE,
)

ADDRESSES = ("website", "source_url")

FAR_KM = 100
"""From the middle of its town a college is never so far; a slip in a coordinate usually is."""

FAR_FROM_ALL_KM = 500
"""Kilometres from the nearest place of the country, for a point whose town is not known."""

YEARS = range(2021, 2036)
"""The programme began in 2021 (its first clusters in 2022)."""

RUSSIA_LAT = (41.0, 82.0)
"""Degrees; longitudes outside it tell swapped columns from a mere mistake."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ParsedClusters:
    """`notes` keep nothing out: the file is taken, and what they tell may be wished otherwise.

    `given` are the columns that the row of a cluster has, perhaps empty. `staying` are days of
    open doors that a file of days does not name, so that they stay.
    """

    clusters: tuple[Cluster, ...]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...]
    notes: tuple[Problem, ...] = ()
    given: Mapping[ClusterId, frozenset[str]] = field(default_factory=dict)
    staying: tuple[tuple[Cluster, OpenDay], ...] = ()

    def beside(self, current: Mapping[ClusterId, Cluster]) -> tuple[Cluster, ...]:
        """The cards as the file would make them: what it has no column for stays as it is."""
        return tuple(
            _completed(current[new.id], new, self.given.get(new.id, frozenset(COLUMNS)))
            if new.id in current
            else new
            for new in self.clusters
        )

    def filling(self, current: Mapping[ClusterId, Cluster]) -> tuple[Cluster, ...]:
        """The cards with only what is empty taken from the file, so that no edit is lost."""
        return tuple(
            _filled(current[new.id], new) if new.id in current else new for new in self.clusters
        )


@dataclass(frozen=True, slots=True)
class CardChange:
    old: Cluster
    new: Cluster
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportDiff:
    added: tuple[Cluster, ...]
    changed: tuple[CardChange, ...]
    unchanged: tuple[Cluster, ...]


def beside_table(row: Row) -> list[Problem]:
    """Word of a footnote that is left out; of a number alone there is nothing to tell."""
    filled = [text for text in row.values.values() if text]
    if all(NUMBERING.fullmatch(text) for text in filled):
        return []
    value = " ".join(dict.fromkeys(filled))[:80]
    return [Problem(row.line, "", "import-note-aside", {"value": value}, row.sheet)]


def parse_clusters(rows: Sequence[Row], gazetteer: Gazetteer) -> ParsedClusters:
    """Raises ImportFileError when a required column is missing from the file."""
    seen = list(dict.fromkeys(column for row in rows for column in row.values))
    rows = with_points_apart(by_codes(rows))
    columns = {column: None for row in rows for column in row.values}
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise missing_columns(missing, seen)
    clusters: list[Cluster] = []
    problems: list[Problem] = []
    notes: list[Problem] = []
    first_line: dict[ClusterId, int] = {}
    given: dict[ClusterId, frozenset[str]] = {}
    for row in rows:
        if is_beside_table(row, COLUMNS):
            notes += beside_table(row)
            continue
        parser = _RowParser(row, gazetteer)
        cluster = parser.cluster()
        if cluster is not None and cluster.id in first_line:
            parser.refuse("id", "import-row-duplicate", first=str(first_line[cluster.id]))
        elif cluster is not None:
            first_line[cluster.id] = row.line
            given[cluster.id] = frozenset(row.values)
            clusters.append(cluster)
        problems += parser.problems
        notes += parser.notes
    unknown = tuple(column for column in columns if column not in COLUMNS)
    return ParsedClusters(tuple(clusters), tuple(problems), unknown, tuple(notes), given)


def _completed(old: Cluster, new: Cluster, given: frozenset[str]) -> Cluster:
    kept = {n: getattr(old, n) for n in _OWN_COLUMNS if n not in given}
    city = kept.get("city", new.city)
    is_elsewhere = (city, new.region) != (old.city, old.region)
    if "lat" not in given and not is_elsewhere:
        kept |= {name: getattr(old, name) for name in _OF_THE_POINT}
    return replace(new, **kept)


def _filled(old: Cluster, new: Cluster) -> Cluster:
    taken = {n: getattr(new, n) for n in _OWN_COLUMNS if getattr(old, n) in _NOTHING}
    city = taken.get("city", old.city)
    if old.point is None and (city, old.region) == (new.city, new.region):
        taken |= {name: getattr(new, name) for name in _OF_THE_POINT}
    return replace(old, **taken)


_OF_THE_POINT = ("point", "tz", "point_of")
_OWN_COLUMNS = tuple(f.name for f in fields(Cluster) if f.name not in {*_OF_THE_POINT, "id"})
"""Fields that are a column by themselves."""

_NOTHING: tuple[object, ...] = ("", (), None)


def diff_clusters(current: Mapping[ClusterId, Cluster], incoming: Iterable[Cluster]) -> ImportDiff:
    added, changed, unchanged = [], [], []
    for cluster in incoming:
        old = current.get(cluster.id)
        if old is None:
            added.append(cluster)
        elif old == cluster:
            unchanged.append(cluster)
        else:
            names = [f.name for f in fields(Cluster)]
            differing = [n for n in names if getattr(old, n) != getattr(cluster, n)]
            changed.append(CardChange(old, cluster, tuple(differing)))
    return ImportDiff(tuple(added), tuple(changed), tuple(unchanged))


class _RowParser:
    """Reads one row and collects every problem of it, not only the first."""

    def __init__(self, row: Row, gazetteer: Gazetteer) -> None:
        self._row = row
        self._gazetteer = gazetteer
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def refuse(self, column: str, key: str, **params: str | int) -> None:
        self.problems.append(Problem(self._row.line, column, key, params, self._row.sheet))

    def cluster(self) -> Cluster | None:
        """None when anything in the row was refused."""
        for column in REQUIRED:
            if not self._value(column):
                self.refuse(column, "import-row-empty")
        cluster_id, industry = self._id(), self._industry()
        region = REGION_NUMBER.sub("", self._text("region"))
        cluster = Cluster(
            id=cluster_id,
            name=self._text("name"),
            industry=industry,
            region=self._gazetteer.region_named(region) or region,
            city=self._text("city"),
            point=self._point(),
            tz=self._zone(),
            base_college=self._text("base_college"),
            employers=self._list("employers"),
            network_colleges=self._list("network_colleges"),
            professions=self._list("professions"),
            year=self._number("year", YEARS),
            students=self._number("students", range(10**7)),
            website=self._url("website"),
            source_url=self._url("source_url"),
            source_note=self._text("source_note"),
            checked_on=self._date("checked_on"),
            point_of=self._point_of(),
            phone=self._phone(),
            address=self._text("address"),
            study_forms=self._read("study_forms", "import-row-study-form", study_forms),
            grades=self._read("grades", "import-row-grades", grades),
            dormitory=self._read("dormitory", "import-row-yes-no", yes_or_no),
            places=self._number("places", range(10**5)),
            open_days=self._open_days(),
        )
        return None if self.problems else self._placed(cluster)

    def _placed(self, cluster: Cluster) -> Cluster | None:
        """A town without coordinates gets those of the gazetteer when the region agrees; what
        the gazetteer does not know is noted, for nobody «рядом» would find it.
        """
        place, cluster = self._found(cluster)
        if cluster.region not in self._gazetteer.regions:
            self._note("region", "import-note-region", value=cluster.region[:60])
        elif cluster.city and place is None:
            self._note("city", "import-note-city", value=cluster.city[:60])
        elif cluster.city and not cluster.base_college:
            self._note("base_college", "import-note-college")
        if self._is_far(cluster.point, place):
            return None
        if place is None:
            return cluster
        point, tz = cluster.point or place.point, cluster.tz or place.tz
        kind = cluster.point_of if cluster.point else PointOf.TOWN
        return replace(cluster, city=place.name, point=point, tz=tz, point_of=kind)

    def _found(self, cluster: Cluster) -> tuple[Place | None, Cluster]:
        """The town of the row, which may stand in a whole address: «г. Арзамас, ул. Калинина»."""
        if not cluster.city:
            return None, cluster
        place = self._gazetteer.in_region(cluster.city, cluster.region)
        parts = [part.strip() for part in re.split(r"[,()]", cluster.city) if part.strip()]
        if place is not None or len(parts) == 1:
            return place, cluster
        towns = [part for part in parts if not STREET.match(part)]
        found = (self._gazetteer.in_region(part, cluster.region) for part in towns)
        places = dict.fromkeys(one for one in found if one is not None)
        # Of two towns neither is the one.
        place = next(iter(places)) if len(places) == 1 else None
        has_street = place is not None and len(towns) < len(parts) and not cluster.address
        return place, replace(cluster, address=cluster.city) if has_street else cluster

    def _is_far(self, point: Point | None, town: Place | None) -> bool:
        """Whether the point is far from its town, or where none is known from every place of the
        country."""
        near = (town, FAR_KM) if town else (self._nearest(point), FAR_FROM_ALL_KM)
        place, limit = near
        if point is None or place is None or distance_km(point, place.point) <= limit:
            return False
        km = round(distance_km(point, place.point))
        self.refuse("lat", "import-row-far", city=place.name, km=km)
        return True

    def _nearest(self, point: Point | None) -> Place | None:
        found = self._gazetteer.nearest(point) if point else None
        return found[0] if found else None

    def _note(self, column: str, key: str, **params: str | int) -> None:
        self.notes.append(Problem(self._row.line, column, key, params, self._row.sheet))

    def _value(self, column: str) -> str:
        return self._row.values.get(column, "")

    def _text(self, column: str) -> str:
        text = single_spaced(self._value(column))
        if len(text) > LIMITS[column]:
            self.refuse(column, "import-row-too-long", length=len(text), limit=LIMITS[column])
        if any(unicodedata.category(c) == "Cc" for c in text):
            self.refuse(column, "import-row-control")
        return text

    def _list(self, column: str) -> tuple[str, ...]:
        """Divided by semicolons or, as Alt+Enter in a cell does it, by lines."""
        self._text(column)
        return entries_of(self._value(column))

    def _id(self) -> ClusterId:
        text = self._value("id")
        if text and not CLUSTER_ID_PATTERN.fullmatch(text):
            self.refuse("id", "import-row-id", value=text[:60])
        return ClusterId(text)

    def _industry(self) -> Industry:
        name = self._value("industry")
        try:
            return industry_of(name)
        except ValueError:
            if name:
                self.refuse("industry", "import-row-industry", value=name[:60])
            return Industry.OTHER

    def _point(self) -> Point | None:
        texts = {name: self._value(name) for name in ("lat", "lon")}
        if not any(texts.values()):
            return None
        if not all(texts.values()):
            self.refuse("lat", "import-row-half-point")
            return None
        try:
            lat, lon = read_angle(texts["lat"]), read_angle(texts["lon"])
        except ValueError:
            self.refuse(
                "lat", "import-row-number", value=" ".join(dict.fromkeys(texts.values()))[:60]
            )
            return None
        if not _is_in_russia(lat, lon) and _is_in_russia(lon, lat):
            self.refuse("lat", "import-row-swapped", lat=texts["lat"], lon=texts["lon"])
            return None
        try:
            return Point(lat, lon)
        except ValueError:
            self.refuse("lat", "import-row-off-globe", lat=texts["lat"], lon=texts["lon"])
            return None

    def _point_of(self) -> PointOf:
        """«building» needs coordinates: those that the gazetteer would lend are a town's."""
        text = self._value("point_of").casefold()
        kind = POINT_WORDS.get(text)
        if kind is None:
            self.refuse("point_of", "import-row-point-of", value=text[:60])
        elif kind is PointOf.BUILDING and not self._value("lat"):
            self.refuse("point_of", "import-row-point-of-none")
        return kind or PointOf.TOWN

    def _phone(self) -> str:
        phone = self._text("phone")
        if phone and sum(character.isdecimal() for character in phone) < PHONE_DIGITS:
            self.refuse("phone", "import-row-phone", value=phone[:60])
        return phone

    def _read(self, column: str, key: str, read: Callable[[str], T]) -> T:
        """Whatever `read` makes of the cell; refused with the sentence of `key` if nothing."""
        text = single_spaced(self._value(column))
        try:
            return read(text)
        except ValueError:
            self.refuse(column, key, value=text[:60])
            return read("")

    def _open_days(self) -> tuple[OpenDay, ...]:
        days = []
        for text in self._list("open_days"):
            try:
                days.append(open_day(text))
            except ValueError:
                self.refuse("open_days", "import-row-open-day", value=text[:60])
        return tuple(dict.fromkeys(days))

    def _zone(self) -> str:
        zone = self._value("tz")
        if zone and zone not in known_zones():
            self.refuse("tz", "import-row-zone", value=zone[:60])
        return zone

    def _number(self, column: str, allowed: range) -> int | None:
        text = self._value(column)
        if not text:
            return None
        if allowed is YEARS:
            text = year_of(text)
        text = OF_THOUSANDS.sub("", OF_PEOPLE.sub("", OF_YEARS.sub("", text)))
        if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) not in allowed:
            self.refuse(
                column,
                "import-row-out-of-range",
                value=text[:60],
                low=str(allowed.start),
                high=str(allowed.stop - 1),
            )
            return None
        return int(text)

    def _url(self, column: str) -> str:
        url = with_scheme(self._text(column))
        if url and not is_web_address(url):
            self.refuse(column, "import-row-url", value=url[:60])
        return url

    def _date(self, column: str) -> date | None:
        text = self._value(column)
        if not text:
            return None
        try:
            return plain_day(text.split("T")[0].split(" ")[0])
        except ValueError:
            self.refuse(column, "import-row-date", value=text[:60])
            return None


def _is_in_russia(lat: float, lon: float) -> bool:
    """Roughly: enough to tell that two columns were exchanged."""
    return RUSSIA_LAT[0] <= lat <= RUSSIA_LAT[1] and (19 <= lon <= 180 or -180 <= lon <= -168)
