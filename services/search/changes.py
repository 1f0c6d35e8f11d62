"""What buttons change of a search: from a press to choices, from choices to another query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from domain.clusters.cards import Industry
from domain.clusters.facts import Fact
from domain.clusters.professions import Profession
from domain.clusters.searches import (
    ANY_TRADE,
    Choices,
    Opening,
    Order,
)
from domain.errors import NotFound
from domain.ids import PlaceId
from services.places.gazetteer import Gazetteer
from services.search.reading.intents import Limit
from services.search.reading.queries import Query
from services.search.results import Filters, Results, Sort

RADIUS_LIMIT_KM = 1_000

WITHOUT = "no."
"""Before the value of a filter of which there may be several: that one is taken away."""

SORTS = {
    Order.FITTING: Sort.RELEVANCE,
    Order.DISTANCE: Sort.DISTANCE,
    Order.NAME: Sort.NAME,
}


class Change(StrEnum):
    """Short, because buttons carry them. The value of each is named here."""

    PLACE = "p"
    """GeoNames id."""
    ANYWHERE = "a"
    REGION = "g"
    """Key of a region to look in instead."""
    RADIUS = "r"
    """Kilometres."""
    TRADE = "t"
    """Code of an industry or a profession, or ANY_TRADE."""
    INDUSTRY = "i"
    """A filter: its code; empty takes the filter away."""
    WITHIN = "w"
    """A filter: a region's key; empty takes it away."""
    OPENING = "s"
    """A filter: a Opening; empty takes it away."""
    FACT = "f"
    """A filter: a Fact that must be so; after WITHOUT the filter is taken away."""
    ORDER = "o"
    SPELLING = "y"
    """What was suggested becomes the text."""


Regions = Mapping[str, str]

FACTS_OF_LIMITS = {
    Limit.DORMITORY: (Fact.DORMITORY,),
    Limit.AFTER_9: (Fact.AFTER_9,),
    Limit.AFTER_11: (Fact.AFTER_11,),
    Limit.PART_TIME: (Fact.EXTRAMURAL, Fact.PART_TIME),
}
"""What a text may ask for and cards may tell; of several the first that any card tells."""

_EVERYWHERE = {"place": None, "region": None, "is_anywhere": False, "within": None}

_READERS: dict[Change, Callable[[str, Regions], dict[str, Any]]] = {
    Change.PLACE: lambda value, _: {**_EVERYWHERE, "place": PlaceId(int(value))},
    Change.REGION: lambda value, regions: {**_EVERYWHERE, "region": regions[value]},
    Change.ANYWHERE: lambda _, __: {**_EVERYWHERE, "is_anywhere": True, "radius_km": None},
    Change.RADIUS: lambda value, _: {"radius_km": max(1, min(int(value), RADIUS_LIMIT_KM))},
    Change.TRADE: lambda value, _: {"trade": value or None},
    Change.INDUSTRY: lambda value, _: {"industry": Industry(value) if value else None},
    Change.WITHIN: lambda value, regions: {"within": regions[value] if value else None},
    Change.OPENING: lambda value, _: {"opening": Opening(value) if value else None},
    Change.ORDER: lambda value, _: {"order": Order(value)},
    Change.SPELLING: lambda _, __: {},
}
"""From a button's value to the fields of Choices that it sets."""


def changed(choices: Choices, change: Change, value: str, regions: Regions) -> Choices:
    """`regions` by key. Raises NotFound for a value that there is not (any more)."""
    try:
        if change is Change.FACT:
            return _sifted(choices.wished, value)
        return replace(choices.wished, **_READERS[change](value, regions))
    except (ValueError, KeyError) as error:
        raise NotFound("button-outdated") from error


def _sifted(choices: Choices, value: str) -> Choices:
    """The choices with one fact wanted, unwanted or dropped; facts stand in the order of the enum,
    so that equal choices are equal. Raises ValueError."""
    fact = Fact(value.removeprefix(WITHOUT))
    is_dropped = value.startswith(WITHOUT)
    wanted = {*choices.facts, fact} - ({fact} if is_dropped else set())
    unwanted = {*choices.without, fact} - (set() if is_dropped else {fact})
    return replace(
        choices,
        facts=tuple(one for one in Fact if one in wanted),
        without=tuple(one for one in Fact if one in unwanted),
    )


def chosen(typed: Query, choices: Choices, places: Gazetteer) -> Query:
    """What was typed, as the buttons changed it. A place that is gone is as if not chosen."""
    query = _of_trade(typed, choices.trade)
    place = places.by_id(choices.place) if choices.place is not None else None
    if place is not None:
        query = query.at(place)
    elif choices.region is not None:
        query = query.in_region(choices.region)
    elif choices.is_anywhere:
        query = query.without_place()
    if choices.radius_km is not None:
        query = query.within(choices.radius_km)
    if choices.opening is not None:
        query = replace(query, is_planned=None)
    return query


def filters(choices: Choices) -> Filters:
    planned = {Opening.PLANNED: True, Opening.OPENED: False}
    return Filters(
        industry=choices.industry,
        region=choices.within,
        is_planned=planned.get(choices.opening) if choices.opening else None,
        facts=frozenset(choices.facts),
    )


def facts_of_limits(query: Query, choices: Choices, results: Results) -> dict[Limit, Fact]:
    """The facts by which the query's limits can be sifted: some card knows of them, and no button
    said no."""
    if not any(limit in FACTS_OF_LIMITS for limit in query.limits):
        return {}
    known = {fact for fact, _ in results.facets.facts}
    found = {
        limit: next((fact for fact in FACTS_OF_LIMITS.get(limit, ()) if fact in known), None)
        for limit in query.limits
    }
    return {limit: fact for limit, fact in found.items() if fact and fact not in choices.without}


def other_trades(typed: Query) -> tuple[Industry | Profession, ...]:
    """What else the words may mean, and the industries of the professions as a whole."""
    meanings = dict.fromkeys(
        (*_trades_of_parts(typed), *(p.industry for p in typed.professions if p.in_clusters))
    )
    return tuple(meanings)


def _trades_of_parts(typed: Query) -> Iterator[Industry | Profession]:
    for part in typed.parts:
        for meaning in (part.meaning, *part.others):
            if isinstance(meaning, Industry | Profession):
                yield meaning


def code_of(trade: Industry | Profession) -> str:
    return trade.value if isinstance(trade, Industry) else trade.code


def _of_trade(typed: Query, trade: str | None) -> Query:
    """A trade that the text does not name any more, as it is read today, changes nothing; where it
    names a place alone, the industry was chosen from the list of what is near.
    """
    if trade is None:
        return typed
    if trade == ANY_TRADE:
        return replace(typed.without_trade(), words=(), asked=())
    found = next((one for one in other_trades(typed) if code_of(one) == trade), None)
    if found is None and trade in set(Industry) and not typed.has_trade and not typed.words:
        found = Industry(trade)
    if found is None:
        return typed
    bare = replace(typed, words=(), asked=(), also=())
    if isinstance(found, Industry):
        return replace(bare, industries=(found,), professions=())
    return replace(bare, industries=(), professions=(found,))
