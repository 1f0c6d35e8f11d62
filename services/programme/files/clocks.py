"""Clocks of a cell as organisers write them, alone, in spans and with lengths. Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.texts import single_spaced
from services.files.rows import SPAN, clock, clock_alone
from services.programme.files.columns import MOSCOW

HALF_OF_DAY = re.compile(
    r"\b(1[0-2]|0?[1-9])(?:[:.]([0-5][0-9])(?::[0-5][0-9])?)? ?([ap])\.?m\b\.?", re.IGNORECASE
)
HALF_OF_BOTH = re.compile(
    r"([0-9]{1,2})((?:[:.][0-5][0-9])?) ?[-–—] ?([0-9]{1,2})((?:[:.][0-5][0-9])?) ?([ap])\.?m\.?",
    re.IGNORECASE,
)
"""«2-3 pm»: of both, where the first is the earlier one; «11-1 pm» begins before noon."""

IN_WORDS = re.compile(
    r"\b([0-9]{1,2}) ?(?:ч|час|часа|часов|h)\.? ?([0-5][0-9])(?![0-9])(?: ?(?:м|мин|минут)\b\.?)?"
)
HOUR_ALONE = re.compile(r"([0-9]{1,2}) ?(?:ч\.?|час(?:а|ов)?)")
WITHOUT_COLONS = re.compile(
    r"([01]?[0-9]|2[0-3])([0-5][05]) ?[-–—] ?([01]?[0-9]|2[0-3])([0-5][05])"
)
OF_TIMETABLES = re.compile(
    r"^(?:[0-9]{1,2}|[ivx]{1,4})(?:-?[а-я]{1,2})? пара[ ,.:–—-]*|[ ,]*\(?(?:[0-9]{1,2}|[ivx]{1,4})"
    r"(?:-?[а-я]{1,2})? пара\)?$",
    re.IGNORECASE,
)
"""«1 пара (9:00–10:30)»: which lesson of a college's day it is."""

MARKED = re.compile(r"(?<=[0-9)])[ *.]*[*.]$")
LOCAL = r"(?:по )?местн\w+(?: времен\w+)?|(?:время )?местное"
OF_MOSCOW = r"(?:время )?(?:по )?(?:мск|msk|моск\w+|utc ?\+ ?0?3)(?: времен\w+)?"
LENGTH = re.compile(
    r"(?<=[0-9])(?:,| ?\() ?([0-9][0-9.,]* ?(?:ч|час|мин|м\b|h|min)[^()]*?)\)?$", re.IGNORECASE
)
"""«09:00–10:30 (90 мин)»"""
RAISED = re.compile("(?<=[0-9])[⁰¹²³⁴⁵⁶⁷⁸⁹]{2}")
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
HYPHENS = dict.fromkeys(map(ord, "‐‑‒−~÷"), "-")
HOURS = re.compile(
    r"([0-9]{1,2}[.,](?:[0-9]|00|25|50|75)) ?(?:ч|час|часа|часов|h|hours?)\.?", re.IGNORECASE
)
"""Of «1.30 ч» nobody knows whether it is an hour and a half or less."""
OF_LESSONS = re.compile(r"([0-9]{1,2}) ?ак(?:ад\w*)?\.? ?(?:ч|час\w*)\.?", re.IGNORECASE)
"""Hours of colleges, of 45 minutes each."""

OF_HOURS = re.compile(r"\b(?:ч|час\w*|hours?|hrs?)\b", re.IGNORECASE)
OF_LESSON_HOURS = re.compile(r"\bак(?:ад\w*)?\b", re.IGNORECASE)
"""In the name of a column of lengths."""

MOMENTS = re.compile(
    r"(?:с )?(\S.*[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?: ?[–—-] ?| по | до )"
    r"((?:[0-9]{1,2}\.[0-9]{1,2}\.|20[0-9]{2}-|[0-9]{1,2} [^\W\d_]{3,}).*[ T][0-9]{1,2}:[0-9]{2}"
    r"(?::[0-9]{2})?)"
)
"""«15.12.2026 10:00 – 15.12.2026 11:30»"""

LASTING = re.compile(
    r"(?:([0-9]{1,2}) ?(?:ч|час|часа|часов|h|hours?)\.?)? ?"
    r"(?:([0-9]{1,4}) ?(?:м|мин\w*|min\w*)\.?)?"
)

MIDNIGHT = re.compile(r"(?:до )?(?:полночь|полуночи)|midnight", re.IGNORECASE)
TILL_MIDNIGHT = re.compile(rf"(?<=[^\W_])( ?[-–—] ?| до )(?:{MIDNIGHT.pattern})$", re.IGNORECASE)
"""As an end it is that of the day; as a start nobody knows which one."""

NOON = re.compile(r"\b(?:полдень|(?<=[0-9] до )полудня|noon)\b", re.IGNORECASE)

UNTIL = re.compile(r"(?:до|till|until) (?=\S)", re.IGNORECASE)
"""What an end may begin with in a column of its own: «до 12:30», «до полудня»."""

_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}"
SPANS = (
    SPAN,
    re.compile(rf"(?:с )?([0-9]{{1,2}}|{_CLOCK})(?: - | ?[–—] ?|,? до )([0-9]{{1,2}}|{_CLOCK})"),
    re.compile(rf"([0-9]{{1,2}})-({_CLOCK})"),
    re.compile(rf"({_CLOCK})-([0-9]{{1,2}})"),
    re.compile(rf"({_CLOCK})(?: | ?/ ?|\.\.\.|…)({_CLOCK})"),
    re.compile(r"([0-9]{1,2} [0-9]{2}) ?[-–—] ?([0-9]{1,2} [0-9]{2})"),
)
HYPHENED = re.compile(r"[0-9]{1,2}-[0-9][05]")
"""«9-30» is half past nine, «10-11» an hour, and of «10-15» nobody knows."""


