"""What the world remembers: accounts, chats with their messages, questions to the bot."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sandbox.media import StoredFile, Upload

__all__ = [
    "BotAccount",
    "Chat",
    "CommandScope",
    "Json",
    "Question",
    "Reply",
    "StoredFile",
    "Upload",
    "Webhook",
]

Json = dict[str, Any]

HISTORY_LIMIT = 1_000
"""Messages kept a chat; the sandbox runs for days and must not grow."""

UPDATES_LIMIT = 100_000

CommandScope = tuple[str, int]
"""BotCommandScope: its type, and its chat_id or 0."""


class Reply(NamedTuple):
    """HTTP status and Bot API JSON of one call."""

    status: int
    body: Json


@dataclass(slots=True)
class Webhook:
    url: str
    secret: str
    failed_at: int | None = None
    failure: str = ""


@dataclass(slots=True)
class BotAccount:
    token: str
    user: Json
    updates: deque[Json] = field(default_factory=lambda: deque(maxlen=UPDATES_LIMIT))
    allowed: frozenset[str] | None = None
    webhook: Webhook | None = None
    commands: dict[tuple[CommandScope, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    """Name, description and short description by (what, language)."""
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    poll: int = 0
    """Number of the newest getUpdates; an older one that still waits has lost (409)."""

    def sender(self) -> Json:
        """User without the fields that only getMe returns."""
        names = ("id", "is_bot", "first_name", "username")
        return {name: self.user[name] for name in names}


@dataclass(slots=True)
class Chat:
    """A private chat; its id is the person's. `is_open` once the person wrote first."""

    person: Json
    messages: OrderedDict[int, Json] = field(default_factory=OrderedDict)
    last_message_id: int = 0
    is_open: bool = False
    is_blocked: bool = False
    keyboard: Json | None = None
    pinned: int | None = None

    @property
    def id(self) -> int:
        return int(self.person["id"])

    def head(self) -> Json:
        names = ("first_name", "last_name", "username")
        known = {name: self.person[name] for name in names if self.person.get(name)}
        return {"id": self.id, "type": "private", **known}

    def add(self, message: Json) -> None:
        self.messages[message["message_id"]] = message
        if len(self.messages) > HISTORY_LIMIT:
            self.messages.popitem(last=False)

    def next_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id


@dataclass(slots=True)
class Question:
    """A callback query or an inline query; `answer` is None until the bot has given one."""

    id: str
    person_id: int
    asked_at: float
    answer: Json | None = None
