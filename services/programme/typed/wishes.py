"""What an organiser who writes of a session wants it to be: «перенеси сварку на завтра в 15».

Pure: it is shown beside what is, and saved by a press alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.errors import UserError
from domain.programme.sessions import Event, Session
from domain.texts import single_spaced
from services.language.letters import words
from services.language.moments.typed_moments import read_duration
from services.programme.session_fields import CANCELLED, Changes, Field, read_field, shifted
from services.programme.typed.meant_sessions import CHANGE, WILL_BE, WILL_NOT_BE, alike

MOVES = re.compile(
    r"\b(?:перен[её]с|перенос|сдвин|сдвиг|передвин|переставь|постав|move|shift|postpon|reschedul"
    r"|(?:помен|измен|исправ|change)\w*\W+(?:the\W+)?(?:время|начало|time|start))",
    re.IGNORECASE,
)
LASTS = re.compile(
    r"\b(?P<longer>продл|продолжи|extend)|\b(?:сокра[тщ]|закончи(?!л)|закончим|shorten|ends\b)",
    re.IGNORECASE,
)
"""It keeps its beginning."""

EARLIER = re.compile(r"\b(?:по)?раньше\b|\bearlier\b", re.IGNORECASE)
GIVEN_UP = re.compile(
    r"\b(?:отмен(?:а\b|и(?!л)|яем|яется|яются|ен[аоы]?\b)|cancel\b|(?:is|are) cancell?ed)",
    re.IGNORECASE,
)
GIVEN_BACK = re.compile(r"\b(?:верни|вернуть|восстанов|restore)", re.IGNORECASE)
OF_PEOPLE = re.compile(r"\b(?:запис|регистрац|брон|registrat|booking)", re.IGNORECASE)
"""«Отмени запись на сварку» leaves the session where it is."""

TO_WHAT = re.compile(r"\b(?:на|к|to|by|until|till)\b", re.IGNORECASE)
UP_TO = re.compile(r"(?:до|to)\s+", re.IGNORECASE)
BY = re.compile(r"(?:на|by)\s+", re.IGNORECASE)
TO_END = re.compile(r"\b(?:на|до|в|by|until|till|to|at)\b", re.IGNORECASE)
AT_WHAT = re.compile(r"\b(?:во?|со?|на|к|at|from|in)\b", re.IGNORECASE)
OF_SHIFTS = re.compile(r"\b(?:по)?(?:раньше|позже|позднее)\b|\b(?:earlier|later)\b", re.IGNORECASE)
INTO = re.compile(r"\b(?:во?|на|to|into|in)\s+", re.IGNORECASE)
IS_ROOM = re.compile(
    r"\b(?:зал|аудитори|кабинет|комнат|переговорн|холл|фойе|корпус|room|hall|lobby)",
    re.IGNORECASE,
)
OTHER_ROOM = re.compile(
    r"\b(?:зал\w*|аудитори\w*|мест[оа] проведения|room|venue)\b|\b(?:переезжа|переед|перевед)",
    re.IGNORECASE,
)
PLACES = re.compile(
    r"\b(?:мест|seats?\b|places?\b|capacity).*?\b(?:до|на|to)\s+(?P<last>\d{1,6})(?![\d:.])"
    r"|\b(?P<first>\d{1,6})\s+(?:мест|seats?\b|places?\b)"
    r"|\b(?:мест|seats|places)\b.*\s(?P<alone>\d{1,6})\W*$",
    re.IGNORECASE,
)

UNCLEAR, NO_CLOCK = "moment-unclear", "moment-no-clock"
READ_ON = frozenset({UNCLEAR, NO_CLOCK})
"""Such words say no moment, or not a whole one; all else is a moment that will not do."""

LONGEST_MOMENT = 60
"""Characters."""

LONGEST_ROOM = 4
"""Words of a room that the programme does not know yet."""


def wished(
    text: str, event: Event, session: Session, rooms: Sequence[str], now: datetime
) -> Changes:
    """What the text changes in the session that it names; empty where it says no more than that
    something is to change. `rooms`: those that the programme knows.

    Raises UserError for a moment that will not do. Call it in a thread.
    """
    text = single_spaced(text)
    if GIVEN_BACK.search(text):
        return {CANCELLED: False} if session.is_cancelled else {}
    is_off = GIVEN_UP.search(text) or WILL_NOT_BE.search(text)
    if is_off and not OF_PEOPLE.search(text):
        return {} if session.is_cancelled else {CANCELLED: True}
    if seats := PLACES.search(text):
        number = seats["last"] or seats["first"] or seats["alone"]
        return read_field(Field.CAPACITY, number, event, session, now)
    room = _room(text, rooms) if OTHER_ROOM.search(text) else ""
    place = read_field(Field.ROOM, room, event, session, now) if room else {}
    return place | _timed(text, event, session, now)


def _timed(text: str, event: Event, session: Session, now: datetime) -> Changes:
    if lasts := LASTS.search(text):
        read = _ended_later if lasts["longer"] else _ended_earlier
        return _first(text, TO_END, read, event, session, now)
    if WILL_BE.search(text):
        return _first(text, AT_WHAT, _moved, event, session, now)
    if MOVES.search(text) or not CHANGE.search(text):
        return _first(text, TO_WHAT, _moved, event, session, now)
    return {}


def _first(
    text: str,
    starts: re.Pattern[str],
    read: Callable[[str, Event, Session, datetime], Changes],
    event: Event,
    session: Session,
    now: datetime,
) -> Changes:
    refused: UserError | None = None
    for said in _spans(text, starts):
        try:
            return read(said, event, session, now)
        except UserError as error:
            if error.key not in READ_ON:
                refused = refused or error
    if refused is not None:
        raise refused
    return {}


def _spans(text: str, starts: re.Pattern[str]) -> Iterator[str]:
    """What may be the moment: from such a word on, the longest first, and the last one of two."""
    begins = [found.start() for found in starts.finditer(text)]
    begins += [found.start() for found in OF_SHIFTS.finditer(text)]
    for begin in sorted(begins, reverse=True):
        rest = text[begin:].rstrip(" .!,;")
        while rest:
            if len(rest) <= LONGEST_MOMENT:
                yield rest
            rest = rest.rpartition(" ")[0]


def _ended_later(said: str, event: Event, session: Session, now: datetime) -> Changes:
    return _ended(said, 1, event, session, now)


def _ended_earlier(said: str, event: Event, session: Session, now: datetime) -> Changes:
    return _ended(said, -1, event, session, now)


def _ended(said: str, way: int, event: Event, session: Session, now: datetime) -> Changes:
    """«До 18:00»; «на полчаса» longer or shorter than it is."""
    by = read_duration(BY.sub("", said)) if BY.match(said) else None
    if by is None:
        length = UP_TO.sub("", said)
        is_length = read_duration(length) is not None
        return read_field(Field.ENDS, length if is_length else said, event, session, now)
    end = (session.ends_at + way * by).isoformat(" ", "minutes")
    return read_field(Field.ENDS, end, event, session, now)


def _moved(said: str, event: Event, session: Session, now: datetime) -> Changes:
    """«На 15:00», «на час», «на завтра»: a clock, a length of time, a day at the same clock."""
    bare = TO_WHAT.sub("", said, count=1).strip() if TO_WHAT.match(said) else said
    for form in filter(None, dict.fromkeys([said, bare])):
        try:
            return read_field(Field.STARTS, form, event, session, now)
        except UserError as error:
            if error.key == NO_CLOCK:
                begins = session.starts_at.astimezone(ZoneInfo(event.tz))
                return read_field(Field.STARTS, f"{form} {begins:%H:%M}", event, session, now)
            if error.key not in READ_ON:
                raise
    by = _length(bare)
    if by is None:
        raise UserError(UNCLEAR)
    return shifted(event, session, by, now)


def _length(bare: str) -> timedelta | None:
    by = read_duration(EARLIER.sub("", bare).strip())
    return -by if by is not None and EARLIER.search(bare) else by


def _room(text: str, rooms: Sequence[str]) -> str:
    """As the programme calls it, else as it is typed; empty where none is named."""
    named = [text[found.end() :].rstrip(" .!,;") for found in INTO.finditer(text)]
    for said in reversed(named):
        told = words(said)
        for room in rooms:
            parts = words(room)
            if len(told) >= len(parts) and all(
                any(alike(one, word, 3) for word in told[: len(parts) + 1]) for one in parts
            ):
                return room
    return next((one for one in reversed(named) if IS_ROOM.search(one) and _is_short(one)), "")


def _is_short(room: str) -> bool:
    return len(room.split()) <= LONGEST_ROOM
