"""Numbers, distances, dates and lengths as readers and Telegram count them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location
from babel.numbers import format_decimal
from babel.units import format_unit

from domain.errors import UserError
from domain.people.users import Language
from ui.translator import Html, Translator

MESSAGE_UNITS = 4096
"""UTF-16 code units of a text after entities parsing (Bot API, sendMessage)."""

CAPTION_UNITS = 1024
"""UTF-16 units of a photo's caption (Bot API, sendPhoto)."""

MOMENTS_KEPT = 1_000
"""Moments kept in words: thousands of people are told of one session within minutes."""

NEAR_KM = 1
COARSE_FROM_KM = 100


def shortened(text: str, limit: int) -> str:
    """The text in at most `limit` characters, cut with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


PHONE_LINE_EM = 20.0
"""What a message's line holds on a phone of 390 points, in sizes of its letters: DejaVu Sans,
which the demo shows; the fonts of Telegram's own clients are narrower."""

LETTER_EM = 0.61
EM = {
    **dict.fromkeys("ijlI' .,:;|-f\xa0", 0.33),
    **dict.fromkeys('rt()"–', 0.42),
    **dict.fromkeys("гзсэszc", 0.54),
    **dict.fromkeys("рлийнпцЗАABXZKVRS0123456789", 0.66),
    **dict.fromkeys("мъДБВХЧЯСЭКИЛНПCDGHNU", 0.74),
    **dict.fromkeys("ыфюОЦOQw", 0.83),
    **dict.fromkeys("жшщМФMWm", 0.93),
    **dict.fromkeys("ШЩЖЮ№—…", 1.05),
}
"""Widths of letters that are narrower or wider than most."""

BREAK = re.compile(r"[^ -]+-?|-| ")
"""A line may end after a hyphen; a no-break space is of its word."""


def width_em(text: str) -> float:
    """The width of a text in sizes of its letters (em), about."""
    return sum(EM.get(letter, LETTER_EM) for letter in text)


Position = tuple[int, float]
"""Where a text ends: in which line, and how much of that is taken."""

BEGIN: Position = (1, 0.0)


def laid(at: Position, text: str) -> Position:
    """Where `text` ends, plain words without a break, that begins where another one has ended; one
    of the two has a space where they meet. What recurs is measured once."""
    lines, width = at
    for is_space, wide in _pieces(text):
        if width + wide > PHONE_LINE_EM and width and not is_space:
            lines, width = lines + 1, 0.0
        width += wide
    return lines, width


@lru_cache(maxsize=5_000)
def _pieces(text: str) -> tuple[tuple[bool, float], ...]:
    """Whether each is a space, and its width."""
    return tuple((piece == " ", width_em(piece)) for piece in BREAK.findall(text))


def lowered(text: str) -> str:
    """The text as it stands within a sentence; what begins with an abbreviation stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


AND = {Language.RU: " и ", Language.EN: " and "}


def joined(words: Sequence[str], t: Translator) -> str:
    """«а, б и в»."""
    return AND[t.language].join(filter(None, (", ".join(words[:-1]), *words[-1:])))


QUOTES = {Language.RU: ("«", "»"), Language.EN: ("“", "”")}


def quoted(text: str, t: Translator) -> str:
    """The text in the quotation marks of the reader's language."""
    opening, closing = QUOTES[t.language]
    return f"{opening}{text}{closing}"


def distance(km: float, t: Translator) -> str:
    """A distance as exact as the places are: whole km up to 100, then tens; under 1 km says just
    that."""
    if km < NEAR_KM:
        return t.plain("distance-under-1-km")
    step = 10 if km >= COARSE_FROM_KM else 1
    return kilometres(round(km / step) * step, t.language)


@cache
def kilometres(km: int, language: Language) -> str:
    """A number never parts from its unit at the end of a line."""
    text = format_unit(km, "kilometer", length="short", locale=language.value)
    return text.replace(" ", "\xa0")


PRESENT: ContextVar[datetime | None] = ContextVar("present", default=None)
"""When the reader reads: days of another year are shown with it. Set once for each update and
each delivery; without it (None) no year is added.
"""

DAY_MONTH = "d MMMM"
DAY_MONTH_YEAR = {Language.RU: "d MMMM y 'г.'", Language.EN: "d MMMM y"}
LONG_DATES = {Language.RU: "long", Language.EN: "d MMMM y"}
"""Babel's English is American: «November 5, 2025», while a moment is «5 November, 10:00»."""


def day(value: date, t: Translator) -> str:
    return _date(value, LONG_DATES[t.language], t.language)


def _date(value: date, pattern: str, language: Language) -> str:
    return _day_of(value.toordinal(), pattern, language)


@lru_cache(maxsize=MOMENTS_KEPT)
def _day_of(ordinal: int, pattern: str, language: Language) -> str:
    """A day in words, kept by its ordinal: equal datetimes of two zones may be of different
    days."""
    return format_date(date.fromordinal(ordinal), pattern, locale=language.value)


def number(value: int, t: Translator) -> str:
    """Digits in groups, as the language writes them."""
    return format_decimal(value, locale=t.language.value)


