"""What people say of a session that they went to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.ids import SessionId
from domain.programme.sessions import Session

RATED_UNTIL = timedelta(days=7)
"""After the end; until then a rating can be given and changed."""

MOST_STARS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Rating:
    """`stars` are 1-5, the comment may be empty."""

    session_id: SessionId
    stars: int
    comment: str
    rated_at: datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """Without its author: organisers read what was said, not who said it."""

    stars: int
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    count: int
    average: float


def takes_ratings(session: Session, now: datetime) -> bool:
    return not session.is_cancelled and session.ends_at <= now < session.ends_at + RATED_UNTIL
