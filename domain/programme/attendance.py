"""What people do around a session besides going there: they ask, get to know each other, enter."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import QuestionId, SessionId
from domain.programme.sessions import Event, Session

TOKEN_BYTES = 16
"""128 bits: nobody guesses one, and 22 characters keep a QR code coarse enough for any camera."""

NOTICE = "q:"
"""Begins the dedupe keys of notices to organisers; the session's id follows."""

ASKED_FROM = timedelta(days=1)
ASKED_UNTIL = timedelta(hours=6)
"""Questions are taken from so long before the start until so long after the end."""

RATED_UNTIL = timedelta(days=7)
"""After the end; until then a rating can be given and changed."""

MOST_STARS = 5


class LinkPurpose(StrEnum):
    """What a personal, revocable link opens to whoever holds it."""

    CALENDAR = "calendar"
    """One's own schedule as a calendar feed."""
    BADGE = "badge"
    """The door: an organiser who scans it sees who is entering."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaItem:
    """A session in somebody's calendar: they go there, or (`is_waiting`) wait for a place."""

    event: Event
    session: Session
    is_waiting: bool
    changed_at: datetime
    """When the session last changed, else when the person joined it."""


class QuestionState(StrEnum):
    """asked -> shown | hidden; shown -> answered | hidden."""

    ASKED = "asked"
    """Waits for the organiser; its author alone sees it."""
    SHOWN = "shown"
    HIDDEN = "hidden"
    ANSWERED = "answered"


def new_token() -> str:
    """For a personal link: letters, digits, `-` and `_` only, as deep links and paths allow."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """What a token is looked up by: SHA-256, in hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """To the speakers of a session, as one reader sees it."""

    id: QuestionId
    session_id: SessionId
    text: str
    state: QuestionState
    created_at: datetime
    votes: int
    is_own: bool
    is_voted: bool
    """Whether the reader is one of those who voted."""
    asker: str = ""
    """For organisers only; empty where the person has erased themselves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rating:
    """`stars` are 1-5, the comment may be empty."""

    session_id: SessionId
    stars: int
    comment: str
    rated_at: datetime


def takes_questions(session: Session, now: datetime) -> bool:
    begins, ends = session.starts_at - ASKED_FROM, session.ends_at + ASKED_UNTIL
    return not session.is_cancelled and begins <= now < ends


def takes_ratings(session: Session, now: datetime) -> bool:
    return not session.is_cancelled and session.ends_at <= now < session.ends_at + RATED_UNTIL


@dataclass(frozen=True, slots=True)
class Comment:
    """Without its author: organisers read what was said, not who said it."""

    stars: int
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    count: int
    average: float
