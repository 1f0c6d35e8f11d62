"""The whole programme as a file to take along; our own importer reads each of them back."""

from __future__ import annotations

from datetime import datetime

from domain.programme.programmes import Programme
from services.files.ics import CalendarWording, calendar
from services.programme.revisions import version_of


def programme_file(
    programme: Programme, kind: str, wording: CalendarWording, now: datetime
) -> bytes:
    """`kind`: ics, xml or json. A large one takes a second: call it in a thread."""
    event, sessions = programme.event, programme.sessions
    if kind == "ics":
        return calendar(event, sessions, name=event.title, wording=wording, now=now)
    from services.programme.exports.frab import schedule_json, schedule_xml  # noqa: PLC0415  (XML is rare)

    write = schedule_xml if kind == "xml" else schedule_json
    return write(event, sessions, version=version_of(event, sessions), bot=wording.bot)
