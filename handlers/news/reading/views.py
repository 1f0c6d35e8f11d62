from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardMarkup

from domain.clusters.cards import Cluster
from domain.lru_cache import MadeOnce
from domain.news.items import NewsItem, NewsLine, Topic
from handlers.callbacks.clusters.cards import CardButton, RegionButton
from handlers.callbacks.news.reading import (
    AskWordsButton,
    FoundButton,
    FoundPageButton,
    NewsItemButton,
    NewsListButton,
    NewsTopicsButton,
    RelatedButton,
    WholeTextButton,
)
from handlers.callbacks.news.subscriptions import SubscriptionsButton
from handlers.news.reading.texts import (
    day_of,
    item_text,
    marked,
    passage,
    without_empty_line,
)
from services.clusters.catalogue import region_key
from services.files.richtext import cut
from services.news.reading import NewsPage, SearchPage
from ui.formatting import CAPTION_UNITS, MESSAGE_UNITS
from ui.keyboards import Row, button, in_columns, inline, link, packed, shared
from ui.links import deep_link, share_link
from ui.screens import Screen
from ui.translator import Translator

LEAD_SHOWN = 110
"""UTF-16 units of an item's lead in lists: five items are about one phone screen."""

PASSAGE_SHOWN = 160
"""The same of the text around the words that were looked for."""

PLACES_SHOWN = 4
"""Clusters and regions under an item, of each kind."""

