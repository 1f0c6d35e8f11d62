"""TZID of RFC 5545, 3.2.19 to a clock: IANA names, Windows names, and what the file defines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import vRecur
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from services.files.calendars.content_lines import (
    Component,
    Property,
    moment,
    offset,
)
from services.files.calendars.recurrence import (
    Frequency,
    RuleRefused,
    days_of_year,
    read_rule,
)
from services.files.rows import YEARS, RowRefused, known_zones

ZONE_LIMIT = 20
OBSERVANCE_LIMIT = 200
"""Parts of a VTIMEZONE. Exporters that list every year since 1970 stay within it."""

RULE_LIMIT = 20
ABBREVIATION = re.compile(r"[A-Z]{2,5}(?:\d[A-Z]{3})?|(?:GMT|UTC)?[+-]\d{2}:?(?:\d{2})?")
OFFSET = re.compile(r"(?:UTC|GMT) ?([+-])(0?[0-9]|1[0-4])(?::?([0-5][0-9]))?")
OF_RUSSIA = re.compile(r"RTZ (1[01]|[1-9])(?: .*)?")
"""«RTZ 2 (зима)»: how Windows calls clocks of Russia, an hour from each to the next."""

OF_CITIES = re.compile(r"(?:\((?:UTC|GMT)[^)]*\) ?)?(.+)")
"""«(UTC+03:00) Moscow, St. Petersburg»: as its settings show zones."""

ONSET_LIMIT = 4_000
"""Changes of the clock that all rules of a zone make."""


@dataclass(frozen=True, slots=True)
class FileZone(tzinfo):
    """A VTIMEZONE (3.6.5): `onsets` are wall times of UTC, `offsets[i]` holds until onset i."""

    onsets: tuple[datetime, ...]
    offsets: tuple[timedelta, ...]

    def utcoffset(self, dt: datetime | None) -> timedelta:
        """The offset of a wall time; `fold` chooses between the two that one may mean (PEP
        495)."""
        if dt is None:
            return timedelta()
        wall = dt.replace(tzinfo=None)
        fits = [one for one in dict.fromkeys(self.offsets) if self._offset_at(wall - one) == one]
        # The larger offset is the earlier instant.
        fits.sort(reverse=True)
        return fits[-1 if dt.fold else 0] if fits else self._offset_at(wall)

    def dst(self, dt: datetime | None) -> timedelta:
        return timedelta()

    def tzname(self, dt: datetime | None) -> str:
        return "VTIMEZONE"

    def fromutc(self, dt: datetime) -> datetime:
        return dt + self._offset_at(dt.replace(tzinfo=None))

    def _offset_at(self, utc: datetime) -> timedelta:
        return self.offsets[bisect_right(self.onsets, utc)]


@dataclass(kw_only=True, slots=True)
class Zones:
    """Zones of one file. `default` is the clock of times that name none (floating, 3.3.5)."""

    default: tzinfo
    _defined: dict[str, Component] = field(default_factory=dict)
    _found: dict[str, tzinfo | None] = field(default_factory=dict)

    def define(self, component: Component) -> None:
        """Read when it is needed: most files define zones that everybody knows."""
        for _, line in component.lines:
            name, _, tzid = line.partition(":")
            if name.strip().upper() == "TZID" and len(self._defined) < ZONE_LIMIT:
                self._defined.setdefault(_bare(tzid), component)

    def on_clock_of(self, zone: tzinfo) -> Zones:
        """The same zones, for times that name none in a calendar of that clock."""
        return replace(self, default=zone)

    def of(self, one: Property) -> tzinfo:
        """Raises RowRefused when nobody knows the zone."""
        tzid = _bare(one.params.get("TZID", ""))
        if not tzid:
            return self.default
        if tzid not in self._found:
            self._found[tzid] = (
                self._abbreviated(tzid)
                or _well_known(tzid)
                or self._of_file(tzid)
                or _by_offset(tzid)
                or _of_windows(tzid)
            )
        zone = self._found[tzid]
        if zone is None:
            raise RowRefused(one.name, "import-row-zone", value=tzid[:60])
        return zone

    def _abbreviated(self, tzid: str) -> tzinfo | None:
        """«EET» of a program that writes so for Kaliningrad is what the file defines, not the
        zone of that name, which has another summer (RFC 5545, 3.6.5).
        """
        return self._of_file(tzid) if ABBREVIATION.fullmatch(tzid) else None

    def _of_file(self, tzid: str) -> tzinfo | None:
        component = self._defined.get(tzid)
        try:
            return None if component is None else _file_zone(component)
        except (RowRefused, RuleRefused, ValueError, KeyError, OverflowError):
            return None


def _bare(tzid: str) -> str:
    """A property escapes the comma of a name (3.8.3.1), a parameter quotes it (3.2)."""
    return tzid.strip().replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")


def _well_known(tzid: str) -> ZoneInfo | None:
    """Its own definition is not read: those of exporters are often wrong for past years."""
    name = tzid.strip("/")
    parts = name.split("/")
    # Some put their own domain before the name: /example.org/Europe/Moscow.
    suffixes = ["/".join(parts[n:]) for n in range(len(parts) - 1)] if tzid[0] == "/" else []
    for candidate in (name, WINDOWS_TO_OLSON.get(name, ""), *suffixes):
        if candidate in known_zones():
            return ZoneInfo(candidate)
    return None


def _by_offset(tzid: str) -> tzinfo | None:
    """«UTC+3», «GMT+0300»: a clock that nobody changes."""
    found = OFFSET.fullmatch(tzid)
    if found is None:
        return None
    since = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-since if found[1] == "-" else since)


def _of_windows(tzid: str) -> tzinfo | None:
    if tzid == "MSK":
        return ZoneInfo("Europe/Moscow")
    if number := OF_RUSSIA.fullmatch(tzid):
        return timezone(timedelta(hours=int(number[1]) + 1))
    shown = OF_CITIES.fullmatch(tzid)
    cities = [city.strip().replace(" ", "_") for city in shown[1].split(",")] if shown else []
    named = (f"{part}/{city}" for city in cities for part in ("Europe", "Asia"))
    found = next((one for one in named if one in known_zones()), None)
    return ZoneInfo(found) if found else None


def _file_zone(component: Component) -> FileZone | None:
    onsets: dict[datetime, tuple[timedelta, timedelta]] = {}
    rules = 0
    if len(component.children) > OBSERVANCE_LIMIT:
        return None
    for child in component.children:
        properties = child.properties()
        rules += len(properties.get("RRULE", []))
        if rules > RULE_LIMIT or len(onsets) > ONSET_LIMIT:
            return None
        before = offset(properties["TZOFFSETFROM"][0].raw)
        after = offset(properties["TZOFFSETTO"][0].raw)
        for wall in _onsets(properties):
            onsets[wall - before] = before, after
    if not onsets:
        return None
    ordered = sorted(onsets.items())
    return FileZone(
        tuple(utc for utc, _ in ordered),
        (ordered[0][1][0], *(after for _, (_, after) in ordered)),
    )


def _onsets(properties: dict[str, list[Property]]) -> Iterator[datetime]:
    start = moment(properties["DTSTART"][0].raw)
    yield start
    for one in properties.get("RDATE", []):
        for text in one.raw.split(","):
            yield moment(text)
    for one in properties.get("RRULE", []):
        yield from _yearly(one, start)


def _yearly(one: Property, start: datetime) -> Iterator[datetime]:
    """Daylight saving begins and ends by yearly rules; no other kind is understood."""
    parts = dict(vRecur.from_ical(one.raw))
    rule = read_rule(parts, start, None)
    is_plain = rule.frequency is Frequency.YEARLY and rule.interval == 1 and rule.count is None
    if not is_plain or not rule.months:
        raise ValueError(one.raw)
    # Hours of UNTIL do not matter: rules end months before the next onset.
    last = _until(parts)
    for year in range(max(start.year, YEARS.start - 1), YEARS.stop + 1):
        for day in days_of_year(rule, start.date(), year):
            onset = datetime.combine(day, start.time())
            if onset > start and day <= last:
                yield onset


def _until(parts: dict[str, list[Any]]) -> date:
    [until] = parts.get("UNTIL", [date.max])
    day: date = until.date() if isinstance(until, datetime) else until
    return day
