"""Messages that the bot starts itself: states of a row and what a sender can report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from domain.ids import ChatId, DispatchId, OutboxId, SessionId
from domain.people.users import User

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
    """Each kind has one renderer (bot.delivery.renderers.RENDERERS); a test proves it."""

    REPORT = "report"
    """A reader's report of a wrong card, to an organiser."""
    ANSWER = "answer"
    """What became of a report, to the reader who sent it."""
    ANNOUNCEMENT = "announcement"
    """The copy of a post, to a recipient, a channel or a forum topic."""
    CORRECTION = "correction"
    """An edit of a copy that was sent."""
    RECALL = "recall"
    """The removal of a copy that was sent."""
    SUMMARY = "summary"
    """The final report of a dispatch, to the organiser who began it."""
    APPROVAL = "approval"
    """Another organiser is asked to approve an announcement."""
    CHANGE = "change"
    """A session that somebody goes to has moved, or is cancelled: old and new."""
    PLACE = "place"
    """A place in a full session has become free for the first in line."""
    CONFIRMATION = "confirmation"
    """Somebody has joined or left a session, and the answer to that may not have arrived."""
    STALLED = "stalled"
    """A dispatch paused itself and waits for its organiser."""
    OUTAGE = "outage"
    """Telegram was away for some time, to an owner."""
    FEED = "feed"
    """A feed cannot be read for some time, to an organiser."""
    CHANNEL = "channel"
    """The bot became administrator of a channel: shall its posts be news? To an organiser."""
    REMINDER = "reminder"
    """A session is about to begin, to a person who is going."""
    ADMISSION = "admission"
    """A date of admission comes near, to a person who wished to be told."""
    INTRODUCTION = "introduction"
    """Somebody asks to meet a participant."""
    ACQUAINTANCE = "acquaintance"
    """Both have agreed to meet: the other one's contacts."""
    COMPLAINT = "complaint"
    """About a request to meet, to an organiser."""
    QUESTION = "question"
    """Questions to a speaker wait for an organiser to look at them."""
    RATING = "rating"
    """A session is over: how was it, to a person who went."""
    NEWS = "news"
    """A news item, to a subscriber."""
    NEWS_DIGEST = "news_digest"
    """What is new for a subscriber since the last one."""
    NEWS_DIGEST_EDIT = "news_digest_edit"
    """A digest that was delivered, after a change of what it carries."""
    NEWS_EDIT = "news_edit"
    """An edit of a news item that was delivered."""
    NEWS_RECALL = "news_recall"
    """The removal of a news item that was delivered."""
    DIGEST = "digest"
    """The sessions of a person's day, in the morning."""


NO_DISPATCH = DispatchId(0)


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
    dispatch_id: DispatchId = NO_DISPATCH
    thread_id: int | None = None
    session_id: SessionId | None = None
    """Of reminders, so that they are found when their session moves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxRow:
    """A claimed row, with what its sending needs to know."""

    id: OutboxId
    chat_id: ChatId
    kind: Kind
    payload: Payload
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
