"""What a search can be changed to: place, trade, filters, order; «Мои поиски». Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton

from domain.clusters.cards import Industry
from domain.clusters.professions import Profession
from domain.clusters.searches import ANY_TRADE, Opening, Order
from domain.places.places import Place
from handlers.callbacks.clusters.questionnaire import StartButton
from handlers.callbacks.clusters.search import (
    ChangeButton,
    DropButton,
    Menu,
    OpenButton,
    ResultsButton,
)
from handlers.callbacks.news.subscriptions import SubscriptionsButton
from handlers.clusters.cards.views import industry_name, place_name
from handlers.clusters.search.query_words import (
    meaning_name,
    place_words,
    told,
    told_briefly,
)
from services.clusters.catalogue import RADII_KM, region_key
from services.search.changes import WITHOUT, Change, code_of, other_trades
from services.search.lookup import FoundSearch, SavedSearchReading
from services.search.reading.queries import Query
from ui.formatting import kilometres
from ui.keyboards import Row, button, in_columns, inline
from ui.screens import Screen
from ui.translator import Translator

PLACES_OFFERED = 5
TRADES_OFFERED = 8
INDUSTRIES_OFFERED = 12
REGIONS_OFFERED = 8

KEPT_LETTERS = 36
"""Of a button that stands alone in its row."""


def menu_screen(looked: FoundSearch, menu: Menu, t: Translator) -> Screen:
    rows = {Menu.PLACE: places, Menu.TRADE: trades, Menu.FILTERS: filters}[menu](looked, t)
    title = {
        Menu.PLACE: "search-place-title",
        Menu.TRADE: "search-trade-title",
        Menu.FILTERS: "search-filters-title",
    }[menu]
    back = button(t.plain("search-back"), ResultsButton(id=looked.search.id))
    return Screen(t(title), inline(*rows, [back]))


def another_trade_screen(looked: FoundSearch, t: Translator) -> Screen:
    """«Другая отрасль»: which one is typed, or chosen among those of the place."""
    back = button(t.plain("search-back"), ResultsButton(id=looked.search.id))
    choose = button(t.plain("menu-choose"), StartButton())
    # Without the radius: what is typed next is looked for in the usual one.
    where = place_name(place, t) if (place := looked.query.place) else place_words(looked.query, t)
    text = t("search-another-trade", where=where) if where else t("search-another-trade-anywhere")
    rows = trades(looked, t) if looked.query.is_somewhere else []
    return Screen(text, inline(*rows, [choose], [back]))


def saved_screen(kept: Sequence[SavedSearchReading], t: Translator) -> Screen:
    if not kept:
        return Screen(t("searches-empty"), inline())
    rows = [
        [
            button(_kept_name(one.query, t), OpenButton(id=one.search.id)),
            button(t.plain("searches-drop"), DropButton(id=one.search.id)),
        ]
        for one in kept
    ]
    news = button(t.plain("searches-news"), SubscriptionsButton())
    return Screen(t("searches-title"), inline(*rows, [news]))


def _kept_name(query: Query, t: Translator) -> str:
    """Of what a phone cuts the trade gives way, and the town is left."""
    whole = told(query, t)
    return whole if len(whole) <= KEPT_LETTERS else told_briefly(query, KEPT_LETTERS, t)


def places(looked: FoundSearch, t: Translator) -> list[Row]:
    query = looked.query
    rows = [[_place_button(looked, place, t)] for place in _other_places(looked)]
    if query.place is not None:
        radii = [km for km in RADII_KM if km != query.radius_km]
        rows += in_columns([_radius_button(looked, km, t) for km in radii], 2)
        label = t.plain("search-whole-region", region=t.toponym(query.place.region))
        key = region_key(query.place.region)
        rows.append([_change(looked, Change.REGION, key, label)])
    if looked.home is not None and looked.home != query.place:
        label = t.plain("search-near-home", place=place_name(looked.home, t))
        rows.append([_change(looked, Change.PLACE, str(looked.home.id), label)])
    if not query.without_place().is_empty:
        rows.append([_change(looked, Change.ANYWHERE, "", t.plain("search-anywhere"))])
    return rows


def offers_places(looked: FoundSearch) -> bool:
    """Whether `places` would have a row."""
    query = looked.query
    return (
        query.place is not None
        or looked.home is not None
        or not query.without_place().is_empty
        or bool(_other_places(looked))
    )


def _other_places(looked: FoundSearch) -> list[Place]:
    """What else the word may mean."""
    found = [place for place in looked.typed.places if place != looked.query.place]
    return found[:PLACES_OFFERED]


def trades(looked: FoundSearch, t: Translator) -> list[Row]:
    others = _other_trades(looked)[:TRADES_OFFERED]
    rows = [[_change(looked, Change.TRADE, code_of(one), meaning_name(one, t))] for one in others]
    if _may_leave_trade(looked.query):
        rows.append([_change(looked, Change.TRADE, ANY_TRADE, t.plain("search-trade-any"))])
    return rows


def offers_trades(looked: FoundSearch) -> bool:
    """Whether `trades` would have a row."""
    return _may_leave_trade(looked.query) or bool(_other_trades(looked))


def _may_leave_trade(query: Query) -> bool:
    return query.place is not None or query.region is not None


def _other_trades(looked: FoundSearch) -> list[Industry | Profession]:
    query = looked.query
    now = {*query.industries, *(query.professions if len(query.professions) == 1 else ())}
    return [one for one in other_trades(looked.typed) if one not in now]


def filters(looked: FoundSearch, t: Translator) -> list[Row]:
    return [
        *in_columns(list(_openings(looked, t)), 2),
        *in_columns(list(_facts(looked, t)), 2),
        *in_columns(list(_industries(looked, t)), 2),
        *in_columns(list(_regions(looked, t)), 2),
        *in_columns(list(_orders(looked, t)), 2),
    ]


def _openings(looked: FoundSearch, t: Translator) -> Iterator[InlineKeyboardButton]:
    facets, chosen = looked.results.facets, looked.results.filters.is_planned
    if not (facets.opened and facets.planned):
        return
    for opening, count in (
        (Opening.OPENED, facets.opened),
        (Opening.PLANNED, facets.planned),
    ):
        is_chosen = chosen is not None and chosen is (opening is Opening.PLANNED)
        name = t.plain(f"search-filter-{opening}")
        value = "" if is_chosen else opening.value
        yield _option(looked, Change.OPENING, value, name, count, t, is_chosen=is_chosen)


def _facts(looked: FoundSearch, t: Translator) -> Iterator[InlineKeyboardButton]:
    """What is known of some college: a filter of what nobody has told would find nothing."""
    for fact, count in looked.results.facets.facts:
        is_chosen = fact in looked.results.filters.facts
        value = f"{WITHOUT}{fact}" if is_chosen else fact.value
        name = t.plain(f"search-fact-{fact}")
        yield _option(looked, Change.FACT, value, name, count, t, is_chosen=is_chosen)


def _industries(looked: FoundSearch, t: Translator) -> Iterator[InlineKeyboardButton]:
    counted = looked.results.facets.industries
    for industry, count in counted[:INDUSTRIES_OFFERED] if len(counted) > 1 else ():
        is_chosen = looked.results.filters.industry is industry
        value = "" if is_chosen else industry.value
        name = industry_name(industry, t)
        yield _option(looked, Change.INDUSTRY, value, name, count, t, is_chosen=is_chosen)


def _regions(looked: FoundSearch, t: Translator) -> Iterator[InlineKeyboardButton]:
    counted = looked.results.facets.regions
    for region, count in counted[:REGIONS_OFFERED] if len(counted) > 1 else ():
        is_chosen = looked.results.filters.region == region
        value = "" if is_chosen else region_key(region)
        yield _option(
            looked, Change.WITHIN, value, t.toponym(region), count, t, is_chosen=is_chosen
        )


def _orders(looked: FoundSearch, t: Translator) -> Iterator[InlineKeyboardButton]:
    """Buttons of the orders; by distance only where there is something to measure from."""
    for order in Order:
        if order is Order.DISTANCE and looked.start is None:
            continue
        name = t.plain(f"search-order-{order}")
        if looked.search.choices.order is order:
            name = t.plain("search-order-chosen", order=name)
        yield _change(looked, Change.ORDER, order.value, name)


def _option(
    looked: FoundSearch,
    change: Change,
    value: str,
    name: str,
    count: int,
    t: Translator,
    *,
    is_chosen: bool,
) -> InlineKeyboardButton:
    key = "search-option-chosen" if is_chosen else "search-option"
    return _change(looked, change, value, t.plain(key, name=name, count=count))


def _place_button(looked: FoundSearch, place: Place, t: Translator) -> InlineKeyboardButton:
    label = t.plain(
        "search-place-option", place=place_name(place, t), region=t.toponym(place.region)
    )
    return _change(looked, Change.PLACE, str(place.id), label)


def _radius_button(looked: FoundSearch, km: int, t: Translator) -> InlineKeyboardButton:
    label = t.plain("search-radius", radius=kilometres(km, t.language))
    return _change(looked, Change.RADIUS, str(km), label)


def _change(looked: FoundSearch, change: Change, value: str, label: str) -> InlineKeyboardButton:
    return button(label, ChangeButton(id=looked.search.id, change=change, value=value))
