"""Results that many are shown who type the same: all of them alike, but for the number of the
search in their buttons, which is each one's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from aiogram.types import InlineKeyboardMarkup

from domain.clusters.answers import Answer
from domain.ids import SearchId
from domain.lru_cache import AskedBefore, MadeOnce
from handlers.clusters.search.views import results_screen
from services.search.lookup import FoundSearch
from ui.markup_templates import MarkupTemplate
from ui.screens import Screen
from ui.translator import Translator

NOBODYS = SearchId(2**53)
"""The largest number that a button takes, and no search has."""

MARK = str(NOBODYS)


@dataclass(frozen=True, slots=True)
class _Template:
    """Without a markup where some label, too, says the mark: then each gets a screen of their
    own."""

    text: str
    markup: MarkupTemplate | None


TEMPLATES = MadeOnce[_Template](300)
"""Some 20 KB each."""

ASKED = AskedBefore(2_000)


def kept_results(
    looked: FoundSearch, page: int, t: Translator, *, answer: Answer | None = None, seen: str = ""
) -> Screen:
    """The screen that `results_screen` makes, kept.

    What a search finds is the very value for equal texts, choices and homes, until the data change
    (`Lookup`); what else the screen shows is part of the key.
    """
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
    if template.markup is None:
        return results_screen(looked, page, t, answer=answer, seen=seen)
    return Screen(template.text, template.markup.filled([str(looked.search.id)]))


def _template(
    looked: FoundSearch, page: int, t: Translator, answer: Answer | None, seen: str
) -> _Template:
    of_nobody = replace(looked, search=replace(looked.search, id=NOBODYS))
    screen = results_screen(of_nobody, page, t, answer=answer, seen=seen)
    markup = screen.markup
    if not isinstance(markup, InlineKeyboardMarkup):
        return _Template(screen.text, None)
    return _Template(screen.text, MarkupTemplate.of(markup, [MARK]))
