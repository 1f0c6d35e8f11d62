"""What renderers of outgoing messages share: a row of the outbox in, Bot API calls out.

Each area has its renderers in handlers/<area>/messages.py; bot.delivery.renderers joins them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.methods import DeleteMessages, EditMessageText, TelegramMethod
from aiogram.types import InlineKeyboardMarkup

from domain.outbox import OutboxRow
from domain.people.users import zone_or
from ui.screens import NO_PREVIEW, Screen, screen_call

Calls = Sequence[TelegramMethod[Any]]
"""The first one makes (or changes) the message; what fails after it does not undo it.

None at all: there is nothing to say any more.
"""


def sent(row: OutboxRow, screen: Screen | None) -> Calls:
    return [screen_call(row.chat_id, screen)] if screen else []


def edited(row: OutboxRow, screen: Screen) -> EditMessageText:
    """The message of the row's parent."""
    markup = screen.markup
    assert markup is None or isinstance(markup, InlineKeyboardMarkup)
    return EditMessageText(
        chat_id=row.chat_id,
        message_id=row.targets[0],
        text=screen.text,
        reply_markup=markup,
        link_preview_options=NO_PREVIEW,
    )


def removed(row: OutboxRow) -> Calls:
    return [DeleteMessages(chat_id=row.chat_id, message_ids=list(row.targets))]


def zone_of(row: OutboxRow, default: ZoneInfo) -> ZoneInfo:
    """The time zone of who gets the message, or the default one."""
    tz = row.recipient.tz if row.recipient else None
    return zone_or(tz, default)
