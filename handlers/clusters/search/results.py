"""Screens of a search that is run: its results, the nearest of a town, which of its namesakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiogram.filters import Filter
from aiogram.types import InlineKeyboardMarkup, TelegramObject

from domain.clusters.answers import Answer
from domain.clusters.questionnaire import Questionnaire
from domain.ids import AnswerId
from domain.people.users import Actor
from domain.places.places import Place
from handlers.clusters.cards.origins import of_place
from handlers.clusters.cards.screens import nearest
from handlers.clusters.cards.views import choose_place
from handlers.clusters.search import themes
from handlers.clusters.search.kept_results import kept_results
from handlers.clusters.search.query_words import CITY_TO_VILLAGE, other_places, remarks
from handlers.clusters.search.unread_views import answer_row
from handlers.clusters.search.views import namesakes_screen
from services.clusters.answer_index import Scored
from services.clusters.answers import Answers
from services.clusters.cards import ReaderCards
from services.clusters.catalogue import Clusters, NearestQuery
from services.clusters.open_days.coming import OpenDays
from services.places.gazetteer import DOMINANT_POPULATION_RATIO
from services.search.lookup import FoundSearch, Lookup
from services.search.reading.queries import TRADES_AND_NAMES, Query
from ui.keyboards import Row, inline
from ui.screens import Screen
from ui.translator import Translator

SIMILAR_OFFERED = 2
WIDEST_NEAREST_KM = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchContext:
    """What a text is answered from, and for whom."""

    actor: Actor
    t: Translator
    lookup: Lookup
    clusters: Clusters
    answers: Answers
    questionnaire: Questionnaire
    bot_username: str
    open_days: OpenDays
    reader_cards: ReaderCards
    is_fresh: bool = False
    """Nothing that was asked before counts."""


class InContext(Filter):
    """Takes any; its handler gets the `context`."""

    async def __call__(
        self,
        _event: TelegramObject,
        actor: Actor,
        t: Translator,
        lookup: Lookup,
        clusters: Clusters,
        answers: Answers,
        questionnaire: Questionnaire,
        bot_username: str,
        open_days: OpenDays,
        reader_cards: ReaderCards,
    ) -> dict[str, SearchContext]:
        context = SearchContext(
            actor=actor,
            t=t,
            lookup=lookup,
            clusters=clusters,
            answers=answers,
            questionnaire=questionnaire,
            bot_username=bot_username,
            open_days=open_days,
            reader_cards=reader_cards,
        )
        return {"context": context}


async def results(
    looked: FoundSearch, t: Translator, answers: Answers, page: int = 0, seen: str = ""
) -> Screen:
    """The results, and beside them the answer of «Как поступить» that the text asks for, if it
    does."""
    found = await answers.find(looked.search.text, 1)
    answer = found[0].answer if found else None
    return kept_results(looked, page, t, answer=answer, seen=seen)


async def shown(
    looked: FoundSearch, context: SearchContext, found: Sequence[Scored] = ()
) -> Screen:
    answer = found[0].answer if found else await _beside(looked.query, context)
    return kept_results(looked, 0, context.t, answer=answer)


async def _beside(query: Query, context: SearchContext) -> Answer | None:
    """What somebody asks next: of limits, and of other countries whether one may come."""
    if themes.is_from_abroad(query):
        return (await context.answers.book()).by_id.get(AnswerId(themes.FOREIGNERS))
    return await answer_of_limits(query, context) or await _likely(query, context)


async def _likely(query: Query, context: SearchContext) -> Answer | None:
    """What the text asks besides, as examples have it: «для иностранцев в Казани»."""
    likely = themes.also_likely(query, ())
    if not likely:
        return None
    book = await context.answers.book()
    found = (book.by_id.get(AnswerId(one)) for one in likely)
    return next((one for one in found if one is not None and not one.is_edited), None)


async def answer_of_limits(query: Query, context: SearchContext) -> Answer | None:
    """The answer of «Как поступить» that the query's limits ask for, if organisers have not hidden
    it."""
    wanted = await context.lookup.answer_to(query)
    book = await context.answers.book()
    return book.by_id.get(AnswerId(wanted)) if wanted else None


def asked_of(query: Query) -> list[Place]:
    """Which places it is asked about instead of a list, if it is."""
    is_elsewhere = query.area is not None and bool(query.places)
    if query.has_trade:
        namesakes = _likely_namesakes(query)
        return namesakes if len(namesakes) > 1 or is_elsewhere else []
    if is_elsewhere:
        return [query.places[0]]
    namesakes = _namesakes(query)
    return namesakes if len(namesakes) > 1 else []


async def asked_which(query: Query, context: SearchContext) -> Screen | None:
    """«Повар, Мирный»: asks which Мирный it is, and keeps the trade. None for a place alone, of
    which `around` asks."""
    asked, area, elsewhere = asked_of(query), query.area, None
    if not asked or (not query.has_trade and area is None):
        return None
    if not query.has_trade:
        return choose_place(asked, context.t, is_exact=True, area=area)
    if area is not None:
        trade = " ".join(part.spelling for part in query.parts if part.kind in TRADES_AND_NAMES)
        # Of «Донецк, Донецкая Народная Республика» what no town here is called.
        there = await context.lookup.read(f"{trade} {area.name.rpartition(', ')[2]}")
        elsewhere = await context.lookup.note(context.actor, there)
    looked = await context.lookup.begin(context.actor, query)
    return namesakes_screen(looked, asked, area, elsewhere, context.t)


def _namesakes(query: Query) -> list[Place]:
    return [one for one in query.places if one.name == query.places[0].name]


def _likely_namesakes(query: Query) -> list[Place]:
    """Beside a city of the name a village of the same name is a tap away, not a question."""
    if not query.places:
        return []
    largest = max(place.population for place in query.places)
    return [one for one in _namesakes(query) if one.population * CITY_TO_VILLAGE >= largest]


def nearest_radius(query: Query) -> int:
    return max(1, min(query.radius_km, WIDEST_NEAREST_KM))


async def around(query: Query, context: SearchContext) -> Screen:
    """What was corrected, not understood or cannot be sifted by is said here too."""
    place, *others = query.places
    namesakes = _namesakes(query)
    if len(namesakes) > 1:
        return choose_place(namesakes, context.t, is_exact=True)
    await context.lookup.note(context.actor, query)
    radius = nearest_radius(query)
    wanted = NearestQuery(origin=place.point, radius_km=radius)
    similar = [
        one for one in others if one.population * DOMINANT_POPULATION_RATIO >= place.population
    ]
    screen = await nearest(
        of_place(place),
        context.actor,
        context.t,
        context.clusters,
        wanted,
        similar[:SIMILAR_OFFERED],
        other_places(query, query),
        context.lookup.coverages,
    )
    text = "\n".join([*remarks(query, query, context.t), screen.text])
    also = await _likely(query, context)
    row = [] if also is None else answer_row(also, context.t)
    return with_first_row(Screen(text, screen.markup), row)


def with_first_row(screen: Screen, row: Row) -> Screen:
    if not row or not isinstance(screen.markup, InlineKeyboardMarkup):
        return screen
    return replace(screen, markup=inline(row, *screen.markup.inline_keyboard))
