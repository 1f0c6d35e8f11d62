"""The time zone of what a person typed: its name, a city of any country, a place in Russia."""

from __future__ import annotations

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


def zone_told(text: str, places: Gazetteer) -> str | None:
    """An IANA name; None where the text leaves open which zone is meant.

    «Берлин» is the capital, and no village of that name; «Берлин, Челябинская область» is one.
    Reads files: call it in a thread, after which `ZoneInfo` of the answer reads none.
    """
    zone = _zone_told(text, places)
    return ZoneInfo(zone).key if zone is not None else None


def _zone_told(text: str, places: Gazetteer) -> str | None:
    name = text.strip()
    if name in _zones():
        return name
    if not places.is_well_known(name):
        if (abroad := _zones_abroad().get(normalised(name))) is not None:
            return abroad
        if places.is_abroad(name):
            return None
    zones = {place.tz for place in places.find(name).places}
    return zones.pop() if len(zones) == 1 else None


@cache
def _zones() -> frozenset[str]:
    """Cached: zoneinfo walks the whole zone directory at each call."""
    return frozenset(available_timezones())


@cache
def _zones_abroad() -> dict[str, str]:
    """Zones by the cities that they are called after, in Russian and English (CLDR)."""
    return {normalised(city): zone for city, zone in _cities()}


def _cities() -> Iterator[tuple[str, str]]:
    territories = get_global("zone_territories")
    for zone in sorted(_zones()):
        if territories.get(zone, "001") in NO_CITIES_ABROAD:
            continue
        yield zone.rpartition("/")[2].replace("_", " "), zone
        for language in LANGUAGES:
            city = Locale(language).time_zones.get(zone, {}).get("city")
            if city:
                yield city, zone
