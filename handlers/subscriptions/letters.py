"""News as it arrives at a reader; the organisers' preview is made here too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.methods import EditMessageMedia, EditMessageText, SendPhoto, TelegramMethod
from aiogram.types import (
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    MessageEntity,
)
from aiogram.utils.text_decorations import html_decoration

from domain.news import Entity, NewsItem
from domain.texts import utf16_units
from handlers.subscriptions.callbacks import (
    OpenNewsButton,
    StopNewsButton,
    SubscriptionsButton,
)
from services.news.delivery import DIGEST_ITEMS
from services.news.richtext import cut, cut_rich
from ui.formatting import MESSAGE_UNITS, moment
from ui.keyboards import button, in_columns, inline, link
from ui.screens import NO_PREVIEW, Screen, SendScreen
from ui.translator import Html, Translator

TEASER = 500
"""UTF-16 units: with title and date within a photo's caption (1,024)."""

DIGEST_TITLE = 150
DIGEST_LEAD = 180
"""UTF-16 units; ten of both fit one message (4,096)."""

MARGIN = 150
"""Of the date and the signs between the parts."""


def letter_text(item: NewsItem, zone: ZoneInfo, t: Translator) -> str:
    """Title, date, and the lead, or where there is none the beginning of the text."""
    content = item.content
    if content.lead:
        teaser = Html(html_decoration.quote(cut(content.lead, TEASER)))
    else:
        teaser = rich(content.text, content.entities, TEASER)
    at = moment(item.published_at, zone, t)
    return t("news-letter", title=content.title, moment=at, text=teaser).strip()


def letter_markup(item: NewsItem, t: Translator) -> InlineKeyboardMarkup:
    return inline(
        [button(t.plain("news-letter-open"), OpenNewsButton(id=item.id))],
        [button(t.plain("news-letter-stop"), StopNewsButton(id=item.id))],
    )


def letter_call(
    chat_id: int, item: NewsItem, zone: ZoneInfo, t: Translator, *, is_silent: bool = False
) -> TelegramMethod[Any]:
    """A photo where Telegram has it already; else a text, with the picture as its preview.

    Fetching it ourselves would hold the outbox up for as long as some site takes to answer.
    """
    text, markup = letter_text(item, zone, t), letter_markup(item, t)
    if item.content.picture_id:
        return SendPhoto(
            chat_id=chat_id,
            photo=item.content.picture_id,
            caption=text,
            reply_markup=markup,
            disable_notification=is_silent or None,
        )
    return SendScreen(
        chat_id=chat_id,
        text=text,
        reply_markup=markup.model_dump_json(exclude_none=True),
        link_preview_options=_preview(item),
        disable_notification=is_silent or None,
    )


def digest_call(
    chat_id: int, items: Sequence[NewsItem], t: Translator, *, is_silent: bool = False
) -> TelegramMethod[Any]:
    """The first DIGEST_ITEMS, a button for each; how many more there are."""
    lines = [t("news-digest-title", count=len(items))]
    for number, item in enumerate(items[:DIGEST_ITEMS], 1):
        lines += ["", _digest_line(number, item, t)]
    if len(items) > DIGEST_ITEMS:
        lines += ["", t("news-digest-more", count=len(items) - DIGEST_ITEMS)]
    opens = [
        button(str(number), OpenNewsButton(id=item.id))
        for number, item in enumerate(items[:DIGEST_ITEMS], 1)
    ]
    markup = inline(
        *in_columns(opens, 5),
        [button(t.plain("subscriptions-open"), SubscriptionsButton())],
        [button(t.plain("news-letter-stop"), StopNewsButton())],
    )
    return SendScreen(
        chat_id=chat_id,
        text="\n".join(lines),
        reply_markup=markup.model_dump_json(exclude_none=True),
        link_preview_options=NO_PREVIEW,
        disable_notification=is_silent or None,
    )


def _digest_line(number: int, item: NewsItem, t: Translator) -> str:
    content = item.content
    lead = cut(" ".join((content.lead or content.text).split()), DIGEST_LEAD)
    return t("news-digest-line", number=number, title=cut(content.title, DIGEST_TITLE), lead=lead)


def letter_edit(
    chat_id: int, message_id: int, item: NewsItem, zone: ZoneInfo, t: Translator
) -> TelegramMethod[Any]:
    """editMessageMedia takes a text too, and gives it the picture."""
    text, markup = letter_text(item, zone, t), letter_markup(item, t)
    if item.content.picture_id:
        return EditMessageMedia(
            chat_id=chat_id,
            message_id=message_id,
            media=InputMediaPhoto(media=item.content.picture_id, caption=text),
            reply_markup=markup,
        )
    return EditMessageText(
        chat_id=chat_id,
        message_id=message_id,
        text=text,
        reply_markup=markup,
        link_preview_options=_preview(item),
    )


def item_screen(item: NewsItem, zone: ZoneInfo, t: Translator) -> Screen:
    """The whole of it, as far as one message goes."""
    content, at = item.content, moment(item.published_at, zone, t)
    room = MESSAGE_UNITS - MARGIN - utf16_units(content.title) - utf16_units(content.lead)
    parts = [t("news-letter", title=content.title, moment=at, text=Html("")).strip()]
    if content.lead and not content.text.startswith(content.lead):
        parts.append(t("news-letter-lead", text=content.lead))
    if content.text:
        parts.append(rich(content.text, content.entities, room))
    more = [link(t.plain("news-letter-whole"), content.url)] if content.url else []
    choices = [button(t.plain("subscriptions-open"), SubscriptionsButton())]
    return Screen("\n\n".join(parts), inline(more, choices))


def rich(text: str, entities: Sequence[Entity], limit: int) -> Html:
    """HTML of at most `limit` UTF-16 units of the text, with its entities."""
    short = cut_rich(text, tuple(entities), limit)
    marks = [
        MessageEntity(type=one.type, offset=one.offset, length=one.length, url=one.url or None)
        for one in short.entities
    ]
    return Html(html_decoration.unparse(short.text, marks))


def _preview(item: NewsItem) -> LinkPreviewOptions:
    if not item.content.picture_url:
        return NO_PREVIEW
    return LinkPreviewOptions(
        url=item.content.picture_url, prefer_large_media=True, show_above_text=True
    )
