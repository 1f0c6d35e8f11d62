"""What goes on from the search before: «ещё», «поближе», «второй», another place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from domain.clusters.cards import Cluster, Industry
from domain.clusters.searches import ANY_TRADE, Choices, Order
from domain.errors import NotFound
from domain.paging import page_count
from domain.people.users import Actor
from handlers.callbacks.clusters.cards import NearestButton
from handlers.callbacks.clusters.search import PictureButton, ResultsButton
from handlers.clusters.cards.card_views import card_screen
from handlers.clusters.cards.college_names import SCHOOL
from handlers.clusters.cards.contact_views import contacts_screen
from handlers.clusters.cards.list_views import back_row
from handlers.clusters.cards.origins import of_place
from handlers.clusters.cards.screens import nearest
from handlers.clusters.search import asks, menu_views, themes
from handlers.clusters.search.map_views import on_map
from handlers.clusters.search.query_words import QUOTED, told
from handlers.clusters.search.results import (
    SearchContext,
    around,
    asked_of,
    nearest_radius,
    results,
    shown,
)
from handlers.clusters.search.verdicts import is_place, refers_there
from handlers.clusters.search.views import numbered
from services.clusters.cards import ReaderCard
from services.clusters.catalogue import PAGE_SIZE, RADII_KM, Clusters, NearestQuery
from services.language.list_numbers import LAST
from services.search.changes import RADIUS_LIMIT_KM
from services.search.lookup import FoundSearch, Lookup, SavedSearchReading
from services.search.reading.intents import Intent
from services.search.reading.queries import Query
from services.search.reading.themes.certainty import intent_of
from ui.formatting import kilometres, quoted, shortened
from ui.keyboards import button, inline, packed
from ui.screens import Screen
from ui.translator import Translator

CIRCLES_KM = (10, *RADII_KM, RADIUS_LIMIT_KM)
FARTHER = re.compile(
    r"\b(?:подальше|(?:по)?шире|расшир\w*|увелич\w*|соседн\w+|farther|further|wider|next region"
    r"|neighbou?ring)\b",
    re.IGNORECASE,
)
"""Which of what says «more» wishes a wider circle: to the dictionary «подальше» is «дальше»."""

NEARBY = re.compile(
    r"\W*(?:(?:а|и|есть|что|что-нибудь|and|what|anything)\W+)*"
    r"(?:рядом|поблизости|неподал[её]ку|недалеко|вокруг|в округе|nearby|near|close by)\W*",
    re.IGNORECASE,
)
"""Near what was looked at, and not near the reader: «а рядом?»."""

NOT_FAR = re.compile(
    r"\W*(?:(?:а|и|ну|но|мне|нам|только|главное|желательно|хотелось бы)\W+)*"
    r"(?:(?:чтобы?|лишь бы|только бы|лучше)\W+)(?:было\W+|был\W+|совсем\W+)*"
    r"(?:недалеко|не далеко|рядом|близко|поблизости|поближе|неподал[её]ку)(?:\W+было)?\W*",
    re.IGNORECASE,
)
"""Nearer than what was shown: «чтобы недалеко»."""

IS_THAT_ALL = re.compile(
    r"\W*(?:(?:а|и|это|что|вот|is|are)\W+)*(?:это|that|this|there)?\W*"
    r"(?:вс[её]|all|it)(?:\W+(?:что\W+(?:есть|нашл[оиа]сь|наш[её]л)|there\W+is|you\W+have))?\s*\?\W*",
    re.IGNORECASE,
)
"""«И всё?»: is there no more."""

DOUBTED = re.compile(
    r"\W*(?:(?:а|да|ты|вы|это|ну|are you|is it|for|oh)\W+)*"
    r"(?:серь[её]зно|шутишь|шутите|прикалываешься|прикалываетесь|seriously|serious|real|really"
    r"|kidding)(?:\W+(?:что\W+ли|что-ли|сейчас|что|me))?\W*",
    re.IGNORECASE,
)
"""«Серьёзно?»: what was shown is not believed, or does not suit."""

WHERE = re.compile(r"\W*(?:(?:а|и|and)\W+)?(?:где|куда|where)(?:\W+это)?\W*", re.IGNORECASE)
BACK = re.compile(
    r"\W*(?:(?:назад|обратно|верни|вернись|вернуться|back|go back)\W*)?"
    r"(?:(?:к|to|to the)\s+(?:списку|результатам|колледжам|list|results))?\W*",
    re.IGNORECASE,
)
"""To the list, as its button under a card says; where no list was, the menu."""

ANOTHER_TRADE = re.compile(
    r"(?:друг|ин)\w+\s+(?:отрасл|професси|специальност|направлени)\w+"
    r"|(?:another|other)\s+(?:trade|industr|profession|job)\w*",
    re.IGNORECASE,
)

ANOTHER_TOWN = re.compile(
    r"\b(?:друг(?:ой|ом|ое|ого|ую)|ин(?:ой|ом|ое|ую)|смен\w+|помен\w+|измен\w+|another|other"
    r"|change)\s+(?:the\s+)?"
    r"(?:город|городе|место|месте|регион|регионе|область|области|town|city|region|place)\b",
    re.IGNORECASE,
)
"""Which of them, nobody has said yet. «В других городах» is anywhere."""

ALL = re.compile(r"\b(?:вс[её]|весь|полн\w+|целиком|all|full|everything)\b", re.IGNORECASE)
OF_WHOLE = re.compile(
    r"\b(?:кластер|училищ|учебн|регион|област|город|стран|росси|cluster|region|russia|cit(?:y|ies))",
    re.IGNORECASE,
)
"""With these «покажи все» is of the country, and not of the list before."""

LISTS = {Intent.LIST_CLUSTERS, Intent.LIST_TRADES}
OF_LAST = {Intent.MORE, Intent.CLOSER, Intent.ANYWHERE}


async def in_few_words(query: Query, context: SearchContext) -> Screen | None:
    """«Назад к списку», «а где?», «другая отрасль» after a list; «серьёзно?» of anything."""
    return (
        await _wishing_more(query, context)
        or await _about_list(query, context)
        or await _listed_there(query, context)
    )


async def _wishing_more(query: Query, context: SearchContext) -> Screen | None:
    """«И всё?», «чтобы недалеко», «серьёзно?»: what was shown is too little, too far, or wrong."""
    is_all = IS_THAT_ALL.fullmatch(query.text) is not None
    is_of_list = is_all or NOT_FAR.fullmatch(query.text) is not None
    can_go_on = is_of_list and not context.is_fresh
    last = await context.lookup.last(context.actor) if can_go_on else None
    if last is not None and not last.query.is_empty:
        return await (_all_of(last, context) if is_all else _closer(last, context))
    is_doubt = is_all or DOUBTED.fullmatch(query.text) is not None
    return asks.said_screen(Intent.COMPLAINT, context.t) if is_doubt else None


async def _about_list(query: Query, context: SearchContext) -> Screen | None:
    is_back = BACK.fullmatch(query.text) and any(map(str.isalpha, query.text))
    is_where = WHERE.fullmatch(query.text)
    is_trade = ANOTHER_TRADE.search(query.text) if query.is_all_intent else None
    is_town = ANOTHER_TOWN.search(query.text) if query.is_empty and not query.limits else None
    if not (is_back or is_where or is_trade or is_town) or context.is_fresh:
        return None
    last = await context.lookup.last(context.actor)
    if last is None or last.query.is_empty:
        return None
    if is_where and not last.query.is_somewhere:
        return await near_me(query, context)
    if is_trade:
        looked = await context.lookup.look(context.actor, last.search.id)
        return menu_views.another_trade_screen(looked, context.t)
    if is_town:
        return await _where_instead(last, context)
    return await _list_of(last, context)


async def _where_instead(last: SavedSearchReading, context: SearchContext) -> Screen:
    """Asks for another place; the trade, if any was told, waits for it."""
    if not (last.query.has_trade or last.query.words):
        return asks.where_screen(last.query.without_place(), context.actor, context.t)
    return asks.where_screen((await _anywhere(last, context)).query, context.actor, context.t)


async def _listed_there(query: Query, context: SearchContext) -> Screen | None:
    """«Покажи все» of a list, «а что там есть?», «каким профессиям там учат?» of its place."""
    is_list = query.intent in LISTS and query.is_all_intent
    wanted = query.intent if is_list else _list_meant(query)
    is_there = wanted is not None and refers_there(query)
    is_all = query.intent is Intent.LIST_CLUSTERS and is_list and _is_all_of_list(query.text)
    if not (is_there or is_all) or context.is_fresh:
        return None
    last = await context.lookup.last(context.actor)
    if last is None or last.query.is_empty:
        return None
    if not is_there:
        return await _all_of(last, context)
    if not last.query.is_somewhere:
        return None
    screen = await _of_any_trade(last, context)
    return asks.listed(screen, wanted, context.t) if wanted else screen


def _list_meant(query: Query) -> Intent | None:
    """What examples say of a text that no phrase covers: «а какие там вообще колледжи»."""
    is_open = query.is_empty and query.intent is None and not query.limits
    guess = themes.opened(query) if is_open else None
    intent = intent_of(guess) if guess is not None else None
    return intent if intent in LISTS else None


def _is_all_of_list(text: str) -> bool:
    is_whole = SCHOOL.search(text) or OF_WHOLE.search(text)
    return ALL.search(text) is not None and not is_whole


async def _of_any_trade(last: SavedSearchReading, context: SearchContext) -> Screen:
    if _is_of_town(last) or not (last.query.has_trade or last.query.words):
        return await _list_of(last, context)
    any_trade = replace(last.search.choices, trade=ANY_TRADE, industry=None)
    wanted = await context.lookup.read(last.search.text)
    return await shown(await context.lookup.begin(context.actor, wanted, any_trade), context)


async def near_me(query: Query, context: SearchContext) -> Screen:
    """Searches at home, where that is known; else the place is asked for, and the trade kept.

    «А рядом?» after a search of a town is a wider circle around the town.
    """
    actor, lookup = context.actor, context.lookup
    last = await lookup.last(actor) if query.is_empty else None
    is_around = last is not None and last.query.place is not None and actor.home is None
    if last is not None and is_around and NEARBY.fullmatch(query.text):
        return await _farther(last, context)
    kept = last.query if last is not None else query
    if actor.home is not None:
        wanted, choices = (
            (await lookup.read(last.search.text), last.search.choices)
            if last
            else (query, Choices())
        )
        return await shown(await lookup.move_home(actor, wanted, choices), context)
    if not query.is_empty:
        await lookup.note(actor, query)
    return asks.where_screen(kept, actor, context.t)


async def of_last(query: Query, context: SearchContext) -> Screen:
    last = await context.lookup.last(context.actor)
    if last is None or last.query.is_empty:
        return await _out_of_the_blue(query, context)
    if query.given_radius_km is not None and last.query.place is not None:
        return await shown(await within(query.given_radius_km, last, context), context)
    if FARTHER.search(query.text):
        return await _farther(last, context)
    if query.intent is Intent.MORE:
        return await _next_page(last, context)
    if query.intent is Intent.CLOSER:
        return await _closer(last, context)
    return await shown(await _anywhere(last, context), context)


async def _out_of_the_blue(query: Query, context: SearchContext) -> Screen:
    """«Ближайший колледж» says whose nearest; «ещё» says nothing."""
    if query.intent is Intent.CLOSER and SCHOOL.search(query.text):
        return await near_me(query, context)
    return asks.nothing_to_go_on(context.actor, context.t)


async def _anywhere(last: SavedSearchReading, context: SearchContext) -> FoundSearch:
    change = replace(last.search.choices, place=None, region=None, is_anywhere=True)
    wanted = await context.lookup.read(last.search.text)
    return await context.lookup.begin(context.actor, wanted, change)


async def _closer(last: SavedSearchReading, context: SearchContext) -> Screen:
    """The widest circle that leaves some of what was found out; of what has none, near whom?

    Where nothing is nearer, the list says so.
    """
    actor, lookup = context.actor, context.lookup
    wanted = await lookup.read(last.search.text)
    if last.query.place is None and actor.home is not None:
        return await shown(await lookup.move_home(actor, wanted, last.search.choices), context)
    if last.query.place is None:  # the next place that is typed is this search's
        return asks.where_screen((await _anywhere(last, context)).query, actor, context.t)
    by_distance = replace(last.search.choices, order=Order.DISTANCE)
    looked = await lookup.begin(actor, wanted, by_distance)
    far = [hit.distance_km for hit in looked.results.hits if hit.distance_km is not None]
    narrower = (km for km in reversed(CIRCLES_KM) if km < last.query.radius_km)
    radius = next((km for km in narrower if 0 < sum(one <= km for one in far) < len(far)), None)
    if radius is None:
        return _under(context.t("search-no-closer"), await shown(looked, context))
    nearer = replace(by_distance, radius_km=radius)
    return await shown(await lookup.begin(actor, wanted, nearer), context)


async def _farther(last: SavedSearchReading, context: SearchContext) -> Screen:
    """The next circle in which there is more; else the same list, and why it is no longer."""
    now = await context.lookup.look(context.actor, last.search.id)
    if last.query.place is None:
        key = "search-farther-region" if last.query.is_somewhere else "search-farther-all"
        return _under(context.t(key), await shown(now, context))
    for radius in (km for km in CIRCLES_KM if km > last.query.radius_km):
        looked = await within(radius, last, context)
        if len(looked.results.hits) > len(now.results.hits):
            return await shown(looked, context)
    again = await context.lookup.touch(context.actor, last.search.id)
    widest = kilometres(max(CIRCLES_KM[-1], last.query.radius_km), context.t.language)
    return _under(context.t("search-no-farther", radius=widest), await shown(again, context))


def _under(line: str, screen: Screen) -> Screen:
    return replace(screen, text="\n".join([line, screen.text]))


async def _next_page(last: SavedSearchReading, context: SearchContext) -> Screen:
    """«Ещё», again and again, until there is no more."""
    if _is_of_town(last):
        return await _next_of_nearest(last, context)
    page = last.search.choices.page + 1
    wanted = await context.lookup.read(last.search.text)
    looked = await context.lookup.begin(context.actor, wanted, last.search.choices, page)
    screen = await results(looked, context.t, context.answers, page)
    if page < page_count(len(looked.results.hits), PAGE_SIZE):
        return screen
    return _under(context.t("search-no-more"), screen)


async def _all_of(last: SavedSearchReading, context: SearchContext) -> Screen:
    """The next page, or a wider circle where the last one is shown."""
    if _is_of_town(last):
        return await _next_of_nearest(last, context)
    now = await context.lookup.look(context.actor, last.search.id)
    pages = page_count(len(now.results.hits), PAGE_SIZE)
    if last.search.choices.page + 1 < pages:
        return await _next_page(last, context)
    return await _farther(last, context)


async def _next_of_nearest(last: SavedSearchReading, context: SearchContext) -> Screen:
    """The next page of a town's list, which goes on beyond its circle, of the industry that was
    chosen."""
    wanted = _nearest_of(last, last.search.choices.page + 1)
    if wanted is None or not (await context.clusters.nearest(wanted)).found:
        return _under(context.t("search-no-more"), await _list_of(last, context))
    return await _nearest(last, wanted, context)


def _nearest_of(last: SavedSearchReading, page: int) -> NearestQuery | None:
    place, trade = last.query.place, last.search.choices.trade
    if place is None:
        return None
    industry = Industry(trade) if trade and last.search.choices.is_nearest else None
    radius = nearest_radius(last.query)
    return NearestQuery(origin=place.point, radius_km=radius, industry=industry, page=page)


async def _nearest(
    last: SavedSearchReading, wanted: NearestQuery, context: SearchContext
) -> Screen:
    place = last.query.place
    assert place is not None
    lookup, radius = context.lookup, wanted.radius_km
    await lookup.note_nearest(context.actor, place, radius, wanted.industry, wanted.page)
    return await nearest(
        of_place(place),
        context.actor,
        context.t,
        context.clusters,
        wanted,
        coverages=lookup.coverages,
    )


async def of_number(query: Query, context: SearchContext) -> Screen | None:
    """The card that has the number in the list before; None where no list was."""
    t = context.t
    last = None if context.is_fresh else await context.lookup.last(context.actor)
    if last is None or last.query.is_empty:
        # Of a figure nobody knows that a list is meant.
        is_figure = any(map(str.isdigit, query.text))
        return None if is_figure else asks.nothing_to_go_on(context.actor, t)
    if last.search.choices.wished == Choices() and (asked := asked_of(last.query)):
        if not 0 < query.number <= len(asked):
            return None
        place = asked[query.number - 1]
        return await shown(await context.lookup.move_to(context.actor, last, place), context)
    found = await _of_nearest(query.number, last, context) or await _of_search(
        query.number, last, context
    )
    if not found.clusters:
        return None
    number, back = found.number, found.back
    if number > found.most:
        line = t("search-number-none", number=str(number), last=str(found.most))
        return _under(line, await _list_of(last, context))
    card = await context.reader_cards.card(context.actor, found.clusters[number - found.first].id)
    context.lookup.note_card(context.actor, card.cluster.id)
    what = quoted(shortened(told(last.query, t), QUOTED), t)
    line = t("search-numbered", number=str(number), what=what)
    screen = card_screen(card, t, context.bot_username, back=back_row(packed(back), t))
    return replace(screen, text="\n\n".join([line, screen.text]))


@dataclass(frozen=True, slots=True)
class _Numbered:
    """`number` is the one that is meant; `clusters` are some of a list, the first having `first`,
    its last number being `most`; `back` leads to the page."""

    number: int
    clusters: Sequence[Cluster]
    first: int
    most: int
    back: CallbackData


async def _of_nearest(
    number: int, last: SavedSearchReading, context: SearchContext
) -> _Numbered | None:
    """A line of a town's list, which has no end: page by page. None where the list was a
    search's."""
    place = last.query.place
    page = last.search.choices.page if number == LAST else max(number - 1, 0) // PAGE_SIZE
    wanted = _nearest_of(last, page)
    if place is None or wanted is None or not _is_of_town(last):
        return None
    found = [one.cluster for one in (await context.clusters.nearest(wanted)).found]
    first = page * PAGE_SIZE + 1
    most = first + len(found) - 1
    back = NearestButton(
        origin=of_place(place).code, radius=wanted.radius_km, industry=wanted.industry, page=page
    )
    return _Numbered(most if number == LAST else number, found, first, most, back)


