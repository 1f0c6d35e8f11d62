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

OF_NEIGHBOURS = {
    1: r"януари|ян[уи]|січня|студзеня|қаңтар",
    2: r"февруари|лютого|лютага|ақпан",
    3: r"березня|сакавіка|наурыз",
    4: r"квітня|красавіка|сәуір",
    5: r"травня|траўня|мамыр",
    6: r"юни|червня|чэрвеня|маусым",
    7: r"юли|липня|ліпеня|шілде",
    8: r"серпня|жніўня|тамыз",
    9: r"септември|вересня|верасня|қыркүйек",
    10: r"октомври|жовтня|кастрычніка|қазан",
    11: r"ноември|ное|листопада|лістапада|қараша",
    12: r"декември|грудня|снежня|желтоқсан",
}
"""Months in Bulgarian, Ukrainian, Belarusian and Kazakh."""

SECONDS = re.compile(
    r"(?:/Date\()?([12][0-9]{9})(?:\.[0-9]+|([0-9]{3}))?(?:[+-][0-9]{4})?(?:\)/)?"
)
"""Since 1970, or thousandths of them, as programs keep moments."""

IN_A_ROW = re.compile(r"(20\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
CLOCK_FIRST = re.compile(r"(\d{1,2}:\d\d(?::\d\d)?)[ ,|]+(.*\d.*)")
HYPHENED = re.compile(r"(?<!\d)(\d{1,2})-(\d{1,2})-(20\d\d)(?!\d)")
SHORT_YEAR = re.compile(r"^(\d{1,2}\.\d{1,2}\.)(\d\d)(?!\d)")
SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(20\d\d)(?= |$)")
LOST_PLUS = re.compile(r"(T\d\d:\d\d:\d\d(?:\.\d+)?) (\d\d:?\d\d)$")
"""A plus is a space in an address: who took the date out of one writes so."""

NAMED_TWICE = re.compile(r"([+-]\d\d:?\d\d) [A-ZА-Я]{2,5}$")
HALF_OF_DAY = re.compile(r"(\d{1,2}):(\d\d)(:\d\d)? ?([ap])\.?m\.?", re.IGNORECASE)

WEEKDAY = re.compile(r"^[^\W\d]+\.?,\s*|^(?:пн|вт|ср|чт|пт|сб|вс)\s+", re.IGNORECASE)
MONTH = re.compile(
    "|".join(
        rf"\b(?P<m{number}>{words.pattern}|{OF_NEIGHBOURS[number]})(?!\w)"
        for number, words in MONTHS.items()
    ),
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
    plain = _usual(OF_JAVA.sub(r"\2 \1 \5 \3 \4", " ".join(text.split())))
    for found in _readings(plain):
        aware = found if found.tzinfo else found.replace(tzinfo=zone)
        try:
            moment = aware.astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        return moment if moment >= OLDEST else None
    return None


def _usual(text: str) -> str:
    """A notation that few sites have, in one that most do."""
    if seconds := SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(seconds[1]), UTC).isoformat()
    text = IN_A_ROW.sub(r"\1-\2-\3 \4:\5:\6", text) if IN_A_ROW.fullmatch(text) else text
    text = LOST_PLUS.sub(r"\1+\2", NAMED_TWICE.sub(r"\1", text))
    if first := CLOCK_FIRST.fullmatch(text):
        text = f"{first[2]} {first[1]}"
    text = re.sub(r"(?<=:\d\d) ч\.?$", "", text)
    has_halves = HALF_OF_DAY.search(text) is not None
    text = HYPHENED.sub(r"\1.\2.\3", SHORT_YEAR.sub(r"\g<1>20\2", text))
    text = SLASHED.sub(lambda one: _day_first(one, has_halves=has_halves), text)
    return HALF_OF_DAY.sub(_of_24_hours, text)


def _day_first(found: re.Match[str], *, has_halves: bool) -> str:
    """Months stand first beside hours of half a day, or where the second number is no month. Of
    «10/12/2026» nobody knows."""
    first, second = int(found[1]), int(found[2])
    if second > 12 or (has_halves and first <= 12):
        first, second = second, first
    elif first <= 12 and first != second:
        return found[0]
    return f"{first}.{second}.{found[3]}"


def _of_24_hours(found: re.Match[str]) -> str:
    hour = int(found[1]) % 12 + (12 if found[4].casefold() == "p" else 0)
    return f"{hour}:{found[2]}{found[3] or ''}"


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
