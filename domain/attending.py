"""What people do around a session besides going there: they ask, get to know each other, enter."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.programme import Event, Session, session_id

TOKEN_BYTES = 16
"""128 bits: nobody guesses one, and 22 characters keep a QR code coarse enough for any camera."""


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

    @property
    def uid(self) -> str:
        """That of the session, unless another event has the same: a calendar holds both."""
        session = self.session
        is_unique = session.uid and session.id == session_id(session.uid)
        return session.uid if is_unique else session.id


class IntroductionState(StrEnum):
    """asked -> accepted | declined."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


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
