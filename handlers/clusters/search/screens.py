"""What a typed text leads to: an answer, the nearest clusters, a search, or an honest no.

Meaning comes before letters (docs/adr/0022): what the whole text asks, then answers, then towns
and trades, and slips of the finger at the very last, in the reading itself.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from domain.clusters.answers import Answer
from domain.clusters.questionnaire import Questionnaire
from domain.clusters.searches import Choices, Order
from domain.ids import AnswerId
from domain.paging import page_count
from domain.people.users import Actor
from domain.places.places import AreaKind, Place
from handlers.clusters.answers.screens import CHOICES, typed
from handlers.clusters.answers.views import NEXT_QUESTIONS, answer_screen
from handlers.clusters.cards.open_day_views import open_days_screen
from handlers.clusters.cards.origins import of_place
from handlers.clusters.cards.screens import nearest
from handlers.clusters.cards.views import choose_place
from handlers.clusters.search import asks, themes
from handlers.clusters.search.query_words import other_places, remarks
from handlers.clusters.search.themes import SURE_ANSWER_SCORE
from handlers.clusters.search.views import (
    namesakes_screen,
    not_understood,
    perhaps_screen,
    results_screen,
    spelling_row,
)
from services.clusters.answer_index import Scored
from services.clusters.answers import Answers
from services.clusters.catalogue import PAGE_SIZE, Clusters, NearestQuery
from services.clusters.open_days.coming import OpenDays
from services.places.gazetteer import DOMINANT_POPULATION_RATIO
from services.search.lookup import TRADES, FoundSearch, Lookup, SavedSearchReading
from services.search.reading.intents import Intent
from services.search.reading.queries import OTHER, SEARCH, Guess, Kind, Query
from services.search.reading.themes.certainty import intent_of
from ui.menu import hello, main_keyboard
from ui.screens import Screen
from ui.translator import Translator

LEAST_ANSWER_SCORE = 0.6
"""A question of which so much is understood is one, if the text names nothing to search for."""

WHOLE_QUESTION_SHARE = 0.95
"""So much of it that a trade named by its words ("how much is it") is none."""

WHERE = {Kind.PLACE, Kind.REGION, Kind.AREA}
ASKED_ANSWER_SCORE = 0.7
"""The same, of what ends in a question mark."""

SEARCHED_KINDS = {Kind.PLACE, Kind.REGION, Kind.AREA, Kind.INDUSTRY, Kind.PROFESSION}

UNREAD_PER_READ_WORD = 3
"""Unread words for each read one with which the reading is but chance."""

GUESSED_SLIPS = 2

CITY_TO_VILLAGE = 10
"""So many times larger a place is meant without asking: Киров of half a million."""

SIMILAR_OFFERED = 2
ANSWERS_OFFERED = 2
WIDEST_NEAREST_KM = 1_000

MORE_WISHED = re.compile(
    r"\s*(?:а|и|но|and|or|but)\s+(?:со?|без|после|with|without|after)\b", re.I
)

FOREIGNERS = AnswerId("foreigners")

VAGUE = {Intent.UNDECIDED}
"""A sure answer says more than this does."""

LEANINGS = {
    Intent.COMPLAINT,
    Intent.CONTACTS,
    Intent.GREETING,
    Intent.HELP,
    Intent.LIST_CLUSTERS,
    Intent.LIST_TRADES,
    Intent.MENU,
    Intent.PERSON,
    Intent.THANKS,
    Intent.UNDECIDED,
}
"""Of a text that says more than that, and nothing that is understood."""

CLAUSE = re.compile(r"[.!?;,\n]+|\s(?:и|а|но|при|and|but)\s", re.IGNORECASE)
CLAUSES_READ = 20

OF_LAST = {Intent.MORE, Intent.CLOSER, Intent.ANYWHERE}


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
    is_fresh: bool = False
    """Nothing that was asked before counts."""


async def answered(text: str, context: SearchContext) -> Screen:
    if contact := await _of_contacts(text, context):
        return contact
    text = asks.without_contacts(text)
    query = await context.lookup.read_typed(text)
    if _adds_a_wish(query) and not context.is_fresh:
        last = await context.lookup.last(context.actor)
        if last is not None and not last.query.is_empty:
            return await _shown(await context.lookup.add(context.actor, last, query.text), context)
    found = await _found(query, context)
    is_question = _is_question(query, found)
    guess = themes.overruling(query, found, is_question=is_question)
    if guess is not None and (screen := await _of_theme(guess, text, query, found, context)):
        return screen
    is_question = is_question or await _asks_from_abroad(query, found, context)
    if is_question and (screen := await typed(found, context.t, context.answers)):
        return screen
    if query.intent is not None:
        return await _intended(query, context)
    perhaps = await _perhaps(text, query, context) if themes.is_doubted(query) else None
    return perhaps or await _searched(text, query, found, context)


async def _of_theme(
    guess: Guess, text: str, query: Query, found: Sequence[Scored], context: SearchContext
) -> Screen | None:
    """What examples say it is about; None where that is hidden, an organiser's, or no more."""
    if guess.theme == OTHER:
        return await _said_not_understood(text, query, context)
    if guess.theme == SEARCH:
        return None if query.is_empty else await _searched(text, query, found, context)
    if (intent := intent_of(guess)) is not None:
        return await _intended(replace(query, intent=intent), context)
    book = await context.answers.book()
    answer = book.by_id.get(AnswerId(guess.theme))
    if answer is None or answer.is_edited:
        return None
    others = [one.answer for one in found if one.answer.id != answer.id]
    following = {one.id: one for one in (*others, *book.after(answer, NEXT_QUESTIONS))}
    return answer_screen(answer, tuple(following.values())[:NEXT_QUESTIONS], context.t)


