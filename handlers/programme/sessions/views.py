"""A session's card, and what those who go to it are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle

from domain.lru_cache import MadeOnce
from domain.people.users import Actor, Category
from domain.programme.messages import FreePlace, SessionChangeNotice
from domain.programme.programmes import SessionCard
from domain.programme.sessions import Event, Session, last_call
from handlers.callbacks.programme.checkin import CheckInSessionButton, CodeButton
from handlers.callbacks.programme.downloads import MaterialsButton
from handlers.callbacks.programme.editing import SessionEditingButton
from handlers.callbacks.programme.questions import AskButton, QuestionsButton
from handlers.callbacks.programme.ratings import RatingButton
from handlers.callbacks.programme.reminders import LeadsButton
from handlers.callbacks.programme.sessions import (
    CalendarButton,
    DayButton,
    HearButton,
    JoinButton,
    SessionButton,
    VenueButton,
)
from handlers.programme.sessions.lines import day_to_return_to, end_of
from ui.formatting import moment, present_year, quoted, shortened
from ui.keyboards import Row, button, disabled, inline, link, shared
from ui.screens import Screen
from ui.translator import Translator

ABSTRACT_LIMIT = 1_500
VALUE_LIMIT = 400
CLASHES_SHOWN = 3
CLASH_TITLE = 120
"""Characters; with all else the card stays within one message (4,096)."""

SCREENS = MadeOnce[Screen](1_000)
"""Cards by all that they show: some 5 KB each. Most of a hall sees the same one."""


def card_screen(card: SessionCard, actor: Actor, t: Translator) -> Screen:
    silence, zone = silence_of(card, actor), ZoneInfo(card.event.tz)
    years = present_year(zone), present_year(actor.zone)
    day = day_to_return_to(card.session, zone)
    key = card, silence, actor.zone, years, day, t.language
    return SCREENS.of(None, key, lambda: _card_screen(card, silence, actor.zone, day, t))


def _card_screen(
    card: SessionCard, silence: str | None, readers_zone: ZoneInfo, day: date, t: Translator
) -> Screen:
    session, event = card.session, card.event
    zone = ZoneInfo(event.tz)
    lines = [t("session-title", title=session.title)]
    if session.is_cancelled:
        lines.append(t("session-cancelled"))
    start, end = moment(session.starts_at, zone, t), end_of(session, zone, t)
    lines.append(t("session-time", start=start, end=end))
    if _differs(session.starts_at, zone, readers_zone):
        lines.append(t("session-time-yours", moment=moment(session.starts_at, readers_zone, t)))
    for key, value in (
        ("session-room", session.room),
        ("session-track", session.track),
        ("session-speakers", ", ".join(session.speakers)),
    ):
        if value:
            lines.append(t(key, value=shortened(value, VALUE_LIMIT)))
    if session.capacity is not None and not session.is_cancelled:
        lines.append(t("session-places", free=card.free or 0, capacity=session.capacity))
    if card.is_closed:
        lines.append(t(_closed(card)))
    if session.abstract:
        lines += ["", t("session-abstract", text=shortened(session.abstract, ABSTRACT_LIMIT))]
    lines += _own_lines(card, t)
    hear: Row = []
    if silence:
        lines += ["", t(silence)]
        hear = [button(t.plain("session-hear"), HearButton(id=session.id), ButtonStyle.PRIMARY)]
    return Screen("\n".join(lines), shared(hear, *_card_rows(card, day, t)))


def silence_of(card: SessionCard, actor: Actor) -> str | None:
    """Key of the question why the reader, who has joined, would hear nothing of the session;
    None: they will, or there is nothing more to hear of.
    """
    if card.is_waiting is None or card.has_begun or card.session.is_cancelled:
        return None
    if actor.is_stopped:
        return "session-silent-waiting" if card.is_waiting else "session-silent-stopped"
    is_off = not card.is_waiting and not actor.hears_of(Category.SESSIONS)
    return "session-silent-off" if is_off else None


def _closed(card: SessionCard) -> str:
    if card.is_barred and not card.session.is_cancelled:
        return "session-closed-how"
    return "session-closed-admitted" if card.is_admitted else "session-closed"


def _own_lines(card: SessionCard, t: Translator) -> list[str]:
    """Nobody goes to what is cancelled, nor waits for a place there."""
    lines: list[str] = []
    if card.session.is_cancelled:
        return lines
    if card.is_waiting is True:
        lines += ["", t("session-you-wait", count=card.waiting)]
    elif card.is_waiting is False:
        lines += ["", t("session-you-go")]
    if card.clashes:
        named = [shortened(other.title, CLASH_TITLE) for other in card.clashes[:CLASHES_SHOWN]]
        titles = ", ".join(quoted(title, t) for title in named)
        more = len(card.clashes) - CLASHES_SHOWN
        key = "session-clash-more" if more > 0 else "session-clash"
        lines.append(t(key, titles=titles, count=more))
    return lines


def _card_rows(card: SessionCard, day: date, t: Translator) -> list[Row]:
    session = card.session
    rows: list[Row] = []
    if card.is_waiting is not None:
        leads = button(t.plain("session-leads"), LeadsButton(id=session.id))
        leave = button(t.plain("session-leave"), JoinButton(id=session.id, wanted=False))
        is_going = not card.is_waiting and not session.is_cancelled
        rows.append([leads, leave] if is_going else [leave])
    elif card.is_barred and not session.is_cancelled:
        rows.append([button(t.plain("session-enter-code"), CodeButton())])
    elif not session.is_cancelled:
        is_full = card.free == 0
        if is_full:
            rows.append([disabled(t.plain("session-full"))])
        join = JoinButton(id=session.id, wanted=True)
        key = "session-wait" if is_full else "session-join"
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
    if card.can_edit:
        edit = button(t.plain("session-edit"), SessionEditingButton(id=session.id))
        rows.append([edit, button(t.plain("sheet-door"), CheckInSessionButton(id=session.id))])
    rows.append(
        [button(t.plain("session-day"), DayButton(event=session.event_id, day=day.toordinal()))]
    )
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


def change_message(
    was: SessionChangeNotice, session: Session, event: Event, t: Translator
) -> Screen | None:
    """Old and new of all that differs; None where nothing does any more."""
    zone = ZoneInfo(event.tz)
    starts_at = datetime.fromtimestamp(was.starts, UTC)
    lines: list[str] = []
    if session.is_cancelled and not was.cancelled:
        lines.append(t("change-cancelled"))
    elif was.cancelled and not session.is_cancelled:
        lines.append(t("change-restored", moment=moment(session.starts_at, zone, t)))
    if session.starts_at != starts_at and not session.is_cancelled:
        old, new = moment(starts_at, zone, t), moment(session.starts_at, zone, t)
        lines.append(t("change-time", old=old, new=new))
    if was.ends is not None and not session.is_cancelled:
        lasted = timedelta(seconds=was.ends - was.starts)
        if lasted != session.ends_at - session.starts_at:
            before = replace(session, starts_at=starts_at, ends_at=starts_at + lasted)
            ends = {"old": end_of(before, zone, t), "new": end_of(session, zone, t)}
            lines.append(t("change-end", **ends))
    for key, old_value, value in (
        ("change-room", was.room, session.room),
        ("change-title", was.title, session.title),
    ):
        if old_value != value:
            lines.append(t(key, old=old_value or "—", new=value or "—"))
    if not lines:
        return None
    text = "\n".join([t("change-head"), t("session-title", title=session.title), "", *lines])
    open_card = button(t.plain("session-open"), SessionButton(id=session.id))
    return Screen(text, inline([open_card]))


def place_message(
    place: FreePlace, session: Session, event: Event, now: datetime, t: Translator
) -> Screen:
    """Tells of a place that became free: the first in line has got it, or an organiser gave it at
    the door."""
    leave = [button(t.plain("session-leave"), JoinButton(id=place.session, wanted=False))]
    markup = inline(
        [button(t.plain("session-open"), SessionButton(id=place.session))],
        [] if place.door else leave,
    )
    if place.door:
        key = "session-place-at-door"
    else:
        key = "session-place-freed-begun" if session.starts_at <= now else "session-place-freed"
    ends = moment(session.ends_at, ZoneInfo(event.tz), t)
    return Screen(t(key, title=session.title, ends=ends), markup)


def confirmation_message(
    session: Session, is_waiting: bool | None, now: datetime, t: Translator
) -> Screen:
    """How the person stands to the session now, who may not have seen the answer to a press."""
    is_late = last_call(session) <= now
    keys = {
        None: "session-confirmed-left",
        True: "session-confirmed-waiting-late" if is_late else "session-confirmed-waiting",
        False: "session-confirmed-going",
    }
    opens = [button(t.plain("session-open"), SessionButton(id=session.id))]
    return Screen(t(keys[is_waiting], title=session.title), inline(opens))


def _differs(at: datetime, one: ZoneInfo, other: ZoneInfo) -> bool:
    return at.astimezone(one).utcoffset() != at.astimezone(other).utcoffset()
