"""Answers that a text may be about, where nothing is sure: «Возможно, вы об этом»."""

from __future__ import annotations

from dataclasses import replace

from domain.clusters.answers import Answer
from domain.ids import AnswerId
from handlers.callbacks.clusters.search import OpenButton
from handlers.clusters.search import asks, themes
from handlers.clusters.search.query_words import told_briefly
from handlers.clusters.search.results import SearchContext, asked_of
from handlers.clusters.search.unread_views import (
    not_understood,
    number_screen,
    perhaps_screen,
    spelling_row,
)
from handlers.clusters.search.verdicts import is_chance, is_guess, refers_to_last
from services.language.other_languages import is_of_other_letters
from services.search.lookup import SavedSearchReading
from services.search.reading.intents import Intent
from services.search.reading.queries import PLACES, TRADES, Kind, Query
from ui.keyboards import Row, button
from ui.screens import Screen

ANSWERS_OFFERED = 2
SEARCH_LETTERS = 25
"""Of a button that is 36 wide."""

ALSO_ASKED = 2
"""Answers that are offered beside the one that is shown."""

TRADES_OFFERED = 3
WAGES = "wages"
CLAUSES_READ = 20
"""Of a text that asks for several things."""

OF_EMPLOYERS = frozenset(["targeted", "practice", "job", "work"])
"""Answers that differ by the employer: with which of them a contract or practice is wished."""

AGES = (
    (range(8, 13), "which-class"),
    (range(13, 18), "who-can-apply"),
    (range(18, 100), "adults"),
)
"""What a number alone may be about: a class, or how old one is."""

UNREAD_KINDS = frozenset([Kind.UNKNOWN, Kind.STRANGER])


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
    others = [
        *await also_asked(text, query, answer, context),
        *await _offered(text, query, context),
    ]
    offered = {one.id: one for one in others if one.id != answer.id}
    search = await row_of_search(query, context)
    return perhaps_screen(
        answer, list(offered.values())[: themes.THEMES_OFFERED], context.t, search
    )


async def also_asked(
    text: str, query: Query, opened: Answer, context: SearchContext
) -> list[Answer]:
    """What the text asks besides the answer that is opened: by its clauses, then as a whole."""
    clauses = _clauses(text)
    read = [await context.lookup.read(one) for one in clauses] if len(clauses) > 1 else []
    ids = [id_ for one in read if (id_ := themes.of_clause(one)) is not None]
    wanted = await context.lookup.answers_to(query)
    # Of limits named beside that of the answer no likelihood is asked: «общага, стипендия?».
    is_of_limits = opened.id in wanted
    ids += (
        wanted
        if is_of_limits
        else themes.also_likely(query, wanted, themes.LEAST_PROBABILITY_OFFERED)
    )
    found = [await answer_of(one, context) for one in dict.fromkeys(ids)]
    others = [one for one in found if one is not None and one.id != opened.id]
    return others[:ALSO_ASKED]


def _clauses(text: str) -> list[str]:
    return [one for one in themes.CLAUSE.split(text) if one.strip()][:CLAUSES_READ]


async def row_of_search(query: Query, context: SearchContext) -> Row:
    """The way to what can be searched for, beside an answer; empty where the text names
    nothing."""
    is_of_country = query.origin is not None and query.origin == query.area
    is_little = is_of_country or query.is_vague or is_chance(query) or is_guess(query)
    if query.is_empty or query.intent is not None or is_little:
        return []
    number = await context.lookup.note(context.actor, await _as_read(query, context))
    what = told_briefly(query, SEARCH_LETTERS, context.t)
    return [button(context.t.plain("search-instead", what=what), OpenButton(id=number))]


async def row_of_employer(query: Query, opened: Answer, context: SearchContext) -> Row:
    """The way to the clusters of the employer that an answer is asked about: «КАМАЗ целевое»."""
    if opened.id not in OF_EMPLOYERS:
        return []
    if not query.is_empty:
        return await row_of_search(query, context)
    unread = [part for part in query.parts if part.kind is Kind.UNKNOWN][:CLAUSES_READ]
    for part in unread:
        named = await context.lookup.read(query.text[part.start : part.end])
        if named.words and not named.is_vague:
            return await row_of_search(named, context)
    return []


async def row_of_last(query: Query, context: SearchContext) -> Row:
    """Back to the search that a question goes on from: «а жить там где?»."""
    if context.is_fresh or not query.is_empty or not refers_to_last(query):
        return []
    last = await context.lookup.last(context.actor)
    if last is None or last.query.is_empty:
        return []
    what = told_briefly(last.query, SEARCH_LETTERS, context.t)
    return [button(context.t.plain("search-instead", what=what), OpenButton(id=last.search.id))]


