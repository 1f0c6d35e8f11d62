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
from services.language.moments.moment_words import NUMBERS
from services.language.moments.typed_moments import (
    LONGEST_AHEAD,
    read_clock,
    read_dial,
    read_duration,
    read_wall_time,
)
from services.programme.files.clocks import HYPHENED, SPANS
from services.programme.files.parsed import paragraphs, problems_of, seats
from services.programme.files.tables import LONGEST_NIGHT

Changes = dict[str, Any]
"""Fields of Session by name, as JSON."""

CANCELLED = "is_cancelled"

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
AT = re.compile(r"^(?:во?|к|at) ")
SINCE = re.compile(r"^(?:со?|from) ")
WORDED_SPAN = re.compile(
    r"(?P<day>(?:.*[\s,])?)(?:со?|from) (?P<first>\S.*?) (?:до|по|till|until|to) (?P<last>.+)"
)
UNTIL = re.compile(r"^(?:до|по|until|till|to)\s+", re.IGNORECASE)
HOURS = {
    "часу": "час", "двух": "два", "трех": "три", "четырех": "четыре", "пяти": "пять",
    "шести": "шесть", "семи": "семь", "восьми": "восемь", "девяти": "девять",
    "десяти": "десять", "одиннадцати": "одиннадцать", "двенадцати": "двенадцать",
}  # fmt: skip
"""After «до», and after «в»."""

NUMERAL = re.compile(r"\d|\b(?:пол|четверт|без |half|quarter|noon|midnight)|" + "|".join(HOURS))
"""In every clock: «с понедельника до среды» has none."""

NOON = re.compile(r"\bполудня\b")
HOUR_WORD = re.compile(rf"\b(?:{'|'.join(HOURS)})\b")
BARE_HOUR = re.compile(
    rf"(?:(?P<number>[1-9]|1[0-2])|(?P<word>{'|'.join(HOURS)}))(?: час(?:а|ов))?"
)
"""«До пяти» is the first five o'clock there is: of the night, of the day."""

MIDNIGHT = re.compile(
    r"(?:(?:в|к|до|по|at|by|until|till|to) )?"
    r"(?:полночь|полуночи|midnight|12 (?:часов )?ночи|24[:.]?00|0?0[:.]00)"
    r"|(?:до|по|until|till) (?:24|00?)(?: час(?:а|ов))?"
)
"""Of an end it is the one that the day ends with."""


ISO_BEGINNING = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d)?")
HALF_A_DAY = timedelta(hours=12)

CLOCK_SPANS = SPANS[:4]
"""Others of a table's cells may be a day and a clock here: «10.11 15:00»."""

