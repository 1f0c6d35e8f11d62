"""What a typed text leads to: an answer, the nearest clusters, a search, or an honest no."""

from __future__ import annotations

from collections.abc import Sequence

from domain.users import Actor
from handlers.answers.screens import CHOICES, typed
from handlers.clusters.origins import of_place
from handlers.clusters.screens import nearest
from handlers.clusters.views import choose_place
from handlers.search.views import not_understood, results_screen, spelling_row
from services.answer_index import Scored
from services.answers import Answers
from services.clusters import Clusters, NearestQuery
from services.lookup import Looked, Lookup
from services.places import DOMINANT
from services.search.queries import Kind, Query
from ui.screens import Screen
from ui.translator import Translator

CLEAR = 0.6
"""A question of which so much is understood is one, if the text names nothing to search for."""

FIRM = {Kind.PLACE, Kind.REGION, Kind.INDUSTRY, Kind.PROFESSION, Kind.PLANNED, Kind.OPENED}

MOSTLY = 3
"""Unread words for each read one with which the reading is but chance."""

SIMILAR_OFFERED = 2
WIDEST_NEAREST_KM = 1_000


async def answered(
    text: str, actor: Actor, t: Translator, lookup: Lookup, clusters: Clusters, answers: Answers
) -> Screen:
    query = await lookup.read(text)
    found = await answers.find(query.text, CHOICES)
    if _is_question(query, found):
        screen = await typed(query.text, found, t, answers)
        if screen is not None:
            return screen
    if query.is_empty or _is_chance(query):
        return await _not_understood(text, query, actor, t, lookup)
    if _is_place(query) and not found:
        return await _around(query, actor, t, clusters)
    looked = await lookup.begin(actor, query)
    return results_screen(looked, 0, t, answer=found[0].answer if found else None)


async def results(
    looked: Looked, t: Translator, answers: Answers, page: int = 0, seen: str = ""
) -> Screen:
    """With the answer of «Как поступить» that the text asks for beside, if it does."""
    found = await answers.find(looked.search.text, 1)
    answer = found[0].answer if found else None
    return results_screen(looked, page, t, answer=answer, seen=seen)


def _is_question(query: Query, found: Sequence[Scored]) -> bool:
    is_firm = any(part.kind in FIRM and not part.slips for part in query.parts)
    return bool(found) and not is_firm and (query.is_empty or found[0].score >= CLEAR)


def _is_chance(query: Query) -> bool:
    unread = sum(part.kind is Kind.UNKNOWN for part in query.parts)
    return unread >= MOSTLY * (len(query.parts) - unread)


def _is_place(query: Query) -> bool:
    """A town and nothing else: the list of the nearest tells more, and stores nothing."""
    is_of_trade = bool(query.wanted_industries or query.professions)
    others = (is_of_trade, query.words, query.is_planned is not None)
    is_read = all(part.kind is not Kind.UNKNOWN for part in query.parts)
    return query.place is not None and is_read and not any(others)


async def _around(query: Query, actor: Actor, t: Translator, clusters: Clusters) -> Screen:
    place, *others = query.places
    namesakes = [one for one in query.places if one.name == place.name]
    if len(namesakes) > 1:
        return choose_place(namesakes, t, is_exact=True)
    radius = max(1, min(query.radius_km, WIDEST_NEAREST_KM))
    wanted = NearestQuery(origin=place.point, radius_km=radius)
    similar = [one for one in others if one.population * DOMINANT >= place.population]
    return await nearest(of_place(place), actor, t, clusters, wanted, similar[:SIMILAR_OFFERED])


async def _not_understood(
    text: str, query: Query, actor: Actor, t: Translator, lookup: Lookup
) -> Screen:
    spelling = await lookup.spelling(query)
    if spelling is None:
        return not_understood(text, t)
    number = await lookup.note(actor, query)
    return not_understood(text, t, spelling_row(number, spelling, t))
