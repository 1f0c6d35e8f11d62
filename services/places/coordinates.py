"""Coordinates as maps, registries and people write them. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote

_ANGLE = (
    r"(?P<{0}before>[NSEW])? ?(?P<{0}degrees>-?[0-9]{{1,6}}(?:[.,][0-9]+)?) ?[°º]? ?"
    r"(?:(?P<{0}minutes>[0-9]{{1,2}}(?:[.,][0-9]+)?) ?['′’] ?)?"
    r"(?:(?P<{0}seconds>[0-9]{{1,2}}(?:[.,][0-9]+)?) ?(?:\"|″|”|''|′′) ?)?"
    r"(?P<{0}behind>[NSEW]|[сю]\.? ?ш\.?|[вз]\.? ?д\.?|(?<=[°º])[сювз])?"
)
ANGLE = re.compile(_ANGLE.format(""), re.IGNORECASE)
PAIR = re.compile(rf"{_ANGLE.format('first_')} ?[,;/ ] ?{_ANGLE.format('second_')}", re.IGNORECASE)
_NUMBER = r"(-?[0-9]{1,3}\.[0-9]+)"
LON_FIRST = re.compile(
    rf"(?:POINT ?\( ?{_NUMBER} {_NUMBER} ?\)|https?://\S*[?&](?:ll|m|pt)={_NUMBER},{_NUMBER}\S*)",
    re.IGNORECASE,
)
"""WKT, and links of Yandex Maps and 2GIS."""

LAT_FIRST = re.compile(
    rf"(?:geo:{_NUMBER},{_NUMBER}\S*|https?://\S*(?:@|[?&](?:q|query)=){_NUMBER},{_NUMBER}\S*"
    rf"|https?://\S*(?:#map=[0-9]+/{_NUMBER}/{_NUMBER}|mlat={_NUMBER}&mlon={_NUMBER})\S*)",
    re.IGNORECASE,
)
"""RFC 5870, and links of Google Maps and OpenStreetMap."""

WORDS = re.compile(r"\b(?:широта|долгота|lat(?:itude)?|lon(?:gitude)?)\b[:=]? ?", re.IGNORECASE)

LONGITUDE, BELOW = frozenset("EWВЗ"), frozenset("SWЮЗ")


def read_angle(text: str) -> float:
    """`55.395`, `55,395° с. ш.`, `55°23′42″N` in degrees. Raises ValueError."""
    found = ANGLE.fullmatch(_spaced(text))
    if found is None:
        raise ValueError(text)
    return _degrees(found, "")


def read_pair(text: str) -> tuple[float, float]:
    """Latitude and longitude of a cell or of a link to a map. Raises ValueError."""
    plain = WORDS.sub("", unquote(_spaced(text).strip("[]()")))
    for pattern, is_lat_first in ((LON_FIRST, False), (LAT_FIRST, True)):
        if found := pattern.fullmatch(_spaced(unquote(text))):
            first, second = (float(one) for one in found.groups() if one)
            return (first, second) if is_lat_first else (second, first)
    found = PAIR.fullmatch(plain)
    if found is None or not _is_precise(plain):
        raise ValueError(text)
    first, second = _degrees(found, "first_"), _degrees(found, "second_")
    return (second, first) if _side(found, "first_") in LONGITUDE else (first, second)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _is_precise(text: str) -> bool:
    return re.search(r"[0-9][.,][0-9]|[°º]", text) is not None


def _degrees(found: re.Match[str], which: str) -> float:
    parts = [found[f"{which}{one}"] for one in ("degrees", "minutes", "seconds")]
    degrees, minutes, seconds = (float((one or "0").replace(",", ".")) for one in parts)
    if minutes >= 60 or seconds >= 60:
        raise ValueError(found[0])
    size = abs(degrees) + minutes / 60 + seconds / 3600
    is_below = degrees < 0 or _side(found, which) in BELOW
    return round(-size if is_below else size, 6)


def _side(found: re.Match[str], which: str) -> str:
    return (found[f"{which}before"] or found[f"{which}behind"] or "")[:1].upper()
