"""What a failed call of the Bot API means: one table, for deliveries and for answers alike."""

from __future__ import annotations

from datetime import timedelta

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from domain.ids import ChatId
from domain.outbox import (
    ChatMoved,
    FloodWait,
    Halted,
    Outcome,
    Refused,
    SourceGone,
    Transient,
    UserGone,
)

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")
SOURCE_GONE = ("message to copy not found", "there are no messages to copy",
               "messages to copy not found")  # fmt: skip
NEVER_LEFT = ("ClientConnector", "Cannot connect to host")
"""Network errors before the request was written: it cannot have arrived."""


def outcome_of(error: TelegramAPIError) -> Outcome:  # noqa: PLR0911  (a table)
    """Bot API errors by what they mean for the row (core.telegram.org/api/errors)."""
    text = error.message
    match error:
        case TelegramRetryAfter():
            return FloodWait(timedelta(seconds=error.retry_after))
        case TelegramMigrateToChat():
            return ChatMoved(ChatId(error.migrate_to_chat_id))
        case TelegramForbiddenError():
            return UserGone(text)
        case TelegramUnauthorizedError() | TelegramConflictError():
            return Halted(text)
        case TelegramBadRequest() | TelegramNotFound() if any(word in text for word in GONE):
            return UserGone(text)
        case TelegramBadRequest() if any(words in text for words in SOURCE_GONE):
            return SourceGone(text)
        case TelegramNetworkError():
            return Transient(text, is_uncertain=not any(word in text for word in NEVER_LEFT))
        case TelegramServerError():
            return Transient(text)
        case _:
            return Refused(text)
