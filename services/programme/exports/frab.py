"""schedule.xml and schedule.json of a programme, for Giggity, EventFahrplan and their like.

The format is that of https://github.com/voc/schedule, whose schemas both files keep to
(validator/xsd/schedule.xml.xsd, validator/json/schema.json). It knows no cancelled sessions and no
number of seats: the first are left out, and apps tell their readers; the second is lost. A session
of several days stands under its first with its whole length: a guid may stand there but once.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from domain.programme.sessions import (
    Event,
    Session,
    card_url,
    guid_of,
    guid_within,
    local_day,
    session_days,
)

GENERATOR = "Profkompas"
SLOT = "00:05"
ZONE_NAME = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+|UTC$")
"""What the json schema takes for one; moments carry their offsets anyway."""

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 (2.2) cannot hold, escaped or not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Day:
    """`rooms`: name to the sessions in it, by time."""

    index: int
    date: date
    start: datetime
    end: datetime
    rooms: dict[str, list[Session]]


def schedule_json(event: Event, sessions: Iterable[Session], *, version: str, bot: str) -> bytes:
    """`version` is any text: apps show it, and take a new one for a new programme. `bot` is the
    username of the one whose cards the addresses open.
    """
    days = _days(event, sessions)
    talks = _Talks(event, days, bot)
    conference = _conference(event, days)
    if not ZONE_NAME.match(event.tz):
        del conference["time_zone_name"]
    schedule = {
        "generator": {"name": GENERATOR},
        "version": version,
        "conference": {
            **conference,
            "daysCount": len(days),
            "rooms": [
                {"name": room, "guid": guid_within(event.id, "room", room)}
                for room in _rooms(days)
            ],
            "days": [
                {
                    "index": day.index,
                    "date": day.date.isoformat(),
                    "day_start": day.start.isoformat(),
                    "day_end": day.end.isoformat(),
                    "rooms": {
                        room: [talks.in_json(session) for session in held]
                        for room, held in day.rooms.items()
                    },
                }
                for day in days
            ],
        },
    }
    return json.dumps({"schedule": schedule}, ensure_ascii=False, indent=1).encode()


def schedule_xml(event: Event, sessions: Iterable[Session], *, version: str, bot: str) -> bytes:
    days = _days(event, sessions)
    talks = _Talks(event, days, bot)
    root = ElementTree.Element("schedule")
    ElementTree.SubElement(root, "generator", name=GENERATOR)
    _add(root, "version", version)
    conference = ElementTree.SubElement(root, "conference")
    for name, value in {**_conference(event, days), "days": len(days)}.items():
        _add(conference, name, str(value))
    for day in days:
        place = ElementTree.SubElement(
            root, "day", index=str(day.index), date=day.date.isoformat(),
            start=day.start.isoformat(), end=day.end.isoformat(),
        )  # fmt: skip
        for room, held in day.rooms.items():
            guid = guid_within(event.id, "room", room)
            room_element = ElementTree.SubElement(place, "room", name=_xml_text(room), guid=guid)
            for session in held:
                room_element.append(talks.in_xml(session))
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


class _Talks:
    def __init__(self, event: Event, days: Sequence[_Day], bot: str) -> None:
        self._event = event
        self._zone = ZoneInfo(event.tz)
        self._bot = bot
        self._acronym = _acronym(event)
        uids = [one.uid for day in days for held in day.rooms.values() for one in held]
        self._numbers = _numbers(uids)

    def in_json(self, session: Session) -> dict[str, Any]:
        """A session by the schema: a field that it asks for stands even if there is nothing
        in it."""
        return {
            **self._common(session),
            "end": session.ends_at.astimezone(self._zone).isoformat(),
            "duration": _duration(session.ends_at - session.starts_at),
            "subtitle": None,
            "language": None,
            "persons": self._persons(session),
            "links": [{"type": "web", "url": url, "title": url} for url in _links(session)],
        }

    def in_xml(self, session: Session) -> ElementTree.Element:
        """Without empty elements where they may be left out: Giggity reads an empty description
        instead of the abstract, and a link without an address is none.
        """
        values = self._common(session)
        found = ElementTree.Element("event", guid=values.pop("guid"), id=str(values.pop("id")))
        for name, value in values.items():
            _add(found, name, value)
        _add(found, "duration", _long_duration(session.ends_at - session.starts_at))
        people = ElementTree.SubElement(found, "persons")
        for person in self._persons(session):
            element = _add(people, "person", person["name"])
            element.set("id", str(person["id"]))
            element.set("guid", person["guid"])
        links = ElementTree.SubElement(found, "links")
        for url in _links(session):
            _add(links, "link", url).set("href", _xml_text(url))
        return found

    def _common(self, session: Session) -> dict[str, Any]:
        start = session.starts_at.astimezone(self._zone)
        return {
            "guid": guid_of(session),
            "id": self._numbers[session.uid],
            "date": start.isoformat(),
            "start": f"{start:%H:%M}",
            "room": session.room,
            # In this order all ids give a slug of the schemas, and each its own.
            "slug": f"{self._acronym}-{session.id}-session",
            "url": card_url(session, self._bot),
            "title": session.title,
            "track": session.track,
            "type": "",
            "abstract": session.abstract,
        }

    def _persons(self, session: Session) -> list[dict[str, Any]]:
        """Without `public_name`: the schema takes a name as of frab or as of pretalx, not both."""
        return [
            {
                "guid": guid_within(self._event.id, "person", name),
                "id": _number(name),
                "name": name,
            }
            for name in session.speakers
        ]


def _links(session: Session) -> list[str]:
    return [session.url] if session.url else []


def _acronym(event: Event) -> str:
    """Four characters at least, without hyphens: those separate the parts of slugs."""
    return event.id.replace("-", "_").ljust(4, "_")


def _conference(event: Event, days: list[_Day]) -> dict[str, str]:
    """It ends with the last day on which anything is held: a session stands under its first."""
    first, zone = days[0] if days else None, ZoneInfo(event.tz)
    held = [one for day in days for sessions in day.rooms.values() for one in sessions]
    lasts = [session_days(one, zone)[-1] for one in held]
    last = max([*(day.date for day in days), *lasts], default=None)
    return {
        "acronym": _acronym(event),
        "title": event.title,
        "start": first.date.isoformat() if first else "",
        "end": last.isoformat() if last else "",
        "timeslot_duration": SLOT,
        "time_zone_name": event.tz,
    }


def _days(event: Event, sessions: Iterable[Session]) -> list[_Day]:
    """A schedule has a day at least: where everything is cancelled, those days, empty."""
    zone = ZoneInfo(event.tz)
    planned = sorted(sessions, key=lambda one: (one.starts_at, one.room, one.uid))
    going_on = [session for session in planned if not session.is_cancelled]
    by_day: dict[date, dict[str, list[Session]]] = {}
    if not going_on:
        by_day = {local_day(session, zone): {} for session in planned}
    for session in going_on:
        # Apps draw a column for each room and want it named.
        room = session.room or event.venue or event.title
        by_day.setdefault(local_day(session, zone), {}).setdefault(room, []).append(session)
    return [
        _Day(
            index=index,
            date=day,
            start=datetime.combine(day, time(), zone),
            end=datetime.combine(day, time(23, 59), zone),
            rooms=rooms,
        )
        for index, (day, rooms) in enumerate(by_day.items(), start=1)
    ]


def _rooms(days: list[_Day]) -> Iterator[str]:
    yield from dict.fromkeys(room for day in days for room in day.rooms)


def _duration(length: timedelta) -> str:
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return f"{hours:02}:{minutes:02}"


def _long_duration(length: timedelta) -> str:
    """D:HH:MM from a day on: hours of two digits end at 23 for those who read the xml."""
    if length < timedelta(days=1):
        return _duration(length)
    return f"{length.days}:{_duration(length - timedelta(days=length.days))}"


def _numbers(names: Iterable[str]) -> dict[str, int]:
    """Different ones for different names, and the same for the same wherever that is possible."""
    taken: dict[int, str] = {}
    for name in sorted(names):
        number = _number(name)
        while number in taken:
            number += 1
        taken[number] = name
    return {name: number for number, name in taken.items()}


def _number(name: str) -> int:
    """Ids are numbers from 1 for some apps: the same one for the same name, within 31 bits."""
    return max(1, zlib.crc32(name.encode("utf-8", "surrogatepass")) >> 1)


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = _xml_text(text)
    return element


def _xml_text(text: str) -> str:
    return NOT_IN_XML.sub("", text)
