"""Who comes to a session, as organisers at the entrance and their lists see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.ids import UserId


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """`name` is the one that the person gave us, else the one of their Telegram profile."""

    id: UserId
    name: str
    username: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence:
    """How a registered person stands to a session. `witness` marked that they came."""

    is_waiting: bool
    attended_at: datetime | None
    witness: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckInFigures:
    going: int
    waiting: int
    came: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendee:
    guest: Guest
    is_waiting: bool
    registered_at: datetime
    attended_at: datetime | None
    region: str = ""
    cluster: str = ""
    organisation: str = ""
    position: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Somebody of a session's list, with the name of their Telegram profile, too, which organisers
    may know better than the one that the person gave us.
    """

    attendee: Attendee
    telegram_name: str
