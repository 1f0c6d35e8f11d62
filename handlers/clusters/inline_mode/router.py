"""Inline queries. A section of its own words («мои кластеры …») is asked before the search.

Another conversation adds one by a router that stands before this one in handlers/__init__.py and
registers its handler with `ui.filters.Section`.
"""

from __future__ import annotations

from aiogram import Router
from aiogram.types import InlineQuery

from domain.people.users import Actor
from domain.places.geo import Point
from handlers.clusters.inline_mode.filters import NoWords
from handlers.clusters.inline_mode.views import (
    Answer,
    found,
    help_answer,
    kept,
)
from services.clusters.catalogue import Clusters, named
from services.search.inline_mode import InlineSearch
from ui.filters import Section
from ui.translator import Translator


def build() -> Router:
    router = Router(name="inline")
    router.inline_query.register(on_nothing, NoWords())
    router.inline_query.register(on_mine, Section("inline-section-mine"))
    router.inline_query.register(on_query)
    return router


async def on_nothing(query: InlineQuery, t: Translator, bot_username: str) -> None:
    await _answer(query, help_answer(t, bot_username))


async def on_mine(
    query: InlineQuery,
    rest: str,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    bot_username: str,
) -> None:
    mine = tuple(one.cluster for one in await clusters.favourites(actor))
    await _answer(query, kept(named(mine, rest), t, clusters.today(), bot_username))


async def on_query(
    query: InlineQuery,
    t: Translator,
    clusters: Clusters,
    inline_search: InlineSearch,
    bot_username: str,
) -> None:
    page = await inline_search.find(query.query, query.offset, _point(query))
    is_shared = query.location is None
    answer = found(page, query.query, t, clusters.today(), bot_username, is_shared=is_shared)
    await _answer(query, answer)


async def _answer(query: InlineQuery, answer: Answer) -> None:
    await query.answer(
        answer.results,
        cache_time=answer.cache_seconds,
        is_personal=answer.is_personal,
        next_offset=answer.next_offset,
        button=answer.button,
    )


def _point(query: InlineQuery) -> Point | None:
    """What a client sends is data: a point off the Earth is none."""
    if query.location is None:
        return None
    try:
        return Point(query.location.latitude, query.location.longitude)
    except ValueError:
        return None
