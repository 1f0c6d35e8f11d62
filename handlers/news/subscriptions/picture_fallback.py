"""News whose picture Telegram refuses: their words go out all the same."""

from __future__ import annotations

from typing import Any

from aiogram.methods import (
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions

from ui.screens import NO_PREVIEW, SendScreen


def picture_of(call: TelegramMethod[Any]) -> str:
    """The file_id or address in a letter or its edit; empty where there is none."""
    match call:
        case SendPhoto():
            return str(call.photo)
        case EditMessageMedia():
            return str(call.media.media)
        case SendScreen() | EditMessageText():
            preview = call.link_preview_options
            return (preview.url or "") if isinstance(preview, LinkPreviewOptions) else ""
    return ""


def without_picture(call: TelegramMethod[Any]) -> list[TelegramMethod[Any]]:
    """Other ways to say the same, to be tried in this order."""
    match call:
        case SendPhoto():
            return [_text_of(call)]
        case SendScreen() if picture_of(call):
            return [call.model_copy(update={"link_preview_options": NO_PREVIEW})]
        case EditMessageMedia():
            return _edits(call, call.media.caption or "", is_first=False)
        case EditMessageText():
            return _edits(call, call.text or "", is_first=not picture_of(call))
    return []


def _text_of(call: SendPhoto) -> SendScreen:
    markup = call.reply_markup
    is_inline = isinstance(markup, InlineKeyboardMarkup)
    return SendScreen(
        chat_id=call.chat_id,
        text=call.caption or "",
        reply_markup=markup.model_dump_json(exclude_none=True) if markup and is_inline else None,
        link_preview_options=NO_PREVIEW,
        disable_notification=call.disable_notification,
    )


def _edits(
    call: EditMessageMedia | EditMessageText, text: str, *, is_first: bool
) -> list[TelegramMethod[Any]]:
    """A photo that was delivered stays one, for editMessageText knows only texts.

    `is_first`: the refused call was just such a text.
    """
    chat_id, message_id, markup = call.chat_id, call.message_id, call.reply_markup
    as_text = EditMessageText(
        chat_id=chat_id,
        message_id=message_id,
        text=text,
        reply_markup=markup,
        link_preview_options=NO_PREVIEW,
    )
    as_caption = EditMessageCaption(
        chat_id=chat_id, message_id=message_id, caption=text, reply_markup=markup
    )
    return [as_caption] if is_first else [as_text, as_caption]
