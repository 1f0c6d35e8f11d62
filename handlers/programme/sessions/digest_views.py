from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.programme.sessions import Event, Session
from handlers.callbacks.people.settings import Choice, SettingsButton
from handlers.callbacks.programme.sessions import ScheduleButton, SessionButton
from handlers.programme.sessions.lines import times_of
from services.programme.day_digests import Planned
from ui.formatting import clock_time, shortened, weekday, zone_name
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
            lines += ["", _headline(event, one.session.starts_at, t)]
        lines.append(_line(one, zone, t))
    if len(planned) > LINES_SHOWN:
        lines += ["", t("digest-more", count=len(planned) - LINES_SHOWN)]
    held = [one for one in planned if not one.session.is_cancelled]
    rows = [
        [button(_label(one.session, ZoneInfo(one.event.tz)), SessionButton(id=one.session.id))]
        for one in held[:BUTTONS_SHOWN]
    ]
    schedule = [button(t.plain("programme-mine"), ScheduleButton())]
    settings = [button(t.plain("announcement-settings"), SettingsButton(choice=Choice.NOTIFY))]
    return Screen("\n".join(lines), inline(*rows, schedule, settings))


def _headline(event: Event, at: datetime, t: Translator) -> str:
    zone = zone_name(ZoneInfo(event.tz), t, at)
    return t("digest-event", title=shortened(event.title, TITLE_LIMIT), zone=zone)


def _line(one: Planned, zone: ZoneInfo, t: Translator) -> str:
    session, event_zone = one.session, ZoneInfo(one.event.tz)
    parts = [shortened(session.room, TITLE_LIMIT)] if session.room else []
    if (
        session.starts_at.astimezone(zone).utcoffset()
        != session.starts_at.astimezone(event_zone).utcoffset()
    ):
        parts.append(t.plain("digest-yours", time=clock_time(session.starts_at, zone)))
    key = "programme-line-cancelled" if session.is_cancelled else "programme-line"
    where = "".join(f" · {part}" for part in parts)
    title = shortened(session.title, TITLE_LIMIT)
    line = t(key, mark="", times=times_of(session, event_zone, t), title=title, where=where)
    return t("schedule-waiting", line=Html(line)) if one.is_waiting else line


def _label(session: Session, event_zone: ZoneInfo) -> str:
    return f"{clock_time(session.starts_at, event_zone)} {session.title}"
