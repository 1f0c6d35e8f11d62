"""What organisers type about one session, read into fields of it. Pure: no store, no Telegram."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import UserError
from domain.programme.sessions import Event, Session, local_day
from domain.texts import single_spaced
from services.files.rows import RowRefused, in_utc
from services.language.typed_moments import LONGEST_AHEAD, read_duration, read_wall_time
from services.programme.files.parsed import paragraphs, problems_of, seats

Changes = dict[str, Any]
"""Fields of Session by name, as JSON."""

NOTHING = frozenset({"-", "—", "–", "нет", "none"})
"""Empties a field that may be empty."""

CLOCK = re.compile(
    r"(?:(?:в|во|на|к|at|to)\s+)?([01]?\d|2[0-3])(?:[:.]?([0-5]\d))?", re.IGNORECASE
)
"""A clock, also «15» and «1500», which elsewhere may be a day or a year."""

LATER, EARLIER = r"позже|позднее|попозже|later", r"раньше|пораньше|earlier"
SHIFT = re.compile(
    rf"(?:(?:перенес\w+|сдвин\w+|move|shift)\s+)?(?:"
    rf"(?:на\s+|by\s+)?(?P<amount>.+?)\s+(?P<way>{LATER}|{EARLIER})"
    rf"|(?P<way_first>{LATER}|{EARLIER})\s+(?:на|by)\s+(?P<amount_last>.+))",
    re.IGNORECASE,
)
IS_EARLIER = re.compile(EARLIER, re.IGNORECASE)
UNTIL = re.compile(
    r"^(?:до|по|until|till)\s+(?P<hour>\d{1,2}(?:\s+часов|\s+часа)?$)?", re.IGNORECASE
)


class Field(StrEnum):
    """Of a session, as an organiser changes them one by one."""

    STARTS = "starts_at"
    ENDS = "ends_at"
    TITLE = "title"
    ROOM = "room"
    SPEAKERS = "speakers"
    TRACK = "track"
    CAPACITY = "capacity"
    ABSTRACT = "abstract"
    URL = "url"


def read_field(field: Field, text: str, event: Event, session: Session, now: datetime) -> Changes:
    """What the text changes in `session`. Raises UserError saying what to send instead.

    Call it in a thread.
    """
    changes = _read(field, text, ZoneInfo(event.tz), session, now)
    check(event, edited(session, changes))
    return changes


def shifted(event: Event, session: Session, by: timedelta, now: datetime) -> Changes:
    """Start and end that much later. Raises UserError for a start that has passed."""
    changes = _from(session.starts_at + by, session, now)
    check(event, edited(session, changes))
    return changes


def read_session(text: str, event: Event, template: Session, now: datetime) -> Session:
    """Lines: title, start, end or how long, room if there is one. Raises UserError.

    `template` brings the ids of the new session.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not 3 <= len(lines) <= 4:
        raise UserError("edit-new-lines")
    found = replace(
        template, title=single_spaced(lines[0]), room=single_spaced("".join(lines[3:]))
    )
    for field, line in ((Field.STARTS, lines[1]), (Field.ENDS, lines[2])):
        found = edited(found, _read(field, line, ZoneInfo(event.tz), found, now))
    check(event, found)
    return found


def edited(session: Session, changes: Mapping[str, Any]) -> Session:
    values = dict(changes)
    for name in (Field.STARTS, Field.ENDS):
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    if Field.SPEAKERS in values:
        values[Field.SPEAKERS] = tuple(values[Field.SPEAKERS])
    return replace(session, **values)


def check(event: Event, session: Session) -> None:
    """Checks the session by the rules of an import. Raises UserError for the first that is
    broken."""
    for problem in problems_of(event, session):
        raise UserError(_own(problem.key), **problem.params)


def _read(field: Field, text: str, zone: ZoneInfo, session: Session, now: datetime) -> Changes:
    is_empty = text.strip().casefold() in NOTHING
    match field:
        case Field.STARTS:
            return _start(text, zone, session, now)
        case Field.ENDS:
            return {field: _end(text, zone, session, now).isoformat()}
        case Field.CAPACITY:
            return {field: None if is_empty else _seats(text)}
        case Field.SPEAKERS:
            names = [single_spaced(name) for name in re.split(r"[;\n]", text) if name.strip()]
            return {field: [] if is_empty else list(dict.fromkeys(names))}
        case Field.ABSTRACT:
            return {field: "" if is_empty else paragraphs(text)}
        case _:
            is_emptied = is_empty and field is not Field.TITLE
            return {field: "" if is_emptied else single_spaced(text)}


def _start(text: str, zone: ZoneInfo, session: Session, now: datetime) -> Changes:
    """The end moves along: a session stays as long as it was."""
    return _from(_moment(text, zone, session, now, session.starts_at), session, now)


def _from(start: datetime, session: Session, now: datetime) -> Changes:
    if start <= now:
        raise UserError("moment-past")
    if start - now > LONGEST_AHEAD:
        raise UserError("moment-too-far")
    end = start + (session.ends_at - session.starts_at)
    return {Field.STARTS: start.isoformat(), Field.ENDS: end.isoformat()}


def _end(text: str, zone: ZoneInfo, session: Session, now: datetime) -> datetime:
    """A clock of the day of the start, a moment, or how long: «45 минут», «полтора часа»."""
    lasting = read_duration(text)
    if lasting is not None:
        return session.starts_at + lasting
    clock = UNTIL.sub(lambda found: f"в {found['hour']}" if found["hour"] else "", text.strip(), 1)
    return _moment(clock, zone, session, now, session.ends_at)


def _moment(
    text: str, zone: ZoneInfo, session: Session, now: datetime, known: datetime
) -> datetime:
    """A clock alone is one on the day of the session, «на час позже» than what is `known`; all
    else is read from today on.

    Raises UserError for a wall time that a change of the clocks skips or repeats.
    """
    cleaned = single_spaced(text)
    shift = _shift(cleaned)
    if shift is not None:
        return known + shift
    clock = CLOCK.fullmatch(cleaned)
    day = local_day(session, zone)
    if clock is not None:
        # «10.11», too, which is a day elsewhere.
        wall = datetime.combine(day, time(int(clock[1]), int(clock[2] or 0)))
    else:
        wall = _iso(cleaned) or read_wall_time(cleaned, zone, now, day)
    try:
        return in_utc("", wall, zone)
    except RowRefused as refused:
        raise UserError(_own(refused.key), **refused.values, **_both(wall, zone)) from refused


def _shift(text: str) -> timedelta | None:
    """«На час позже», "30 minutes earlier"; None for what says no such thing."""
    found = SHIFT.fullmatch(text)
    if found is None:
        return None
    by = read_duration(found["amount"] or found["amount_last"])
    is_earlier = IS_EARLIER.fullmatch(found["way"] or found["way_first"])
    return -by if by is not None and is_earlier else by


def _iso(text: str) -> datetime | None:
    """2026-10-25 02:30+03:00, which also says which of two equal wall times is meant."""
    if not re.match(r"\d{4}-\d{2}-\d{2}[ T]\d", text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _both(wall: datetime, zone: ZoneInfo) -> dict[str, str]:
    """The two moments that a repeated wall time may mean, as they can be typed."""
    moments = [wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    first, second = (moment.isoformat(" ", "minutes") for moment in moments)
    return {"first": first, "second": second}


def _seats(text: str) -> int | None:
    try:
        return seats(text)
    except ValueError as error:
        raise UserError("edit-capacity") from error


def _own(key: str) -> str:
    """Reports name a field before the reason; a person who has just typed needs none."""
    return f"edit-{key.removeprefix('import-')}"
