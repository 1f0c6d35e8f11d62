"""`@bot новости …` in any chat: the newest, or those with the words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram.types import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from domain.errors import NotFound
from domain.ids import NewsId
from domain.news.items import NewsLine
from domain.people.users import Actor
from handlers.news.reading.texts import day_of, without_empty_line
from handlers.news.reading.views import LEAD_SHOWN, short_lead
from services.news.reading import News
from ui.formatting import shortened
from ui.keyboards import inline, link
from ui.links import deep_link
from ui.screens import NO_PREVIEW
from ui.translator import Translator

RESULTS_ON_PAGE = 10
OFFSET = re.compile(r"[0-9]{1,12}")
TITLE_CHARACTERS = 100
CACHE_SECONDS = 60
"""How late a withdrawn item may go on being offered."""


async def on_section(
    query: InlineQuery, rest: str, actor: Actor, t: Translator, news: News, bot_username: str
) -> None:
    items, following = await _found(rest, query.offset, news)
    results = [_article(one, actor.zone, t, bot_username) for one in items]
    if not results and not query.offset:
        results = [_nothing(rest, t)]
    await query.answer(
        [*results],
        cache_time=CACHE_SECONDS,
        is_personal=True,
        next_offset=following,
        button=InlineQueryResultsButton(
            text=t.plain("news-inline-to-bot"), start_parameter="news_latest"
        ),
    )


async def _found(words: str, offset: str, news: News) -> tuple[Sequence[NewsLine], str]:
    """Items, and the offset of those that follow; an offset is the id of the last item shown."""
    after = NewsId(int(offset)) if OFFSET.fullmatch(offset) else None
    try:
        if words:
            found = await news.search(words, after=after, is_typing=True, size=RESULTS_ON_PAGE)
            items, has_more = tuple(one.line for one in found.items), found.has_more
        else:
            page = await news.newest(after=after, size=RESULTS_ON_PAGE)
            items, has_more = page.items, page.has_older
    except NotFound:
        return (), ""
    return items, str(items[-1].id) if items and has_more else ""


def _article(
    item: NewsLine, zone: ZoneInfo, t: Translator, bot_username: str
) -> InlineQueryResultArticle:
    date = day_of(item, zone, t)
    lead = short_lead(item, LEAD_SHOWN)
    text = t("news-inline-text", title=item.title, date=date, lead=lead)
    opening = link(t.plain("news-inline-open"), deep_link(bot_username, "news", item.id))
    return InlineQueryResultArticle(
        id=f"news-{item.id}",
        title=shortened(item.title, TITLE_CHARACTERS),
        description=" · ".join(filter(None, [date, lead])),
        input_message_content=InputTextMessageContent(
            message_text=without_empty_line(text).strip(), link_preview_options=NO_PREVIEW
        ),
        reply_markup=inline([opening]),
    )


def _nothing(words: str, t: Translator) -> InlineQueryResultArticle:
    text = t.plain("news-inline-none", text=shortened(words, TITLE_CHARACTERS // 2))
    return InlineQueryResultArticle(
        id="nothing",
        title=text,
        input_message_content=InputTextMessageContent(message_text=text, parse_mode=None),
    )
