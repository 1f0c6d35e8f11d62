"""schedule.xml and schedule.json of a programme, for Giggity, EventFahrplan and their like.

The format is that of https://github.com/voc/schedule. It knows no cancelled sessions and no number
of seats: the first are left out, and apps tell their readers; the second is lost.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from domain.programme import Event, Session, local_day

GENERATOR = "Profkompas"
SLOT = "00:05"
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


def schedule_json(event: Event, sessions: Iterable[Session], *, version: str) -> bytes:
    """`version` is any text: apps show it, and take a new one for a new programme."""
    zone, days = ZoneInfo(event.tz), _days(event, sessions)
    schedule = {
        "generator": {"name": GENERATOR},
        "version": version,
        "conference": {
            **_conference(event, days),
            "daysCount": len(days),
            "rooms": [{"name": room} for room in _rooms(days)],
            "days": [
                {
                    "index": day.index,
                    "date": day.date.isoformat(),
                    "day_start": day.start.isoformat(),
                    "day_end": day.end.isoformat(),
                    "rooms": {
                        room: [_talk(session, zone) for session in held]
                        for room, held in day.rooms.items()
                    },
                }
                for day in days
            ],
        },
    }
    return json.dumps({"schedule": schedule}, ensure_ascii=False, indent=1).encode()


def schedule_xml(event: Event, sessions: Iterable[Session], *, version: str) -> bytes:
    zone, days = ZoneInfo(event.tz), _days(event, sessions)
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
            hall = ElementTree.SubElement(place, "room", name=_xml_text(room))
            for session in held:
                hall.append(_talk_element(session, zone))
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _talk_element(session: Session, zone: ZoneInfo) -> ElementTree.Element:
    values = _talk(session, zone)
    persons = values.pop("persons")
    found = ElementTree.Element(
        "event", guid=_xml_text(values.pop("guid")), id=str(values.pop("id"))
    )
    for name, value in values.items():
        _add(found, name, value)
    people = ElementTree.SubElement(found, "persons")
    for person in persons:
        _add(people, "person", person["public_name"]).set("id", str(person["id"]))
    return found


def _talk(session: Session, zone: ZoneInfo) -> dict[str, Any]:
    start = session.starts_at.astimezone(zone)
    return {
        "guid": session.uid,
        "id": _number(session.uid),
        "date": start.isoformat(),
        "start": f"{start:%H:%M}",
        "duration": _duration(session.ends_at - session.starts_at),
        "room": session.room,
        "slug": session.id,
        "url": session.url,
        "title": session.title,
        "subtitle": "",
        "track": session.track,
        "type": "",
        "language": "",
        "abstract": session.abstract,
        "description": "",
        "persons": [
            {"id": _number(name), "name": name, "public_name": name} for name in session.speakers
        ],
    }


def _conference(event: Event, days: list[_Day]) -> dict[str, str]:
    return {
        "acronym": event.id,
        "title": event.title,
        "start": days[0].date.isoformat() if days else "",
        "end": days[-1].date.isoformat() if days else "",
        "timeslot_duration": SLOT,
        "time_zone_name": event.tz,
    }


def _days(event: Event, sessions: Iterable[Session]) -> list[_Day]:
    zone = ZoneInfo(event.tz)
    going_on = [session for session in sessions if not session.is_cancelled]
    by_day: dict[date, dict[str, list[Session]]] = {}
    for session in sorted(going_on, key=lambda one: (one.starts_at, one.room, one.uid)):
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


def _number(name: str) -> int:
    """Ids are numbers for some apps: the same one for the same name, within 31 bits."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) >> 1


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = _xml_text(text)
    return element


def _xml_text(text: str) -> str:
    return NOT_IN_XML.sub("", text)