async def row_of_trade_there(
    query: Query, last: SavedSearchReading | None, context: SearchContext
) -> Row:
    """The trade searched for before, at the town that was named alone: it may be meant."""
    if last is None or not (last.query.has_trade and last.query.is_somewhere) or asked_of(query):
        return []
    there = await context.lookup.note_moved(context.actor, last, query)
    if there is None:
        return []
    what = told_briefly(there.query, SEARCH_LETTERS, context.t)
    return [button(context.t.plain("search-instead", what=what), OpenButton(id=there.search.id))]


async def rows_of_trades(query: Query, context: SearchContext) -> list[Row]:
    """The ways to each of the trades between which somebody doubts, else to what is searched
    for."""
    trades = {one.meaning: one for one in query.parts if one.kind in TRADES and not one.slips}
    if len(trades) < 2:
        return [await row_of_search(query, context)]
    where = " ".join(query.text[one.start : one.end] for one in query.parts if one.kind in PLACES)
    read = [
        await context.lookup.read(f"{query.text[one.start : one.end]} {where}".strip())
        for one in list(trades.values())[:TRADES_OFFERED]
    ]
    return [await row_of_search(replace(one, intent=None), context) for one in read]


async def asked_besides(query: Query, context: SearchContext) -> list[Answer]:
    """What somebody who does not know what to choose likely asks besides, wages above all."""
    ids = await context.lookup.answers_to(query)
    ids += themes.also_likely(query, (*ids, WAGES))
    found = [await answer_of(one, context) for one in dict.fromkeys(ids)]
    return [one for one in found if one is not None][:ALSO_ASKED]


async def _as_read(query: Query, context: SearchContext) -> Query:
    """Without the words that the answer is about, which the search would not understand."""
    unread = [range(p.start, p.end) for p in query.parts if p.kind in UNREAD_KINDS]
    kept = (c for i, c in enumerate(query.text) if not any(i in one for one in unread))
    again = await context.lookup.read(" ".join("".join(kept).split()))
    return again if _wanted(again) == _wanted(query) else query


def _wanted(query: Query) -> tuple[object, ...]:
    where = query.places, query.region, query.area, query.given_radius_km
    return *where, query.wanted_industries, query.professions, query.words


async def said_not_understood(text: str, query: Query, context: SearchContext) -> Screen:
    if query.text.isdecimal() and (answer := await _of_number(query.number, context)):
        return number_screen(query.text, answer, context.t)
    if (likely := await perhaps(text, query, context)) is not None:
        return likely
    if is_of_other_letters(text):
        return asks.language_screen(context.t)
    spelling = await context.lookup.spelling(query)
    if spelling is None:
        answers = await _offered(text, query, context)
        meant = themes.meant(query)
        is_else = themes.is_of_other_matters(query)
        if meant is Intent.UNDECIDED and not answers:
            # What somebody is like, and nothing that is asked: the questions, and no detour.
            return asks.liked_screen(query, (), context.questionnaire, context.t)
        return not_understood(
            text, query, context.t, answers=answers, meant=meant, is_else=is_else
        )
    answers = await context.answers.offer(query.text, ANSWERS_OFFERED)
    number = await context.lookup.note(context.actor, query)
    row = spelling_row(number, spelling, context.t)
    return not_understood(text, query, context.t, row, answers)


async def _of_number(number: int, context: SearchContext) -> Answer | None:
    of_age = next((theme for ages, theme in AGES if number in ages), None)
    return await answer_of(of_age, context) if of_age else None


async def _offered(text: str, query: Query, context: SearchContext) -> list[Answer]:
    """«Может быть, об этом?»: what examples say, then what shares words with the text."""
    says_nothing = not query.parts and not query.themes  # «у вас»
    if says_nothing or themes.is_unconcerned(query):
        return []
    likely = [await answer_of(one, context) for one in themes.offered(query)]
    answers = [one for one in likely if one is not None]
    alike = await context.answers.offer(query.text, ANSWERS_OFFERED)
    answers += [one for one in alike if one not in answers]
    return answers[: themes.THEMES_OFFERED] or await _of_clauses(text, context)


async def _of_clauses(text: str, context: SearchContext) -> list[Answer]:
    """What the clauses of a letter may be about, whose words are too many for any answer."""
    clauses = _clauses(text)
    if len(clauses) < 2:
        return []
    found = [scored for one in clauses for scored in await context.answers.find(one, 1)]
    best = sorted(found, key=lambda one: -one.score)
    return list({one.answer.id: one.answer for one in best}.values())[:ANSWERS_OFFERED]
