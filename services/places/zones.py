"""The time zone of what a person typed: its name, a city of any country, a place in Russia."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from services.language.spelling import normalised
from services.places.gazetteer import Gazetteer

LANGUAGES = ("ru", "en")
NO_CITIES_ABROAD = frozenset(["RU", "AQ", "001"])
"""Russia, whose places the gazetteer has, stations of the Antarctic, and no country."""


STEADY = {
    "3": "Europe/Moscow", "3:30": "Asia/Tehran", "4": "Europe/Samara", "4:30": "Asia/Kabul",
    "5": "Asia/Yekaterinburg", "5:30": "Asia/Kolkata", "5:45": "Asia/Kathmandu", "6": "Asia/Omsk",
    "6:30": "Asia/Yangon", "7": "Asia/Krasnoyarsk", "8": "Asia/Irkutsk", "9": "Asia/Yakutsk",
    "10": "Asia/Vladivostok", "11": "Asia/Magadan", "12": "Asia/Kamchatka",
}  # fmt: skip
"""By what they are ahead of UTC, all year round. Of lesser offsets most places change their
clocks, so that the offset of a day tells no zone."""

MOSCOW_AHEAD = 3
_MOSCOW = r"мск|msk|москв\w+|московск\w+(?: врем\w+)?|moscow(?: time)?"
_HOURS = r"(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?(?: ?(?:ч|час|часа|часов|hours?)\.?)?"
OFFSETS = (
    re.compile(rf"(?P<base>utc|gmt|{_MOSCOW}) ?(?P<sign>[-+−–]|плюс |минус ) ?{_HOURS}"),
    re.compile(rf"(?P<sign>[-+−–]|плюс |минус ) ?{_HOURS} (?:к|от|to|from) (?P<base>{_MOSCOW})"),
)


def zone_told(text: str, places: Gazetteer) -> str | None:
    """An IANA name; None where the text leaves open which zone is meant.

    «Берлин» is the capital, and no village of that name; «Берлин, Челябинская область» is one.
    Reads files: call it in a thread, after which `ZoneInfo` of the answer reads none.
    """
    zone = _zone_told(text, places)
    return ZoneInfo(zone).key if zone is not None else None


def _zone_told(text: str, places: Gazetteer) -> str | None:
    name = text.strip()
    if (known := _zones().get(name.casefold())) is not None:
        return known
    if (steady := _by_offset(name)) is not None:
        return steady
    if not places.is_well_known(name):
        if (abroad := _zones_abroad().get(normalised(name))) is not None:
            return abroad
        if places.is_abroad(name):
            return None
    zones = {place.tz for place in places.find(name).places}
    return zones.pop() if len(zones) == 1 else None


def _by_offset(text: str) -> str | None:
    """«UTC+5:30», «мск+4», «+4 к Москве»."""
    cleaned = " ".join(text.casefold().split())
    found = next(filter(None, (pattern.fullmatch(cleaned) for pattern in OFFSETS)), None)
    if found is None:
        return None
    hours = int(found["hours"])
    if found["sign"].strip() not in {"+", "плюс"}:
        hours = -hours
    minutes = found["minutes"] if found["minutes"] != "00" else None
    if found["base"] not in {"utc", "gmt"}:
        if hours == -1 and minutes is None:
            return "Europe/Kaliningrad"
        if hours < 0:
            return None
        hours += MOSCOW_AHEAD
    return STEADY.get(f"{hours}:{minutes}" if minutes else str(hours))


@cache
def _zones() -> dict[str, str]:
    """By their names in small letters. Cached: zoneinfo walks the whole zone directory at each
    call."""
    return {zone.casefold(): zone for zone in available_timezones()}


@cache
def _zones_abroad() -> dict[str, str]:
    """Zones by the cities that they are called after, in Russian and English (CLDR)."""
    return {normalised(city): zone for city, zone in _cities()}


def _cities() -> Iterator[tuple[str, str]]:
    territories = get_global("zone_territories")
    for zone in sorted(_zones().values()):
        # «GMT-5» without its sign would be either of two, of which Etc/GMT-5 is UTC+5.
        if territories.get(zone, "001") in NO_CITIES_ABROAD or zone.startswith("Etc/"):
            continue
        yield zone.rpartition("/")[2].replace("_", " "), zone
        for language in LANGUAGES:
            city = Locale(language).time_zones.get(zone, {}).get("city")
            if city:
                yield city, zone
