"""What a person goes to, page by page, and how it gets into their calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from domain.paging import clamped, page_count
from domain.programme.programmes import ScheduleEntry
from handlers.callbacks.programme.calendars import (
    CalendarFileButton,
    FeedButton,
    FeedStep,
    MyCalendarButton,
)
from handlers.callbacks.programme.checkin import BadgeButton
from handlers.callbacks.programme.sessions import (
    EventsButton,
    SchedulePageButton,
    SessionButton,
)
from handlers.programme.sessions.lines import (
    GOING,
    SESSIONS_ON_PAGE,
    WAITING,
    Marks,
    session_label,
    session_line,
    zone_on,
)
from handlers.programme.sessions.offers import people_row
from ui.formatting import weekday
from ui.keyboards import (
    Row,
    button,
    inline,
    pager,
)
from ui.screens import Screen
from ui.translator import Html, Translator


def schedule_screen(schedule: Sequence[ScheduleEntry], t: Translator, page: int = 0) -> Screen:
    page = clamped(page, len(schedule), SESSIONS_ON_PAGE)
    lines = [t("schedule-title" if schedule else "schedule-empty")]
    sessions = [entry.session for entry in schedule]
    day: date | None = None
    rows: list[Row] = []
    for entry in schedule[page * SESSIONS_ON_PAGE :][:SESSIONS_ON_PAGE]:
        session, zone = entry.session, ZoneInfo(entry.event.tz)
        if entry.day != day:
            day = entry.day
            place = zone_on(session, zone, day, t)
            lines += ["", t("programme-day", day=weekday(day, t), zone=place)]
        lines.append(_line(entry, zone, t))
        marks: Marks = {session.id: WAITING if entry.is_waiting else GOING}
        label = session_label(session, zone, marks, t, day, sessions)
        rows.append([button(label, SessionButton(id=session.id))])
    pages = page_count(len(schedule), SESSIONS_ON_PAGE)
    turn = pager(t, page, pages, lambda other: SchedulePageButton(page=other))
    mine = [
        button(t.plain("schedule-badge"), BadgeButton()),
        button(t.plain("calendar-open"), MyCalendarButton()),
    ]
    if not schedule:
        rows.append([button(t.plain("programme-whole"), EventsButton())])
    return Screen("\n".join(lines), inline(*rows, turn, mine, people_row(t)))


def calendar_screen(t: Translator) -> Screen:
    """The two ways into a calendar program."""
    return Screen(
        t("calendar-ways"),
        inline(
            [button(t.plain("calendar-feed"), FeedButton(step=FeedStep.OPEN))],
            [button(t.plain("calendar-file"), CalendarFileButton())],
            [button(t.plain("calendar-back"), SchedulePageButton())],
        ),
    )


def _line(entry: ScheduleEntry, zone: ZoneInfo, t: Translator) -> str:
    marks: Marks = {} if entry.is_waiting else {entry.session.id: GOING}
    line = session_line(entry.session, zone, marks, t, entry.day)
    return t("schedule-waiting", line=Html(line)) if entry.is_waiting else line
