"""What organisers see at the door: a visitor, a session's figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.enums import ButtonStyle

from domain.paging import clamped, page_count
from domain.programme.checkin import Guest
from domain.programme.programmes import Programme
from domain.programme.sessions import Event
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from handlers.callbacks.programme.checkin import (
    ActButton,
    AddButton,
    CheckInAct,
    CheckInButton,
    CheckInEventButton,
    CheckInPageButton,
    CheckInSessionButton,
    InvitationButton,
    ListButton,
    RenewBadgeButton,
    VisitorButton,
)
from handlers.programme.checkin.attendee_list_views import event_exports
from handlers.programme.session_screens import SessionScreen, other_screens
from handlers.programme.sessions.lines import EVENTS_ON_PAGE
from services.programme.admission.checkin import (
    Badge,
    SessionCheckIn,
    VisitorCard,
    VisitorSession,
)
from ui.formatting import clock_time, moment, number, short_day, shortened
from ui.keyboards import (
    Row,
    button,
    inline,
    paged,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

NAME_CHARACTERS = 100
TITLE_CHARACTERS = 200
SESSIONS_PAGE = 8

REGISTERED_SHOWN = 8
"""Sessions within reach that a person has chosen; with long titles they fill a message."""

OTHERS_SHOWN = 40
"""Sessions that a person can be added to, a button each; the Bot API takes 100."""


def badge_caption(badge: Badge, url: str, t: Translator) -> Screen:
    """Under the QR code of one's own badge."""
    text = t("badge-caption", name=shortened(badge.guest.name, NAME_CHARACTERS), url=url)
    renew = button(t.plain("badge-renew"), RenewBadgeButton(mark=badge.mark))
    return Screen(text, inline([renew]))


def visit_screen(visit: VisitorCard, t: Translator, session_id: str = "") -> Screen:
    """The person, and what can be marked with one tap. With a session, the way back to it."""
    guest = visit.guest
    lines = [named(guest, t)]
    registered = visit.registered[:REGISTERED_SHOWN]
    for entry in registered:
        lines += ["", *_entry_lines(entry, t)]
    if not registered:
        lines += ["", t("visit-not-registered" if visit.others else "visit-nothing")]
    rows = [_act(entry, guest, t) for entry in registered]
    if visit.others:
        rows.append([button(t.plain("visit-add"), AddButton(person=guest.id))])
    back = CheckInSessionButton(id=session_id) if session_id else CheckInButton()
    rows.append([button(t.plain("door-back-session" if session_id else "door-all"), back)])
    return Screen("\n".join(lines), inline(*rows))


def add_screen(visit: VisitorCard, t: Translator) -> Screen:
    """What is on, and how full it is, for somebody who is not registered."""
    guest = visit.guest
    lines = [named(guest, t), ""]
    lines.append(t("visit-add-ask" if visit.others else "visit-nothing"))
    rows: list[Row] = []
    for entry in visit.others[:OTHERS_SHOWN]:
        label = t.plain("visit-add-to", title=_label(entry), places=_places(entry))
        rows.append([button(label, _target(CheckInAct.ADD, entry, guest))])
    rows.append([button(t.plain("visit-back"), VisitorButton(person=guest.id))])
    return Screen("\n".join(lines), inline(*rows))


def named(guest: Guest, t: Translator) -> str:
    name = shortened(guest.name, NAME_CHARACTERS)
    if guest.username:
        return t("visit-name-username", name=name, username=guest.username)
    return t("visit-name", name=name)


def _entry_lines(entry: VisitorSession, t: Translator) -> list[str]:
    presence, zone = entry.presence, ZoneInfo(entry.event.tz)
    lines = _heading(entry, t)
    if presence is not None and presence.attended_at is not None:
        at = moment(presence.attended_at, zone, t)
        lines.append(
            t("visit-came", moment=at, witness=shortened(presence.witness, NAME_CHARACTERS))
        )
    elif presence is not None and presence.is_waiting:
        lines.append(t("visit-waits"))
    return lines


def _heading(entry: VisitorSession, t: Translator) -> list[str]:
    session = entry.session
    zone = ZoneInfo(entry.event.tz)
    where = f" · {session.room}" if session.room else ""
    title = shortened(session.title, TITLE_CHARACTERS)
    when = moment(session.starts_at, zone, t)
    lines = [t("visit-session", title=title, moment=when, where=shortened(where, NAME_CHARACTERS))]
    if session.is_cancelled:
        lines.append(t("session-cancelled"))
    return lines


