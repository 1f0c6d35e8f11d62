"""Updates as they come: read one by one, so that one nobody can read stops no other.

aiogram validates an answer of getUpdates as a whole; the first update that does not fit its types
(a new kind of content after a Bot API release) would raise for all 100, again and again.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from aiogram import Bot
from aiogram.enums import ContentType
from aiogram.methods import GetUpdates
from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    Message,
    TelegramObject,
    Update,
)
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.updates.misfits import LEAVE_OUT, Path, fitted, value_at
from bot.updates.rich_messages import flattened
from ui.filters import LEFT_OUT
from ui.rich import WAS_RICH

log = logging.getLogger(__name__)

Json = dict[str, Any]

LEVELS = 60
"""Of JSON that are looked through for what has to be mended; an update has ten."""

MENDED = ('"rich_message"', '"hidden_user"', '"story"', '"reply_to_story"', '"status"')
"""Of an answer without any of these nothing has to be mended."""

PLAIN = frozenset(["from", "chat", "entities", "caption_entities", "reply_markup"])
"""What holds no messages: the larger part of most updates, and copied by reference."""

MEMBERS: dict[str, type[TelegramObject]] = {
    "creator": ChatMemberOwner,
    "administrator": ChatMemberAdministrator,
    "member": ChatMemberMember,
    "restricted": ChatMemberRestricted,
    "left": ChatMemberLeft,
    "kicked": ChatMemberBanned,
}
"""By their `status`."""

UPDATE_KINDS = frozenset(Update.model_fields) - {"update_id"}
CHANNEL_POSTS = frozenset({"channel_post", "edited_channel_post"})

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL takes no U+0000, and no encoding half of a surrogate pair."""

REPLACEMENT = "\ufffd"
"""One UTF-16 unit as each of them is: entities go on standing where they stood."""

ESSENTIAL = frozenset(["message_id", "date", "chat", "from", "text", "caption", "query", "data"])
"""Of what happens: without one of these it is not what was meant."""

CALLBACK = "callback_query"

NEEDLESS: dict[str, Json] = {
    CALLBACK: {"chat_instance": ""},
    "inline_query": {"offset": ""},
    "my_chat_member": {"date": 0},
}
"""Of what happens: fields that aiogram wants and nobody here looks at, or does without."""


class GetRawUpdates(GetUpdates):
    """getUpdates whose answer is `list[Any]`: what JSON held, most likely objects."""

    __returning__: ClassVar[Any] = list[Any]


