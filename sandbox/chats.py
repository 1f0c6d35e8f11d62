"""What the world remembers: accounts, chats with their messages, questions to the bot."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sandbox.errors import bad_request, forbidden
from sandbox.media import StoredFile, Upload

__all__ = [
    "BotAccount",
    "Chat",
    "CommandScope",
    "Community",
    "Json",
    "PrivateChat",
    "Question",
    "Reply",
    "StoredFile",
    "Upload",
    "Webhook",
    "in_topic",
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
    """How often getUpdates was answered or began to wait."""
    long_poll: int = 0
    """Number of the newest getUpdates that waits; an older one has lost (409)."""

    def sender(self) -> Json:
        """User without the fields that only getMe returns."""
        names = ("id", "is_bot", "first_name", "username")
        return {name: self.user[name] for name in names}


@dataclass(slots=True, kw_only=True)
class Chat(ABC):
    """Messages in a place, and how the bot stands there."""

    messages: OrderedDict[int, Json] = field(default_factory=OrderedDict)
    last_message_id: int = 0
    keyboard: Json | None = None
    pinned: int | None = None
    own: set[int] = field(default_factory=set)
    """The messages that the bot has sent, which it may edit."""
    silent: set[int] = field(default_factory=set)
    """Those that came without a sound (disable_notification); no message tells it."""
    topics: dict[int, str] = field(default_factory=dict)
    """Names of a forum's topics by message_thread_id."""

    @property
    @abstractmethod
    def id(self) -> int: ...

    @property
    @abstractmethod
    def kind(self) -> str:
        """Chat.type: private, supergroup or channel."""

    @abstractmethod
    def head(self) -> Json:
        """https://core.telegram.org/bots/api#chat."""

    @abstractmethod
    def check_read(self) -> None:
        """Raises BotApiError when the bot may not look into the chat."""

    @abstractmethod
    def check_write(self) -> None:
        """Raises BotApiError when the bot may not send into the chat."""

    def signature(self, user: Json) -> Json:
        """Who a message of `user` is from, as the Message tells it."""
        return {"from": user}

    def add(self, message: Json) -> None:
        self.messages[message["message_id"]] = message
        if len(self.messages) > HISTORY_LIMIT:
            self.forget(next(iter(self.messages)))

    def forget(self, message_id: int) -> None:
        del self.messages[message_id]
        self.own.discard(message_id)
        self.silent.discard(message_id)
        if self.pinned == message_id:
            self.pinned = None

    def next_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id


@dataclass(slots=True)
class PrivateChat(Chat):
    """Its id is the person's. `is_open` once the person wrote first."""

    person: Json
    is_open: bool = False
    is_blocked: bool = False
    is_deactivated: bool = False
    """The person has deleted their account; Telegram sends no update about that."""

    @property
    def id(self) -> int:
        return int(self.person["id"])

    @property
    def kind(self) -> str:
        return "private"

    def head(self) -> Json:
        names = ("first_name", "last_name", "username")
        known = {name: self.person[name] for name in names if self.person.get(name)}
        return {"id": self.id, "type": "private", **known}

    def check_read(self) -> None:
        if not self.is_open:
            raise bad_request("chat not found")

    def check_write(self) -> None:
        if self.is_deactivated:
            raise forbidden("user is deactivated")
        if self.is_blocked:
            raise forbidden("bot was blocked by the user")
        if not self.is_open:
            raise forbidden("bot can't initiate conversation with a user")


@dataclass(slots=True)
class Community(Chat):
    """A channel or a supergroup. `status` and `rights` are the bot's, `members` are people's."""

    info: Json
    status: str = "left"
    rights: frozenset[str] = frozenset()
    members: dict[int, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return int(self.info["id"])

    @property
    def kind(self) -> str:
        return str(self.info["type"])

    def head(self) -> Json:
        return dict(self.info)

    def check_read(self) -> None:
        """Anybody can read what is public, but those who were removed."""
        if self.status == "kicked":
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        if self.status == "left" and "username" not in self.info:
            raise forbidden(f"bot is not a member of the {self.kind} chat")

    def check_write(self) -> None:
        self.check_read()
        if self.status == "left":
            raise forbidden(f"bot is not a member of the {self.kind} chat")
        if self.kind == "channel" and "can_post_messages" not in self.rights:
            raise bad_request("need administrator rights in the channel chat")

    def signature(self, user: Json) -> Json:
        """Fields that name the sender: in channels nobody sees who posts (Message.sender_chat)."""
        return {"sender_chat": self.head()} if self.kind == "channel" else {"from": user}


def in_topic(thread_id: int) -> Json:
    return {"message_thread_id": thread_id, "is_topic_message": True}


@dataclass(slots=True)
class Question:
    """A callback query or an inline query; `answer` is None until the bot has given one."""

    id: str
    person_id: int
    asked_at: float
    answer: Json | None = None
    inline: tuple[str, str, tuple[float, float] | None] | None = None
    """Query, offset and location of an inline query: what its answer is cached by."""