def _act(entry: VisitorSession, guest: Guest, t: Translator) -> Row:
    """The one thing to do about this person at this session."""
    presence, title = entry.presence, _label(entry)
    if presence is None or entry.session.is_cancelled:
        return []
    if presence.attended_at is not None:
        return [button(t.plain("visit-undo", title=title), _target(CheckInAct.UNDO, entry, guest))]
    if presence.is_waiting:
        label = t.plain("visit-let-in", title=title, places=_places(entry))
        return [button(label, _target(CheckInAct.LET_IN, entry, guest))]
    label = t.plain("visit-mark", title=title)
    return [button(label, _target(CheckInAct.MARK, entry, guest), ButtonStyle.SUCCESS)]


def _target(act: CheckInAct, entry: VisitorSession, guest: Guest) -> ActButton:
    return ActButton(act=act, session=entry.session.id, person=guest.id)


def _label(entry: VisitorSession) -> str:
    clock = clock_time(entry.session.starts_at, ZoneInfo(entry.event.tz))
    return f"{clock} {shortened(entry.session.title, 28)}"


def _places(entry: VisitorSession) -> str:
    """`12/20`, or just how many where places are not counted."""
    capacity = entry.session.capacity
    return str(entry.going) + (f"/{capacity}" if capacity is not None else "")


# -- sessions


def events_screen(events: Sequence[Event], page: int, t: Translator) -> Screen:
    shown, turn = paged(
        t, events, page, EVENTS_ON_PAGE, lambda other: CheckInPageButton(page=other)
    )
    rows = [[button(one.title, CheckInEventButton(event=one.id))] for one in shown]
    text = t("door-events" if rows else "programme-empty")
    return Screen(text, inline(*rows, turn, _to_admin(t)))


def event_screen(programme: Programme, page: int, t: Translator) -> Screen:
    held = [session for session in programme.sessions if not session.is_cancelled]
    page = clamped(page, len(held), SESSIONS_PAGE)
    event, zone = programme.event, programme.zone
    rows: list[Row] = []
    for session in held[page * SESSIONS_PAGE : (page + 1) * SESSIONS_PAGE]:
        day = short_day(session.starts_at.astimezone(zone).date(), t)
        label = f"{day} {clock_time(session.starts_at, zone)} {session.title}"
        rows.append([button(label, CheckInSessionButton(id=session.id))])
    turn = pager(
        t, page, page_count(len(held), SESSIONS_PAGE),
        lambda p: CheckInEventButton(event=event.id, page=p),
    )  # fmt: skip
    key = "door-event" if held else "programme-no-sessions"
    exports = event_exports(event.id, t) if held else []
    text = t(key, title=shortened(event.title, TITLE_CHARACTERS))
    return Screen(text, inline(*rows, turn, exports, _to_admin(t)))


def check_in_screen(check_in: SessionCheckIn, now: datetime, t: Translator) -> Screen:
    """How many have come, as of `now`."""
    session, figures, zone = check_in.session, check_in.figures, ZoneInfo(check_in.event.tz)
    title = shortened(session.title, TITLE_CHARACTERS)
    when = moment(session.starts_at, zone, t)
    lines = [t("door-title", title=title), t("door-when", moment=when)]
    if session.is_cancelled:
        lines.append(t("session-cancelled"))
    if check_in.is_closed:
        lines.append(t("session-closed"))
    lines += [
        "",
        t("door-came", shown=number(figures.came, t)),
        t("door-going", shown=number(figures.going, t)),
    ]
    if session.capacity is not None:
        lines.append(t("door-capacity", shown=number(session.capacity, t)))
    lines += [
        t("door-waiting", shown=number(figures.waiting, t)),
        "",
        t("door-counted", time=f"{now.astimezone(zone):%H:%M:%S}"),
    ]
    return Screen("\n".join(lines), inline(*_check_in_rows(check_in, t)))


def _to_admin(t: Translator) -> Row:
    return [button(t.plain("admin-home"), AdminButton(place=AdminScreen.HOME))]


def _check_in_rows(check_in: SessionCheckIn, t: Translator) -> list[Row]:
    session_id = check_in.session.id
    undo: Row = []
    if check_in.last is not None:
        label = t.plain("door-undo", name=shortened(check_in.last.name, 30))
        undo = [
            button(
                label, ActButton(act=CheckInAct.UNDO, session=session_id, person=check_in.last.id)
            )
        ]
    return [
        [button(t.plain("door-refresh"), CheckInSessionButton(id=session_id))],
        undo,
        [
            button(t.plain("door-list"), ListButton(id=session_id)),
            button(t.plain("door-invitation"), InvitationButton(id=session_id)),
        ],
        other_screens(SessionScreen.CHECK_IN, session_id, t),
        [button(t.plain("door-back"), CheckInEventButton(event=check_in.event.id))],
    ]
