"""Updates as they come: read one by one, so that one nobody can read stops no other.

aiogram validates an answer of getUpdates as a whole; the first update that does not fit its types
(a new kind of content after a Bot API release) would raise for all 100, again and again.
"""

from __future__ import annotations

import json
import logging
from typing import Any, ClassVar

from aiogram import Bot
from aiogram.methods import GetUpdates
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.updates.rich_messages import flattened
from ui.rich import WAS_RICH

log = logging.getLogger(__name__)

Json = dict[str, Any]

LEVELS = 60
"""Of JSON that are looked through for what has to be mended; an update has ten."""

MENDED = ('"rich_message"', '"hidden_user"', '"story"', '"reply_to_story"')
"""Of an answer without any of these nothing has to be mended."""

PLAIN = frozenset(["from", "chat", "entities", "caption_entities", "reply_markup"])
"""What holds no messages: the larger part of most updates, and copied by reference."""

CONTEXT = ("reply_to_message", "external_reply", "quote", "reply_to_story", "pinned_message",
           "forward_origin", "reply_markup")  # fmt: skip
"""What a message tells beside what it says."""

CALLBACK = "callback_query"


class GetRawUpdates(GetUpdates):
    """getUpdates whose answer is `list[Any]`: what JSON held, most likely objects."""

    __returning__: ClassVar[Any] = list[Any]


def id_of(raw: object) -> int | None:
    """None of what is no update at all."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    return update_id if isinstance(update_id, int) else None


def kinds_of(raw: object) -> list[str]:
    """Names of what the update holds: one, of an update as the Bot API describes it."""
    names = sorted(map(str, raw)) if isinstance(raw, dict) else []
    return [one for one in names if one != "update_id" and one.isidentifier() and len(one) <= 40]


def read_json(text: str) -> Any:
    """As `json.loads`, of an answer of the Bot API: messages in it are mended."""
    value = json.loads(text)
    return mended(value) if any(mark in text for mark in MENDED) else value


def mended(value: Any, level: int = 0) -> Any:
    """A copy of the JSON that aiogram can read wherever the Bot API is known to differ from it.

    Rich messages become texts (bot.updates.rich_messages). A forward of a hidden author may lack
    the name (aiogram#1840), and a reply to a story the story (aiogram#1587).
    """
    if level > LEVELS:
        return value
    if isinstance(value, list):
        return [mended(one, level + 1) for one in value]
    if not isinstance(value, dict):
        return value
    whole = {
        name: one if name in PLAIN else mended(one, level + 1)
        for name, one in value.items()
        if name != "rich_message" and not _is_empty_story(name, one)
    }
    if whole.get("type") == "hidden_user" and not isinstance(whole.get("sender_user_name"), str):
        whole["sender_user_name"] = ""
    if isinstance(value.get("rich_message"), dict):
        _flatten(whole, value["rich_message"])
    return whole


def _is_empty_story(name: str, value: Any) -> bool:
    is_story = name in {"story", "reply_to_story"} and isinstance(value, dict)
    return is_story and not {"chat", "id"} <= value.keys()


def _flatten(message: Json, rich: Json) -> None:
    flat = flattened(rich)
    message[WAS_RICH] = True
    if flat.text:
        message.setdefault("text", flat.text)
        message.setdefault("entities", flat.entities)
    if flat.photo:
        message.setdefault("photo", flat.photo)


def read_update(raw: object, bot: Bot) -> Update | None:
    """None of what does not fit; its kind and its first misfit are logged, never its words.

    Where only what a message refers to does not fit, the update is read without that.
    """
    whole = mended(raw)
    try:
        return _validated(whole, bot)
    except Exception as error:
        lean = _without_context(whole)
        try:
            update = _validated(lean, bot)
        except Exception:
            kinds = ", ".join(kinds_of(raw))
            log.error("update %s (%s) cannot be read: %s", id_of(raw), kinds, _misfit(error))
            return None
        log.warning("update %s is read without what it refers to: %s", id_of(raw), _misfit(error))
        return update


def _validated(raw: Any, bot: Bot) -> Update:
    update = Update.model_validate(raw, context={"bot": bot})
    _ = update.event_type
    return update


def _without_context(raw: Any) -> Any:
    if not isinstance(raw, dict):
        return raw
    return {name: _lean(name, value) for name, value in raw.items()}


def _lean(name: str, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if name == CALLBACK and isinstance(value.get("message"), dict):
        # As Telegram itself tells of a message that it does not show: an InaccessibleMessage.
        place = {key: value["message"].get(key) for key in ("chat", "message_id")}
        return {**value, "message": {**place, "date": 0}}
    return {key: one for key, one in value.items() if key not in CONTEXT}


def _misfit(error: Exception) -> str:
    if isinstance(error, UpdateTypeLookupError):
        return "no known kind"
    if not isinstance(error, ValidationError):
        return type(error).__name__
    first = error.errors(include_input=False, include_context=False, include_url=False)[0]
    return f"{first['type']} at {'.'.join(map(str, first['loc']))}"
