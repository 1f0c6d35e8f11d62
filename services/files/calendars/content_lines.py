"""Content lines of RFC 5545, 3.1, with the number of the line where a person finds each.

icalendar knows the grammar of a line, but no line numbers; it also keeps the time zones of one
file for the next and evaluates their rules without bounds. So it reads the single lines here.
"""

from __future__ import annotations

import quopri
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from icalendar import vDatetime, vDuration, vUTCOffset
from icalendar.parser import Contentline, split_on_unescaped_comma, unescape_backslash

from domain.errors import ImportFileError
from services.files.charsets import decoded
from services.files.rows import RowRefused

QUOTED = "QUOTED-PRINTABLE"
"""How vCalendar 1.0, which telephones still write, has letters beyond ASCII."""

DEPTH_LIMIT = 20
LINE_LIMIT = 20_000
"""Characters of one unfolded line: twice the longest description that is accepted."""

MEETINGS = (
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    "X-TELEMOST-CONFERENCE",
)
"""Addresses of a call, of programs that have not CONFERENCE (RFC 7986, 5.11)."""

NAMES = frozenset(
    {
        "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE",
        "RECURRENCE-ID", "ORGANIZER", "STATUS", "SEQUENCE", "SUMMARY", "DESCRIPTION", "LOCATION",
        "CATEGORIES", "URL", "ATTENDEE", "CONTACT", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "CLASS",
        "CONFERENCE", "X-MICROSOFT-CDO-ALLDAYEVENT", *MEETINGS,
    }
)  # fmt: skip
"""All other properties are skipped unread: alarms, attachments, X- and what is yet to come."""