async def _found(query: Query, context: SearchContext) -> list[Scored]:
    """Of answers that fit alike the one that a limit asks for stands first."""
    found = await context.answers.find(query.text, CHOICES)
    wanted = await context.lookup.answer_to(query) if found else None
    return sorted(found, key=lambda one: (-one.score, one.answer.id != wanted))


async def results(
    looked: FoundSearch, t: Translator, answers: Answers, page: int = 0, seen: str = ""
) -> Screen:
    """With the answer of «Как поступить» that the text asks for beside, if it does."""
    found = await answers.find(looked.search.text, 1)
    answer = found[0].answer if found else None
    return results_screen(looked, page, t, answer=answer, seen=seen)


async def _of_contacts(text: str, context: SearchContext) -> Screen | None:
    """Of a link, an address of mail or a telephone number; None where the words say more."""
    link = asks.link_in(text)
    if link:
        host = asks.host_of(link)
        catalogue = await context.clusters.catalogue()
        found = [one for one in catalogue.by_id.values() if asks.host_of(one.website) == host]
        if found:
            return asks.link_screen(host, found, context.t)
    rest = asks.without_contacts(text)
    if rest == text or (await context.lookup.read(rest)).says_something:
        return None
    return asks.link_screen(host, (), context.t) if link else asks.contact_screen(text, context.t)


async def _intended(query: Query, context: SearchContext) -> Screen:
    if query.intent is Intent.NEAR:
        return await _near_me(query, context)
    if query.intent in OF_LAST:
        return await _of_last(query, context)
    if query.intent in {Intent.GREETING, Intent.HELP}:
        return _about_the_bot(query, context)
    of_colleges = OF_COLLEGES.get(query.intent) if query.intent else None
    if of_colleges is not None and (screen := await of_colleges(query, context)):
        return screen
    catalogue = await context.clusters.catalogue()
    if query.intent is Intent.MAP and (last := await context.lookup.last(context.actor)):
        return await _shown(await context.lookup.look(context.actor, last.search.id), context)
    return asks.intent_screen(query, context.actor, context.t, catalogue, context.questionnaire)


def _about_the_bot(query: Query, context: SearchContext) -> Screen:
    if query.intent is Intent.GREETING:
        return hello(context.actor, context.t)
    return Screen(context.t("help", bot=context.bot_username), main_keyboard(context.t))


async def _contacts_of_last(query: Query, context: SearchContext) -> Screen | None:
    """Of the colleges that were shown last; None where none were, or others are named."""
    last = await context.lookup.last(context.actor)
    if last is None or last.query.is_empty or not query.is_empty or context.is_fresh:
        return None
    shown = (
        await _around(last.query, context)
        if _is_place(last.query) and last.search.choices == Choices()
        else await _shown(await context.lookup.look(context.actor, last.search.id), context)
    )
    return replace(shown, text="\n\n".join([context.t("ask-contacts-of-list"), shown.text]))


async def _open_days(query: Query, context: SearchContext) -> Screen | None:
    """Those ahead near the place that is named, else near home.

    While none is known, the colleges that are asked about; None where no college is.
    """
    home = context.actor.home.point if context.actor.home else None
    if found := await context.open_days.coming(query.start or home):
        return open_days_screen(found, context.t)
    if query.is_empty:
        return None
    asked = await _searched(query.text, query, (), context)
    return replace(asked, text="\n\n".join([context.t("ask-open-days-unknown"), asked.text]))