def is_of_half_days(text: str) -> bool:
    """Whether a clock has twelve hours: «10 am»."""
    return HALF_OF_DAY.search(text) is not None


def end_in_its_column(text: str) -> str:
    """«до 12:30», «до полудня» in a column of ends."""
    end = UNTIL.sub("", text, count=1)
    return "12:00" if end.casefold() == "полудня" else end


def plain_end(text: str) -> str:
    """As `plain`; midnight is that which ends the day."""
    return "24:00" if MIDNIGHT.fullmatch(text) else plain(text)


def span_of(text: str) -> tuple[str, str] | None:
    """Start and end of a `plain` text; None for what is none, or may be none."""
    if HYPHENED.fullmatch(text):
        return None
    found = next(filter(None, (pattern.fullmatch(text) for pattern in SPANS)), None)
    return None if found is None else (_with_minutes(found[1]), _with_minutes(found[2]))


def with_length(text: str) -> tuple[str, timedelta] | None:
    """«09:00–10:30 (90 мин)» as what stands before the length, and the length."""
    found = LENGTH.search(text)
    length = lasting(found[1].strip()) if found else None
    return (text[: found.start()], length) if found and length else None


def bare(text: str, zone: ZoneInfo) -> str:
    """Without what says nothing new: footnote marks, the number of a lesson, the event's own
    clock. Of another one the clock is refused, for it would be read wrongly."""
    clocks = f"{LOCAL}|{OF_MOSCOW}" if zone.key == MOSCOW else LOCAL
    text = MARKED.sub("", single_spaced(text))
    text = re.sub(
        rf"(?<=[0-9]) (?:{OF_MOSCOW if zone.key == MOSCOW else LOCAL})(?= ?[-–—])", "", text
    )
    text = re.sub(rf"(?<=[^\W_])[ ,]*\(? ?(?:{clocks})\.? ?\)?$", "", text, flags=re.IGNORECASE)
    bare = OF_TIMETABLES.sub("", text)
    return bare.strip(" ()") if bare != text else text


def plain(text: str) -> str:
    """A clock or two as the patterns know them: «в 10⁰⁰», «10,30», «10:00 ч.», 0.4375 of a day."""
    text = TILL_MIDNIGHT.sub(r"\g<1>24:00", clock_alone(single_spaced(text)))
    text = NOON.sub("12:00", text)
    text = RAISED.sub(lambda found: f":{found[0].translate(DIGITS)}", text)
    text = text.translate(HYPHENS)
    if halves := HALF_OF_BOTH.fullmatch(text):
        text = _of_both(halves)
    text = HALF_OF_DAY.sub(_of_24_hours, text)
    text = IN_WORDS.sub(lambda found: f"{found[1]}:{found[2]}", text)
    if hour := HOUR_ALONE.fullmatch(text):
        text = f"{hour[1]}:00"
    if whole := WITHOUT_COLONS.fullmatch(text):
        text = "{}:{}-{}:{}".format(*whole.groups())
    text = re.sub(r"(?<![0-9.,:])([0-9]{1,2}),([0-5][0-9])(?![0-9.,:])", r"\1:\2", text)
    text = re.sub(r"(?<=[0-9]) ?(?:ч\.?|час(?:а|ов)?)(?= ?[-–—])", "", text)
    return re.sub(r"^(?:в|к) (?=[0-9])|(?<=[0-9]) ?(?:ч|час(?:а|ов)?)\.?$", "", text)


def _of_24_hours(found: re.Match[str]) -> str:
    hour = int(found[1]) % 12 + (12 if found[3].casefold() == "p" else 0)
    return f"{hour}:{found[2] or '00'}"


def _of_both(found: re.Match[str]) -> str:
    first, minutes, last, until, half = found.groups()
    is_same = int(first) % 12 <= int(last) % 12
    other = half if is_same else "p" if half.casefold() == "a" else "a"
    return f"{first}{minutes} {other}m - {last}{until} {half}m"


def _with_minutes(text: str) -> str:
    return f"{text}:00" if len(text) <= 2 else text.replace(" ", ":")


def in_unit_of(column: str, text: str) -> str:
    """A bare number with the unit that the name of its column has: «Длительность (час)»."""
    if not re.fullmatch(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?", text):
        return text
    if OF_LESSON_HOURS.search(column):
        return f"{text} ак. ч"
    return f"{text} ч" if OF_HOURS.search(column) else text


def lasting(text: str) -> timedelta | None:
    """`45 мин`, `1 ч 30 мин`, `1,5 ч`, `2 ак. ч`, `1:30`, `90`: minutes; None for what is none of
    them."""
    text = clock_alone(text)
    if lessons := OF_LESSONS.fullmatch(text):
        return timedelta(minutes=45 * int(lessons[1]))
    if found := HOURS.fullmatch(text):
        return timedelta(minutes=round(float(found[1].replace(",", ".")) * 60))
    if re.fullmatch(r"[0-9]{1,4}", text):
        return timedelta(minutes=int(text))
    found = LASTING.fullmatch(text)
    if found is None or not any(found.groups()):
        return clock(text)
    return timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0))
