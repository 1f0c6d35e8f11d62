"""Questions to the speakers of a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import QuestionId, SessionId
from domain.programme.sessions import Session

NOTICE = "q:"
"""Begins the dedupe keys of notices to organisers; the session's id follows."""

ASKED_FROM = timedelta(days=1)
ASKED_UNTIL = timedelta(hours=6)
"""Questions are taken from so long before the start until so long after the end."""


class QuestionState(StrEnum):
    """asked -> shown | hidden; shown -> answered | hidden."""

    ASKED = "asked"
    """Waits for the organiser; its author alone sees it."""
    SHOWN = "shown"
    HIDDEN = "hidden"
    ANSWERED = "answered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question as one reader sees it."""

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


def takes_questions(session: Session, now: datetime) -> bool:
    begins, ends = session.starts_at - ASKED_FROM, session.ends_at + ASKED_UNTIL
    return not session.is_cancelled and begins <= now < ends
