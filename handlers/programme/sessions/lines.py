"""A session in one line of a list and on a button; marks say how the reader stands to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from domain.programme.sessions import Session
from ui.formatting import clock_time, shortened
from ui.translator import Translator

Marks = Mapping[str, str]
"""What stands before a session of the reader's, by its id; nothing before the others."""

GOING = "✅ "
WAITING = "⏳ "
CANCELLED = "❌ "

PAGE = 10
TITLE_LIMIT = 200
ROOM_LIMIT = 60
"""Characters; a page of such lines fits one message (4,096)."""

DAYS = 28
"""Of a series that lasts all year only the nearest: a keyboard has room for 100 buttons."""


def session_line(session: Session, zone: ZoneInfo, marks: Marks, t: Translator) -> str:
    key = "programme-line-cancelled" if session.is_cancelled else "programme-line"
    times = f"{clock_time(session.starts_at, zone)}–{clock_time(session.ends_at, zone)}"
    title = shortened(session.title, TITLE_LIMIT)
    mark = _mark(session, marks)
    return t(key, mark=mark, times=times, title=title, where=where(session))


def session_label(session: Session, zone: ZoneInfo, marks: Marks) -> str:
    return f"{_mark(session, marks)}{clock_time(session.starts_at, zone)} {session.title}"


def _mark(session: Session, marks: Marks) -> str:
    return CANCELLED if session.is_cancelled else marks.get(session.id, "")


def where(session: Session) -> str:
    return f" · {shortened(session.room, ROOM_LIMIT)}" if session.room else ""


def days_around(days: Sequence[date], day: date | None) -> Sequence[date]:
    """The nearest DAYS of them."""
    at = days.index(day) if day in days else 0
    return days[max(0, min(at - DAYS // 2, len(days) - DAYS)) :][:DAYS]
