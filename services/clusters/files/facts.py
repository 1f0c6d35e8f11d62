"""Cells that tell facts of a college, as people write them. Each raises ValueError for others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Never

from domain.clusters.facts import GRADES, OpenDay, StudyForm
from domain.texts import is_web_address, single_spaced
from services.files.rows import YEARS

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
    **dict.fromkeys(("yes", "да", "есть", "true", "1", "+"), True),
    **dict.fromkeys(("no", "нет", "false", "0", "-"), False),
}
DAY_AND_TIME = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})(?:[T, ]+(\d{1,2}:\d{2}))?")
ADDRESS_LIMIT = 300
"""Characters of an address or a link."""


def study_forms(text: str) -> tuple[StudyForm, ...]:
    """`очная; заочная`, also with commas and the word «форма»."""
    words = text.casefold().replace("форма", " ").replace("обучения", " ")
    parts = [single_spaced(part) for part in re.split(r"[;,/]| и ", words)]
    return _each(FORM_WORDS[part] if part in FORM_WORDS else _none(part) for part in parts if part)


def grades(text: str) -> tuple[int, ...]:
    """`9; 11`, also «после 9 и 11 классов»."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if (text and not numbers) or any(number not in GRADES for number in numbers):
        raise ValueError(text)
    return tuple(sorted(set(numbers)))


def yes_or_no(text: str) -> bool | None:
    """None for an empty cell: not known."""
    folded = text.casefold()
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
