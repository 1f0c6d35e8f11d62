from __future__ import annotations

import math
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from domain.ids import SessionId
from domain.programme.sessions import Event, Session, location
from handlers.callbacks.programme.reminders import AckButton, SnoozeButton
from handlers.callbacks.programme.sessions import SessionButton
from services.programme.reminders import (
    SNOOZES,
    UNTIL_MORNING,
    Going,
    snoozed_until,
)
from ui.formatting import moment, shortened
from ui.keyboards import button, fitted, in_columns, inline
from ui.screens import Screen, SharedMarkup
from ui.translator import Translator

COUNTED = timedelta(hours=6)
"""Up to here people think in hours and minutes that are left, beyond it in days."""

LINE_CHARACTERS = 300

MARKUPS_KEPT = 100
"""Buttons of sessions: those of one are the same for thousands of people within minutes."""

SNOOZE_LABELS = {
    10: "reminder-snooze-10",
    60: "reminder-snooze-60",
    UNTIL_MORNING: "reminder-snooze-morning",
}


def reminder_screen(
    going: Going, zone: ZoneInfo, now: datetime, t: Translator, *, note: str = ""
) -> Screen:
    """`zone` is the reader's. `note` is HTML: what came of the button that was pressed."""
    session, event = going.session, going.event
    event_zone = ZoneInfo(event.tz)
    place = location(event, session.room)
    lines = [
        t("reminder-headline", left=headline(session.starts_at, event_zone, zone, now, t)),
        "",
        t("reminder-title", title=shortened(session.title, LINE_CHARACTERS)),
        t("reminder-when", moment=moment(session.starts_at, event_zone, t)),
    ]
    if _offset(session.starts_at, zone) != _offset(session.starts_at, event_zone):
        lines.append(t("reminder-when-yours", moment=moment(session.starts_at, zone, t)))
    if place:
        lines.append(t("reminder-where", place=shortened(place, LINE_CHARACTERS)))
    if note:
        lines += ["", note]
    snoozes = tuple(
        minutes for minutes in SNOOZES if snoozed_until(minutes, zone, now) < session.starts_at
    )
    return Screen("\n".join(lines), _markup(session.id, snoozes, t))


def acknowledged_screen(going: Going, zone: ZoneInfo, now: datetime, t: Translator) -> Screen:
    """The reminder as it stands after an answer, without buttons that ask again."""
    return Screen(reminder_screen(going, zone, now, t, note=t("reminder-acked")).text)


def moved_screen(session: Session, event: Event, zone: ZoneInfo, t: Translator) -> Screen:
    """What stands in the place of a reminder that says an hour which is wrong by now."""
    event_zone = ZoneInfo(event.tz)
    place = location(event, session.room)
    title = t("reminder-title", title=shortened(session.title, LINE_CHARACTERS))
    markup = inline([button(t.plain("session-open"), SessionButton(id=session.id))])
    if session.is_cancelled:
        return Screen("\n\n".join([t("change-cancelled"), title]), markup)
    begins = moment(session.starts_at, event_zone, t)
    lines = [t("reminder-moved", moment=begins), "", title]
    if _offset(session.starts_at, zone) != _offset(session.starts_at, event_zone):
        lines.append(t("reminder-when-yours", moment=moment(session.starts_at, zone, t)))
    if place:
        lines.append(t("reminder-where", place=shortened(place, LINE_CHARACTERS)))
    return Screen("\n".join(lines), markup)


def headline(
    starts_at: datetime, event_zone: ZoneInfo, zone: ZoneInfo, now: datetime, t: Translator
) -> str:
    """How long it is, or the day where that says more.

    The hour is that of the event. «Tomorrow» is said only where it is tomorrow for the reader
    too: in Kamchatka a day begins nine hours before it does in Moscow.
    """
    left = starts_at - now
    if left <= timedelta(0):
        return t.plain("reminder-begun")
    if left <= COUNTED:
        return counted(left, t)
    local = starts_at.astimezone(event_zone)
    days = {(starts_at.astimezone(one).date() - now.astimezone(one).date()).days
            for one in (event_zone, zone)}  # fmt: skip
    clock = f"{local:%H:%M}"
    if days == {0}:
        return t.plain("reminder-today", time=clock)
    if days == {1}:
        return t.plain("reminder-tomorrow", time=clock)
    day = format_date(local.date(), "d MMMM", locale=t.language.value)
    return t.plain("reminder-on-day", day=day, time=clock)


def counted(left: timedelta, t: Translator) -> str:
    """Begun minutes count: nobody is told that they have less time than they have."""
    hours, minutes = divmod(math.ceil(left / timedelta(minutes=1)), 60)
    if not hours:
        return t.plain("reminder-in-minutes", minutes=minutes)
    if not minutes:
        return t.plain("reminder-in-hours", hours=hours)
    return t.plain("reminder-in-hours-minutes", hours=hours, minutes=minutes)


@lru_cache(maxsize=MARKUPS_KEPT)
def _markup(session_id: SessionId, snoozes: tuple[int, ...], t: Translator) -> SharedMarkup:
    """`snoozes`: those that would come before the start."""
    ack = [button(t.plain("reminder-ack"), AckButton(id=session_id))]
    later = [
        button(t.plain(SNOOZE_LABELS[minutes]), SnoozeButton(id=session_id, minutes=minutes))
        for minutes in snoozes
    ]
    card = [button(t.plain("session-open"), SessionButton(id=session_id))]
    rows = [ack, *in_columns(later, 2), card]
    return SharedMarkup(inline_keyboard=[part for row in rows for part in fitted(row)])


def _offset(moment_: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment_.astimezone(zone).utcoffset()