def id_of(raw: object) -> int | None:
    """None of what is no update at all."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    return update_id if isinstance(update_id, int) else None


def kinds_of(raw: object) -> list[str]:
    """Names of what the update holds: one, of an update as the Bot API describes it. What is known
    comes first."""
    held = raw if isinstance(raw, dict) else {}
    names = sorted(held, key=lambda one: (one not in UPDATE_KINDS, held[one] is None, str(one)))
    return [
        one
        for one in map(str, names)
        if one != "update_id" and one.isidentifier() and len(one) <= 40
    ]


def read_json(text: str) -> Any:
    """Reads an answer of the Bot API as `json.loads` does; messages in it are mended."""
    value = json.loads(text)
    return mended(value) if any(mark in text for mark in MENDED) else value


def mended(value: Any, level: int = 0) -> Any:
    """A copy of the JSON that aiogram can read wherever the Bot API is known to differ from it.

    Rich messages become texts (bot.updates.rich_messages). A forward of a hidden author may lack
    the name (aiogram#1840), a reply to a story the story (aiogram#1587), and a member of a chat
    the rights that this server does not know (aiogram#1812).
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
    if isinstance(whole.get("status"), str) and whole["status"] in MEMBERS and "user" in whole:
        whole = {**_rights(MEMBERS[whole["status"]]), **whole}
    if isinstance(value.get("rich_message"), dict):
        _flatten(whole, value["rich_message"])
    return whole


def storable(value: Any, level: int = 0) -> Any:
    """The JSON, in whose texts REPLACEMENT stands for what is UNSTORABLE."""
    if isinstance(value, str):
        return UNSTORABLE.sub(REPLACEMENT, value)
    if level > LEVELS:
        return value
    if isinstance(value, list):
        return [storable(one, level + 1) for one in value]
    if isinstance(value, dict):
        return {name: storable(one, level + 1) for name, one in value.items()}
    return value


def _is_empty_story(name: str, value: Any) -> bool:
    is_story = name in {"story", "reply_to_story"} and isinstance(value, dict)
    return is_story and not {"chat", "id"} <= value.keys()


@cache
def _rights(member: type[TelegramObject]) -> Json:
    """What aiogram wants to be told: no right, and of a ban no end."""
    fields = {name: one for name, one in member.model_fields.items() if one.is_required()}
    return {
        name: False if one.annotation is bool else 0
        for name, one in fields.items()
        if name not in {"status", "user"}
    }


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

    What nobody needs in order to understand the update may be missing; of a message the fields
    that are left out are listed in it.
    """
    whole = mended(storable(raw))
    try:
        return _validated(whole, bot)
    except Exception as error:
        kinds = kinds_of(raw)
        update = _read_in_part(whole, kinds[0], bot) if kinds else None
        if update is None:
            told = (id_of(raw), ", ".join(kinds), _misfit(error))
            log.error("update %s (%s) cannot be read: %s", *told)
        else:
            log.warning("update %s is read without what does not fit: %s", id_of(raw),
                        _misfit(error))  # fmt: skip
        return update


def unknown_fields(update: Update) -> list[str]:
    """What a message holds that cannot be read, and what it may consist of where that is no kind
    that aiogram knows: names in the Bot API."""
    message = update.event
    if not isinstance(message, Message):
        return []
    extra = message.model_extra or {}
    names = list(extra.get(LEFT_OUT, ()))
    if extra and message.content_type == ContentType.UNKNOWN:
        names += [name for name in extra if name not in {LEFT_OUT, WAS_RICH}]
    return [f"{update.event_type}.{name}" for name in names]


def _validated(raw: Any, bot: Bot) -> Update:
    update = Update.model_validate(raw, context={"bot": bot})
    _ = update.event_type
    return update


def _read_in_part(whole: Any, kind: str, bot: Bot) -> Update | None:
    try:
        found = fitted(whole, lambda raw: _validated(raw, bot), _stand_in)
    except Exception:  # JSON so deep that nothing walks through it
        return None
    if found is None:
        return None
    update, places = found
    names = [place[1] for place in places if place[0] == kind and len(place) > 1]
    if isinstance(update.event, Message) and update.event.model_extra is not None:
        update.event.model_extra[LEFT_OUT] = names
    return update


def _stand_in(raw: Any, place: Path) -> object:
    kind, value = kinds_of(raw)[0], value_at(raw, place)
    if place == (kind,):
        return _completed(kind, value)
    if place[:1] == (kind,) and len(place) == 2:
        return _field(kind, raw[kind], str(place[1]))
    return LEAVE_OUT if place else None


def _field(kind: str, happening: Json, name: str) -> object:
    """Of what happens."""
    value = happening[name]
    if name in _needless(kind, happening):
        return _needless(kind, happening)[name]
    if name in REPLACED and isinstance(value, dict):
        return REPLACED[name](value)
    if isinstance(value, int) and not isinstance(value, bool) and name.endswith("id"):
        return str(value)
    return None if name in ESSENTIAL or name == "id" else LEAVE_OUT


def _needless(kind: str, happening: Json) -> Json:
    """Stand-ins for what aiogram wants of it and nobody here needs."""
    if kind == "my_chat_member":
        # Who was what before is nothing that anybody looks at.
        return NEEDLESS[kind] | {"old_chat_member": happening.get("new_chat_member")}
    return NEEDLESS.get(kind, {})


def _completed(kind: str, happening: object) -> object:
    """With what it lacks of the needless; None where it lacks something else."""
    if not isinstance(happening, dict):
        return None
    needless = _needless(kind, happening)
    return None if needless.keys() <= happening.keys() else needless | happening


def _unshown(message: Json) -> object:
    """A message as Telegram itself tells of one that it does not show: an InaccessibleMessage."""
    least = {name: message.get(name) for name in ("chat", "message_id")}
    shown = {**least, "date": 0}
    return LEAVE_OUT if message == shown or None in least.values() else shown


def _nameless(person: Json) -> object:
    """Who has written, with what this version wants to be told of everybody."""
    whole = {"is_bot": False, "first_name": ""} | person
    return whole if isinstance(person.get("id"), int) and whole != person else None


REPLACED: dict[str | int, Callable[[Json], object]] = {"message": _unshown, "from": _nameless}
"""Parts of what happens that are read by the least that is needed of them."""


def _misfit(error: Exception) -> str:
    if isinstance(error, UpdateTypeLookupError):
        return "no known kind"
    if not isinstance(error, ValidationError):
        return type(error).__name__
    first = error.errors(include_input=False, include_context=False, include_url=False)[0]
    return f"{first['type']} at {'.'.join(map(str, first['loc']))}"
