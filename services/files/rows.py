"""What readers of rows share: their columns, days and clocks, and why a row is refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import available_timezones

from domain.errors import UserError
from domain.texts import single_spaced
from services.files.headers import LEAST_BESIDE, spellings
from services.files.tables import TOTAL, Row
from services.language.moments.moment_words import MONTHS

YEARS = range(2000, 2101)
"""Anything else is a slip of the pen, and near the ends of the calendar zones overflow."""

CLOCK = re.compile(r"([0-9]{1,2})[:.-]([0-9]{2})(?::([0-9]{2})(?:\.0+)?)?")
"""A clock, also «9-00», as timetables of schools have it."""

DAY_OF_NOTHING = re.compile(
    r"(?:0?1\.0?1\.0001|0001-01-01|30\.12\.1899|1899-12-3[01]|31\.12\.1899|0?[01]\.0?1\.1900"
    r"|1900-01-0[01])[ T](?=[0-9])"
)
"""Programs that have moments alone put a clock on the first day that they know."""

MONTHS_OF_YEAR = 12
EPOCH = date(1899, 12, 30)
SERIAL = re.compile(r"3[7-9][0-9]{3}|[4-6][0-9]{4}|7[0-2][0-9]{3}")
"""A day of 2001 to 2099 as Excel counts them, in a cell that is not formatted as one."""

FRACTION = re.compile(r"0[.,](?:[0-9]|[0-9]{3,})")
"""A time as Excel has it, in such a cell; of two digits it is a clock."""

_IN_SPAN = r"([0-9]{1,2}-[0-9]{2}|[0-9:.]+)"
SPAN = re.compile(rf"(?:с )?{_IN_SPAN} ?(?:-|–|—|до) ?{_IN_SPAN}")
MONTH_WORD = "|".join(words.pattern for words in MONTHS.values())
YEARLESS = rf"[0-9]{{1,2}} (?:{MONTH_WORD})|[0-9]{{1,2}}\.[0-9]{{1,2}}\.?"
_WORDED = (
    rf"(?P<day>[0-9]{{1,2}}) (?P<month>{MONTH_WORD}),? (?P<year>20[0-9]{{2}})"
    r"(?: ?(?:года|г\.?))?,?(?P<rest> .*)?"
)

SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/((?:20)?[0-9]{2})(?![0-9/.:])")
MONTH_FIRST = re.compile(r"\bmm?/dd?\b|\bmonth/day\b", re.IGNORECASE)
"""In the name of a column."""

OF_THIS_YEAR = re.compile(r",? ?(?:[тс]\. ?г\.?|(?:текущего|сего|этого) года)$", re.IGNORECASE)
YEAR_FIRST = re.compile(r"\b(20[0-9]{2})[./](0?[1-9]|1[0-2])[./](0?[1-9]|[12][0-9]|3[01])\b(?!\.)")
SPREAD = re.compile(
    r"(?<![0-9.,:])([0-9]{1,2})(?P<by> ?[.·] ?|,)([0-9]{1,2})(?P=by)(20[0-9]{2})(?![0-9.,:])"
)
MONTH_SPELT = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})[ .-]({MONTH_WORD})[ .-](20[0-9]{{2}}|[0-9]{{2}})(?![0-9:.-])",
    re.IGNORECASE,
)
MONTH_OF_ROME = re.compile(
    r"(?<![0-9])([0-9]{1,2})[ ./-]{1,2}([ivx]{1,4})(?:[ ./-]{1,2}(20[0-9]{2}|[0-9]{2})(?![0-9:])"
    r"|\.?$)",
    re.IGNORECASE,
)
LOOKALIKES_OF_ROME = str.maketrans("хіХІ", "xixi")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

FOOTNOTE = re.compile(
    r"\*|(?:примечани|внимание|контакт|телефон|тел\.|исполнител|ответственн|организатор"
    r"|в программе возможны|программа может|возможны изменения|note\b|contact)",
    re.IGNORECASE,
)
SECTION = re.compile(
    r"(?:[ivx]{1,5}|[0-9]{1,2})[.)] ?[^\W\d]|(?:секци|блок|част[ьи]|этап|модул|раздел|трек|"
    r"направлени|поток)[а-яё]*\b",
    re.IGNORECASE,
)
"""«I. Пленарная часть», «Блок 2»: a line of its own above the rows that belong there."""

LIST_MARK = re.compile(r"^(?:[0-9]{1,2}[.)](?![0-9])|[•·●▪◦–—*-])\s*(?=[^\s0-9])")
"""What stands before an entry of a list in one cell: «1. Сварщик», «• Токарь», but no code of a
profession («15.01.05 Сварщик»)."""

NUMBERING = re.compile(r"[0-9. )№]*")


@dataclass(frozen=True, slots=True)
class Problem:
    """`key` and `params` name the words in locales/."""

    line: int
    column: str
    key: str
    params: dict[str, str | int] = field(default_factory=dict)
    sheet: str = ""
    """Where several sheets of a workbook are read."""


class RowRefused(UserError):
    """One row will not do; `column` is named as the file names it."""

    def __init__(self, column: str, key: str, **params: str | int) -> None:
        super().__init__(key, **params)
        self.column = column
        self.values = params


class RowLeftOut(RowRefused):
    """One row is of no use here, and rightly so: it is named, and the others are taken."""


@cache
def known_zones() -> frozenset[str]:
    """Read once: the library walks the whole zone directory at every call."""
    return frozenset(available_timezones())


def columns_of(rows: Sequence[Row], synonyms: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Field to the column of the file; of two columns for one field the first is read."""
    return {meant: names[0] for meant, names in columns_meaning(rows, synonyms).items()}


