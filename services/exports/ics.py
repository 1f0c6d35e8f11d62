"""A calendar (RFC 5545) of sessions: a file to keep or a feed to subscribe to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from domain.programme import Event, Session, location

if TYPE_CHECKING:
    from icalendar import Event as Entry

PRODUCT = "-//Profkompas//Programme//RU"
REFRESH = timedelta(hours=1)
"""How often a subscribed calendar is to ask again; most ask every few hours whatever is said."""


def calendar(
    event: Event,
    sessions: Iterable[Session],
    *,
    name: str,
    now: datetime,
    describe: Callable[[Session], str] | None = None,
) -> bytes:
    """`now` is the moment of the last change: with it the same programme gives the same bytes.

    Times are in UTC, so that no reader has to trust its own copy of the time zones. Speakers stand
    in CONTACT, for published calendars have no attendees (3.8.4.1), and few programs show that:
    `describe` makes the text that people read, in their language; else it is the abstract alone.
    """
    # icalendar takes half a second to import, which no start of the bot should wait for.
    from icalendar import Calendar, vText  # noqa: PLC0415

    found = Calendar()
    found.add("PRODID", PRODUCT)
    found.add("VERSION", "2.0")
    found.add("CALSCALE", "GREGORIAN")
    # NAME and REFRESH-INTERVAL are RFC 7986; the X- ones are what programs before it read.
    found.add("NAME", vText(name))
    found.add("X-WR-CALNAME", vText(name))
    found.add("X-WR-TIMEZONE", event.tz)
    found.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    found.add("X-PUBLISHED-TTL", "PT1H")
    for session in sessions:
        text = session.abstract if describe is None else describe(session)
        found.add_component(_entry(event, session, text, now))
    return bytes(found.to_ical(sorted=False))


def _entry(event: Event, session: Session, text: str, now: datetime) -> Entry:
    from icalendar import Event as Entry  # noqa: PLC0415  (as in `calendar`)

    entry = Entry()
    entry.add("UID", session.uid)
    entry.add("DTSTAMP", now)
    entry.add("LAST-MODIFIED", now)
    entry.add("SEQUENCE", session.sequence)
    entry.add("STATUS", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    entry.add("DTSTART", session.starts_at)
    entry.add("DTEND", session.ends_at)
    entry.add("SUMMARY", session.title)
    for name, value in (("DESCRIPTION", text), ("LOCATION", location(event, session.room)),
                        ("URL", session.url)):  # fmt: skip
        if value:
            entry.add(name, value)
    if session.track:
        entry.add("CATEGORIES", [session.track])
    for speaker in session.speakers:
        entry.add("CONTACT", speaker, parameters={"X-ROLE": "SPEAKER"})
    if event.point is not None:
        entry.add("GEO", (event.point.lat, event.point.lon))
    return entry
