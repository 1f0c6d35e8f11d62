"""What a typed question about an event is answered with, where no other screen is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.programme.programmes import Programme, SessionCard
from domain.programme.sessions import local_day
from handlers.callbacks.programme.checkin import BadgeButton
from handlers.callbacks.programme.downloads import FormatsButton
from handlers.callbacks.programme.ratings import RatingButton
from handlers.callbacks.programme.sessions import EventsButton, SessionButton
from handlers.programme.sessions.day_views import my_schedule
from handlers.programme.sessions.lines import (
    SESSIONS_ON_PAGE,
    Marks,
    session_label,
    session_line,
    zone_on,
)
from services.programme.typed.asked import Found, Wish
from ui.formatting import short_day, weekday
from ui.keyboards import Row, button, inline
from ui.screens import Screen
from ui.translator import Translator


def wish_words(card: SessionCard, wish: Wish | None, now: datetime, t: Translator) -> str:
    """Which button does what is wished; empty where the card says it all."""
    goes = card.is_waiting is not None
    if wish in {Wish.JOIN, Wish.LEAVE} and card.session.ends_at <= now:
        return t("asked-over")
    may_join = not (goes or card.is_barred or card.session.is_cancelled)
    join = "asked-wait" if card.free == 0 else "asked-join"
    keys: dict[Wish | None, str] = {
        Wish.JOIN: join if may_join else "",
        Wish.LEAVE: "asked-leave" if goes else "asked-leave-not",
        Wish.ASK: "asked-question" if card.can_ask else "asked-question-not",
        Wish.MATERIALS: "" if card.materials else "asked-materials-none",
        Wish.RATE: "asked-rate" if card.can_rate else "asked-rate-not",
        Wish.REMIND: "asked-remind" if goes else "asked-remind-not",
    }
    key = keys.get(wish, "")
    return t(key) if key else ""


def list_screen(found: Sequence[Found], wish: Wish | None, marks: Marks, t: Translator) -> Screen:
    """Sessions by day, each with a button."""
    shown = found[:SESSIONS_ON_PAGE]
    sessions = [session for _, session in shown]
    lines = [t("asked-several" if wish is None else "asked-several-wish")]
    rows: list[Row] = []
    last: date | None = None
    is_one_day = len({local_day(one, ZoneInfo(event.tz)) for event, one in shown}) == 1
    for event, session in shown:
        zone = ZoneInfo(event.tz)
        day = local_day(session, zone)
        if day != last:
            last = day
            place = zone_on(session, zone, day, t)
            lines += ["", t("programme-day", day=weekday(day, t), zone=place)]
        lines.append(session_line(session, zone, marks, t, day))
        label = session_label(session, zone, marks, t, day, sessions)
        dated = label if is_one_day else f"{short_day(day, t)} {label}"
        rows.append([button(dated, SessionButton(id=session.id))])
    more = len(found) - len(shown)
    lines += ["", t("now-more", count=more)] if more > 0 else []
    rows.append([button(t.plain("programme-whole"), EventsButton()), my_schedule(t)])
    return Screen("\n".join(lines), inline(*rows))


def to_rate_screen(found: Sequence[Found], t: Translator) -> Screen:
    rows = [
        [button(session.title, RatingButton(id=session.id))]
        for _, session in found[:SESSIONS_ON_PAGE]
    ]
    return Screen(t("asked-to-rate"), inline(*rows, [my_schedule(t)]))


def badge_screen(t: Translator) -> Screen:
    row = [button(t.plain("schedule-badge"), BadgeButton()), my_schedule(t)]
    return Screen(t("asked-here"), inline(row))


def files_screen(programme: Programme, t: Translator) -> Screen:
    row = [button(t.plain("programme-download"), FormatsButton(event=programme.event.id))]
    return Screen(t("asked-files", title=programme.event.title), inline(row, [my_schedule(t)]))
