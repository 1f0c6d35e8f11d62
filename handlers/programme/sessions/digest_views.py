from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from domain.programme.sessions import Event, Session, local_day, session_days
from handlers.callbacks.people.settings import Choice, SettingsButton
from handlers.callbacks.programme.sessions import ScheduleButton, SessionButton
from handlers.programme.sessions.lines import (
    day_words,
    end_on,
    session_label,
    times_on,
    where,
    zone_on,
)
from services.programme.day_digests import Planned
from ui.formatting import clock_time, shortened, weekday
from ui.keyboards import button, inline
from ui.screens import Screen
from ui.translator import Html, Translator

LINES_SHOWN = 15
TITLE_LIMIT = 120
"""Characters; so many lines of such titles and rooms fit one message (4,096)."""

BUTTONS_SHOWN = 8
"""One for each of the first sessions."""


def digest_screen(planned: Sequence[Planned], day: date, zone: ZoneInfo, t: Translator) -> Screen:
    """`day` and `zone` are the reader's; times are those of each event's clock, and theirs too
    where it differs.
    """
    lines = [t("digest-title", day=weekday(day, t))]
    event: Event | None = None
    for one in planned[:LINES_SHOWN]:
        if event is None or event.id != one.event.id:
            event = one.event
            lines += ["", _headline(event, one.session, _day(one, day, zone), t)]
        lines.append(_line(one, day, zone, t))
    if len(planned) > LINES_SHOWN:
        lines += ["", t("digest-more", count=len(planned) - LINES_SHOWN)]
    held = [one for one in planned if not one.session.is_cancelled]
    others = [one.session for one in held]
    rows = [
        [button(_label(one, others, day, zone, t), SessionButton(id=one.session.id))]
        for one in held[:BUTTONS_SHOWN]
    ]
    schedule = [button(t.plain("programme-mine"), ScheduleButton())]
    settings = [button(t.plain("announcement-settings"), SettingsButton(choice=Choice.NOTIFY))]
    return Screen("\n".join(lines), inline(*rows, schedule, settings))


def _headline(event: Event, session: Session, day: date, t: Translator) -> str:
    zone = zone_on(session, ZoneInfo(event.tz), day, t)
    return t("digest-event", title=shortened(event.title, TITLE_LIMIT), zone=zone)


def _day(one: Planned, day: date, zone: ZoneInfo) -> date:
    """The reader's day on the clock of the event; one of the session's days."""
    event_zone = ZoneInfo(one.event.tz)
    noon = datetime.combine(day, time(12), zone).astimezone(event_zone).date()
    days = session_days(one.session, event_zone)
    return min(max(noon, days[0]), days[-1])


def _line(one: Planned, day: date, zone: ZoneInfo, t: Translator) -> str:
    session, event_zone, event_day = one.session, ZoneInfo(one.event.tz), _day(one, day, zone)
    begins = event_day == local_day(session, event_zone)
    told = session.starts_at if begins else session.ends_at
    words = where(session) + day_words(session, event_zone, event_day, t)
    if told.astimezone(zone).utcoffset() != told.astimezone(event_zone).utcoffset():
        yours = clock_time(told, zone) if begins else end_on(session, zone, day, t)
        words += " · " + t.plain("digest-yours", time=yours)
    key = "programme-line-cancelled" if session.is_cancelled else "programme-line"
    title = shortened(session.title, TITLE_LIMIT)
    times = times_on(session, event_zone, event_day, t)
    line = t(key, mark="", times=times, title=title, where=words)
    return t("schedule-waiting", line=Html(line)) if one.is_waiting else line


def _label(
    one: Planned, others: Sequence[Session], day: date, zone: ZoneInfo, t: Translator
) -> str:
    event_zone = ZoneInfo(one.event.tz)
    return session_label(one.session, event_zone, {}, t, _day(one, day, zone), others)
