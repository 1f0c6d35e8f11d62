"""Days that a programme names once for several sessions: by their dates, or by their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from domain.errors import UserError
from domain.texts import single_spaced
from services.files.rows import MONTH_WORD, in_usual_form
from services.language.moments.moment_words import WEEKDAYS
from services.language.moments.typed_moments import OtherWeekday, read_dated

ORDINALS = ("перв", "втор", "трет", "четв", "пят", "шест", "седьм")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii")
_NUMBER = rf"№? ?[0-9]{{1,2}}(?:-?[йоыи]{{1,2}})?|[iv]{{1,3}}|(?:{'|'.join(ORDINALS)})[а-яё]+"
DAY_NUMBER = re.compile(
    rf"^(?:(?:день|day) ?(?P<behind>{_NUMBER})|(?P<before>{_NUMBER}) (?:день|day))(?![^\W_])"
    "[ .,:–—-]*",
    re.IGNORECASE,
)
BRACKETS = str.maketrans('()«»"', "     ")

_DATE = (
    rf"[0-9]{{1,2}} (?:{MONTH_WORD})(?:,? 20[0-9]{{2}})?(?![0-9])"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.20[0-9]{2}(?![0-9])"
)
DATE_INSIDE = re.compile(rf"(?<![0-9.–—-])(?:{_DATE})", re.IGNORECASE)
RANGE_OF_DAYS = re.compile(
    rf"([0-9]{{1,2}}) ?[–—-] ?([0-9]{{1,2}})((?:\.| (?:{MONTH_WORD}))[0-9. ]*)", re.IGNORECASE
)
DATE_FIRST = re.compile(rf"({_DATE})(?: ?г\.| года)?(?: ?[.,:–—-] ?| )[^0-9]*$", re.IGNORECASE)
DATE_LAST = re.compile(
    rf"[^0-9]*(?<!\bдо)(?<!\bпо)(?<!\bс)(?<!\bк)(?<!\bот)[ ,:–—-]({_DATE})(?: ?г\.| года)?",
    re.IGNORECASE,
)
"""«16 декабря — Деловая программа», «Программа 16 декабря»; «регистрация до 16 декабря» names no
day of what stands below."""


class Heading(NamedTuple):
    number: int
    weekday: str
    has_words: bool
    """Whether it says more than the number and the weekday."""


def day_named(text: str, today: date | None) -> str:
    """«День 1. 20 декабря 2026 г. (воскресенье)» without all but the date; empty for no date. One
    of another weekday is a date too: whoever reads it says so.
    """
    cleaned = single_spaced(single_spaced(text).translate(BRACKETS))
    cleaned = in_usual_form(DAY_NUMBER.sub("", cleaned).strip(" .,:–—-"))
    cleaned = re.sub(
        r"^([0-9]{1,2})(?:-|\. )([0-9]{1,2})(?:-|\. )(20[0-9]{2})\b", r"\1.\2.\3", cleaned
    )
    for one in (cleaned, cleaned.replace(" года", "").replace(" г.", "")):
        try:
            found = read_dated(one, today or date.min)
        except OtherWeekday as other:
            if not (other.is_year_guessed and today is None):
                return one
            continue
        except UserError:
            continue
        if found.clock is None and not (found.is_year_guessed and today is None):
            return one
    return ""


def day_above(texts: Sequence[str], today: date | None) -> str:
    """The only day in the lines above a table. «12–13 марта» names two."""
    if any(RANGE_OF_DAYS.search(text) for text in texts):
        return ""
    plain = [in_usual_form(single_spaced(text)) for text in texts]
    inside = (one for text in plain for one in DATE_INSIDE.findall(text))
    days = list(dict.fromkeys(filter(None, (day_named(one, today) for one in inside))))
    return days[0] if len(days) == 1 else ""


def day_at_an_end(text: str, today: date | None) -> str:
    """The date that a heading begins or ends with; empty where it has none, or several."""
    plain = in_usual_form(single_spaced(text))
    found = DATE_FIRST.fullmatch(plain) or DATE_LAST.fullmatch(plain)
    return day_named(found[1], today) if found else ""


def numbered(text: str) -> Heading | None:
    """«День второй», «II день форума (среда)»; None for what names no number of a day."""
    plain = single_spaced(single_spaced(text).translate(BRACKETS))
    found = DAY_NUMBER.match(plain)
    if found is None:
        return None
    rest = plain[found.end() :].strip(" .,:–—-")
    if re.search("[0-9]", rest):
        return None
    words = rest.casefold().split()
    weekdays = [one for one in words if any(day.fullmatch(one) for day in WEEKDAYS.values())]
    return Heading(
        number=_number(found["behind"] or found["before"]),
        weekday=weekdays[0] if len(weekdays) == 1 else "",
        has_words=len(words) > len(weekdays),
    )


def _number(text: str) -> int:
    word = text.casefold().strip("№ ")
    if word in ROMAN:
        return ROMAN.index(word) + 1
    if digits := re.match("[0-9]+", word):
        return int(digits[0])
    return next(n for n, start in enumerate(ORDINALS, start=1) if word.startswith(start))


class Numbered:
    """Dates of days that are told by their numbers, counted from the one whose date is told. A
    range of days above the table bounds them: «15–16 декабря» has no third.
    """

    def __init__(self, above: Sequence[str], today: date | None) -> None:
        self._number = 1
        self._is_awaited = True
        self._today = today
        self._first: date | None = None
        self._most: int | None = None
        ranges = {one for text in above for one in RANGE_OF_DAYS.findall(single_spaced(text))}
        if len(ranges) == 1:
            [(first, last, month)] = ranges
            self._first = self._date(f"{first}{month}")
            end = self._date(f"{last}{month}")
            if self._first is not None and end is not None:
                self._most = (end - self._first).days + 1

    def begin(self, number: int) -> None:
        """The number of the day under which what comes next stands."""
        self._number = number
        self._is_awaited = True

    def learn(self, day: str) -> None:
        """The date of the day that is under way: the first that it has."""
        told = self._date(day) if self._is_awaited else None
        if told is not None:
            self._first = told - timedelta(days=self._number - 1)
            self._is_awaited = False

    def day(self, heading: Heading) -> str:
        """A date with the weekday that the heading has; empty where it cannot be known."""
        is_within = self._most is None or heading.number <= self._most
        if self._first is None or not is_within:
            return ""
        found = self._first + timedelta(days=heading.number - 1)
        weekday = f" ({heading.weekday})" if heading.weekday else ""
        return f"{found:%d.%m.%Y}{weekday}"

    def _date(self, text: str) -> date | None:
        named = day_named(text, self._today) if text else ""
        try:
            return read_dated(named, self._today or date.min).day if named else None
        except UserError:
            return None
