"""A calendar (RFC 5545) of sessions: a file to keep or a feed to subscribe to.

Written line by line: see docs/adr/0009.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from domain.programme.sessions import (
    Event,
    Session,
    global_uid,
    location,
)

PRODUCT = "-//Profkompas//Programme//RU"
REFRESH = "PT1H"
"""How often a subscribed calendar is to ask again; most ask every few hours whatever is said."""

LINE_OCTETS = 75
"""Without the line break (3.1); what follows it begins with a space, which counts."""

SPECIAL = re.compile(r"[\\;,\n]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarWording:
    """Who hands the calendar out, and in which words. `bot` is a username."""

    bot: str
    cancelled: str
    """Stands before the title of what is off: «Отменено:»."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEntry:
    """A session as it stands in a calendar. `text` is what people read, in their language.

    `changed_at` is the moment of its last change: with it the same programme gives the same bytes.
    """

    event: Event
    session: Session
    changed_at: datetime
    text: str
    url: str
    is_tentative: bool = False


def calendar(
    event: Event,
    sessions: Iterable[Session],
    *,
    name: str,
    wording: CalendarWording,
    now: datetime,
) -> bytes:
    """Sessions of one event; `now` is the moment of the last change of any."""
    entries = [
        CalendarEntry(
            event=event,
            session=session,
            changed_at=now,
            text=session.abstract,
            url=session.url,
        )
        for session in sessions
    ]
    return calendar_of(entries, name=name, wording=wording, tz=event.tz)


def calendar_of(
    entries: Sequence[CalendarEntry],
    *,
    name: str,
    wording: CalendarWording,
    tz: str,
    is_published: bool = False,
) -> bytes:
    """Sessions of any events. `is_published`: a feed, which says so (METHOD, RFC 5546, 1.4).

    Times are in UTC, so that no reader has to trust its own copy of the time zones; `tz` is only
    the clock to show them on. There is no VALARM: the bot itself reminds, by each one's choice.
    """
    head = [
        "BEGIN:VCALENDAR",
        f"PRODID:{PRODUCT}",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        *(["METHOD:PUBLISH"] if is_published else []),
        # NAME and REFRESH-INTERVAL are RFC 7986; the X- ones are what programs before it read.
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"X-WR-TIMEZONE:{_text(tz)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    lines = [
        *head,
        *(line for entry in entries for line in _lines(entry, wording)),
        "END:VCALENDAR",
        "",
    ]
    return b"\r\n".join(_folded(line) for line in lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """Something on a day, of which only the beginning is known, or (None) only the day."""

    uid: str
    on: date
    starts_at: datetime | None
    title: str
    place: str
    url: str


def calendar_of_days(days: Iterable[Day], *, name: str, now: datetime) -> bytes:
    """Without DTEND: an end that nobody has told is not made up (3.6.1)."""
    lines = ["BEGIN:VCALENDAR", f"PRODID:{PRODUCT}", "VERSION:2.0", f"NAME:{_text(name)}"]
    for day in days:
        start = f":{_utc(day.starts_at)}" if day.starts_at else f";VALUE=DATE:{day.on:%Y%m%d}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(day.uid)}",
            f"DTSTAMP:{_utc(now)}",
            f"DTSTART{start}",
            f"SUMMARY:{_text(day.title)}",
            *([f"LOCATION:{_text(day.place)}"] if day.place else []),
            *([f"URL:{_without_controls(day.url)}"] if day.url else []),
            "END:VEVENT",
        ]
    return b"\r\n".join(_folded(line) for line in [*lines, "END:VCALENDAR", ""])


def _lines(entry: CalendarEntry, wording: CalendarWording) -> Iterator[str]:
    """Speakers stand in CONTACT, for published calendars have no attendees (3.8.4.1)."""
    session, event = entry.session, entry.event
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(global_uid(session, wording.bot))}"
    yield f"DTSTAMP:{_utc(entry.changed_at)}"
    if not entry.is_tentative:
        # Without it while one waits for a place: who gets one changes the entry, not the session,
        # and programs skip what was not modified since they looked.
        yield f"LAST-MODIFIED:{_utc(entry.changed_at)}"
    yield f"SEQUENCE:{session.sequence}"
    yield f"STATUS:{_status(entry)}"
    yield f"DTSTART:{_utc(session.starts_at)}"
    yield f"DTEND:{_utc(session.ends_at)}"
    # calcurse and others do not look at STATUS.
    title = f"{wording.cancelled} {session.title}" if session.is_cancelled else session.title
    yield f"SUMMARY:{_text(title)}"
    where = location(event, session.room)
    for name, value in (("DESCRIPTION", entry.text), ("LOCATION", where),
                        ("CATEGORIES", session.track)):  # fmt: skip
        if value:
            yield f"{name}:{_text(value)}"
    if entry.url:
        yield f"URL:{_without_controls(entry.url)}"
    for speaker in session.speakers:
        yield f"CONTACT;X-ROLE=SPEAKER:{_text(speaker)}"
    if event.point is not None:
        yield f"GEO:{event.point.lat};{event.point.lon}"
    yield "END:VEVENT"


def _status(entry: CalendarEntry) -> str:
    if entry.session.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.is_tentative else "CONFIRMED"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """TEXT (3.3.11)."""
    return SPECIAL.sub(_escaped, CONTROL.sub("", value))


def _escaped(found: re.Match[str]) -> str:
    return "\\n" if found[0] == "\n" else "\\" + found[0]


def _without_controls(value: str) -> str:
    return CONTROL.sub("", value).replace("\n", "")


def _folded(line: str) -> bytes:
    """The line as lines of at most 75 octets, never parted within a character (RFC 5545, 3.1)."""
    octets = line.encode("utf-8", "replace")
    if len(octets) <= LINE_OCTETS:
        return octets
    parts, start, room = [], 0, LINE_OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end])
        start, room = end, LINE_OCTETS - 1
    return b"\r\n ".join([*parts, octets[start:]])
