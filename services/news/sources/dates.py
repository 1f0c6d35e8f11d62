"""Dates of feeds as sites write them: RFC 822 in Russian too, ISO 8601, and what people type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

from services.language.moments.moment_words import MONTHS

OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Earlier dates are a computer's zero, not a day of publication."""

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "МСК": 3, "MSD": 4, "SAMT": 4, "YEKT": 5, "OMST": 6, "KRAT": 7, "NOVT": 7,
    "IRKT": 8, "YAKT": 9, "VLAT": 10, "SAKT": 11, "MAGT": 11, "PETT": 12,
}  # fmt: skip
"""Hours east of Greenwich. Names of America are those of RFC 822, which email knows."""

ZONE = re.compile(
    rf"\s*\(?\b({'|'.join(sorted(ZONES, key=len, reverse=True))})\)?$", re.IGNORECASE
)
OF_JAVA = re.compile(r"^\w{3} (\w{3}) (\d{1,2}) ([\d:]{5,8}) (\S+) (20\d\d)$")
"""«Tue Dec 15 10:00:00 MSK 2026», as Java prints a date: email passes over the zone there."""

WEEKDAY = re.compile(r"^[^\W\d]+\.?,\s*|^(?:пн|вт|ср|чт|пт|сб|вс)\s+", re.IGNORECASE)
MONTH = re.compile(
    "|".join(rf"\b(?P<m{number}>{words.pattern})(?!\w)" for number, words in MONTHS.items()),
    re.IGNORECASE,
)
FORMS = (
    "%Y/%m/%d %H:%M:%S%z", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d",
    "%d.%m.%Y %H:%M:%S%z", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y",
    "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%d %H:%M%z", "%d %b %Y %H:%M:%S%z", "%d %b %Y %H:%M%z",
    "%d %b %Y %H:%M:%S", "%d %b %Y %H:%M", "%d %b %Y", "%b %d %Y %H:%M:%S", "%b %d %Y %H:%M",
    "%b %d %Y",
)  # fmt: skip


def read_date(text: str, zone: tzinfo) -> datetime | None:
    """The instant; one without an offset is on the clock of `zone`. None for what is no date."""
    plain = OF_JAVA.sub(r"\2 \1 \5 \3 \4", " ".join(text.split()))
    for found in _readings(plain):
        aware = found if found.tzinfo else found.replace(tzinfo=zone)
        try:
            moment = aware.astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        return moment if moment >= OLDEST else None
    return None


def _readings(text: str) -> Iterator[datetime]:
    bare = WEEKDAY.sub("", _with_offset(text), count=1).replace("ё", "е")
    english = MONTH.sub(_in_english, bare)
    english = re.sub(r"\s*\b(?:года|г\.|в|at)(?=\s|,|$)|,", " ", english)
    english = re.sub(r"\s+([+-]\d\d:?\d\d)$", r"\1", " ".join(english.split()))
    for form in (text, english):
        try:
            yield datetime.fromisoformat(form)
        except ValueError:
            continue
    for form in FORMS:
        try:
            yield datetime.strptime(english, form)  # noqa: DTZ007  (the caller adds the zone)
        except ValueError:
            continue
    try:
        yield parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return


def _with_offset(text: str) -> str:
    return ZONE.sub(lambda found: f" +{ZONES[found[1].upper()]:02}00", text)


def _in_english(found: re.Match[str]) -> str:
    number = next(int(name[1:]) for name, value in found.groupdict().items() if value)
    return MONTH_NAMES[number - 1]