SCREENS = MadeOnce[Screen](200)
"""Lists by all that they show: some 5 KB each. Nearly everybody looks at the first page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsCard:
    """An item with what its buttons lead to; `place` is where in the list it was opened."""

    item: NewsItem
    place: NewsListButton
    clusters: tuple[Cluster, ...]
    regions: tuple[str, ...]
    """Those that have clusters."""


def list_screen(
    page: NewsPage, place: NewsListButton, topic: Topic | None, zone: ZoneInfo, t: Translator
) -> Screen:
    """`topic`: the one that the list is narrowed to."""
    key = page, packed(place), topic, zone, t.language
    return SCREENS.of(None, key, lambda: _list_screen(page, place, topic, zone, t))


def _list_screen(
    page: NewsPage, place: NewsListButton, topic: Topic | None, zone: ZoneInfo, t: Translator
) -> Screen:
    title = t("news-title-topic", topic=topic.name(t.language)) if topic else t("news-title")
    choices = _choices(t, topic)
    if not page.items:
        return Screen("\n\n".join([title, t("news-none")]), shared(*choices))
    lines = [_line(number, item, zone, t) for number, item in enumerate(page.items, 1)]
    opening = [
        button(str(number), NewsItemButton(id=item.id, **place.model_dump()))
        for number, item in enumerate(page.items, 1)
    ]
    markup = shared(opening, _turning(page, place, t), *choices)
    return Screen("\n\n".join([title, *lines]), markup)


def topics_screen(topics: Sequence[Topic], t: Translator) -> Screen:
    chips = [button(one.name(t.language), NewsListButton(topic=one.code)) for one in topics]
    every = button(t.plain("news-all"), NewsListButton())
    return Screen(t("news-topics-title"), inline([every], *in_columns(chips, 2)))


def item_screen(card: NewsCard, zone: ZoneInfo, t: Translator, bot_username: str) -> Screen:
    text, _ = item_text(card.item, zone, t, MESSAGE_UNITS)
    return Screen(text, _item_markup(card, t, bot_username, has_more=False))


def item_caption(
    card: NewsCard, zone: ZoneInfo, t: Translator, bot_username: str
) -> tuple[str, InlineKeyboardMarkup]:
    """An item's caption under a picture and its buttons, one of them a way to the text where it
    does not fit."""
    text, is_whole = item_text(card.item, zone, t, CAPTION_UNITS)
    return text, _item_markup(card, t, bot_username, has_more=not is_whole)


def whole_text_screen(item: NewsItem, zone: ZoneInfo, t: Translator) -> Screen:
    text, _ = item_text(item, zone, t, MESSAGE_UNITS)
    return Screen(text, inline(_reading(item, t)))


def related_screen(
    item: NewsItem,
    related: Sequence[NewsItem],
    place: NewsListButton,
    zone: ZoneInfo,
    t: Translator,
) -> Screen:
    back = button(t.plain("news-back-item"), NewsItemButton(id=item.id, **place.model_dump()))
    if not related:
        return Screen(t("news-related-none"), inline([back]))
    title = t("news-related-title", title=item.content.title)
    lines = [_line(number, one.line, zone, t) for number, one in enumerate(related, 1)]
    opening = [
        button(str(number), NewsItemButton(id=one.id, **place.model_dump()))
        for number, one in enumerate(related, 1)
    ]
    return Screen("\n\n".join([title, *lines]), inline(opening, [back]))


def found_screen(
    found: SearchPage, place: FoundPageButton, zone: ZoneInfo, t: Translator
) -> Screen:
    """The words are the first bold part of the text: `words_of` finds them there again."""
    if not found.items:
        return nothing_found_screen(found.query, t)
    title = t("news-found-title", query=found.query)
    if found.is_other_layout:
        title += "\n" + t("news-found-layout")
    lines = [_found_line(number, item, found, zone, t) for number, item in _numbered(found)]
    opening = [button(str(number), FoundButton(id=item.id)) for number, item in _numbered(found)]
    key = "news-found-newest" if place.best else "news-found-best"
    turning: Row = []
    if place.after:
        turning.append(button(t.plain("news-found-first"), FoundPageButton(best=place.best)))
    if found.has_more:
        more = FoundPageButton(after=found.items[-1].id, best=place.best)
        turning.append(button(t.plain("news-found-more"), more))
    markup = inline(
        opening,
        turning,
        [button(t.plain(key), FoundPageButton(best=not place.best))],
        [
            button(t.plain("news-find-again"), AskWordsButton()),
            button(t.plain("news-all"), NewsListButton()),
        ],
    )
    return Screen("\n\n".join([title, *lines]), markup)


def nothing_found_screen(query: str, t: Translator) -> Screen:
    topics = [
        button(t.plain("news-topics-all"), NewsTopicsButton()),
        button(t.plain("news-all"), NewsListButton()),
    ]
    return Screen(t("news-found-none", query=query), inline(topics))


def short_lead(item: NewsLine, limit: int) -> str:
    """The lead in at most `limit` UTF-16 units; empty where it would repeat the title."""
    return cut(item.lead, limit) if item.lead != item.title else ""


def _line(number: int, item: NewsLine, zone: ZoneInfo, t: Translator) -> str:
    lead = short_lead(item, LEAD_SHOWN)
    values = {
        "number": str(number),
        "title": item.title,
        "date": day_of(item, zone, t),
    }
    line = t("news-line-lead", **values, lead=lead) if lead else t("news-line", **values)
    return without_empty_line(line).rstrip()


def _found_line(
    number: int, item: NewsItem, found: SearchPage, zone: ZoneInfo, t: Translator
) -> str:
    content = item.content
    text = " ".join(f"{content.lead} {content.text}".split())
    shown = passage(text, found.marks(text), PASSAGE_SHOWN)
    line = t(
        "news-found-line",
        number=str(number),
        title=marked(content.title, found.marks(content.title)),
        date=day_of(item, zone, t),
        passage=marked(shown, found.marks(shown)),
    )
    return without_empty_line(line)


def _numbered(found: SearchPage) -> list[tuple[int, NewsItem]]:
    return list(enumerate(found.items, 1))


def _turning(page: NewsPage, place: NewsListButton, t: Translator) -> Row:
    first, last = page.items[0].id, page.items[-1].id
    row: Row = []
    if page.has_newer:
        newer = NewsListButton(topic=place.topic, edge=first, newer=True)
        row.append(button(t.plain("news-newer"), newer))
    if page.has_older:
        older = NewsListButton(topic=place.topic, edge=last)
        row.append(button(t.plain("news-older"), older))
    return row


def _choices(t: Translator, topic: Topic | None) -> list[Row]:
    every = [button(t.plain("news-all"), NewsListButton())] if topic else []
    return [
        [
            button(t.plain("news-topics"), NewsTopicsButton()),
            button(t.plain("news-find"), AskWordsButton()),
        ],
        [*every, button(t.plain("subscriptions-open"), SubscriptionsButton())],
    ]


def _item_markup(
    card: NewsCard, t: Translator, bot_username: str, *, has_more: bool
) -> InlineKeyboardMarkup:
    item, place = card.item, card.place.model_dump()
    share = share_link(deep_link(bot_username, "news", item.id), item.content.title)
    return inline(
        [button(t.plain("news-whole"), WholeTextButton(id=item.id))] if has_more else [],
        _reading(item, t),
        *([button(f"🏫 {one.name}", CardButton(id=one.id))] for one in card.clusters),
        *in_columns(
            [
                button(f"🗺 {t.toponym(one)}", RegionButton(key=region_key(one)))
                for one in card.regions
            ],
            2,
        ),
        [
            button(t.plain("news-related"), RelatedButton(id=item.id, **place)),
            link(t.plain("news-share"), share),
        ],
        [button(t.plain("news-back"), NewsListButton(**place))],
    )


def _has_url(item: NewsItem) -> bool:
    """Whether there is an address that Telegram takes for a button."""
    return item.content.url.startswith(("https://", "http://"))


def _reading(item: NewsItem, t: Translator) -> Row:
    """The button that leads to the item itself; an address that names a whole site is called
    so."""
    if not _has_url(item):
        return []
    key = "news-read" if leads_to_a_page(item.content.url) else "news-source-site"
    return [link(t.plain(key), item.content.url)]


def leads_to_a_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.strip("/") != "" or parts.query != ""
