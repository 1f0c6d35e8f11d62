"""From an outbox row to a Bot API call, and from what came back to an outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)

from db.unit_of_work import Store
from domain.ids import ChatId, UserId
from domain.outbox import (
    ChatMoved,
    FloodWait,
    Kind,
    OutboxRow,
    Outcome,
    Payload,
    Refused,
    Sent,
    Transient,
    UserGone,
)
from domain.users import Language
from handlers.clusters.views import report_message
from ui.screens import NO_PREVIEW, Screen
from ui.translator import Translator, translator

Renderer = Callable[[Payload, Translator, str], Screen]

RENDERERS: dict[Kind, Renderer] = {Kind.REPORT: report_message}
"""Text is made when it leaves, in the reader's language of that moment."""

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")


@dataclass(frozen=True, kw_only=True, slots=True)
class TelegramSender:
    bot: Bot
    store: Store
    default_language: Language

    async def send(self, row: OutboxRow) -> Outcome:
        t = translator(await self._language(row.chat_id))
        username = (await self.bot.me()).username or ""
        screen = RENDERERS[row.kind](row.payload, t, username)
        try:
            message = await self.bot.send_message(
                row.chat_id,
                screen.text,
                reply_markup=screen.markup,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramAPIError as error:
            return outcome_of(error)
        return Sent(message.message_id)

    async def _language(self, chat_id: ChatId) -> Language:
        async with self.store.read() as tx:
            user = await tx.users.find(UserId(chat_id))
        if user is None:
            return self.default_language
        return user.language or Language.of_client(user.profile.client_language)


def outcome_of(error: TelegramAPIError) -> Outcome:
    """Bot API errors by what they mean for the row (core.telegram.org/api/errors)."""
    text = str(error)
    match error:
        case TelegramRetryAfter():
            return FloodWait(timedelta(seconds=error.retry_after))
        case TelegramMigrateToChat():
            return ChatMoved(ChatId(error.migrate_to_chat_id))
        case TelegramForbiddenError():
            return UserGone(text)
        case TelegramBadRequest() | TelegramNotFound() if any(word in text for word in GONE):
            return UserGone(text)
        case TelegramServerError() | TelegramNetworkError():
            return Transient(text)
        case _:
            return Refused(text)
