"""What a failed call of the Bot API means: one table, for deliveries and for answers alike."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile, Message, MessageId
from pydantic import ValidationError

from domain.ids import ChatId
from domain.outbox import (
    ChatMoved,
    FloodWait,
    Halted,
    Outcome,
    Refused,
    Sent,
    SourceGone,
    TooLarge,
    Transient,
    UserGone,
)

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")
SOURCE_GONE = ("message to copy not found", "there are no messages to copy",
               "messages to copy not found")  # fmt: skip
RETRY = re.compile(r"retry after (\d{1,9})")
"""How Telegram words a 429, should its `parameters` have gone astray."""

NO_WAY = "no way through the proxy"
NEVER_LEFT = ("ClientConnector", "Cannot connect to host", "ClientHttpProxyError", NO_WAY)
"""Network errors before the request was written: it cannot have arrived."""


class UnreadableAnswer(TelegramAPIError):
    """What came back is not the Bot API's JSON: a proxy's page, a cut or unknown answer.

    `content` is the JSON where it is some, else the text; it may hold what people wrote.
    """

    label = "Unreadable answer"

    def __init__(self, method: TelegramMethod[Any], status: int, content: Any) -> None:
        super().__init__(method, f"answer {status} is not the Bot API's")
        self.status = status
        self.content = content


CALL_ERRORS = (TelegramAPIError, ClientDecodeError, OSError, UnicodeDecodeError)
"""All that a call may raise for what Telegram, the network or a proxy did. The last two escape
aiohttp's own errors: a write to a closed connection, a body in no encoding."""


def outcome_of(error: Exception) -> Outcome:
    """One of CALL_ERRORS by what it means for the message.

    Only what Telegram itself says in its own JSON is final. An `ok: false` without a description,
    or with a code that is in no list here, is none of Telegram's.
    """
    match error:
        case UnreadableAnswer(method=method, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE) if (
            has_file(method)
        ):
            return TooLarge(error.message)
        case UnreadableAnswer(status=status):
            is_ours = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
            trouble = Transient(error.message, is_uncertain=not is_ours)
            return _accepted(error.content) or trouble
        case ClientDecodeError(data=content):
            return _accepted(content) or Transient(error.message, is_uncertain=True)
        case TelegramAPIError() if error.message:
            return _answered(error)
        case TelegramAPIError():
            return Transient("an error without a description")
        case _:
            return Transient(str(error), is_uncertain=True)


def _answered(error: TelegramAPIError) -> Outcome:  # noqa: PLR0911  (a table)
    """core.telegram.org/api/errors"""
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
        case TelegramBadRequest() | TelegramNotFound() | TelegramEntityTooLarge():
            return Refused(text)
        case TelegramNetworkError():
            return Transient(text, is_uncertain=not any(word in text for word in NEVER_LEFT))
        case _:
            told = RETRY.search(text)
            return FloodWait(timedelta(seconds=int(told[1]))) if told else Transient(text)


def message_ids(result: Any) -> tuple[int, ...]:
    """Ids of the messages that a call made, given as models or as JSON; none where it made
    none."""
    found = (
        one.get("message_id") if isinstance(one, dict) else getattr(one, "message_id", None)
        for one in (result if isinstance(result, list) else [result])
    )
    return tuple(one for one in found if isinstance(one, int))


def _accepted(content: Any) -> Sent | None:
    """Telegram has made the message and told its id, in words that aiogram does not know."""
    if not isinstance(content, dict) or content.get("ok") is not True:
        return None
    first, *more = message_ids(content.get("result")) or (None,)
    return None if first is None else Sent(first, tuple(more))


def is_too_large(error: Exception) -> bool:
    """413, of Telegram or of a proxy in whatever words: a reply will be no smaller the next time.

    A delivery is judged by `outcome_of` alone, for behind it others wait (docs/adr/0017).
    """
    if isinstance(error, UnreadableAnswer):
        return error.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return isinstance(error, TelegramEntityTooLarge)


def made_of(error: Exception, bot: Bot) -> Any:
    """The messages in an answer that `outcome_of` calls Sent, as far as they can be read."""
    result = getattr(error, "content", {}).get("result")
    if isinstance(result, list):
        return [_least(one, bot) for one in result if message_ids(one)]
    return _least(result, bot)


def _least(message: Any, bot: Bot) -> Message | MessageId:
    known = {name: message.get(name) for name in ("message_id", "date", "chat")}
    try:
        return Message.model_validate(known, context={"bot": bot})
    except ValidationError:
        return MessageId(message_id=message["message_id"])


def has_file(method: TelegramMethod[Any]) -> bool:
    """Whether the call uploads something."""
    return any(_is_file(value) for _, value in method)


def _is_file(value: Any) -> bool:
    if isinstance(value, list):
        return any(_is_file(one) for one in value)
    return isinstance(value, InputFile) or isinstance(getattr(value, "media", None), InputFile)