OF_COLLEGES: dict[Intent, Callable[[Query, SearchContext], Awaitable[Screen | None]]] = {
    Intent.CONTACTS: _contacts_of_last,
    Intent.OPEN_DAYS: _open_days,
}


async def _near_me(query: Query, context: SearchContext) -> Screen:
    """At home, where that is known; else the place is asked for, and the trade kept."""
    actor, lookup = context.actor, context.lookup
    last = await lookup.last(actor) if query.is_empty else None
    kept = last.query if last is not None else query
    if actor.home is not None:
        wanted, choices = (
            (await lookup.read(last.search.text), last.search.choices)
            if last
            else (query, Choices())
        )
        return await _shown(await lookup.move_home(actor, wanted, choices), context)
    if not query.is_empty:
        await lookup.note(actor, query)
    return asks.where_screen(kept, actor, context.t)


async def _of_last(query: Query, context: SearchContext) -> Screen:
    actor, lookup = context.actor, context.lookup
    last = await lookup.last(actor)
    if last is None or last.query.is_empty:
        return asks.nothing_to_go_on(actor, context.t)
    if query.given_radius_km is not None and last.query.place is not None:
        return await _shown(await _within(query.given_radius_km, last, context), context)
    if query.intent is Intent.MORE:
        return await _next_page(last, context)
    if query.intent is Intent.CLOSER and not last.query.is_somewhere:
        if actor.home is None:
            return asks.where_screen(last.query, actor, context.t)
        wanted = await lookup.read(last.search.text)
        return await _shown(await lookup.move_home(actor, wanted, last.search.choices), context)
    change = (
        replace(last.search.choices, order=Order.DISTANCE)
        if query.intent is Intent.CLOSER
        else replace(last.search.choices, place=None, region=None, is_anywhere=True)
    )
    wanted = await lookup.read(last.search.text)
    return await _shown(await lookup.begin(actor, wanted, change), context)


async def _next_page(last: SavedSearchReading, context: SearchContext) -> Screen:
    """«Ещё», again and again, until there is no more."""
    page = last.search.choices.page + 1
    wanted = await context.lookup.read(last.search.text)
    looked = await context.lookup.begin(context.actor, wanted, last.search.choices, page)
    screen = await results(looked, context.t, context.answers, page)
    if page < page_count(len(looked.results.hits), PAGE_SIZE):
        return screen
    return replace(screen, text="\n".join([context.t("search-no-more"), screen.text]))


async def _searched(
    text: str, query: Query, found: Sequence[Scored], context: SearchContext
) -> Screen:
    may_go_on = not context.is_fresh and _may_go_on(query)
    last = await context.lookup.last(context.actor) if may_go_on else None
    if query.is_empty:
        return await _of_wishes(text, query, last, found, context)
    if _is_chance(query) or _is_guess(query):
        return await _not_understood(text, query, context)
    if last is not None and _goes_on(query, last):
        return await _shown(await _gone_on(query, last, context), context)
    if (asked := await _asked_which(query, context)) is not None:
        return asked
    if _is_place(query) and not found:
        return await _around(query, context)
    return await _shown(await context.lookup.begin(context.actor, query), context, found)


async def _of_wishes(
    text: str,
    query: Query,
    last: SavedSearchReading | None,
    found: Sequence[Scored],
    context: SearchContext,
) -> Screen:
    """What shall not be, how far, or what cannot be sifted by, and nothing to search for."""
    if last is not None and last.query.place is not None and query.given_radius_km is not None:
        return await _shown(await _within(query.given_radius_km, last, context), context)
    if last is not None and (query.excluded or (query.limits and query.is_follow_up)):
        return await _shown(await context.lookup.add(context.actor, last, query.text), context)
    is_sure = bool(found) and found[0].is_sure
    best = found[0].answer if is_sure and not query.excluded else None
    answer = best or await _of_limits(query, context)
    is_strange = any(part.kind is Kind.STRANGER for part in query.parts)
    if best is None and (is_strange or _is_doubted(answer, found, query)):
        return await _not_understood(text, query, context)
    if answer is not None:
        following = (await context.answers.book()).after(answer, NEXT_QUESTIONS)
        return answer_screen(answer, following, context.t)
    if query.limits or query.excluded:
        catalogue = await context.clusters.catalogue()
        return asks.intent_screen(
            query, context.actor, context.t, catalogue, context.questionnaire
        )
    return await _not_understood(text, query, context)


async def _within(radius_km: int, last: SavedSearchReading, context: SearchContext) -> FoundSearch:
    """The last search, so far around its place."""
    choices = replace(last.search.choices, radius_km=radius_km)
    wanted = await context.lookup.read(last.search.text)
    return await context.lookup.begin(context.actor, wanted, choices)