KEPT = frozenset({"VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
OF_CALENDARS = frozenset({"METHOD", "X-WR-TIMEZONE"})
"""What a calendar says of all its events."""

OF_TALKS = frozenset({"COUNTER", "DECLINECOUNTER", "REFRESH", "REPLY"})
"""What guests and hosts write to each other of an event (RFC 5546, 1.4): it tells no programme."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Property:
    line: int
    name: str
    params: dict[str, str]
    raw: str

    def text(self) -> str:
        if self.params.get("ENCODING", "").upper() == QUOTED:
            octets = quopri.decodestring(self.raw.encode())
            return decoded(octets, f"charset={self.params.get('CHARSET', 'utf-8')}")
        return str(unescape_backslash(self.raw))

    def texts(self) -> list[str]:
        return [str(part) for part in split_on_unescaped_comma(self.raw)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Component:
    """Its properties are read when they are asked for, so that a bad line spoils one row."""

    name: str
    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)
    calendar: Component | None = None
    """The VCALENDAR that it stands in: a file may hold several."""

    def told(self, name: str) -> str:
        """What its calendar says in that property; empty where it says nothing."""
        lines = self.calendar.lines if self.calendar is not None else []
        found = (text.partition(":")[2] for _, text in lines if _name(text) == name)
        return str(unescape_backslash(next(found, "").strip()))

    def require_programme(self) -> None:
        """Raises ImportFileError for an answer to an invitation: its times are only proposed."""
        method = self.told("METHOD").upper()
        if method in OF_TALKS:
            raise ImportFileError("import-calendar-method", method=method)

    @property
    def is_ending(self) -> bool:
        """Whether its calendar says that it does not take place (RFC 5546, 3.2.5)."""
        return self.told("METHOD").upper() == "CANCEL"

    @property
    def title(self) -> str:
        """As it is written, whatever is wrong with other lines."""
        return self.written("SUMMARY")

    def written(self, name: str) -> str:
        """A property of its own as it is written; empty where it has none."""
        found = (text for _, text in self.lines if _name(text) == name)
        return next(found, "").partition(":")[2]

    def properties(self) -> dict[str, list[Property]]:
        """The properties by their names. Raises RowRefused for a line that is none."""
        found: dict[str, list[Property]] = {}
        for number, text in self.lines:
            one = _property(number, text)
            found.setdefault(one.name, []).append(one)
        return found


def components(text: str) -> Iterator[Component]:
    """VEVENT and VTIMEZONE of every VCALENDAR. Raises ImportFileError for a file cut short."""
    stack: list[Component] = []
    for number, line in _unfolded(text):
        name = _name(line)
        if name == "BEGIN":
            outermost = stack[0] if stack else None
            stack.append(Component(name=_kind(line), line=number, calendar=outermost))
            if len(stack) > DEPTH_LIMIT or stack[0].name != "VCALENDAR":
                raise _corrupt(number)
        elif name == "END":
            if not stack or stack[-1].name != _kind(line):
                raise _corrupt(number)
            done = stack.pop()
            if len(stack) == 1 and done.name in {"VEVENT", "VTIMEZONE"}:
                yield done
            elif stack:
                stack[-1].children.append(done)
        elif not stack:
            raise _corrupt(number)
        elif name in NAMES and stack[-1].name in KEPT:
            stack[-1].lines.append((number, line))
        elif name in OF_CALENDARS and len(stack) == 1:
            stack[0].lines.append((number, line))
    if stack:
        raise _corrupt(stack[-1].line)


def head(text: str) -> dict[str, str]:
    """Properties of the calendar itself, those before its first component."""
    found: dict[str, str] = {}
    for _, line in _unfolded(text):
        name = _name(line)
        if name == "BEGIN" and _kind(line) != "VCALENDAR":
            break
        found.setdefault(name, str(unescape_backslash(line.partition(":")[2].strip())))
    return found


def moment(text: str) -> datetime:
    """Aware only where the text ends in Z, or in an offset, as some programs write moments against
    the RFC; raises ValueError."""
    try:
        found: datetime = vDatetime.from_ical(text.strip())  # type: ignore[no-untyped-call]
    except ValueError:
        if "T" not in text:
            raise
        return datetime.fromisoformat(text.strip())
    return found


def duration(text: str) -> timedelta:
    found: timedelta = vDuration.from_ical(text.strip())  # type: ignore[no-untyped-call]
    return found


def offset(text: str) -> timedelta:
    found: timedelta = vUTCOffset.from_ical(text.strip())  # type: ignore[no-untyped-call]
    return found


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    first, parts = 0, [""]
    # Programs of the first Macs end lines so.
    lines = text.split("\n" if "\n" in text else "\r")
    for number, line in enumerate(lines, start=1):
        bare = line.removesuffix("\r")
        if bare[:1] in {" ", "\t"} and first:
            parts.append(bare[1:])
        elif first and parts[-1].endswith("=") and QUOTED in parts[0].upper():
            parts[-1] = parts[-1][:-1]
            parts.append(bare)
        elif bare.strip():
            if first:
                yield first, "".join(parts)
            first, parts = number, [bare]
    if first:
        yield first, "".join(parts)


def _name(line: str) -> str:
    return line.partition(":")[0].partition(";")[0].strip().upper()


def _kind(line: str) -> str:
    return line.partition(":")[2].strip().upper()


def _property(number: int, line: str) -> Property:
    name = _name(line)
    if name == "DESCRIPTION":
        # Shortened to our own limit later, with a note.
        line = line[:LINE_LIMIT]
    if len(line) > LINE_LIMIT:
        raise RowRefused(name, "import-row-too-long", length=len(line), limit=LINE_LIMIT)
    try:
        _, params, raw = Contentline(line).raw_parts()  # type: ignore[no-untyped-call]
    except ValueError as error:
        raise RowRefused(name, "import-session-line", line=str(number)) from error
    flat = {key.upper(): value for key, value in params.items() if isinstance(value, str)}
    return Property(line=number, name=name, params=flat, raw=raw)


def _corrupt(line: int) -> ImportFileError:
    return ImportFileError("import-schedule-cut", line=str(line))
