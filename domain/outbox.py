"""Messages that the bot starts itself: states of a row and what a sender can report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from domain.ids import ChatId, DispatchId, OutboxId, SessionId
from domain.outgoing import Kind, Outgoing, Payload
from domain.people.users import User


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


NO_DISPATCH = DispatchId(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMessage:
    """A second add with the same `dedupe_key` is no message at all, as long as the row is kept
    (db.outbox.retention): longer than anything may ask for the key again."""

    dedupe_key: str
    chat_id: ChatId
    message: Outgoing
    priority: Priority
    not_before: datetime
    expires_at: datetime | None = None
    dispatch_id: DispatchId = NO_DISPATCH
    thread_id: int | None = None
    session_id: SessionId | None = None
    """The session of a reminder, so that it is found when the session moves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxRow:
    """A claimed row, with what its sending needs to know."""

    id: OutboxId
    chat_id: ChatId
    kind: Kind
    payload: Payload
    """JSON of a type of domain.outgoing, unread: one that cannot be read must not keep the
    others."""
    attempts: int
    """How many sends have begun, the present one included."""
    not_before: datetime | None = None
    """When it fell due; after a failed attempt, when the next one did."""
    expires_at: datetime | None = None
    dispatch_id: DispatchId = NO_DISPATCH
    thread_id: int | None = None
    """Forum topic (message_thread_id)."""
    weight: int = 1
    """Messages that one sending makes: an album counts as each of its parts (Bot API, FAQ)."""
    parent_id: OutboxId | None = None
    """The earlier row that this one changes."""
    targets: tuple[int, ...] = ()
    """Its messages."""
    recipient: User | None = None
    """None for channels, groups and people who have erased themselves."""


@dataclass(frozen=True, slots=True)
class Sent:
    """`message_id` is the first message that was made, `more` the others (albums)."""

    message_id: int
    more: tuple[int, ...] = ()


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
    """No word of Telegram's own on it: 5xx, timeout, reset, a proxy's page. Worth another try.

    `is_uncertain` when it may have arrived.
    """

    error: str
    is_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class TooLarge:
    """Something before Telegram takes no file of this size (a proxy's 413). Telegram itself
    refuses."""

    error: str


@dataclass(frozen=True, slots=True)
class Refused:
    """400, 404, 413 in Telegram's own words: the same request will be refused again."""

    error: str


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Since the row was written the recipient has switched this off, or it is true no more."""

    reason: str


@dataclass(frozen=True, slots=True)
class SourceGone:
    """The post that is to be copied is no longer there: nobody can get it."""

    error: str


@dataclass(frozen=True, slots=True)
class Halted:
    """401, 409: the token is wrong or another process uses it; nothing can be sent."""

    error: str


Outcome = (
    Sent
    | FloodWait
    | UserGone
    | ChatMoved
    | Transient
    | TooLarge
    | Refused
    | Unwanted
    | SourceGone
    | Halted
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement:
    """How one row ended."""

    row_id: OutboxId
    state: OutboxState
    at: datetime
    message_id: int | None = None
    more: tuple[int, ...] = ()
    error: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Requeued:
    """One row goes back and waits until `not_before`.

    `attempt` is the one that ended so; where another process has begun one since, nothing happens.
    `is_refunded`: the attempt does not count, for it was not the message's fault.
    """

    row_id: OutboxId
    attempt: int
    not_before: datetime
    error: str
    chat_id: ChatId
    is_uncertain: bool = False
    is_refunded: bool = False


@dataclass(frozen=True, slots=True)
class LastError:
    at: datetime
    kind: Kind
    error: str
