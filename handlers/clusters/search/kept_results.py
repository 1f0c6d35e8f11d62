"""Results that many are shown who type the same: all of them alike, but for the number of the
search in their buttons, which is each one's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from domain.clusters.answers import Answer
from domain.ids import SearchId
from domain.lru_cache import AskedBefore, MadeOnce
from handlers.clusters.search.views import results_screen
from services.search.lookup import FoundSearch
from ui.keyboards import Row
from ui.screens import Screen, like, ready_markup
from ui.translator import Translator

NOBODYS = SearchId(2**53)
"""The largest number that a button takes, and no search has."""

MARK = str(NOBODYS)


@dataclass(frozen=True, slots=True)
class _Template:
    """`parts` are the JSON of the rows, cut where the number stands. None where some label, too,
    says it: then each gets a screen of their own."""

    text: str
    rows: list[Row]
    parts: list[str] | None


TEMPLATES = MadeOnce[_Template](300)
"""Some 20 KB each."""

ASKED = AskedBefore(2_000)


def kept_results(
    looked: FoundSearch, page: int, t: Translator, *, answer: Answer | None = None, seen: str = ""
) -> Screen:
    """As `results_screen`. What a search finds is the very value for equal texts, choices and
    homes, until the data change (`Lookup`); what else the screen shows is part of the key."""
    asked = (
        looked.typed.text,
        looked.search.choices.wished,
        looked.search.is_saved,
        looked.coverage,
    )
    question = answer and (answer.id, answer.wording(t.language).question)
    key = (*asked, looked.home and looked.home.id, page, seen, question, t.language)
    if not ASKED(key):
        return results_screen(looked, page, t, answer=answer, seen=seen)
    make = partial(_template, looked, page, t, answer, seen)
    template = TEMPLATES.of(looked.results, key, make)
    if template.parts is None:
        return results_screen(looked, page, t, answer=answer, seen=seen)
    number = str(looked.search.id)
    rows = [[_numbered(one, number) for one in row] for row in template.rows]
    return Screen(template.text, ready_markup(rows, number.join(template.parts)))


def _template(
    looked: FoundSearch, page: int, t: Translator, answer: Answer | None, seen: str
) -> _Template:
    of_nobody = replace(looked, search=replace(looked.search, id=NOBODYS))
    screen = results_screen(of_nobody, page, t, answer=answer, seen=seen)
    markup = screen.markup
    if not isinstance(markup, InlineKeyboardMarkup):
        return _Template(screen.text, [], None)
    parts = markup.model_dump_json(exclude_none=True).split(MARK)
    data = [one.callback_data or "" for row in markup.inline_keyboard for one in row]
    is_told = len(parts) - 1 > sum(one.count(MARK) for one in data)
    return _Template(screen.text, markup.inline_keyboard, None if is_told else parts)


def _numbered(one: InlineKeyboardButton, number: str) -> InlineKeyboardButton:
    data = one.callback_data
    if data is None or MARK not in data:
        return one
    return like(one, callback_data=data.replace(MARK, number))
