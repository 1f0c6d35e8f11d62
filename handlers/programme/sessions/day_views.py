"""The way to a session: events, a day of one page by page, tracks, and what is rarely wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from aiogram.types import InlineKeyboardButton

from domain.lru_cache import MadeOnce
from domain.paging import clamped, page_count
from domain.programme.programmes import Programme
from domain.programme.sessions import Event, Session, local_day, track_key
from handlers.callbacks.programme.directory import OpenDirectoryButton
from handlers.callbacks.programme.downloads import ChangesButton, FormatsButton
from handlers.callbacks.programme.reminders import TrackLeadsButton
from handlers.callbacks.programme.sessions import (
    ALL_TRACKS,
    DayButton,
    DayPageButton,
    EventButton,
    EventsPageButton,
    MoreButton,
    NowButton,
    ScheduleButton,
    SessionButton,
    TracksButton,
)
from handlers.programme.sessions.lines import (
    EVENTS_ON_PAGE,
    SESSIONS_ON_PAGE,
    Marks,
    days_around,
    session_label,
    session_line,
    zone_on,
)
from ui.formatting import present_year, short_day, weekday
from ui.keyboards import (
    Row,
    button,
    in_columns,
    inline,
    paged,
    pager,
    shared,
)
from ui.screens import Screen
from ui.translator import Translator

SCREENS = MadeOnce[Screen](1_000)
"""Pages of days; some 10 KB each."""


def events_screen(events: Sequence[Event], t: Translator, page: int = 0) -> Screen:
    shown, turn = paged(
        t, events, page, EVENTS_ON_PAGE, lambda other: EventsPageButton(page=other)
    )
    rows = [[button(event.title, EventButton(id=event.id))] for event in shown]
    return Screen(t("programme-events"), inline(*rows, turn, [my_schedule(t)]))


def day_screen(
    programme: Programme, day: date, track: int, marks: Marks, t: Translator, page: int = 0
) -> Screen:
    """A page of one day's sessions, each with a button; days and tracks beneath."""
    sessions = programme.on(day, _track(programme, track))
    page = clamped(page, len(sessions), SESSIONS_ON_PAGE)
    shown = sessions[page * SESSIONS_ON_PAGE :][:SESSIONS_ON_PAGE]
    own = tuple(marks.get(one.id, "") for one in shown)
    # Most of a hall has no session of its own on a page, or the same.
    key = programme.event.id, day, track, page, own, t.language, present_year(programme.zone)
    return SCREENS.of(
        programme, key, lambda: _day_screen(programme, day, track, page, sessions, marks, t)
    )


def _day_screen(
    programme: Programme,
    day: date,
    track: int,
    page: int,
    sessions: Sequence[Session],
    marks: Marks,
    t: Translator,
) -> Screen:
    chosen = _track(programme, track)
    shown = sessions[page * SESSIONS_ON_PAGE :][:SESSIONS_ON_PAGE]
    rows: list[Row] = [
        [
            button(
                session_label(one, programme.zone, marks, t, day, sessions),
                SessionButton(id=one.id),
            )
        ]
        for one in shown
    ]
    event, ordinal = programme.event.id, day.toordinal()
    turn = pager(
        t,
        page,
        page_count(len(sessions), SESSIONS_ON_PAGE),
        lambda other: DayPageButton(event=event, day=ordinal, track=track, page=other),
    )
    lines = [*_heading(programme, day, chosen, sessions, t)]
    lines += _lines(shown, programme, day, marks, t) or ["", t("programme-day-empty")]
    markup = shared(
        *rows,
        turn,
        *in_columns(_days(programme, day, track, t), 4),
        _leads(programme, chosen, t),
        *_beneath(programme, day, track, t),
    )
    return Screen("\n".join(lines), markup)


def tracks_screen(programme: Programme, day: date, t: Translator) -> Screen:
    """A track leads to its sessions of that day, or to its next day with any."""
    event_id = programme.event.id
    whole = DayButton(event=event_id, day=day.toordinal(), track=ALL_TRACKS)
    rows = [[button(t.plain("programme-all-tracks"), whole)]]
    for number, track in enumerate(programme.tracks):
        count = sum(session.track == track for session in programme.sessions)
        label = t.plain("programme-track-option", track=track, count=count)
        to = programme.nearest_day(day, track) or day
        rows.append([button(label, DayButton(event=event_id, day=to.toordinal(), track=number))])
    return Screen(t("programme-tracks-title"), inline(*rows))


def more_screen(programme: Programme, day: date, track: int, t: Translator) -> Screen:
    event_id = programme.event.id
    back = DayButton(event=event_id, day=day.toordinal(), track=track)
    return Screen(
        t("programme-more-title", title=programme.event.title),
        inline(
            [button(t.plain("programme-changes"), ChangesButton(event=event_id))],
            [button(t.plain("programme-download"), FormatsButton(event=event_id))],
            [button(t.plain("directory-open"), OpenDirectoryButton())],
            [button(t.plain("session-day"), back)],
        ),
    )


def my_schedule(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("programme-mine"), ScheduleButton())


def _track(programme: Programme, number: int) -> str | None:
    """None for all, and for a number that a changed programme does not have any more."""
    tracks = programme.tracks
    return tracks[number] if 0 <= number < len(tracks) else None


def _heading(
    programme: Programme,
    day: date,
    track: str | None,
    sessions: Sequence[Session],
    t: Translator,
) -> list[str]:
    lines = [t("programme-title", title=programme.event.title)]
    if sessions:
        zone = zone_on(sessions[0], programme.zone, day, t)
        lines.append(t("programme-day", day=weekday(day, t), zone=zone))
    else:
        lines.append(weekday(day, t))
    return [*lines, t("programme-track", track=track)] if track is not None else lines


def _lines(
    shown: Sequence[Session], programme: Programme, day: date, marks: Marks, t: Translator
) -> list[str]:
    """Those that begin together stand together, and so do those that go on from an earlier day."""
    lines: list[str] = []
    before: datetime | None = None
    for number, session in enumerate(shown):
        goes_on = local_day(session, programme.zone) < day
        begins = None if goes_on else session.starts_at
        if not number or begins != before:
            lines.append("")
        before = begins
        lines.append(session_line(session, programme.zone, marks, t, day))
    return lines


def _days(
    programme: Programme, day: date, track: int, t: Translator
) -> list[InlineKeyboardButton]:
    """Days with sessions of the track; the one that is shown bears a mark."""
    days = programme.days_of(_track(programme, track))
    return [
        button(
            ("• " if other == day else "") + short_day(other, t),
            DayButton(event=programme.event.id, day=other.toordinal(), track=track),
        )
        for other in days_around(days, day)
    ]


def _leads(programme: Programme, track: str | None, t: Translator) -> Row:
    if track is None:
        return []
    target = TrackLeadsButton(event=programme.event.id, track=track_key(track))
    return [button(t.plain("programme-track-leads"), target)]


def _beneath(programme: Programme, day: date, track: int, t: Translator) -> list[Row]:
    event_id, ordinal = programme.event.id, day.toordinal()
    tracks = [button(t.plain("programme-tracks"), TracksButton(event=event_id, day=ordinal))]
    more = MoreButton(event=event_id, day=ordinal, track=track)
    return [
        [
            *(tracks if programme.tracks else []),
            button(t.plain("programme-now"), NowButton(event=event_id)),
        ],
        [my_schedule(t), button(t.plain("programme-more"), more)],
    ]
