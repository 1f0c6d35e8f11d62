"""One Bot API call on its way into the world, and how its parameters are read.

Forms carry everything as text and nested objects as JSON text; JSON bodies carry values. Both are
taken everywhere, as https://core.telegram.org/bots/api#making-requests promises.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.chats import BotAccount, Chat, Json, PrivateChat
from sandbox.entities import Entity, checked, detected, settled, trimmed, units
from sandbox.errors import BotApiError, bad_request
from sandbox.hypertext import parse_html
from sandbox.json_text import read_json
from sandbox.keyboards import checked_markup
from sandbox.media import Upload

if TYPE_CHECKING:
    from sandbox.world import World

TEXT_UNITS = 4096
"""sendMessage: "text ... 1-4096 characters after entities parsing"."""

CAPTION_UNITS = 1024
"""sendPhoto: "caption ... 0-1024 characters after entities parsing"."""

BATCH = 100
"""copyMessages, deleteMessages: "A JSON-serialized list of 1-100 identifiers"."""


@dataclass(frozen=True, slots=True)
class Call:
    world: World
    bot: BotAccount
    method: str
    params: Json
    files: dict[str, Upload]

    def text(self, name: str) -> str:
        value = self.params.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str) -> int:
        return as_number(self.params.get(name))

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() in {"true", "1"}

    def object(self, name: str) -> Any:
        """None when it is not given."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        try:
            return read_json(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def mapping(self, name: str) -> Json:
        """Empty when it is not given."""
        value = self.object(name) or {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Object")
        return value

    def objects(self, name: str) -> list[Json]:
        value = self.object(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Array of Object")
        return value

    def ids(self, name: str) -> list[int]:
        value = self.object(name)
        if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Array of Number")
        if not value:
            raise bad_request("message identifiers are not specified")
        if len(value) > BATCH:
            raise bad_request("too many message identifiers specified")
        return value

    def markup(self) -> Json | None:
        return checked_markup(self.object("reply_markup"))


Handler = Callable[[Call], Any]


def as_number(value: Any) -> int:
    """Zero for what is not a number: no such chat, message or offset exists."""
    try:
        return int(value or 0)
    except (TypeError, ValueError, OverflowError):
        return 0


def found_chat(call: Call, name: str = "chat_id") -> Chat | None:
    """The chat by its id, or by the @name that channels and supergroups may have."""
    given = call.params.get(name)
    if isinstance(given, str) and given.startswith("@"):
        return call.world.named(given)
    return call.world.chats.get(as_number(given))


def known_chat(call: Call, name: str = "chat_id") -> Chat:
    if call.params.get(name) in (None, ""):
        raise bad_request("chat_id is empty")
    chat = found_chat(call, name)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def readable_chat(call: Call, name: str = "chat_id") -> Chat:
    chat = known_chat(call, name)
    chat.check_read()
    return chat


def open_chat(call: Call) -> Chat:
    """A chat that the bot may write to."""
    chat = known_chat(call)
    chat.check_write()
    return chat


def formatted(
    source: str,
    mode: str | None,
    explicit: list[Entity],
    *,
    is_trimmed: bool = True,
    world: World | None = None,
) -> tuple[str, list[Entity]]:
    """Text and entities as they are stored: parsed or given, trimmed, and found by clients.

    Without a `world` nobody is known, and mentions by id are left out.
    """
    if mode and mode.lower() != "html":
        if mode.lower() in {"markdown", "markdownv2"}:
            raise BotApiError(501, f"Not Implemented: the sandbox does not parse {mode}")
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(source) if mode else (source, checked(source, explicit))
    if is_trimmed:
        text, entities = trimmed(text, entities)
    return text, detected(text, settled(_mentions(entities, world)))


def _mentions(entities: list[Entity], world: World | None) -> list[Entity]:
    """Mentions by id "are only guaranteed to work if the user has contacted the bot in the past"
    (Bot API, formatting options); those of strangers become plain text without a word."""
    kept = []
    for entity in entities:
        if entity["type"] != "text_mention":
            kept.append(entity)
            continue
        person_id = as_number((entity.get("user") or {}).get("id"))
        chat = world.chats.get(person_id) if world is not None else None
        if isinstance(chat, PrivateChat) and chat.is_open:
            names = ("id", "is_bot", "first_name", "last_name", "username")
            user = {name: chat.person[name] for name in names if name in chat.person}
            kept.append({**entity, "user": user})
    return kept


def message_text(call: Call) -> Json:
    mode = call.text("parse_mode")
    explicit = call.objects("entities")
    text, entities = formatted(call.text("text"), mode, explicit, world=call.world)
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_UNITS:
        raise bad_request("message is too long")
    content: Json = {"text": text, **({"entities": entities} if entities else {})}
    preview = call.mapping("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    return content


def caption(params: Json, explicit: list[Entity], world: World | None = None) -> Json:
    """The caption of a call, or of one item of an album."""
    source, mode = str(params.get("caption") or ""), params.get("parse_mode")
    text, entities = formatted(source, mode, explicit, world=world)
    if units(text) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    content: Json = {"caption": text} if text else {}
    if entities:
        content["caption_entities"] = entities
    if str(params.get("show_caption_above_media", "")).lower() == "true":
        content["show_caption_above_media"] = True
    return content


def call_caption(call: Call) -> Json:
    return caption(call.params, call.objects("caption_entities"), call.world)
