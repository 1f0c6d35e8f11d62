"""A session in one line of a list and on a button; marks say how the reader stands to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.programme.sessions import Session, day_number, room_that_tells, session_days
from ui.formatting import clock_time, present_day, shortened, wall_clock, zone_name
from ui.translator import Translator

Marks = Mapping[str, str]
"""What stands before a session of the reader's, by its id; nothing before the others."""

GOING = "✅ "
WAITING = "⏳ "
CANCELLED = "❌ "

EVENTS_ON_PAGE = 10
SESSIONS_ON_PAGE = 10
TITLE_LIMIT = 200
LABEL_ROOM = 15
ROOM_LIMIT = 60
"""Characters; a page of such lines fits one message (4,096)."""

DAYS = 28
"""Most days with a button. Of a series that lasts all year only the nearest are shown: a
keyboard has room for 100 buttons."""


def session_line(
    session: Session, zone: ZoneInfo, marks: Marks, t: Translator, day: date | None = None
) -> str:
    """The session's line as it stands under that day; None: under none, as what begins next
    does."""
    key = "programme-line-cancelled" if session.is_cancelled else "programme-line"
    times = times_of(session, zone, t) if day is None else times_on(session, zone, day, t)
    title = shortened(session.title, TITLE_LIMIT)
    mark = _mark(session, marks)
    place = where(session) + (day_words(session, zone, day, t) if day is not None else "")
    return t(key, mark=mark, times=times, title=title, where=place)


def times_on(session: Session, zone: ZoneInfo, day: date, t: Translator) -> str:
    """When the session is, as told under one of its days: in full on the first of several; on a
    later one `до 27 ноября, 18:00`, or `до 18:00` on the last."""
    days = session_days(session, zone)
    if day <= days[0]:
        return times_of(session, zone, t)
    return t("programme-until", end=end_on(session, zone, day, t))


def end_on(session: Session, zone: ZoneInfo, day: date, t: Translator) -> str:
    """Its clock alone under the last day, where none other can be meant."""
    is_last = day >= session_days(session, zone)[-1]
    return clock_time(session.ends_at, zone) if is_last else end_of(session, zone, t)


def day_words(session: Session, zone: ZoneInfo, day: date, t: Translator) -> str:
    """` · 2-й день из 3`; nothing of a session of one day."""
    number = day_number(session, zone, day)
    if number is None:
        return ""
    return " · " + t.plain("programme-day-number", day=number[0], days=number[1])


def zone_on(session: Session, zone: ZoneInfo, day: date, t: Translator) -> str:
    """The name of the zone as clocks go there on that day."""
    goes_on = session.starts_at.astimezone(zone).date() != day
    noon = datetime.combine(day, time(12), zone)
    return zone_name(zone, t, noon if goes_on else session.starts_at)


def times_of(session: Session, zone: ZoneInfo, t: Translator) -> str:
    """`10:00–11:30`, or `10:00 – 27 ноября, 18:00`."""
    dash = " – " if _lasts_days(session, zone) else "–"
    return f"{clock_time(session.starts_at, zone)}{dash}{end_of(session, zone, t)}"


def end_of(session: Session, zone: ZoneInfo, t: Translator) -> str:
    """Its clock; with the day where the clock might be taken for one of the first day."""
    end = session.ends_at.astimezone(zone)
    return wall_clock(end, t) if _lasts_days(session, zone) else clock_time(end, zone)


def _lasts_days(session: Session, zone: ZoneInfo) -> bool:
    """Its days are several, or its clock comes round: a night does not."""
    if len(session_days(session, zone)) > 1:
        return True
    start, end = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    return end.replace(tzinfo=None) - start.replace(tzinfo=None) >= timedelta(days=1)


def session_label(
    session: Session,
    zone: ZoneInfo,
    marks: Marks,
    t: Translator,
    day: date | None = None,
    others: Iterable[Session] = (),
) -> str:
    """The session on a button: when it begins, or which day of it that is where it began
    earlier; and the room where one of the `others` on the screen would have the same label."""
    number = day_number(session, zone, day) if day is not None else None
    room = shortened(room_that_tells(session, others), LABEL_ROOM)
    title = f"{room} · {session.title}" if room else session.title
    if number is None or number[0] == 1:
        return f"{_mark(session, marks)}{clock_time(session.starts_at, zone)} {title}"
    label = t.plain("programme-label-day", day=number[0], title=title)
    return f"{_mark(session, marks)}{label}"


def _mark(session: Session, marks: Marks) -> str:
    return CANCELLED if session.is_cancelled else marks.get(session.id, "")


def where(session: Session) -> str:
    return f" · {shortened(session.room, ROOM_LIMIT)}" if session.room else ""


def day_to_return_to(session: Session, zone: ZoneInfo) -> date:
    """The present one of its days while it is on, else the first."""
    today = present_day(zone)
    days = session_days(session, zone)
    return today if today in days else days[0]


def days_around(days: Sequence[date], day: date | None) -> Sequence[date]:
    """The nearest DAYS of them."""
    at = days.index(day) if day in days else 0
    return days[max(0, min(at - DAYS // 2, len(days) - DAYS)) :][:DAYS]
