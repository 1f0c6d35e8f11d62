"""Screens with a picture, and how they and screens of text take each other's place."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaPhoto,
    Message,
)

from ui.screens import NOT_MODIFIED, Screen, acknowledge, send_to_chat, show


@dataclass(frozen=True, slots=True)
class PhotoScreen:
    """`caption` is HTML of at most CAPTION_UNITS; `photo` a file_id or the file itself."""

    caption: str
    photo: str | InputFile
    markup: InlineKeyboardMarkup


async def send_photo_to(bot: Bot, chat_id: int, screen: PhotoScreen) -> str:
    """The picture's file_id. Raises TelegramBadRequest where Telegram does not take it."""
    sent = await bot.send_photo(
        chat_id, screen.photo, caption=screen.caption, reply_markup=screen.markup
    )
    return file_id(sent)


async def show_photo(query: CallbackQuery, screen: PhotoScreen) -> str:
    """Shows the photo in place of the message under the button, whatever that shows
    (editMessageMedia). The query is answered already. Returns the file_id, empty where nothing was
    to be changed; raises TelegramBadRequest where Telegram does not take the picture."""
    message, bot = query.message, query.bot
    assert bot is not None
    if not isinstance(message, Message):
        return await send_photo_to(bot, query.from_user.id, screen)
    media = InputMediaPhoto(media=screen.photo, caption=screen.caption)
    try:
        edited = await message.edit_media(media, reply_markup=screen.markup)
    except TelegramBadRequest as error:
        if NOT_MODIFIED in error.message:
            return ""
        sent = await send_photo_to(bot, query.from_user.id, screen)
        await _remove(message)
        return sent
    return file_id(edited) if isinstance(edited, Message) else ""


async def show_text(query: CallbackQuery, screen: Screen) -> None:
    """Shows a text as ui.screens.show does. A picture cannot become a text: its message is
    deleted, if it can be."""
    message = query.message
    if not isinstance(message, Message) or message.text is not None:
        await show(query, screen)
        return
    await acknowledge(query)
    await send_to_chat(query, screen)
    await _remove(message)


def file_id(message: Message) -> str:
    """The file_id of a message's picture in its largest size."""
    return message.photo[-1].file_id if message.photo else ""


async def _remove(message: Message) -> None:
    """A bot deletes its own messages for 48 hours; an older one stays above (deleteMessage)."""
    with suppress(TelegramBadRequest):
        await message.delete()