def tenths(value: float, t: Translator) -> str:
    """A number with one decimal: `4,5`."""
    return format_decimal(value, format="0.0", locale=t.language.value)


def moment(value: datetime, zone: ZoneInfo, t: Translator, *, with_year: bool = False) -> Html:
    """Day, time and zone: `24 ноября, 10:00 (Москва, UTC+3)`.

    Marked with the instant itself (Bot API, date-time entity), so that clients can show more.
    """
    local = value.astimezone(zone)
    pattern = f"{_day_pattern(local, t.language, with_year=with_year)}, HH:mm"
    return _moment(value, zone, t.language, pattern)


def _day_pattern(value: date, language: Language, *, with_year: bool = False) -> str:
    """Babel's pattern of a day; with the year where it is not the present one."""
    return DAY_MONTH_YEAR[language] if with_year or _is_of_other_year(value) else DAY_MONTH


def present_year(zone: ZoneInfo) -> int | None:
    """None where no year is added."""
    present = PRESENT.get()
    return present.astimezone(zone).year if present is not None else None


def present_day(zone: ZoneInfo) -> date | None:
    """None where nobody reads."""
    present = PRESENT.get()
    return present.astimezone(zone).date() if present is not None else None


def _is_of_other_year(value: date) -> bool:
    present = PRESENT.get()
    if present is None:
        return False
    zone = value.tzinfo if isinstance(value, datetime) else None
    return (present.astimezone(zone) if zone else present).year != value.year


@lru_cache(maxsize=MOMENTS_KEPT)
def _moment(value: datetime, zone: ZoneInfo, language: Language, pattern: str) -> Html:
    shown = format_datetime(value.astimezone(zone), pattern, locale=language.value)
    place = _zone_name(zone, language, value)
    return Html(f'<tg-time unix="{int(value.timestamp())}">{shown}</tg-time> ({place})')


def wall_clock(value: datetime, t: Translator) -> str:
    """Day and time of a wall clock that hangs in no particular zone."""
    pattern = f"{_day_pattern(value, t.language)}, HH:mm"
    return format_datetime(value, pattern, locale=t.language.value)


def clock_time(value: datetime, zone: ZoneInfo) -> str:
    return f"{value.astimezone(zone):%H:%M}"


def short_day(value: date, t: Translator) -> str:
    """A day for a button: `25 нояб.`, `25 нояб. 2027`."""
    return _date(value, "d MMM y" if _is_of_other_year(value) else "d MMM", t.language)


def weekday(value: date, t: Translator) -> str:
    """`Среда, 25 ноября`."""
    text = _date(value, f"EEEE, {_day_pattern(value, t.language)}", t.language)
    return text[:1].upper() + text[1:]


def zone_name(zone: ZoneInfo, t: Translator, at: datetime) -> str:
    """The zone's city and its distance from UTC at that moment: `Москва, UTC+3`."""
    return _zone_name(zone, t.language, at)


@lru_cache(maxsize=MOMENTS_KEPT)
def _zone_name(zone: ZoneInfo, language: Language, at: datetime) -> str:
    city = get_timezone_location(zone, locale=language.value, return_city=True)
    offset = at.astimezone(zone).utcoffset() or timedelta(0)
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "-" if offset < timedelta(0) else "+"
    return f"{city}, UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def duration(value: timedelta, t: Translator) -> str:
    """About so long: seconds up to two minutes (by fives), minutes up to two hours, then hours."""
    seconds = math.ceil(value.total_seconds())
    if seconds < 120:
        rounded = seconds if seconds < 10 else math.ceil(seconds / 5) * 5
        return t.plain("duration-seconds", count=max(1, rounded))
    if seconds < 7200:
        return t.plain("duration-minutes", count=math.ceil(seconds / 60))
    return t.plain("duration-hours", count=math.ceil(seconds / 3600))


def error_words(error: UserError, t: Translator) -> str:
    """What is wrong, with columns of files in the reader's words."""
    return t.plain(error.key, **_params(error, t))


def error_html(error: UserError, t: Translator) -> str:
    return t(error.key, **_params(error, t))


def _params(error: UserError, t: Translator) -> dict[str, str | int | float]:
    columns = error.params.get("columns")
    if error.key != "import-file-columns" or not isinstance(columns, str):
        return error.params
    words = [column_words(column, t) for column in columns.split(", ")]
    named = ", ".join(t.plain("import-file-column", name=one) for one in words)
    return {**error.params, "columns": named}


def line_words(line: int, sheet: str, t: Translator) -> str:
    """A line of a file in words; with its sheet where several are read."""
    return t.plain("import-line-of-sheet", line=str(line), sheet=sheet) if sheet else str(line)


def column_words(column: str, t: Translator) -> str:
    """A column of a file in the reader's words, with what the file calls it where that differs."""
    key = f"column-{column.strip().casefold().replace('_', '-')}"
    name = t.plain(key) if t.has(key) else column
    if name.casefold() == column.casefold():
        return column
    return t.plain("import-column", name=name, column=column)
