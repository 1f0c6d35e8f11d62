"""An independent judge of what the bot sends: teremok's reading of the Bot API's rules.

The sandbox and the bot have one author; teremok 0.2.0 has another. Each call that the sandbox has
accepted in a test of handlers is judged once. Where the two disagree, either the bot is wrong and
the test fails, or teremok is, and the kind stands in `THEIRS` with the rule that says so.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.methods import EditMessageText, Response, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InlineKeyboardMarkup
from teremok.validation import ApiRuleViolation, validate_method

from domain.texts import utf16_units
from ui.keyboards import fits

THEIRS = {
    "tg-time": "an HTML tag of Telegram (#html-style) that teremok does not know",
    "disabled": "a button since Bot API 10.3 (#inlinekeyboardbutton), which it does not know",
    "rich_message": "since Bot API 10.1 editMessageText needs no text beside one",
    "length": '"after entities parsing": it counts the markup too',
}

MARKUP = re.compile(r"<[^>]*>")
MOMENT = re.compile(r"</?tg-time[^>]*>")

KNOWN: set[tuple[str, str, str]] = set()
"""Of the whole run: most screens are sent by many tests."""


@dataclass(slots=True)
class Judge(BaseRequestMiddleware):
    disputes: list[str] = field(default_factory=list)

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        answer = await make_request(bot, method)
        words = getattr(method, "text", None) or getattr(method, "caption", None) or ""
        key = type(method).__name__, words, str(getattr(method, "reply_markup", None))
        if key not in KNOWN:
            KNOWN.add(key)
            verdict = judged(bot, method) or too_wide(method)
            if verdict is not None:
                self.disputes.append(f"{key[0]}: {verdict}: {words[:200]}")
        return answer


def judged(bot: Bot, method: TelegramMethod[Any]) -> str | None:
    """What is wrong with the call; None for nothing, or what only teremok holds for wrong."""
    plain = _without_novelties(method)
    if plain is None:
        return None
    try:
        validate_method(bot, plain)
    except ApiRuleViolation as violation:
        is_length = "too long" in violation.description
        return None if is_length and _is_short(plain) else violation.description
    return None


def too_wide(method: TelegramMethod[Any]) -> str | None:
    """A label of which a phone shows but the beginning (ui.keyboards.fits)."""
    markup = getattr(method, "reply_markup", None)
    if isinstance(markup, str):
        markup = json.loads(markup)
    elif isinstance(markup, InlineKeyboardMarkup):
        markup = markup.model_dump(exclude_none=True)
    if not isinstance(markup, dict):
        return None
    for row in markup.get("inline_keyboard", ()):
        for button in row:
            if not fits(button["text"], len(row)):
                return f"a label of {len(row)} in a row is too wide: {button['text']!r}"
    return None


def _without_novelties(method: TelegramMethod[Any]) -> TelegramMethod[Any] | None:
    """As teremok could have known it; None where nothing is left to judge."""
    if isinstance(method, EditMessageText) and method.rich_message is not None:
        return None
    changed: dict[str, Any] = {}
    for name in ("text", "caption"):
        words = getattr(method, name, None)
        if isinstance(words, str):
            changed[name] = MOMENT.sub("", words)
    markup = getattr(method, "reply_markup", None)
    if isinstance(markup, str):
        given = json.loads(markup)
        markup = InlineKeyboardMarkup(**given) if "inline_keyboard" in given else None
    if isinstance(markup, InlineKeyboardMarkup):
        rows = [[one for one in row if one.disabled is None] for row in markup.inline_keyboard]
        changed["reply_markup"] = markup.model_copy(update={"inline_keyboard": rows})
    return method.model_copy(update=changed)


def _is_short(method: TelegramMethod[Any]) -> bool:
    is_message = isinstance(method, (SendMessage, EditMessageText))
    words = str(getattr(method, "text" if is_message else "caption") or "")
    shown = html.unescape(MARKUP.sub("", words)).strip()
    return utf16_units(shown) <= (4_096 if is_message else 1_024)
