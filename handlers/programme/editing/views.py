"""Screens that lead to a session: events, the days of one, a session with all that is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from domain.paging import clamped, page_count
from domain.programme.programmes import Programme
from domain.programme.sessions import Event
from domain.rehearsal import Clash, Conflict
from handlers.callbacks.people.admin import AdminButton, AdminScreen
from handlers.callbacks.programme.editing import (
    Ask,
    AskButton,
    DayEditingButton,
    EditButton,
    EventEditingButton,
    MaterialsEditingButton,
    MoveButton,
    ProgrammeEditingButton,
    ProgrammeEditingPageButton,
    SessionEditingButton,
)
from handlers.programme.session_screens import SessionScreen, other_screens
from handlers.programme.sessions.change_list_views import span
from handlers.programme.sessions.lines import (
    EVENTS_ON_PAGE,
    SESSIONS_ON_PAGE,
    day_to_return_to,
    days_around,
    session_label,
    zone_on,
)
from services.programme.editing import SessionOverview
from ui.formatting import number, short_day, shortened, weekday, zone_name
from ui.keyboards import (
    Row,
    button,
    in_columns,
    inline,
    paged,
    pager,
)
from ui.screens import Screen
from ui.translator import Translator

ABSTRACT_CHARACTERS = 1_500

CLASHES_SHOWN = 3


def events_screen(events: Sequence[Event], page: int, t: Translator) -> Screen:
    shown, turn = paged(
        t, events, page, EVENTS_ON_PAGE, lambda other: ProgrammeEditingPageButton(page=other)
    )
    rows = [[button(event.title, EventEditingButton(id=event.id))] for event in shown]
    return Screen(
        t("office-events" if events else "office-events-none"),
        inline(
            *rows,
            turn,
            [button(t.plain("office-file"), AskButton(what=Ask.FILE))],
            [button(t.plain("admin-home"), AdminButton(place=AdminScreen.HOME))],
        ),
    )


def day_screen(programme: Programme, day: date | None, page: int, t: Translator) -> Screen:
    """A page of one day's sessions; None: there is no session at all yet."""
    event = programme.event
    sessions = programme.on(day) if day else []
    shown_page = clamped(page, len(sessions), SESSIONS_ON_PAGE)
    lines = [t("programme-title", title=event.title)]
    if day is None:
        lines.append(t("office-no-sessions"))
    else:
        zone = zone_on(sessions[0], programme.zone, day, t) if sessions else event.tz
        lines.append(t("programme-day", day=weekday(day, t), zone=zone))
        lines.append(t("office-day", day=len(sessions), all=len(programme.sessions)))
    rows: list[Row] = [
        [
            button(
                session_label(session, programme.zone, {}, t, day, sessions),
                SessionEditingButton(id=session.id),
            )
        ]
        for session in sessions[shown_page * SESSIONS_ON_PAGE :][:SESSIONS_ON_PAGE]
    ]
    return Screen("\n".join(lines), inline(*rows, *_day_rows(programme, day, shown_page, t)))


def _day_rows(programme: Programme, day: date | None, page: int, t: Translator) -> list[Row]:
    event_id = programme.event.id
    days = [
        button(
            ("• " if other == day else "") + short_day(other, t),
            DayEditingButton(event=event_id, day=other.toordinal()),
        )
        for other in days_around(programme.days, day)
    ]
    turn: Row = []
    if day is not None:
        pages, ordinal = page_count(len(programme.on(day)), SESSIONS_ON_PAGE), day.toordinal()
        turn = pager(
            t, page, pages, lambda p: DayEditingButton(event=event_id, day=ordinal, page=p)
        )
    return [
        turn,
        *in_columns(days, 4),
        [
            button(t.plain("office-file"), AskButton(what=Ask.FILE, event=event_id)),
            button(t.plain("office-new"), AskButton(what=Ask.SESSION, event=event_id)),
        ],
        [button(t.plain("office-back"), ProgrammeEditingButton())],
    ]


def clash_lines(clashes: Sequence[Conflict], zone: ZoneInfo, t: Translator) -> list[str]:
    """Of other sessions in the same room, or with the same speaker, at the same time."""
    return [
        t(
            "edit-clash" if clash.kind is Clash.ROOM else "edit-clash-speaker",
            name=shortened(clash.name, 200),
            title=shortened(clash.sessions[1].title, 200),
            span=span(clash.sessions[1], zone, t),
        )
        for clash in clashes[:CLASHES_SHOWN]
    ]


def sheet_screen(sheet: SessionOverview, t: Translator) -> Screen:
    session, event = sheet.session, sheet.event
    zone = ZoneInfo(event.tz)
    lines = [t("session-title", title=session.title)]
    if session.is_cancelled:
        lines.append(t("session-cancelled"))
    place = zone_name(zone, t, session.starts_at)
    lines.append(t("office-time", span=span(session, zone, t), zone=place))
    for key, value in (
        ("session-room", session.room),
        ("session-track", session.track),
        ("session-speakers", ", ".join(session.speakers)),
        ("office-url", session.url),
    ):
        if value:
            lines.append(t(key, value=shortened(value, 500)))
    lines += clash_lines(sheet.clashes, zone, t)
    lines += ["", t("office-people", going=number(sheet.going, t), waiting=sheet.waiting)]
    lines.append(
        t("office-capacity-none")
        if session.capacity is None
        else t("office-capacity", capacity=number(session.capacity, t))
    )
    if session.abstract:
        lines += ["", t("session-abstract", text=shortened(session.abstract, ABSTRACT_CHARACTERS))]
    lines += ["", t("office-uid", uid=shortened(session.uid, 100), sequence=session.sequence)]
    day = day_to_return_to(session, zone).toordinal()
    return Screen(
        "\n".join(lines),
        inline(
            [
                button(t.plain("office-move"), MoveButton(id=session.id)),
                button(t.plain("office-edit"), EditButton(id=session.id)),
            ],
            [
                button(
                    t.plain("materials-button", count=sheet.materials),
                    MaterialsEditingButton(id=session.id),
                ),
            ],
            other_screens(SessionScreen.EDITING, session.id, t),
            [button(t.plain("session-day"), DayEditingButton(event=event.id, day=day))],
        ),
    )