async def _of_search(number: int, last: SavedSearchReading, context: SearchContext) -> _Numbered:
    looked = await context.lookup.look(context.actor, last.search.id)
    found = [hit.cluster for hit in numbered(looked, context.t)]
    shown_to = min((last.search.choices.page + 1) * PAGE_SIZE, len(found))
    number = shown_to if number == LAST else number
    back = ResultsButton(id=last.search.id, page=max(number - 1, 0) // PAGE_SIZE)
    return _Numbered(number, found, 1, len(found), back)


async def listed_last(
    actor: Actor, t: Translator, lookup: Lookup, clusters: Clusters
) -> list[Cluster]:
    """What of the list before has numbers, to the end of the page that was shown; none where no
    list was."""
    last = await lookup.last(actor)
    if last is None or last.query.is_empty:
        return []
    shown_to = (last.search.choices.page + 1) * PAGE_SIZE
    if not _is_of_town(last):
        looked = await lookup.look(actor, last.search.id)
        return [hit.cluster for hit in numbered(looked, t)][:shown_to]
    pages = range(last.search.choices.page + 1)
    wanted = [one for one in (_nearest_of(last, page) for page in pages) if one is not None]
    found = [await clusters.nearest(one) for one in wanted]
    return [one.cluster for page in found for one in page.found]


async def within(radius_km: int, last: SavedSearchReading, context: SearchContext) -> FoundSearch:
    """The last search, so far around its place."""
    choices = replace(last.search.choices, radius_km=radius_km)
    wanted = await context.lookup.read(last.search.text)
    return await context.lookup.begin(context.actor, wanted, choices)


async def gone_on(query: Query, last: SavedSearchReading, context: SearchContext) -> FoundSearch:
    if query.is_somewhere:
        return await context.lookup.move(context.actor, last, query)
    place = last.query.place
    where = Choices(place=place.id) if place else Choices(region=last.query.region)
    return await context.lookup.begin(context.actor, query, where)


async def contacts_of_last(query: Query, context: SearchContext) -> Screen | None:
    """Contacts of the card or the colleges shown last; None where none were, or others are
    named."""
    if (card := await _opened(query, context)) is not None:
        return contacts_screen(_card(card, context), card.cluster, query.text, context.t)
    last = await context.lookup.last(context.actor)
    if last is None or last.query.is_empty or not query.is_empty or context.is_fresh:
        return None
    screen = await _list_of(last, context)
    return replace(screen, text="\n\n".join([context.t("ask-contacts-of-list"), screen.text]))


async def _opened(query: Query, context: SearchContext) -> ReaderCard | None:
    """The card that was opened since the list before; None where another college is named."""
    if context.is_fresh or not query.is_empty:
        return None
    opened = context.lookup.opened_card(context.actor)
    try:
        return await context.reader_cards.card(context.actor, opened) if opened else None
    except NotFound:  # the card is gone
        return None


def _card(card: ReaderCard, context: SearchContext) -> Screen:
    return card_screen(card, context.t, context.bot_username)


async def map_of_last(query: Query, context: SearchContext) -> Screen | None:
    """The card or the list before, and where its map is; None where none was."""
    if (card := await _opened(query, context)) is not None:
        line = context.t("ask-map-of-card")
        return _under(f"{line}\n", _card(card, context))
    last = await context.lookup.last(context.actor)
    if last is None or last.query.is_empty or context.is_fresh:
        return None
    screen = await _list_of(last, context)
    if not asks.leads_on(screen, Intent.MAP, context.t) and not _is_of_town(last):
        screen = await _with_map(screen, last, context)
    return asks.listed(screen, Intent.MAP, context.t)


async def _with_map(screen: Screen, last: SavedSearchReading, context: SearchContext) -> Screen:
    """A list of what is not around has no room for the button, until it is asked for."""
    looked = await context.lookup.look(context.actor, last.search.id)
    markup = screen.markup
    if not on_map(looked, 0, context.t) or not isinstance(markup, InlineKeyboardMarkup):
        return screen
    drawn = button(context.t.plain("nearest-map"), PictureButton(id=last.search.id))
    return replace(screen, markup=inline(*markup.inline_keyboard, [drawn]))


async def _list_of(last: SavedSearchReading, context: SearchContext) -> Screen:
    wanted = _nearest_of(last, last.search.choices.page)
    if _is_of_town(last) and last.search.choices.is_nearest and wanted is not None:
        return await _nearest(last, wanted, context)
    if _is_of_town(last):
        return await around(last.query, context)
    return await shown(await context.lookup.look(context.actor, last.search.id), context)


def _is_of_town(last: SavedSearchReading) -> bool:
    """What was shown are the nearest of a town, and no search."""
    choices = last.search.choices
    return choices.is_nearest or (is_place(last.query) and choices.wished == Choices())
