"""News as it arrives at a reader; the organisers' preview is made here too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.methods import EditMessageMedia, EditMessageText, SendPhoto, TelegramMethod
from aiogram.types import InlineKeyboardMarkup, InputMediaPhoto, LinkPreviewOptions
from aiogram.utils.text_decorations import html_decoration

from domain.news.items import NewsItem
from domain.news.subscriptions import DIGEST_ITEMS
from handlers.callbacks.news.reading import OpenNewsButton
from handlers.callbacks.news.subscriptions import StopNewsButton, SubscriptionsButton
from handlers.news.reading.texts import beginning, moment_of, without_empty_line
from services.files.richtext import cut
from services.news.delivery import DeliveredDigest
from ui.keyboards import button, in_columns, inline
from ui.screens import NO_PREVIEW, SendScreen
from ui.translator import Html, Translator

TEASER = 500
"""UTF-16 units: with title and date within a photo's caption (1,024)."""

DIGEST_TITLE = 150
DIGEST_LEAD = 180
"""UTF-16 units; ten of both fit one message (4,096)."""


def letter_text(item: NewsItem, zone: ZoneInfo, t: Translator) -> str:
    """Title, date, and the lead, or where there is none the beginning of the text."""
    content = item.content
    if content.lead:
        teaser = Html(html_decoration.quote(cut(content.lead, TEASER)))
    else:
        teaser = beginning(content.text, content.entities, TEASER)
    at = moment_of(item, zone, t)
    text = t("news-letter", title=content.title, moment=at, text=teaser)
    return without_empty_line(text).strip()


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
    named = items[:DIGEST_ITEMS]
    title = t("news-digest-title", count=len(items))
    return SendScreen(
        chat_id=chat_id,
        text=_digest_text(title, named, len(items) - len(named), t),
        reply_markup=_digest_markup(named, t).model_dump_json(exclude_none=True),
        link_preview_options=NO_PREVIEW,
        disable_notification=is_silent or None,
    )


def digest_edit(
    chat_id: int, message_id: int, digest: DeliveredDigest, t: Translator
) -> TelegramMethod[Any]:
    """Without what was withdrawn, with the words of now, and with nothing that was not there."""
    title = t("news-digest-title", count=len(digest.named) + digest.more)
    if not digest.named:
        title = t("news-digest-withdrawn", count=digest.carried)
    return EditMessageText(
        chat_id=chat_id,
        message_id=message_id,
        text=_digest_text(title, digest.named, digest.more, t),
        reply_markup=_digest_markup(digest.named, t),
        link_preview_options=NO_PREVIEW,
    )


def _digest_text(title: str, named: Sequence[NewsItem], more: int, t: Translator) -> str:
    lines = [title, *(_digest_line(number, item, t) for number, item in enumerate(named, 1))]
    if more:
        lines.append(t("news-digest-more", count=more))
    return "\n\n".join(lines)


def _digest_markup(named: Sequence[NewsItem], t: Translator) -> InlineKeyboardMarkup:
    opens = [
        button(str(number), OpenNewsButton(id=item.id)) for number, item in enumerate(named, 1)
    ]
    return inline(
        *in_columns(opens, 5),
        [button(t.plain("subscriptions-open"), SubscriptionsButton())],
        [button(t.plain("news-letter-stop"), StopNewsButton())],
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


def _preview(item: NewsItem) -> LinkPreviewOptions:
    if not item.content.picture_url:
        return NO_PREVIEW
    return LinkPreviewOptions(
        url=item.content.picture_url, prefer_large_media=True, show_above_text=True
    )