def _is_doubted(answer: Answer | None, found: Sequence[Scored], query: Query) -> bool:
    """A limit is but named, and what else is said is not what its answer is about."""
    is_beside = answer in [one.answer for one in found]
    return is_beside and not query.is_limits and not query.excluded


async def _beside(query: Query, context: SearchContext) -> Answer | None:
    """What somebody asks next: of limits, and of other countries whether one may come."""
    area = query.area
    if query.is_beyond and area is not None and area.kind is AreaKind.ABROAD:
        return (await context.answers.book()).by_id.get(FOREIGNERS)
    return await _of_limits(query, context)


async def _of_limits(query: Query, context: SearchContext) -> Answer | None:
    """Of «Как поступить», if organisers have not hidden it."""
    wanted = await context.lookup.answer_to(query)
    book = await context.answers.book()
    return book.by_id.get(AnswerId(wanted)) if wanted else None


def _adds_a_wish(query: Query) -> bool:
    """«А с общежитием?» after a search is about that search; «а общежитие есть?» is a question."""
    is_more = query.is_empty and query.is_follow_up and bool(query.limits)
    return is_more and MORE_WISHED.match(query.text) is not None


def _may_go_on(query: Query) -> bool:
    """Whether what was asked before can matter; most texts say all that they mean."""
    if query.is_empty:
        is_more = bool(query.limits) and query.is_follow_up
        return is_more or bool(query.excluded) or query.given_radius_km is not None
    return not query.words and query.is_somewhere != query.has_trade


def _goes_on(query: Query, last: SavedSearchReading) -> bool:
    """A bare place after a trade, or a bare trade after a place, is about both."""
    if query.is_somewhere:
        has_trade = last.query.has_trade or bool(last.query.words)
        return has_trade and (query.is_follow_up or not last.query.is_somewhere)
    return last.query.place is not None or last.query.region is not None


async def _gone_on(query: Query, last: SavedSearchReading, context: SearchContext) -> FoundSearch:
    if query.is_somewhere:
        return await context.lookup.move(context.actor, last, query)
    place = last.query.place
    where = Choices(place=place.id) if place else Choices(region=last.query.region)
    return await context.lookup.begin(context.actor, query, where)


async def _shown(
    looked: FoundSearch, context: SearchContext, found: Sequence[Scored] = ()
) -> Screen:
    answer = found[0].answer if found else await _beside(looked.query, context)
    return results_screen(looked, 0, context.t, answer=answer)


def _is_question(query: Query, found: Sequence[Scored]) -> bool:
    firm = {part.kind for part in query.parts if part.kind in SEARCHED_KINDS and not part.slips}
    is_half_read = any(part.kind is Kind.UNKNOWN for part in query.parts)
    is_loose = firm == {Kind.INDUSTRY} or is_half_read
    sure = ASKED_ANSWER_SCORE if "?" in query.text else SURE_ANSWER_SCORE
    least = sure if is_loose else WHOLE_QUESTION_SHARE
    if not found or not found[0].is_sure or (firm and (firm & WHERE or found[0].score < least)):
        return False
    if query.intent is not None:
        is_open = query.intent in VAGUE and not query.is_all_intent
        return is_open and found[0].score >= SURE_ANSWER_SCORE
    return query.is_empty or query.is_vague or found[0].score >= LEAST_ANSWER_SCORE


async def _asks_from_abroad(query: Query, found: Sequence[Scored], context: SearchContext) -> bool:
    """«Я гражданин Казахстана, примут?»: the country is no place to search in."""
    area = query.area
    if area is None or area.kind is not AreaKind.ABROAD or query.has_trade or query.place:
        return False
    if not found or found[0].answer.id != FOREIGNERS:
        return False
    named = [part for part in query.parts if part.kind is Kind.AREA]
    rest = "".join(
        c for i, c in enumerate(query.text) if not any(p.start <= i < p.end for p in named)
    )
    again = await context.answers.find(rest, 1)
    return bool(again) and again[0].answer.id == FOREIGNERS


def _is_guess(query: Query) -> bool:
    """«List of partner companies» is no painter: two slips forgiven, and other words unread."""
    read = [part for part in query.parts if part.kind in SEARCHED_KINDS]
    is_far = all(part.slips >= GUESSED_SLIPS for part in read) and bool(read)
    unread = any(part.kind in {Kind.UNKNOWN, Kind.STRANGER} for part in query.parts)
    return is_far and unread and not query.words


