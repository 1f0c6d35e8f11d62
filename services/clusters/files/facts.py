"""Cells that tell facts of a college, as people write them. Each raises ValueError for others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Never

from domain.clusters.facts import GRADES, OpenDay, StudyForm
from domain.texts import is_web_address, single_spaced
from services.files.rows import YEARS, whole_date

FORM_WORDS = {
    "full-time": StudyForm.FULL_TIME,
    "очная": StudyForm.FULL_TIME,
    "очно": StudyForm.FULL_TIME,
    "дневная": StudyForm.FULL_TIME,
    "part-time": StudyForm.PART_TIME,
    "очно-заочная": StudyForm.PART_TIME,
    "очно-заочно": StudyForm.PART_TIME,
    "вечерняя": StudyForm.PART_TIME,
    "extramural": StudyForm.EXTRAMURAL,
    "заочная": StudyForm.EXTRAMURAL,
    "заочно": StudyForm.EXTRAMURAL,
}
YES_OR_NO = {
    "": None,
    **dict.fromkeys(("yes", "да", "есть", "имеется", "предоставляется", "true", "1", "+"), True),
    **dict.fromkeys(
        ("no", "нет", "не имеется", "не предоставляется", "отсутствует", "false", "0", "-"), False
    ),
}
DAY_AND_TIME = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})(?:[T, ]+(\d{1,2}:\d{2}))?")
OF_SECONDARY = re.compile(r"\bсоо\b|средн\w+ (?:\(полн\w+\) )?общ\w+")
OF_BASIC = re.compile(r"\bооо\b|основн\w+ общ\w+")
"""Levels of schooling (273-ФЗ, article 10), after the 11th class and after the 9th."""

SCHOOL_YEAR = re.compile(
    r"(?:с )?(20[0-9]{2})(?: ?[/–—-] ?((?:20)?[0-9]{2}))?(?: ?(?:уч\w*\.?)? ?(?:г\.?|год\w*))?",
    re.IGNORECASE,
)
ADDRESS_LIMIT = 300
"""Characters of an address or a link."""


def study_forms(text: str) -> tuple[StudyForm, ...]:
    """`очная; заочная`, also with commas and the word «форма»."""
    words = text.casefold().replace("форма", " ").replace("обучения", " ")
    parts = [single_spaced(part) for part in re.split(r"[;,/]| и ", words)]
    return _each(FORM_WORDS[part] if part in FORM_WORDS else _none(part) for part in parts if part)


def grades(text: str) -> tuple[int, ...]:
    """`9; 11`, also «после 9 и 11 классов»."""
    told = OF_BASIC.sub("9", OF_SECONDARY.sub("11", text.casefold()))
    numbers = [int(number) for number in re.findall(r"\d+", told)]
    if (text and not numbers) or any(number not in GRADES for number in numbers):
        raise ValueError(text)
    return tuple(sorted(set(numbers)))


def yes_or_no(text: str) -> bool | None:
    """None for an empty cell: not known."""
    folded = re.split(r"[,;(]", text.casefold())[0].strip() if text else ""
    return YES_OR_NO[folded] if folded in YES_OR_NO else _none(text)


def open_day(text: str) -> OpenDay:
    """`17.04.2027 11:00 | address | web address`; all but the day may be left out."""
    parts = [single_spaced(part) for part in text.split("|")]
    found = DAY_AND_TIME.fullmatch(parts[0])
    if found is None:
        raise ValueError(text)
    source = next((part for part in parts[1:] if is_web_address(part)), "")
    rest = [part for part in parts[1:] if part and part != source]
    if len(rest) > 1 or any(len(part) > ADDRESS_LIMIT for part in rest):
        raise ValueError(text)
    at = datetime.strptime(found[2], "%H:%M").time() if found[2] else None  # noqa: DTZ007
    on = plain_day(found[1])
    if on.year not in YEARS:
        raise ValueError(text)
    return OpenDay(on=on, at=at, address="".join(rest), source=source)


def open_days(text: str) -> tuple[OpenDay, ...]:
    """A cell of several, with semicolons between them."""
    return tuple(open_day(part) for part in text.split(";") if part.strip())


def year_of(text: str) -> str:
    """The year of «2024/2025», «2024-2025 уч. год», «с 2024 г.», «01.09.2024»; else the text."""
    found = SCHOOL_YEAR.fullmatch(text)
    if found and (not found[2] or (int(found[1]) + 1) % 100 == int(found[2]) % 100):
        return found[1]
    try:
        return str(whole_date(text).year)
    except ValueError:
        return text


def plain_day(text: str) -> date:
    """`2027-04-17` or `17.04.2027`."""
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(text)


def _none(text: str) -> Never:
    raise ValueError(text)


def _each(forms: Iterable[StudyForm]) -> tuple[StudyForm, ...]:
    return tuple(dict.fromkeys(forms))
