"""What goes on from the search before: «ещё», «поближе», «рядом со мной», another place."""

from __future__ import annotations

from dataclasses import replace

from domain.clusters.searches import Choices, Order
from domain.paging import page_count
from handlers.clusters.search import asks
from handlers.clusters.search.results import SearchContext, around, results, shown
from handlers.clusters.search.verdicts import is_place
from services.clusters.catalogue import PAGE_SIZE
from services.search.lookup import FoundSearch, SavedSearchReading
from services.search.reading.intents import Intent
from services.search.reading.queries import Query
from ui.screens import Screen

OF_LAST = {Intent.MORE, Intent.CLOSER, Intent.ANYWHERE}


async def near_me(query: Query, context: SearchContext) -> Screen:
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
        return await shown(await lookup.move_home(actor, wanted, choices), context)
    if not query.is_empty:
        await lookup.note(actor, query)
    return asks.where_screen(kept, actor, context.t)


async def of_last(query: Query, context: SearchContext) -> Screen:
    actor, lookup = context.actor, context.lookup
    last = await lookup.last(actor)
    if last is None or last.query.is_empty:
        return asks.nothing_to_go_on(actor, context.t)
    if query.given_radius_km is not None and last.query.place is not None:
        return await shown(await within(query.given_radius_km, last, context), context)
    if query.intent is Intent.MORE:
        return await _next_page(last, context)
    if query.intent is Intent.CLOSER and not last.query.is_somewhere:
        if actor.home is None:
            return asks.where_screen(last.query, actor, context.t)
        wanted = await lookup.read(last.search.text)
        return await shown(await lookup.move_home(actor, wanted, last.search.choices), context)
    change = (
        replace(last.search.choices, order=Order.DISTANCE)
        if query.intent is Intent.CLOSER
        else replace(last.search.choices, place=None, region=None, is_anywhere=True)
    )
    wanted = await lookup.read(last.search.text)
    return await shown(await lookup.begin(actor, wanted, change), context)


async def _next_page(last: SavedSearchReading, context: SearchContext) -> Screen:
    """«Ещё», again and again, until there is no more."""
    page = last.search.choices.page + 1
    wanted = await context.lookup.read(last.search.text)
    looked = await context.lookup.begin(context.actor, wanted, last.search.choices, page)
    screen = await results(looked, context.t, context.answers, page)
    if page < page_count(len(looked.results.hits), PAGE_SIZE):
        return screen
    return replace(screen, text="\n".join([context.t("search-no-more"), screen.text]))


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
    """Of the colleges that were shown last; None where none were, or others are named."""
    last = await context.lookup.last(context.actor)
    if last is None or last.query.is_empty or not query.is_empty or context.is_fresh:
        return None
    screen = (
        await around(last.query, context)
        if is_place(last.query) and last.search.choices == Choices()
        else await shown(await context.lookup.look(context.actor, last.search.id), context)
    )
    return replace(screen, text="\n\n".join([context.t("ask-contacts-of-list"), screen.text]))