def _is_chance(query: Query) -> bool:
    unread = sum(part.kind is Kind.UNKNOWN for part in query.parts)
    return unread >= UNREAD_PER_READ_WORD * (len(query.parts) - unread)


def _is_place(query: Query) -> bool:
    """A town and nothing else: the list of the nearest tells more."""
    others = (
        query.wanted_industries,
        query.professions,
        query.words,
        query.excluded,
        query.is_planned is not None,
    )
    return query.place is not None and not any(others)


async def _asked_which(query: Query, context: SearchContext) -> Screen | None:
    """«Повар, Мирный»: asks which Мирный it is, and keeps the trade."""
    namesakes = _likely_namesakes(query)
    area, elsewhere = query.area, None
    if area is not None and query.places and not query.has_trade:
        return choose_place(query.places[:1], context.t, is_exact=True, area=area)
    if not query.has_trade or (len(namesakes) < 2 and not (area and query.places)):
        return None
    if area is not None:
        trade = " ".join(part.spelling for part in query.parts if part.kind in TRADES)
        # Of «Донецк, Донецкая Народная Республика» what no town here is called.
        there = await context.lookup.read(f"{trade} {area.name.rpartition(', ')[2]}")
        elsewhere = await context.lookup.note(context.actor, there)
    looked = await context.lookup.begin(context.actor, query)
    return namesakes_screen(looked, namesakes, area, elsewhere, context.t)


def _namesakes(query: Query) -> list[Place]:
    return [one for one in query.places if one.name == query.places[0].name]


def _likely_namesakes(query: Query) -> list[Place]:
    """Beside a city of the name a village of the same name is a tap away, not a question."""
    if not query.places:
        return []
    largest = max(place.population for place in query.places)
    return [one for one in _namesakes(query) if one.population * CITY_TO_VILLAGE >= largest]


async def _around(query: Query, context: SearchContext) -> Screen:
    """What was corrected, not understood or cannot be sifted by is said here too."""
    place, *others = query.places
    namesakes = _namesakes(query)
    if len(namesakes) > 1:
        return choose_place(namesakes, context.t, is_exact=True)
    await context.lookup.note(context.actor, query)
    radius = max(1, min(query.radius_km, WIDEST_NEAREST_KM))
    wanted = NearestQuery(origin=place.point, radius_km=radius)
    similar = [
        one for one in others if one.population * DOMINANT_POPULATION_RATIO >= place.population
    ]
    offered = [*other_places(query, query), *similar[:SIMILAR_OFFERED]]
    screen = await nearest(
        of_place(place), context.actor, context.t, context.clusters, wanted, offered
    )
    lines = [*remarks(query, query, context.t), screen.text]
    return Screen("\n".join(lines), screen.markup)


async def _of_clauses(text: str, context: SearchContext) -> list[Answer]:
    """Of a letter, whose words are too many for any answer: what its clauses may be about."""
    clauses = [one for one in CLAUSE.split(text) if one.strip()][:CLAUSES_READ]
    if len(clauses) < 2:
        return []
    found = [scored for one in clauses for scored in await context.answers.find(one, 1)]
    best = sorted(found, key=lambda one: -one.score)
    return list({one.answer.id: one.answer for one in best}.values())[:ANSWERS_OFFERED]


async def _not_understood(text: str, query: Query, context: SearchContext) -> Screen:
    guess = themes.opened(query)
    if query.leaning in LEANINGS and themes.leans(query):
        return await _intended(replace(query, intent=query.leaning), context)
    if guess is not None and (screen := await _of_theme(guess, text, query, (), context)):
        return screen
    return await _said_not_understood(text, query, context)


async def _perhaps(text: str, query: Query, context: SearchContext) -> Screen | None:
    """The likeliest answer under a heading that says so; None where none is likely."""
    guess = themes.perhaps(query)
    book = await context.answers.book()
    answer = book.by_id.get(AnswerId(guess.theme)) if guess is not None else None
    if answer is None or answer.is_edited:
        return None
    others = [one for one in await _offered(text, query, context) if one.id != answer.id]
    return perhaps_screen(answer, others, context.t)


async def _said_not_understood(text: str, query: Query, context: SearchContext) -> Screen:
    if (perhaps := await _perhaps(text, query, context)) is not None:
        return perhaps
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
    book = await context.answers.book()
    likely = [book.by_id.get(AnswerId(one)) for one in themes.offered(query)]
    answers = [one for one in likely if one is not None and not one.is_edited]
    alike = await context.answers.offer(query.text, ANSWERS_OFFERED)
    answers += [one for one in alike if one not in answers]
    return answers[: themes.OFFERED] or await _of_clauses(text, context)