def columns_meaning(
    rows: Sequence[Row], synonyms: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Field to all columns of the file that may be meant, in their order."""
    named: dict[str, list[str]] = {}
    meanings = {name: meant for meant, names in synonyms.items() for name in names}
    for column in dict.fromkeys(column for row in rows for column in row.values):
        meant = [meanings[one] for one in spellings(single_spaced(column)) if one in meanings]
        if meant:
            named.setdefault(meant[0], []).append(column)
    return named


def is_beside_table(row: Row, known: Collection[str]) -> bool:
    """Whether a row is a line of totals, a footnote, or a number that waits for the rest."""
    filled = list(dict.fromkeys(text for text in row.values.values() if text))
    if len(filled) == 1 and (TOTAL.match(filled[0]) or FOOTNOTE.match(filled[0])):
        return True
    if len(filled) == 1 and (SECTION.match(filled[0]) or len(row.wide) > LEAST_BESIDE):
        return True
    if filled and TOTAL.match(filled[0]) and all(NUMBERING.fullmatch(one) for one in filled[1:]):
        return True
    is_said = any(text for column, text in row.values.items() if column in known)
    return not is_said and all(NUMBERING.fullmatch(text) for text in filled)


def entries_of(text: str) -> tuple[str, ...]:
    """Entries of a cell, below one another or divided by semicolons, without their numbers; each
    once."""
    parts = (LIST_MARK.sub("", single_spaced(part)) for part in re.split(r"[;\r\n]", text))
    return tuple(dict.fromkeys(filter(None, parts)))


def clock(text: str) -> timedelta | None:
    """Since midnight; 24:00 is the midnight after."""
    found = CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    since = timedelta(hours=hour, minutes=minute, seconds=second)
    return since if minute < 60 and second < 60 and since <= timedelta(days=1) else None


def clock_alone(text: str) -> str:
    """The clock of a cell where a table has it otherwise: 0.4375 of a day, «01.01.0001 10:30»."""
    if FRACTION.fullmatch(text):
        minutes = round(float(text.replace(",", ".")) * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    found = DAY_OF_NOTHING.match(text)
    return text[found.end() :] if found else text


def serial_day(text: str) -> date | None:
    """None of what is no number of a day."""
    return EPOCH + timedelta(days=int(text)) if SERIAL.fullmatch(text) else None


def in_usual_form(text: str) -> str:
    """A date that few write so as most do: «15.XII.2026», «15-дек-26», «2026/12/15»,
    «15 . 12 . 2026», «15 декабря с.г.»."""
    text = OF_THIS_YEAR.sub("", text)
    text = YEAR_FIRST.sub(lambda one: f"{one[3]}.{one[2]}.{one[1]}", text)
    text = SPREAD.sub(r"\1.\3.\4", text)
    text = MONTH_SPELT.sub(lambda one: _with_month(one, _month_spelt(one[2])), text)
    of_rome = text.translate(LOOKALIKES_OF_ROME)
    found = MONTH_OF_ROME.search(of_rome)
    if found is None or found[2].casefold() not in ROMAN:
        return text
    month = ROMAN.index(found[2].casefold()) + 1
    return text[: found.start()] + _with_month(found, month) + text[found.end() :]


def _with_month(found: re.Match[str], month: int) -> str:
    return f"{found[1]}.{month:02}.{found[3] or ''}".rstrip(".")


def _month_spelt(word: str) -> int:
    return next(number for number, words in MONTHS.items() if words.fullmatch(word.casefold()))


def in_iso_order(text: str) -> str:
    """01.12.2026 10:00 and 1 декабря 2026 turned to the order of ISO 8601."""
    text = in_usual_form(text)
    found = re.fullmatch(
        r"([0-9]{1,2})[./]([0-9]{1,2})[./](20[0-9]{2}|[0-9]{2})(?: ?г\.?)?(\D.*)?", text
    )
    if found is not None:
        day, month, year, rest = found.groups()
    else:
        found = re.fullmatch(_WORDED, text.casefold())
        if found is None:
            return text
        day, year, rest = found["day"], found["year"], found["rest"]
        month = str(_month_spelt(found["month"]))
    return f"{year if len(year) == 4 else f'20{year}'}-{month:0>2}-{day:0>2}{rest or ''}"


def with_days_first(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with «12/15/2026» turned round where the table shows that months stand first in
    it: by a day beyond 12, or by the name of a column. One that shows both orders, or none, stays
    as it is.
    """
    slashed = [
        found
        for row in rows
        for text in row.values.values()
        if "/" in text and (found := SLASHED.match(text))
    ]
    is_said = any(MONTH_FIRST.search(name) for row in rows[:1] for name in row.values)
    is_day_first = any(int(found[1]) > MONTHS_OF_YEAR for found in slashed)
    is_month_first = is_said or any(int(found[2]) > MONTHS_OF_YEAR for found in slashed)
    if is_day_first == is_month_first:
        return rows
    form = r"\2.\1.\3" if is_month_first else r"\1.\2.\3"
    return [
        replace(
            row,
            values={
                name: SLASHED.sub(form, text) if SLASHED.match(text) else text
                for name, text in row.values.items()
            },
        )
        for row in rows
    ]


def whole_date(text: str) -> date:
    """The date in a cell, with its year; a time after it is passed over. Raises ValueError."""
    return date.fromisoformat(in_iso_order(text).replace("T", " ").split(" ")[0])


def in_utc(column: str, moment: datetime, zone: tzinfo) -> datetime:
    """The instant of a moment; one without an offset is on the clock of `zone`.

    A wall time that a change of the clocks skips or repeats is refused: RFC 5545, 3.3.5 guesses,
    and visitors would come an hour early or late.
    """
    if moment.year not in YEARS:
        raise RowRefused(
            column, "import-session-year", year=str(moment.year),
            low=str(YEARS.start), high=str(YEARS.stop - 1),
        )  # fmt: skip
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    instants = {moment.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    shown = {one for one in instants if one.astimezone(zone).replace(tzinfo=None) == moment}
    if not shown:
        raise RowRefused(column, "import-session-skipped", value=f"{moment:%Y-%m-%d %H:%M}")
    if len(shown) > 1:
        raise RowRefused(column, "import-session-twice", value=f"{moment:%Y-%m-%d %H:%M}")
    return shown.pop()
