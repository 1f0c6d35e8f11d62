"""The words of moments, Russian and English, in lower case and with е for ё."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class DayPart(StrEnum):
    """A part of the day beside a clock."""

    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    AM = "am"
    PM = "pm"


@dataclass(frozen=True, slots=True)
class Hours:
    """`hours`: what a number means there; `usual`: without a number, None where nobody knows."""

    hours: Mapping[int, int]
    usual: time | None


def _same(*hours: int) -> dict[int, int]:
    return {hour: hour for hour in hours}


def _later(*hours: int) -> dict[int, int]:
    return {hour: hour + 12 for hour in hours}


DAY_PARTS = {
    DayPart.MORNING: Hours(_same(*range(1, 12)), time(9)),
    DayPart.DAY: Hours(_same(*range(10, 18)) | _later(1, 2, 3, 4, 5), time(15)),
    DayPart.EVENING: Hours(_same(*range(16, 24)) | _later(*range(4, 12)), time(18)),
    DayPart.NIGHT: Hours(_same(0, 1, 2, 3, 4, 5, 22, 23) | _later(10, 11), None),
    DayPart.AM: Hours(_same(*range(1, 12)) | {12: 0}, None),
    DayPart.PM: Hours(_later(*range(1, 12)) | {12: 12}, None),
}
"""«12 ночи» is the beginning of a day for some and its end for others: not there."""

DAY_PART_WORDS = {
    DayPart.MORNING: re.compile(r"утр(?:а|ом)|(?:in the )?morning"),
    DayPart.DAY: re.compile(r"дня|дн[её]м|(?:in the )?afternoon"),
    DayPart.EVENING: re.compile(r"вечер(?:а|ом)|(?:in the )?evening"),
    DayPart.NIGHT: re.compile(r"ноч(?:и|ью)|(?:at )?night"),
    DayPart.AM: re.compile(r"a\.?m\.?|до полудня"),
    DayPart.PM: re.compile(r"p\.?m\.?|после полудня|пополудни"),
}

NUMBERS: dict[str | None, float] = {
    "один": 1, "одну": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6,
    "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12,
    "пятнадцать": 15, "двадцать": 20, "тридцать": 30, "сорок": 40, "полтора": 1.5, "час": 1,
    "полторы": 1.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

HOURS_BEGUN = {
    "первого": 12, "второго": 1, "третьего": 2, "четвертого": 3, "пятого": 4, "шестого": 5,
    "седьмого": 6, "восьмого": 7, "девятого": 8, "десятого": 9, "одиннадцатого": 10,
    "двенадцатого": 11,
}  # fmt: skip
"""«Половина шестого» is half an hour after five."""

SHORT_OF = {"четверти": 15, "пяти": 5, "десяти": 10, "пятнадцати": 15, "двадцати": 20}
"""Minutes: «без четверти шесть»."""

UNITS = {
    "minute": re.compile(r"мин(?:ут[аыу]?)?\.?|м\.?|min(?:ute)?s?"),
    "hour": re.compile(r"ч\.?|час(?:а|ов)?|h(?:our)?s?"),
    "day": re.compile(r"д(?:ень|ня|ней)|сут(?:ки|ок)|days?"),
    "week": re.compile(r"недел[яиюь]|weeks?"),
    "month": re.compile(r"месяц(?:а|ев)?|months?"),
    "year": re.compile(r"год(?:а|ов)?|лет|years?"),
}

MONTHS = {
    1: re.compile(r"янв(?:ар[ья])?\.?|jan(?:uary)?\.?"),
    2: re.compile(r"фев(?:р(?:ал[ья])?)?\.?|feb(?:ruary)?\.?"),
    3: re.compile(r"мар(?:та?)?\.?|mar(?:ch)?\.?"),
    4: re.compile(r"апр(?:ел[ья])?\.?|apr(?:il)?\.?"),
    5: re.compile(r"ма[йя]|may"),
    6: re.compile(r"июн[ья]?\.?|june?\.?"),
    7: re.compile(r"июл[ья]?\.?|july?\.?"),
    8: re.compile(r"авг(?:уста?)?\.?|aug(?:ust)?\.?"),
    9: re.compile(r"сент?(?:ябр[ья])?\.?|sept?(?:ember)?\.?"),
    10: re.compile(r"окт(?:ябр[ья])?\.?|oct(?:ober)?\.?"),
    11: re.compile(r"ноя(?:б(?:р[ья])?)?\.?|nov(?:ember)?\.?"),
    12: re.compile(r"дек(?:абр[ья])?\.?|dec(?:ember)?\.?"),
}

WEEKDAYS = {
    0: re.compile(r"понедельник[ау]?|пн|mon(?:day)?"),
    1: re.compile(r"вторник[ау]?|вт|tue(?:s(?:day)?)?"),
    2: re.compile(r"сред[ауые]|ср|wed(?:nesday)?"),
    3: re.compile(r"четверг[ау]?|чт|thu(?:rs(?:day)?)?"),
    4: re.compile(r"пятниц[аые]|пятницу|пт|fri(?:day)?"),
    5: re.compile(r"суббот[ауые]|сб|sat(?:urday)?"),
    6: re.compile(r"воскресень[еяю]|вс|sun(?:day)?"),
}


def _any(patterns: Iterable[re.Pattern[str]]) -> str:
    return "|".join(pattern.pattern for pattern in patterns)


# «Час дня» is one o'clock and no day; «в полтора» is no time.
_COUNT = "|".join(sorted((w for w in NUMBERS if w and w != "час"), key=len, reverse=True))
_HOUR_WORD = "|".join(
    sorted((w for w, n in NUMBERS.items() if w and n == int(n)), key=len, reverse=True)
)
_ON_A_DIAL = "|".join(
    [*(w for w, n in NUMBERS.items() if w and n in range(1, 13)), r"1[0-2]|[1-9]"]
)
DIAL = re.compile(
    rf"(?<!\w)(?:"
    rf"(?:(?P<half>половин[ауеы]|пол)[ -]?|(?P<quarter>четверт[ьи]) )"
    rf"(?P<begun>{'|'.join(HOURS_BEGUN)})"
    rf"|без (?P<short>{'|'.join(SHORT_OF)}|[1-9]|[12]\d)(?: минут)? (?P<to>{_ON_A_DIAL})"
    rf"|(?P<part>half past|(?:a )?quarter (?:past|to)) (?P<of>{_ON_A_DIAL})"
    rf")(?![\w:.])"
)
"""Told by the hands of a clock, whose hours are twelve: «в половине шестого», «без четверти два»,
«полпервого», “quarter to six”."""

_ONE = (
    rf"(?:(?P<half>полчаса|half an hour)"
    rf"|(?:(?P<number>\d{{1,4}}(?:[.,]\d)?|{_COUNT})\s*)?(?P<unit>{_any(UNITS.values())}))(?!\w)"
)
_ONE_BARE = re.sub(r"\?P<\w+>", "?:", _ONE)
_SEVERAL = rf"{_ONE_BARE}(?:(?:,|\s+и|\s+and)?\s*{_ONE_BARE})*"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)(?:\s*(?:года?\b|г\b\.?))?(?![\d:]|\.\d))?"

AMOUNT = re.compile(_ONE)
AMOUNTS = re.compile(_SEVERAL)
AT_ONCE = re.compile(
    r"(?:прямо |отправ(?:ь|ить|ляй) )?"
    r"(?:сейчас|сразу|немедленно|now|at once|right (?:away|now)|immediately)"
)
NOW = re.compile(r"^(?:прямо )?(?:сейчас|now)$")
AHEAD = re.compile(rf"(?<!\w)(?:через|спустя|in)\s+(?P<amounts>{_SEVERAL})")
EVERY_OTHER = re.compile(r"(?<!\w)через день(?!\w)(?!,? и \d)")
"""Tomorrow to some, the day after it to most, every second day to others."""
AGO = re.compile(rf"(?<!\w)(?P<amounts>{_SEVERAL})\s+(?:назад|ago)(?!\w)")

DAYS = (
    (re.compile(r"(?<!\w)(?:на )?послезавтра(?!\w)|(?<!\w)(?:the )?day after tomorrow(?!\w)"), 2),
    (re.compile(r"(?<!\w)(?:на )?завтра(?!\w)|(?<!\w)tomorrow(?!\w)"), 1),
    (
        re.compile(
            r"(?<!\w)(?:на )?сегодня(?!\w)|(?<!\w)(?:today|this(?= evening| morning))(?!\w)"
        ),
        0,
    ),
    (re.compile(r"(?<!\w)позавчера(?!\w)"), -2),
    (re.compile(r"(?<!\w)вчера(?!\w)|(?<!\w)yesterday(?!\w)"), -1),
)
ISO_DAY = re.compile(r"(?<!\d)(20\d\d)-(\d\d?)-(\d\d?)(?:t(?=\d)|(?!\d))")
NUMBERED_DAY = re.compile(
    r"(?<![\d.:/])(?<!\bв )(?<!\bк )(?<!\bat )"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?:"
    r"[./](?P<month>0?[1-9]|1[0-2])(?:[./](?P<year>20\d\d|\d\d))?"
    r")(?:\s*(?:года?\b|г\b\.?))?(?![\d:/]|\.\d)"
)
WORDED_DAY = (
    re.compile(
        rf"(?<![\d.:])(?:on )?(?P<day>[12]\d|3[01]|0?[1-9])(?:-?(?:го|е|st|nd|rd|th))?(?: of)?\s*"
        rf"(?P<month>{_any(MONTHS.values())})(?!\w){_YEAR}"
    ),
    re.compile(
        rf"(?<!\w)(?:on )?(?P<month>{_any(MONTHS.values())})\s+"
        rf"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|\.\d){_YEAR}"
    ),
)
NEXT_WEEK = re.compile(r"(?<!\w)(?:на )?следующей неделе?(?!\w)|(?<!\w)next week(?!\w)")
WEEKDAY = re.compile(
    r"(?<!\w)(?:(?:во?|on|к|на)\s+)?(?:(?P<next>следующ(?:ий|ую|ее)|next)\s+"
    r"|(?P<this>эт(?:от|у|о)|this)\s+|ближайш(?:ий|ую|ее)\s+|coming\s+)?"
    rf"(?P<weekday>{_any(WEEKDAYS.values())})(?!\w)\.?"
)

PART = re.compile(
    r"(?<!\w)(?P<part>утром|дн[её]м|вечером|ночью|(?:in the )?(?:morning|afternoon|evening)"
    r"|(?:at )?night)(?!\w)"
)
_AT = r"(?<![\w.:])(?:(?:во?|к|at)\s+)?"
_MUST_AT = r"(?<!\w)(?:во?|к|at)\s+"
_HALF = r"(?:\s*(?P<half>утра|дня|вечера|ночи|[ap]\.?m\.?|до полудня|после полудня|пополудни))"
HALF_OF_DAY = re.compile(_HALF.replace("?P<half>", "?:"))
_HOUR = r"(?P<hour>[01]?\d|2[0-3])"
_MINUTE = r"(?P<minute>[0-5]\d)"
CLOCKS = (
    re.compile(rf"{_AT}{_HOUR}[:.]{_MINUTE}(?::[0-5]\d)?(?![\w:.-]|\s*-\s*\d){_HALF}?(?!\w)"),
    re.compile(rf"{_AT}{_HOUR}-(?P<minute>00|2[5-9]|[345]\d)(?![\w:.-]){_HALF}?(?!\w)"),
    re.compile(rf"{_AT}{_HOUR} {_MINUTE}(?![\w:.-]){_HALF}?(?!\w)"),
    re.compile(
        rf"{_AT}{_HOUR}\s*(?:ч\.?|час(?:а|ов)?)\s+(?P<minute>[0-5]?\d)\s*мин(?:ут[аы]?)?\.?"
        rf"(?!\w){_HALF}?(?!\w)"
    ),
    re.compile(rf"{_AT}{_HOUR}\s*(?:ч\.?|час(?:а|ов)?)?{_HALF}(?!\w)"),
    re.compile(rf"{_AT}(?P<word>{_HOUR_WORD})(?:\s+час(?:а|ов)?)?{_HALF}(?!\w)"),
    re.compile(rf"{_MUST_AT}{_HOUR}(?:\s*(?:ч\.?|час(?:а|ов)?|o'clock))?(?![\w:.-]|\s*\d)"),
    re.compile(rf"{_MUST_AT}(?P<word>{_HOUR_WORD})(?:\s+час(?:а|ов)?)?(?!\w)"),
    re.compile(r"(?<!\w)(?:в|к|at)?\s*(?P<noon>полдень|полудню|noon)(?!\w)"),
    re.compile(r"(?<!\w)(?:в|к|at)?\s*(?P<midnight>полночь|полуночи|midnight)(?!\w)"),
)
ZONE = re.compile(
    r"(?<=[\d ])(?:(?:(?P<utc>utc|gmt|z)(?![a-zа-я])\s?|(?<=:\d\d)(?=\+))"
    r"(?:(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?)?(?!\w)"
    r"|(?P<msk>мск|msk|по москве|по московскому времени)(?!\w))"
)
"""A bare minus is none: `10:00-12:00` is a span."""
