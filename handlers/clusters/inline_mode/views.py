"""Answers to inline queries: articles, how long they hold and for whom. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aiogram.enums import ParseMode
from aiogram.types import (
    InlineKeyboardButton,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputTextMessageContent,
)

from domain.clusters.cards import Cluster
from domain.people.users import Language
from handlers.clusters.cards.card_views import card_text
from handlers.clusters.cards.views import how_far, industry_name, town_name
from handlers.clusters.search.query_words import meaning_name
from services.search.inline_mode import RESULTS, InlinePage
from services.search.results import Hit
from ui.formatting import shortened
from ui.keyboards import asking, inline, link
from ui.links import deep_link
from ui.screens import NO_PREVIEW
from ui.translator import Translator

TITLE_CHARACTERS = 100
EXAMPLES = ("trade", "region", "college", "mine")
CACHE_SECONDS = 300
"""How long Telegram answers the same query itself; a changed card is late by as much."""

NOTHING_SECONDS = 60
"""The same of an answer without what was asked for."""

SEARCH_PAYLOAD = "search"
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A shared answer (not personal) may be shown to anybody who types the same."""

    results: list[InlineQueryResultUnion]
    cache_seconds: int
    is_personal: bool = True
    next_offset: str = ""
    button: InlineQueryResultsButton | None = None


def help_answer(t: Translator, bot_username: str) -> Answer:
    results = [_example(key, t, bot_username) for key in EXAMPLES]
    return Answer(results=[*results], cache_seconds=CACHE_SECONDS, button=_to_bot(t))


def found(
    page: InlinePage, text: str, t: Translator, today: date, bot_username: str, *, is_shared: bool
) -> Answer:
    """A Russian answer to a Russian text is the same for everybody who would type that.

    All others are personal: a cached one must not greet the next reader in another's language,
    nor tell distances from another's place.
    """
    articles = [_article(hit, t, today, bot_username) for hit in page.hits]
    notes = [] if page.is_as_asked or not page.is_first else [_note(page, text, t, bot_username)]
    is_russian = t.language is Language.RU and CYRILLIC.search(text) is not None
    return Answer(
        results=[*notes, *articles],
        cache_seconds=CACHE_SECONDS if page.is_as_asked else NOTHING_SECONDS,
        is_personal=not (is_shared and is_russian),
        next_offset=page.next_offset,
        button=_to_bot(t),
    )


def kept(clusters: Sequence[Cluster], t: Translator, today: date, bot_username: str) -> Answer:
    """One's favourites as results. They are not cached: a star changes them at once."""
    hits = [Hit(cluster=cluster) for cluster in clusters[:RESULTS]]
    articles = [_article(hit, t, today, bot_username) for hit in hits]
    none = t.plain("inline-mine-none")
    nothing = [] if articles else [_told("none", none, "", t, bot_username)]
    return Answer(results=[*nothing, *articles], cache_seconds=0, button=_to_bot(t))


def _article(hit: Hit, t: Translator, today: date, bot_username: str) -> InlineQueryResultArticle:
    cluster = hit.cluster
    open_card = link(t.plain("inline-open"), deep_link(bot_username, "cluster", cluster.id))
    return InlineQueryResultArticle(
        id=cluster.id,
        title=shortened(cluster.base_college or cluster.name, TITLE_CHARACTERS),
        description=_description(hit, t),
        input_message_content=_html(card_text(cluster, t, today)),
        reply_markup=inline([open_card]),
    )


def _description(hit: Hit, t: Translator) -> str:
    """City, distance and why it is here: `Казань · 12 км · Металлургия (по отрасли)`."""
    parts = [town_name(hit.cluster, t)]
    if hit.distance_km is not None:
        parts.append(how_far(hit.cluster, hit.distance_km, t))
    industry = industry_name(hit.cluster.industry, t)
    if hit.profession is not None:
        parts.append(meaning_name(hit.profession, t))
    elif hit.by_industry:
        parts.append(t.plain("inline-by-industry", industry=industry))
    else:
        parts.append(industry)
    return " · ".join(parts)


def _note(page: InlinePage, text: str, t: Translator, bot: str) -> InlineQueryResultArticle:
    """What was done when nothing was found just so."""
    if page.spelling is not None:
        title = t.plain("inline-spelling", text=page.spelling)
        note = t.plain("inline-spelling-note")
        return _told("spelling", title, note, t, bot, page.spelling)
    if page.hits:
        return _told("elsewhere", t.plain("inline-elsewhere"), "", t, bot)
    title = t.plain("inline-nothing", text=shortened(text.strip(), TITLE_CHARACTERS // 2))
    return _told("nothing", title, t.plain("inline-nothing-note"), t, bot)


def _example(key: str, t: Translator, bot: str) -> InlineQueryResultArticle:
    query = t.plain(f"inline-example-{key}")
    note = t.plain(f"inline-example-{key}-note")
    return _told(f"example-{key}", query, note, t, bot, query)


def _told(
    name: str, title: str, note: str, t: Translator, bot: str, query: str = ""
) -> InlineQueryResultArticle:
    """An article that is no cluster; who sends it sends a hint how to ask.

    Its id has a dot, which no cluster's has.
    """
    ask: list[InlineKeyboardButton] = [asking(t.plain("inline-ask"), query)]
    return InlineQueryResultArticle(
        id=f"told.{name}",
        title=shortened(title, TITLE_CHARACTERS),
        description=note or None,
        input_message_content=_html(t("inline-hint", bot=bot)),
        reply_markup=inline(ask),
    )


def _html(text: str) -> InputTextMessageContent:
    return InputTextMessageContent(
        message_text=text, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )


def _to_bot(t: Translator) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(text=t.plain("inline-to-bot"), start_parameter=SEARCH_PAYLOAD)
