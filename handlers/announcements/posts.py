"""From an organiser's message to a post: the bot's own copy, and what an edit of copies needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.enums import ContentType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardMarkup, Message

from domain.announcements.announcements import Post, PostKind
from domain.errors import UserError
from domain.ids import ChatId
from domain.texts import utf16_units
from ui.filters import left_out
from ui.rich import is_rich

TEXT_UNITS = 4_096
""" "1-4096 characters after entities parsing" (editMessageText), in UTF-16 units."""

EDITABLE_MEDIA = {
    ContentType.PHOTO: "photo",
    ContentType.VIDEO: "video",
    ContentType.DOCUMENT: "document",
    ContentType.ANIMATION: "animation",
    ContentType.AUDIO: "audio",
}
"""Kinds of files that editMessageMedia takes."""

REFUSALS = {
    ContentType.PAID_MEDIA: "post-refused-paid",
    ContentType.GIVEAWAY: "post-refused-giveaway",
    ContentType.GIVEAWAY_WINNERS: "post-refused-giveaway",
    ContentType.INVOICE: "post-refused-invoice",
}
"""copyMessage: "Service messages, paid media messages, giveaway messages, ... and invoice messages
can't be copied"."""


async def copied(
    bot: Bot, messages: Sequence[Message], markup: InlineKeyboardMarkup | None
) -> Post:
    """Copies the messages into the organiser's own chat; `markup` goes under a single one.

    Raises UserError with the reason when Telegram cannot copy such a message.
    """
    first = messages[0]
    reason = refusal(first)
    if reason is not None:
        raise UserError(reason)
    chat_id = first.chat.id
    sources = sorted(m.message_id for m in messages)
    try:
        ids = await _copy(bot, chat_id, sources, markup)
    except TelegramBadRequest as error:
        raise UserError("post-refused") from error
    return Post(
        chat_id=ChatId(chat_id),
        message_ids=tuple(ids),
        kind=kind_of(messages),
        content=_content(first),
        source_ids=tuple(sources),
    )


async def _copy(
    bot: Bot, chat_id: int, ids: list[int], markup: InlineKeyboardMarkup | None
) -> list[int]:
    if len(ids) == 1:
        copy = await bot.copy_message(chat_id, chat_id, ids[0], reply_markup=markup)
        return [copy.message_id]
    return [copy.message_id for copy in await bot.copy_messages(chat_id, chat_id, ids)]


def refusal(message: Message) -> str | None:
    """Why Telegram would not copy it: a message id of locales/."""
    kind = ContentType(message.content_type)
    if kind in REFUSALS:
        return REFUSALS[kind]
    if message.poll is not None and message.poll.type == "quiz" and not _knows_answer(message):
        return "post-refused-quiz"
    is_service = kind in SERVICE and not is_rich(message)
    return "post-refused-service" if is_service else None


# A kind that aiogram does not know is not among them: Telegram itself says whether it copies one.
SERVICE = frozenset(
    {
        ContentType.NEW_CHAT_MEMBERS,
        ContentType.LEFT_CHAT_MEMBER,
        ContentType.PINNED_MESSAGE,
        ContentType.SUCCESSFUL_PAYMENT,
        ContentType.USERS_SHARED,
        ContentType.CHAT_SHARED,
        ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
        ContentType.STORY,
    }
)


def check_correction(message: Message) -> None:
    """editMessageText takes less than a rich message may hold. Raises UserError."""
    if utf16_units(message.text or "") > TEXT_UNITS:
        raise UserError("post-correction-too-long", limit=TEXT_UNITS)


def _knows_answer(message: Message) -> bool:
    poll = message.poll
    if poll is None:
        return False
    known = getattr(poll, "correct_option_ids", None) or getattr(poll, "correct_option_id", None)
    return known is not None


def kind_of(messages: Sequence[Message]) -> PostKind:
    first = messages[0]
    if len(messages) > 1:
        return PostKind.ALBUM
    if first.text is not None:
        return PostKind.TEXT
    if first.poll is not None or "poll" in left_out(first):
        return PostKind.POLL
    if ContentType(first.content_type) in EDITABLE_MEDIA:
        return PostKind.MEDIA
    return PostKind.OTHER


def _content(message: Message) -> dict[str, Any]:
    """A post's content as the Bot API's edit methods take it; empty for what cannot be edited."""
    if message.text is not None:
        options = message.link_preview_options
        return _known(
            text=message.text,
            entities=_entities(message.entities),
            link_preview_options=options.model_dump(exclude_none=True) if options else None,
        )
    kind = EDITABLE_MEDIA.get(ContentType(message.content_type))
    if kind is None:
        return {}
    file = message.photo[-1] if message.photo else getattr(message, kind)
    return _known(
        type=kind,
        media=file.file_id,
        caption=message.caption,
        caption_entities=_entities(message.caption_entities),
        show_caption_above_media=message.show_caption_above_media,
    )


def _entities(entities: Sequence[Any] | None) -> list[dict[str, Any]] | None:
    return [one.model_dump(exclude_none=True) for one in entities] if entities else None


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
