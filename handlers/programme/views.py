"""Screens of the programme: events, a day, a session's card, one's own schedule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton

from domain.outbox import Payload
from domain.programme import Event, Session, local_day, track_key
from domain.users import Actor
from handlers.calendars.callbacks import CalendarFileButton, FeedButton
from handlers.calendars.callbacks import Step as FeedStep
from handlers.directory.callbacks import OpenDirectoryButton
from handlers.door.callbacks import BadgeButton, CodeButton
from handlers.profile.parts import people_row
from handlers.programme.callbacks import (
    ALL_TRACKS,
    CalendarButton,
    DayButton,
    EventButton,
    EventsButton,
    JoinButton,
    NowButton,
    ScheduleButton,
    SessionButton,
    TracksButton,
    VenueButton,
)
from handlers.programme.paper_callbacks import ChangesButton, FormatsButton, MaterialsButton
from handlers.programme.reminder_callbacks import LeadsButton, TrackLeadsButton
from handlers.programme.reminder_views import COUNTED, counted
from handlers.questions.callbacks import AskButton, QuestionsButton
from handlers.ratings.callbacks import RatingButton
from services.programme import Programme, SessionCard
from ui.formatting import clock_time, moment, short_day, shortened, weekday, zone_name
from ui.keyboards import Row, button, in_columns, inline, link
from ui.screens import Screen
from ui.translator import Html, Translator

ABSTRACT_LIMIT = 1_500
"""Characters; with all else the card stays within one message (4,096)."""


def events_screen(events: Sequence[Event], t: Translator) -> Screen:
    rows = [[button(event.title, EventButton(id=event.id))] for event in events]
    return Screen(t("programme-events"), inline(*rows, [_schedule(t)]))


def day_screen(
    programme: Programme, day: date, track: int, mine: frozenset[str], t: Translator
) -> Screen:
    """The sessions of one day, each with a button; days and tracks beneath."""
    tracks = programme.tracks
    chosen = tracks[track] if 0 <= track < len(tracks) else None
    sessions = programme.on(day, chosen)
    zone = zone_name(programme.zone, t, sessions[0].starts_at) if sessions else ""
    lines = [
        t("programme-title", title=programme.event.title),
        t("programme-day", day=weekday(day, t), zone=zone) if zone else weekday(day, t),
    ]
    if chosen is not None:
        lines.append(t("programme-track", track=chosen))
    if not sessions:
        lines += ["", t("programme-day-empty")]
    for session in sessions:
        lines += ["", _line(session, programme.zone, mine, t)]
    rows: list[Row] = [
        [button(_label(session, programme.zone, mine), SessionButton(id=session.id))]
        for session in sessions
    ]
    days = [
        button(
            ("• " if other == day else "") + short_day(other, t),
            DayButton(event=programme.event.id, day=other.toordinal(), track=track),
        )
        for other in programme.days
    ]
    return Screen(
        "\n".join(lines),
        inline(
            *rows, *in_columns(days, 4), _leads(programme, chosen, t), *_beneath(programme, day, t)
        ),
    )


def _leads(programme: Programme, track: str | None, t: Translator) -> Row:
    if track is None:
        return []
    target = TrackLeadsButton(event=programme.event.id, track=track_key(track))
    return [button(t.plain("programme-track-leads"), target)]


def _beneath(programme: Programme, day: date, t: Translator) -> list[Row]:
    event_id = programme.event.id
    tracks = (
        [button(t.plain("programme-tracks"), TracksButton(event=event_id, day=day.toordinal()))]
        if programme.tracks
        else []
    )
    return [
        [*tracks, button(t.plain("programme-now"), NowButton(event=event_id))],
        [
            button(t.plain("programme-changes"), ChangesButton(event=event_id)),
            button(t.plain("programme-download"), FormatsButton(event=event_id)),
        ],
        [_schedule(t), button(t.plain("directory-open"), OpenDirectoryButton())],
    ]


def tracks_screen(programme: Programme, day: date, t: Translator) -> Screen:
    event_id = programme.event.id
    rows = [
        [
            button(
                t.plain("programme-all-tracks"),
                DayButton(event=event_id, day=day.toordinal(), track=ALL_TRACKS),
            )
        ]
    ]
    for number, track in enumerate(programme.tracks):
        count = len(programme.on(day, track))
        label = t.plain("programme-track-option", track=track, count=count)
        target = DayButton(event=event_id, day=day.toordinal(), track=number)
        rows.append([button(label, target)])
    return Screen(t("programme-tracks-title", day=weekday(day, t)), inline(*rows))


def now_screen(
    programme: Programme,
    now: datetime,
    mine: frozenset[str],
    t: Translator,
    *,
    has_others: bool = False,
) -> Screen:
    """`has_others`: there are more events, and a way to them is offered."""
    running, coming = programme.now_and_next(now)
    zone = programme.zone
    lines = [t("programme-title", title=programme.event.title)]
    lines.append(t("now-refreshed", time=clock_time(now, zone), zone=zone_name(zone, t, now)))
    lines += ["", t("programme-now-title") if running else t(_nothing(programme, now))]
    lines += [_running_line(session, zone, now, mine, t) for session in running]
    if coming:
        lines += ["", _next_title(coming[0].starts_at, zone, now, t)]
        lines += [_line(session, zone, mine, t) for session in coming]
    event_id = programme.event.id
    rows = [
        [button(_label(session, zone, mine), SessionButton(id=session.id))]
        for session in (*running, *coming)
    ]
    refresh = [button(t.plain("now-refresh"), NowButton(event=event_id))]
    back = [button(t.plain("programme-whole"), EventButton(id=event_id)), _schedule(t)]
    others = [button(t.plain("now-all-events"), EventsButton())] if has_others else []
    return Screen("\n".join(lines), inline(*rows, refresh, back, others))


def card_screen(card: SessionCard, actor: Actor, t: Translator) -> Screen:
    session, event = card.session, card.event
    zone = ZoneInfo(event.tz)
    lines = [t("session-title", title=session.title)]
    if session.is_cancelled:
        lines.append(t("session-cancelled"))
    start, end = moment(session.starts_at, zone, t), clock_time(session.ends_at, zone)
    lines.append(t("session-time", start=start, end=end))
    if _differs(session.starts_at, zone, actor.zone):
        lines.append(t("session-time-yours", moment=moment(session.starts_at, actor.zone, t)))
    for key, value in (
        ("session-room", session.room),
        ("session-track", session.track),
        ("session-speakers", ", ".join(session.speakers)),
    ):
        if value:
            lines.append(t(key, value=value))
    if session.capacity is not None:
        lines.append(t("session-places", free=card.free or 0, capacity=session.capacity))
    if card.is_closed:
        lines.append(t(_closed(card)))
    if session.abstract:
        lines += ["", t("session-abstract", text=shortened(session.abstract, ABSTRACT_LIMIT))]
    lines += _own_lines(card, t)
    return Screen("\n".join(lines), inline(*_card_rows(card, t)))


def _closed(card: SessionCard) -> str:
    if card.is_barred and not card.session.is_cancelled:
        return "session-closed-how"
    return "session-closed-admitted" if card.is_admitted else "session-closed"


def _own_lines(card: SessionCard, t: Translator) -> list[str]:
    lines: list[str] = []
    if card.is_waiting is True:
        lines += ["", t("session-you-wait", count=card.waiting)]
    elif card.is_waiting is False:
        lines += ["", t("session-you-go")]
    if card.clashes and not card.session.is_cancelled:
        titles = ", ".join(f"«{other.title}»" for other in card.clashes)
        lines.append(t("session-clash", titles=titles))
    return lines


def _card_rows(card: SessionCard, t: Translator) -> list[Row]:
    session = card.session
    rows: list[Row] = []
    if card.is_waiting is False and not session.is_cancelled:
        rows.append([button(t.plain("session-leads"), LeadsButton(id=session.id))])
    if card.is_waiting is not None:
        rows.append([button(t.plain("session-leave"), JoinButton(id=session.id, wanted=False))])
    elif card.is_barred and not session.is_cancelled:
        rows.append([button(t.plain("session-enter-code"), CodeButton())])
    elif not session.is_cancelled:
        key = "session-wait" if card.free == 0 else "session-join"
        join = JoinButton(id=session.id, wanted=True)
        rows.append([button(t.plain(key), join, ButtonStyle.SUCCESS)])
    about = [button(t.plain("session-calendar"), CalendarButton(id=session.id))]
    if card.event.point is not None:
        about.append(button(t.plain("session-venue"), VenueButton(id=session.id)))
    rows.append(about)
    if card.materials and not card.is_barred:
        label = t.plain("materials-button", count=card.materials)
        rows.append([button(label, MaterialsButton(id=session.id))])
    if session.url:
        rows.append([link(t.plain("session-materials"), session.url)])
    if not card.is_barred:
        rows.append(_said(card, t))
    if card.can_rate:
        rows.append([button(t.plain("rating-open"), RatingButton(id=session.id))])
    day = local_day(session, ZoneInfo(card.event.tz)).toordinal()
    rows.append([button(t.plain("session-day"), DayButton(event=session.event_id, day=day))])
    return rows


def _said(card: SessionCard, t: Translator) -> Row:
    """Questions to the speakers: asking, and the list."""
    session_id = card.session.id
    row: Row = []
    if card.can_ask:
        row.append(button(t.plain("question-ask-button"), AskButton(id=session_id)))
    if card.questions:
        label = t.plain("question-list-count", count=card.questions)
        row.append(button(label, QuestionsButton(id=session_id)))
    elif card.can_ask:
        row.append(button(t.plain("question-list"), QuestionsButton(id=session_id)))
    return row


def schedule_screen(schedule: Sequence[tuple[Event, Session, bool]], t: Translator) -> Screen:
    feed = [button(t.plain("calendar-feed"), FeedButton(step=FeedStep.OPEN))]
    badge = [button(t.plain("schedule-badge"), BadgeButton())]
    if not schedule:
        return Screen(t("schedule-empty"), inline(feed, badge, people_row(t)))
    lines = [t("schedule-title")]
    day: date | None = None
    rows: list[Row] = []
    for event, session, is_waiting in schedule:
        zone = ZoneInfo(event.tz)
        if local_day(session, zone) != day:
            day = local_day(session, zone)
            place = zone_name(zone, t, session.starts_at)
            lines += ["", t("programme-day", day=weekday(day, t), zone=place)]
        mine = frozenset() if is_waiting else frozenset({session.id})
        line = _line(session, zone, mine, t)
        lines.append(t("schedule-waiting", line=Html(line)) if is_waiting else line)
        rows.append([button(_label(session, zone, mine), SessionButton(id=session.id))])
    file = [button(t.plain("calendar-file"), CalendarFileButton())]
    return Screen("\n".join(lines), inline(*rows, file, feed, badge, people_row(t)))


def change_message(was: Payload, session: Session, event: Event, t: Translator) -> Screen | None:
    """Old and new of all that differs; None where nothing does any more."""
    zone = ZoneInfo(event.tz)
    starts_at = datetime.fromtimestamp(int(was["starts"] or 0), UTC)
    lines: list[str] = []
    if session.is_cancelled and not was["cancelled"]:
        lines.append(t("change-cancelled"))
    elif was["cancelled"] and not session.is_cancelled:
        lines.append(t("change-restored", moment=moment(session.starts_at, zone, t)))
    if session.starts_at != starts_at and not session.is_cancelled:
        old, new = moment(starts_at, zone, t), moment(session.starts_at, zone, t)
        lines.append(t("change-time", old=old, new=new))
    for key, name, value in (
        ("change-room", "room", session.room),
        ("change-title", "title", session.title),
    ):
        if was[name] != value:
            lines.append(t(key, old=str(was[name] or "—"), new=value or "—"))
    if not lines:
        return None
    text = "\n".join([t("change-head"), t("session-title", title=session.title), "", *lines])
    open_card = button(t.plain("session-open"), SessionButton(id=session.id))
    return Screen(text, inline([open_card]))


def place_message(payload: Payload, title: str, t: Translator) -> Screen:
    """To the first in line, who has got a place."""
    session_id = str(payload["session"])
    markup = inline(
        [button(t.plain("session-open"), SessionButton(id=session_id))],
        [button(t.plain("session-leave"), JoinButton(id=session_id, wanted=False))],
    )
    return Screen(t("session-place-freed", title=title), markup)


def _line(session: Session, zone: ZoneInfo, mine: frozenset[str], t: Translator) -> str:
    key = "programme-line-cancelled" if session.is_cancelled else "programme-line"
    mark = "✅ " if session.id in mine else ""
    where = f" · {session.room}" if session.room else ""
    times = f"{clock_time(session.starts_at, zone)}–{clock_time(session.ends_at, zone)}"
    return t(key, mark=mark, times=times, title=session.title, where=where)


def _running_line(
    session: Session, zone: ZoneInfo, now: datetime, mine: frozenset[str], t: Translator
) -> str:
    return t(
        "now-line",
        mark="✅ " if session.id in mine else "",
        title=session.title,
        where=f" · {session.room}" if session.room else "",
        end=clock_time(session.ends_at, zone),
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
    if not hours:
        return t.plain("now-left-minutes", minutes=minutes)
    return t.plain("now-left-hours", hours=hours, minutes=minutes)


def _label(session: Session, zone: ZoneInfo, mine: frozenset[str]) -> str:
    mark = "✅ " if session.id in mine else ""
    return f"{mark}{clock_time(session.starts_at, zone)} {session.title}"


def _differs(at: datetime, one: ZoneInfo, other: ZoneInfo) -> bool:
    return at.astimezone(one).utcoffset() != at.astimezone(other).utcoffset()


def _schedule(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("programme-mine"), ScheduleButton())
