"""The board: what is on, for how long yet, and what comes next."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.programme.programmes import Programme
from domain.programme.sessions import Session
from handlers.callbacks.programme.sessions import (
    EventButton,
    EventsButton,
    NowButton,
    SessionButton,
)
from handlers.programme.reminders.views import COUNTED, counted
from handlers.programme.sessions.day_views import my_schedule
from handlers.programme.sessions.lines import (
    SESSIONS_ON_PAGE,
    TITLE_LIMIT,
    Marks,
    day_words,
    end_of,
    session_label,
    session_line,
    where,
)
from ui.formatting import clock_time, moment, shortened, zone_name
from ui.keyboards import button, inline
from ui.screens import Screen
from ui.translator import Translator

COMING = 5
"""Lines of what is coming: with SESSIONS_ON_PAGE that are on, so many fit one message (4,096)."""


def now_screen(
    programme: Programme, now: datetime, marks: Marks, t: Translator, *, has_others: bool = False
) -> Screen:
    """`has_others`: there are more events, and a way to them is offered."""
    running, coming = programme.now_and_next(now)
    zone = programme.zone
    lines = [t("programme-title", title=programme.event.title)]
    lines.append(t("now-refreshed", time=clock_time(now, zone), zone=zone_name(zone, t, now)))
    lines += ["", t("programme-now-title") if running else t(_nothing(programme, now))]
    lines += [
        _running_line(session, zone, now, marks, t) for session in running[:SESSIONS_ON_PAGE]
    ]
    lines += _more(len(running) - SESSIONS_ON_PAGE, t)
    if coming:
        lines += ["", _next_title(coming[0].starts_at, zone, now, t)]
        lines += [session_line(session, zone, marks, t) for session in coming[:COMING]]
        lines += _more(len(coming) - COMING, t)
    event_id, today = programme.event.id, now.astimezone(zone).date()
    shown = (*running[:SESSIONS_ON_PAGE], *coming[:COMING])
    rows = [
        [button(session_label(one, zone, marks, t, today, shown), SessionButton(id=one.id))]
        for one in shown
    ]
    refresh = [button(t.plain("now-refresh"), NowButton(event=event_id))]
    back = [button(t.plain("programme-whole"), EventButton(id=event_id)), my_schedule(t)]
    others = [button(t.plain("now-all-events"), EventsButton())] if has_others else []
    return Screen("\n".join(lines), inline(*rows, refresh, back, others))


def _more(count: int, t: Translator) -> list[str]:
    return [t("now-more", count=count)] if count > 0 else []


def _running_line(
    session: Session, zone: ZoneInfo, now: datetime, marks: Marks, t: Translator
) -> str:
    return t(
        "now-line",
        mark=marks.get(session.id, ""),
        title=shortened(session.title, TITLE_LIMIT),
        where=where(session) + day_words(session, zone, now.astimezone(zone).date(), t),
        end=end_of(session, zone, t),
        left=_left(session.ends_at - now, t),
    )


def _next_title(begins: datetime, zone: ZoneInfo, now: datetime, t: Translator) -> str:
    when, left = moment(begins, zone, t), begins - now
    if left > COUNTED:
        return t("now-next-far", moment=when)
    return t("now-next-title", left=counted(left, t), moment=when)


def _nothing(programme: Programme, now: datetime) -> str:
    """The key of why nothing is on."""
    if all(session.ends_at <= now for session in programme.sessions):
        return "now-over"
    return "programme-now-none" if programme.is_on(now) else "now-nothing"


def _left(left: timedelta, t: Translator) -> str:
    """Begun minutes count: what is on has a minute left at least."""
    hours, minutes = divmod(math.ceil(left / timedelta(minutes=1)), 60)
    days, hours_of_day = divmod(hours, 24)
    if days:
        return t.plain("now-left-days", days=days, hours=hours_of_day)
    if not hours:
        return t.plain("now-left-minutes", minutes=minutes)
    return t.plain("now-left-hours", hours=hours, minutes=minutes)
