"""What a rehearsal of an event tells: messages that people would get, and trouble it foresees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import ChatId, SessionId
from domain.programme.sessions import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class RehearsedMessage:
    """One message that would arrive."""

    at: datetime
    due_at: datetime
    """When it should leave; `at` is later where it has to wait for its turn."""
    chat_id: ChatId
    name: str
    """Name of the person; empty for channels and groups."""
    kind: str
    session_id: SessionId | None
    line: str
    """The first line of the text, plain."""
    is_quiet: bool = False
    """Whether it comes in the recipient's quiet hours."""

    @property
    def late_in(self) -> timedelta:
        return self.at - self.due_at


class Absence(StrEnum):
    """Why somebody who is registered would get nothing."""

    BLOCKED = "blocked"
    STOPPED = "stopped"
    MUTED = "muted"


@dataclass(frozen=True, kw_only=True, slots=True)
class Absent:
    chat_id: ChatId
    name: str
    reason: Absence
    sessions: int
    """How many of the rehearsed sessions the person is registered for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsent:
    """Messages that would not arrive; `reason` as the outbox words it."""

    kind: str
    reason: str
    count: int


class Clash(StrEnum):
    """Kinds of trouble that a programme and its reminders can be in."""

    ROOM = "room"
    SPEAKER = "speaker"
    PEOPLE = "people"
    DAYS = "days"
    CAPACITY = "capacity"
    OVERLOAD = "overload"


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    kind: Clash
    at: datetime
    """When it would be felt."""
    sessions: tuple[Session, ...]
    name: str = ""
    """The room or the speaker."""
    count: int = 0
    """People: in both sessions, over the capacity, or in the wave."""
    lost: int = 0
    """Reminders of an overload that would not leave before the start."""
    late_in: timedelta = timedelta(0)
    """How late the last message of an overload would be."""
