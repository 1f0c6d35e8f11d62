"""A session in one line of a list and on a button; marks say how the reader stands to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.programme.sessions import Session
from ui.formatting import clock_time, shortened, wall_clock
from ui.translator import Translator

Marks = Mapping[str, str]
"""What stands before a session of the reader's, by its id; nothing before the others."""

GOING = "✅ "
WAITING = "⏳ "
CANCELLED = "❌ "

SESSIONS_ON_PAGE = 10
TITLE_LIMIT = 200
ROOM_LIMIT = 60
"""Characters; a page of such lines fits one message (4,096)."""

DAYS = 28
"""Of a series that lasts all year only the nearest: a keyboard has room for 100 buttons."""


def session_line(session: Session, zone: ZoneInfo, marks: Marks, t: Translator) -> str:
    key = "programme-line-cancelled" if session.is_cancelled else "programme-line"
    times = times_of(session, zone, t)
    title = shortened(session.title, TITLE_LIMIT)
    mark = _mark(session, marks)
    return t(key, mark=mark, times=times, title=title, where=where(session))


def times_of(session: Session, zone: ZoneInfo, t: Translator) -> str:
    """`10:00–11:30`, or `10:00 – 27 ноября, 18:00`."""
    dash = " – " if _lasts_days(session, zone) else "–"
    return f"{clock_time(session.starts_at, zone)}{dash}{end_of(session, zone, t)}"


def end_of(session: Session, zone: ZoneInfo, t: Translator) -> str:
    """Its clock; with the day where the clock might be taken for one of the first day."""
    end = session.ends_at.astimezone(zone)
    return wall_clock(end, t) if _lasts_days(session, zone) else clock_time(end, zone)


def _lasts_days(session: Session, zone: ZoneInfo) -> bool:
    """On clocks: a night that ends before its hour of the next day does not."""
    start, end = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    return end.replace(tzinfo=None) - start.replace(tzinfo=None) >= timedelta(days=1)


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
