"""Announcements: an organiser's post, whom it goes to and when, and the dispatches that carry it.

An announcement: draft -> (awaiting ->) planned -> started; discarded from any but the last.
A dispatch is one paced round over many chats: running <-> paused -> finished | cancelled.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.announcements.audiences import EVERYONE, Audience
from domain.errors import UserError
from domain.ids import AnnouncementId, ChatId, DispatchId, UserId
from domain.outbox import (
    OutboxState,
)
from domain.people.users import Category, QuietHours

BUTTONS_LIMIT = 8
BUTTON_TEXT_LIMIT = 60
"""Characters."""

MARK_DIGITS = 8
"""Hex digits, 32 bits: enough to tell apart the few dozen versions that a draft has."""

LINK_PATTERN = re.compile(r"(?:https?://|tg://)[^\s<>\"]+\.?[^\s<>\"]*")

RECALL_WITHIN = timedelta(hours=48)
"""Bot API, deleteMessage: "can only be deleted if it was sent less than 48 hours ago"."""


class PostKind(StrEnum):
    """What a post is, as far as correcting it differs."""

    TEXT = "text"
    MEDIA = "media"
    ALBUM = "album"
    POLL = "poll"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """The bot's own copy of what the organiser sent, in the chat with the organiser.

    A copy, because its author could edit the original after it was approved. `content` is what
    an edit of a sent copy needs: text or caption with entities, and the file, as the Bot API gave
    them.
    """

    chat_id: ChatId
    message_ids: tuple[int, ...]
    kind: PostKind
    content: dict[str, Any]
    source_ids: tuple[int, ...] = ()
    """The organiser's own messages that it was copied from, in the same chat; not known of those
    of earlier releases.
    """


@dataclass(frozen=True, slots=True)
class LinkButton:
    text: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """A channel, group or forum topic in which the bot is an administrator."""

    chat_id: ChatId
    title: str
    thread_id: int | None = None


class AnnouncementState(StrEnum):
    DRAFT = "draft"
    AWAITING = "awaiting"
    """A second organiser has to approve it."""
    PLANNED = "planned"
    STARTED = "started"
    DISCARDED = "discarded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Announcement:
    id: AnnouncementId
    author_id: UserId
    state: AnnouncementState
    post: Post
    buttons: tuple[LinkButton, ...] = ()
    is_silent: bool = False
    category: Category = Category.NEWS
    audience: Audience = EVERYONE
    outlets: tuple[Outlet, ...] = ()
    starts_at: datetime | None = None
    """None: as soon as it is confirmed."""
    is_local: bool = False
    """The wall time of `starts_at` (UTC fields) is meant in each recipient's own zone."""
    expires_at: datetime | None = None
    approved_by: UserId | None = None
    created_at: datetime
    panel_id: int | None = None
    """Message in the author's chat that shows and changes this announcement."""

    @property
    def mark(self) -> str:
        """MARK_DIGITS hex digits of SHA-256 over all that is sent, to whom and when. Buttons carry
        it, and one that was made before any of this changed has another mark."""
        audience = [
            (term.is_excluded, term.condition.code, term.condition.as_json())
            for term in self.audience.terms
        ]
        shown = [
            (self.post.chat_id, self.post.message_ids),
            [(one.text, one.url) for one in self.buttons],
            (self.is_silent, self.category),
            audience,
            [(one.chat_id, one.thread_id) for one in self.outlets],
            (str(self.starts_at), self.is_local, str(self.expires_at)),
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:MARK_DIGITS]


EDITABLE_KINDS = frozenset({PostKind.TEXT, PostKind.MEDIA})
"""Telegram turns text into text and a file into a file; polls and albums only go anew."""


class DispatchAction(StrEnum):
    SEND = "send"
    CORRECT = "correct"
    RECALL = "recall"


class DispatchState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispatch:
    id: DispatchId
    announcement_id: AnnouncementId
    action: DispatchAction
    state: DispatchState
    post: Post
    """The post that SEND copies, or into which CORRECT edits the copies."""
    begun_by: UserId
    is_filled: bool = False
    """Whether all of its rows are in the outbox by now."""
    cursor: int = 0
    """Where filling goes on: the id of the last person (or outbox row) that was looked at."""
    started_at: datetime
    finished_at: datetime | None = None
    paused_in: timedelta = timedelta()
    """In all pauses that are over."""
    progress_id: int | None = None
    """Message in the organiser's chat that shows how far it is."""

    @property
    def is_open(self) -> bool:
        return self.state in {DispatchState.RUNNING, DispatchState.PAUSED}


@dataclass(frozen=True, slots=True)
class Totals:
    """Rows of a dispatch by state, counted at this moment; `uncertain` may have arrived twice."""

    by_state: dict[OutboxState, int]
    uncertain: int = 0

    def of(self, *states: OutboxState) -> int:
        return sum(self.by_state.get(state, 0) for state in states)

    @property
    def all(self) -> int:
        return sum(self.by_state.values())

    @property
    def sent(self) -> int:
        return self.of(OutboxState.SENT)

    @property
    def left(self) -> int:
        return self.of(OutboxState.QUEUED, OutboxState.SENDING)

    @property
    def failed(self) -> int:
        return self.all - self.sent - self.left


def read_buttons(text: str) -> tuple[LinkButton, ...]:
    """Buttons from lines such as `Записаться — https://example.org`. Raises UserError by line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise UserError("broadcast-buttons-empty")
    if len(lines) > BUTTONS_LIMIT:
        raise UserError("broadcast-buttons-too-many", limit=BUTTONS_LIMIT)
    return tuple(_button(number, line) for number, line in enumerate(lines, 1))


def _button(number: int, line: str) -> LinkButton:
    label, _, url = line.rpartition(" ")
    label = label.strip().rstrip("—–-:").strip()
    if not label or not LINK_PATTERN.fullmatch(url) or not _has_host(url):
        raise UserError("broadcast-button-unclear", line=number)
    if len(label) > BUTTON_TEXT_LIMIT:
        raise UserError("broadcast-button-long", line=number, limit=BUTTON_TEXT_LIMIT)
    return LinkButton(label, url)


def _has_host(url: str) -> bool:
    """Telegram refuses a button whose host has no dot (BUTTON_URL_INVALID)."""
    scheme, _, rest = url.partition("://")
    host = rest.split("/", 1)[0].split("?", 1)[0].split("@")[-1].split(":", 1)[0]
    return scheme == "tg" or ("." in host.strip(".") and not host.startswith("."))


@dataclass(frozen=True, slots=True)
class Reason:
    """How many rows ended in this state with this error."""

    state: OutboxState
    error: str
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many rows wait for an hour of their own, and when the first and the last leave."""

    count: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """How many people live by this clock."""

    tz: str | None
    quiet_hours: QuietHours | None
    people: int
