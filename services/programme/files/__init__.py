"""Schedules of events out of the files that organisers have: calendars, frab, tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.errors import ImportFileError
from domain.programme.sessions import Event
from domain.texts import single_spaced
from services.files.rows import known_zones
from services.files.subjects import Subject, require_content_subject
from services.files.tables import FILE_LIMIT, WORKBOOKS, loaded_json
from services.files.texts import decoded, kind_of, with_whole_characters
from services.files.workbooks import MIB
from services.programme.files.frab import (
    event_in_json,
    event_in_xml,
    read_frab_json,
    read_frab_xml,
)
from services.programme.files.parsed import (
    CONTROL,
    LIMITS,
    ParsedSchedule,
    is_no_place,
)
from services.programme.files.tables import read_schedule_table

TABLES = frozenset({"csv", "txt", "tsv", "json"}) | WORKBOOKS


@dataclass(frozen=True, kw_only=True, slots=True)
class EventDetails:
    """What a file says of its event; empty where it says nothing, or nothing known."""

    title: str = ""
    tz: str = ""


def event_details(name: str, data: bytes) -> EventDetails:
    """Tables say nothing. Raises ImportFileError as `read_schedule` does; call it in a thread."""
    match kind_of(name, data):
        case "ics":
            from services.files.calendars.content_lines import head  # noqa: PLC0415

            known = head(decoded(with_whole_characters(data)))
            title = known.get("X-WR-CALNAME") or known.get("NAME", "")
            tz = known.get("X-WR-TIMEZONE", "")
        case "xml":
            title, tz = event_in_xml(data)
        case "json":
            if _is_listed(loaded_json(data)):
                return EventDetails()
            title, tz = event_in_json(data)
        case _:
            return EventDetails()
    fits = len(single_spaced(title)) <= LIMITS["title"] and not CONTROL.search(title)
    is_said = tz.strip() in known_zones() and not is_no_place(tz)
    known_tz = tz.strip() if is_said else ""
    return EventDetails(title=single_spaced(title) if fits else "", tz=known_tz)


def read_schedule(
    name: str, data: bytes, event: Event, now: datetime | None = None
) -> ParsedSchedule:
    """Whatever the file is called, its first characters tell what it is. `now` tells the year of
    dates without one.

    Raises ImportFileError for a file that cannot be read at all; rows that will not do are
    `problems`, and it is the caller who takes all or nothing. Takes seconds for large files: call
    it in a thread.
    """
    if not data.strip():
        raise ImportFileError("import-file-empty")
    if len(data) > FILE_LIMIT:
        raise ImportFileError("import-file-too-large", limit=FILE_LIMIT // MIB)
    if event.tz not in known_zones():
        raise ImportFileError("import-schedule-zone", value=event.tz)
    zone = ZoneInfo(event.tz)
    kind = kind_of(name, data)
    if kind == "ics":
        # icalendar takes half a second to import, and few files are calendars.
        from services.programme.files.ics import read_ics  # noqa: PLC0415

        return read_ics(data, event, zone)
    if kind == "xml":
        return read_frab_xml(data, event, zone)
    if kind == "json":
        content = loaded_json(data)
        require_content_subject(content, Subject.PROGRAMME)
        if not _is_listed(content):
            return read_frab_json(data, event, zone)
    if kind in TABLES:
        today = now.astimezone(zone).date() if now else None
        return read_schedule_table(f"x.{kind}", data, event, zone, today)
    raise ImportFileError("import-schedule-type", kind=kind[:20])


def _is_listed(content: object) -> bool:
    """A json of sessions with the columns of a table, as of clusters."""
    return isinstance(content, list) or (isinstance(content, dict) and "sessions" in content)