MAY_BE_DATE = re.compile(r"\d{1,2}\.(?:0?[1-9]|1[0-2])")


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
    """Lines: title, start, end or how long, room if there is one; «с 10 до 11:30» is both start
    and end. Raises UserError.

    `template` brings the ids of the new session.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and _span(single_spaced(lines[1])):
        lines.insert(2, "")
    if not 3 <= len(lines) <= 4:
        raise UserError("edit-new-lines")
    found = replace(
        template, title=single_spaced(lines[0]), room=single_spaced("".join(lines[3:]))
    )
    for field, line in ((Field.STARTS, lines[1]), (Field.ENDS, lines[2])):
        if line:
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
    """The end moves along: a session stays as long as it was, unless the text says its end."""
    said = single_spaced(text)
    span = _span(said)
    if span is not None:
        changes = _from(_moment(span[0], zone, session, now, session.starts_at), session, now)
        moved = edited(session, changes)
        return {**changes, Field.ENDS: _end(span[1], zone, moved, now).isoformat()}
    if since := SINCE.match(said.casefold()):
        said = _as_at(said.casefold().replace("ё", "е")[since.end() :])
    return _from(_moment(said, zone, session, now, session.starts_at), session, now)


def _from(start: datetime, session: Session, now: datetime) -> Changes:
    if start <= now:
        raise UserError("moment-past")
    if start - now > LONGEST_AHEAD:
        raise UserError("moment-too-far")
    end = start + (session.ends_at - session.starts_at)
    return {Field.STARTS: start.isoformat(), Field.ENDS: end.isoformat()}


def _end(text: str, zone: ZoneInfo, session: Session, now: datetime) -> datetime:
    """A clock of the day of the start or of the night after it, a moment, or how long:
    «45 минут», «полтора часа»."""
    lasting = read_duration(text)
    if lasting is not None:
        return session.starts_at + lasting
    said = single_spaced(text)
    plain = said.casefold().replace("ё", "е").rstrip(".!")
    if MIDNIGHT.fullmatch(plain):
        next_day = local_day(session, zone) + timedelta(days=1)
        return _instant(datetime.combine(next_day, time()), zone)
    until = UNTIL.match(plain)
    on_dial = read_dial(AT.sub("", plain[until.end() :] if until else plain))
    if on_dial is not None:
        return _next_on_dial(on_dial, zone, session)
    if until:
        hour = BARE_HOUR.fullmatch(plain, until.end())
        if hour is not None:
            number = int(hour["number"] or NUMBERS[HOURS[hour["word"]]])
            return _next_on_dial((number, 0), zone, session)
        said = _as_at(plain[until.end() :])
    end = _moment(said, zone, session, now, session.ends_at)
    if end > session.starts_at or not _is_clock(said):
        return end
    night = _instant(end.astimezone(zone).replace(tzinfo=None) + timedelta(days=1), zone)
    return night if night - session.starts_at <= LONGEST_NIGHT else end


def _next_on_dial(told: tuple[int, int], zone: ZoneInfo, session: Session) -> datetime:
    hour, minute = told
    first = datetime.combine(local_day(session, zone), time(hour % 12, minute))
    ends = (_instant(first + half * HALF_A_DAY, zone) for half in range(4))
    return next(end for end in ends if end > session.starts_at)


def _as_at(words: str) -> str:
    """What stands after «до» as it would stand after «в»."""
    if found := re.fullmatch(r"(\d{1,2})(?: час(?:ов|а))?", words):
        return f"в {found[1]}"
    if found := HOUR_WORD.match(words):
        return f"в {HOURS[found[0]]}{words[found.end() :]}"
    return NOON.sub("полдень", words)


def _is_clock(text: str) -> bool:
    """Whether nothing is said of the day."""
    if CLOCK.fullmatch(text):
        return True
    try:
        read_clock(text)
    except UserError:
        return False
    return True


def _span(text: str) -> tuple[str, str] | None:
    """«Завтра с 10 до 11:30»: when it begins, and the clock that it ends at."""
    if ISO_BEGINNING.match(text):
        return None
    for pattern in CLOCK_SPANS:
        found = re.fullmatch(rf"(?:(?P<day>.*?)[\s,]+)??(?P<span>{pattern.pattern})", text)
        if found is None or HYPHENED.fullmatch(found["span"]) or found["span"].count("-") == 2:
            continue
        first, last = (_colons(one.replace("-", ":")) for one in found.groups()[2:])
        if first and last and not all(map(MAY_BE_DATE.fullmatch, found.groups()[2:])):
            day = f"{found['day']} " if found["day"] else ""
            return day + first, last
    worded = WORDED_SPAN.fullmatch(text.casefold().replace("ё", "е"))
    if worded is None or not (NUMERAL.search(worded["first"]) and NUMERAL.search(worded["last"])):
        return None
    return worded["day"] + _as_at(worded["first"]), f"до {worded['last']}"


def _colons(text: str) -> str:
    """Empty for what is no clock."""
    clock = CLOCK.fullmatch(text)
    if clock is not None:
        return f"{clock[1]}:{clock[2] or '00'}"
    return "24:00" if text == "24" or MIDNIGHT.fullmatch(text) else ""


def _moment(
    text: str, zone: ZoneInfo, session: Session, now: datetime, known: datetime
) -> datetime:
    """A clock alone is one on the day of the session, «на час позже» than what is `known`; all
    else is read from today on.

    Raises UserError.
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
    return _instant(wall, zone)


def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """Raises UserError for a wall time that a change of the clocks skips or repeats."""
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
    if not ISO_BEGINNING.match(text):
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
