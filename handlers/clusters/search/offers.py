"""Answers that a text may be about, where nothing is sure: «Возможно, вы об этом»."""

from __future__ import annotations

import re

from domain.clusters.answers import Answer
from domain.ids import AnswerId
from handlers.callbacks.clusters.search import OpenButton
from handlers.clusters.search import themes
from handlers.clusters.search.query_words import told_briefly
from handlers.clusters.search.results import SearchContext
from handlers.clusters.search.unread_views import not_understood, perhaps_screen, spelling_row
from handlers.clusters.search.verdicts import is_chance, is_guess
from services.search.reading.queries import Query
from ui.keyboards import Row, button
from ui.screens import Screen

ANSWERS_OFFERED = 2
SEARCH_LETTERS = 25
"""Of a button that is 36 wide."""

CLAUSE = re.compile(r"[.!?;,\n]+|\s(?:и|а|но|при|and|but)\s", re.IGNORECASE)
CLAUSES_READ = 20


async def answer_of(theme: str, context: SearchContext) -> Answer | None:
    """None where organisers have hidden it or written it anew: examples know nothing of that."""
    answer = (await context.answers.book()).by_id.get(AnswerId(theme))
    return answer if answer is not None and not answer.is_edited else None


async def perhaps(text: str, query: Query, context: SearchContext) -> Screen | None:
    """The likeliest answer under a heading that says so; None where none is likely."""
    guess = themes.perhaps(query)
    answer = await answer_of(guess.theme, context) if guess is not None else None
    if answer is None:
        return None
    others = [one for one in await _offered(text, query, context) if one.id != answer.id]
    return perhaps_screen(answer, others, context.t, await row_of_search(query, context))


async def row_of_search(query: Query, context: SearchContext) -> Row:
    """To what can be searched for, beside an answer; empty where the text names nothing."""
    is_little = query.is_vague or is_chance(query) or is_guess(query)
    if query.is_empty or query.intent is not None or is_little:
        return []
    number = await context.lookup.note(context.actor, query)
    what = told_briefly(query, SEARCH_LETTERS, context.t)
    return [button(context.t.plain("search-instead", what=what), OpenButton(id=number))]


async def said_not_understood(text: str, query: Query, context: SearchContext) -> Screen:
    if (likely := await perhaps(text, query, context)) is not None:
        return likely
    spelling = await context.lookup.spelling(query)
    if spelling is None:
        answers = await _offered(text, query, context)
        return not_understood(text, query, context.t, answers=answers)
    answers = await context.answers.offer(query.text, ANSWERS_OFFERED)
    number = await context.lookup.note(context.actor, query)
    row = spelling_row(number, spelling, context.t)
    return not_understood(text, query, context.t, row, answers)


async def _offered(text: str, query: Query, context: SearchContext) -> list[Answer]:
    """«Может быть, об этом?»: what examples say, then what shares words with the text."""
    if themes.is_unconcerned(query):
        return []
    likely = [await answer_of(one, context) for one in themes.offered(query)]
    answers = [one for one in likely if one is not None]
    alike = await context.answers.offer(query.text, ANSWERS_OFFERED)
    answers += [one for one in alike if one not in answers]
    return answers[: themes.OFFERED] or await _of_clauses(text, context)


async def _of_clauses(text: str, context: SearchContext) -> list[Answer]:
    """Of a letter, whose words are too many for any answer: what its clauses may be about."""
    clauses = [one for one in CLAUSE.split(text) if one.strip()][:CLAUSES_READ]
    if len(clauses) < 2:
        return []
    found = [scored for one in clauses for scored in await context.answers.find(one, 1)]
    best = sorted(found, key=lambda one: -one.score)
    return list({one.answer.id: one.answer for one in best}.values())[:ANSWERS_OFFERED]
