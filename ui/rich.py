"""Rich messages, for what plain text shows badly, with the same in plain text at hand.

They came with Bot API 10.1 and can be given as blocks since 10.2: an older server knows no such
method (404) or misses the content (400). Blocks are chosen over HTML because user text then needs
no escaping. Keep their formatting shallow: aiogram validates nested rich text in exponential time.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramNotFound
from aiogram.methods import SendRichMessage
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, InputRichMessage, Message, MessageId

from ui.screens import NOT_MODIFIED, Screen, acknowledge, send_to, send_to_chat, show

log = logging.getLogger(__name__)

WAS_RICH = "was_rich"
"""Set beside the text of a message that was rich before the bot read it (bot.updates.incoming)."""


@dataclass(frozen=True, slots=True)
class RichScreen:
    """`plain` says the same; its inline keyboard is the one of both."""

    rich: InputRichMessage
    plain: Screen

    @property
    def markup(self) -> InlineKeyboardMarkup | None:
        markup = self.plain.markup
        return markup if isinstance(markup, InlineKeyboardMarkup) else None


class SendRichScreen(SendRichMessage):
    """Reads only the new message's id from the answer, not the echo of all blocks."""

    __returning__ = MessageId  # type: ignore[assignment]  # aiogram types it as Message


def is_rich(message: Message) -> bool:
    return bool((message.model_extra or {}).get(WAS_RICH))


async def send_rich(bot: Bot, chat_id: int, screen: RichScreen) -> None:
    """Sends the rich message, or its plain text to a server that refuses rich ones."""
    call = SendRichScreen(chat_id=chat_id, rich_message=screen.rich, reply_markup=screen.markup)
    try:
        await bot(call)
    except (TelegramBadRequest, TelegramNotFound) as error:
        log.info("rich message refused, sent as text: %s", error.message)
        await send_to(bot, chat_id, screen.plain)


async def show_rich(query: CallbackQuery, screen: RichScreen, *, toast: str | None = None) -> None:
    """Edits the message under the button as what it is: rich or, where that was refused, text."""
    message = query.message
    if not isinstance(message, Message) or not is_rich(message):
        await show(query, screen.plain, toast=toast)
        return
    await acknowledge(query, toast)
    try:
        await message.edit_text(rich_message=screen.rich, reply_markup=screen.markup)
    except TelegramBadRequest as error:
        if NOT_MODIFIED not in error.message:
            await send_to_chat(query, screen.plain)
