"""Messages that the bot starts itself: states of a row and what a sender can report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from domain.ids import ChatId, OutboxId

Payload = dict[str, str | int | float | bool | None]
"""Ids and plain values only; text is rendered when the message is sent."""


class OutboxState(StrEnum):
    """queued -> sending -> sent | undeliverable | failed | expired | cancelled."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Priority(IntEnum):
    """Smaller leaves first."""

    NOTICE = 0
    NEWS = 5
    ANNOUNCEMENT = 9


class Kind(StrEnum):
    """Each kind has one renderer (bot.sender.RENDERERS); a test proves it."""

    REPORT = "report"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMessage:
    """`dedupe_key` is unique for ever: a second add with the same key is no message at all."""

    dedupe_key: str
    chat_id: ChatId
    kind: Kind
    payload: Payload
    priority: Priority
    not_before: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxRow:
    id: OutboxId
    chat_id: ChatId
    kind: Kind
    payload: Payload
    attempts: int
    """How many sends have begun, the present one included."""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: int


@dataclass(frozen=True, slots=True)
class FloodWait:
    """429: the whole bot must be silent for `retry_in`."""

    retry_in: timedelta


@dataclass(frozen=True, slots=True)
class UserGone:
    """403, or the chat is not found: nothing sent there will arrive until they come back."""

    error: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The group became a supergroup with another id."""

    chat_id: ChatId


@dataclass(frozen=True, slots=True)
class Transient:
    """5xx, timeout, reset: whether it arrived is unknown or it did not; worth another try."""

    error: str


@dataclass(frozen=True, slots=True)
class Refused:
    """400: the same request will be refused again."""

    error: str


Outcome = Sent | FloodWait | UserGone | ChatMoved | Transient | Refused
