"""What the schemas of https://github.com/voc/schedule ask, as far as it bears on our schedules.

Told in own words after validator/xsd/schedule.xml.xsd and validator/json/schema.json as of
November 2026; each function gives all that is wrong, in words, and nothing for a valid file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

Rule = Callable[[Any], bool]


def _pattern(text: str) -> Rule:
    return lambda value: isinstance(value, str) and re.fullmatch(text, value) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_text_or_null(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_day(value: Any) -> bool:
    return _pattern(r"\d{4}-\d\d-\d\d")(value) and date.fromisoformat(value) is not None


def _is_moment(value: Any) -> bool:
    zoned = _pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
    return zoned(value) and datetime.fromisoformat(value).tzinfo is not None


def _is_number_from_1(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


GUID = _pattern(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
WEB_ADDRESS = _pattern(r"https?://\S+")
JSON_SLUG = _pattern(r"[a-z0-9_-]+[a-z0-9]")
XML_SLUG = _pattern(r"[a-z0-9_]{4,}-[a-z0-9_-]{4,}")

JSON_EVENT: dict[str, Rule] = {
    "guid": GUID,
    "id": _is_number_from_1,
    "date": _is_moment,
    "start": _pattern(r"(?:[01]\d|2[0-3]):[0-5]\d"),
    "duration": _pattern(r"\d+:\d\d"),
    "room": _is_text,
    "slug": JSON_SLUG,
    "url": WEB_ADDRESS,
    "title": _is_text,
    "subtitle": _is_text_or_null,
    "track": _is_text_or_null,
    "type": _is_text,
    "language": _is_text_or_null,
    "abstract": _is_text_or_null,
    "persons": _is_list,
    "links": _is_list,
}
"""All required; `end` may stand beside them, and some that we do not write. Nothing else may."""

JSON_EVENT_MAY = {"end": _is_moment}

JSON_CONFERENCE: dict[str, Rule] = {
    "acronym": _pattern(r"[a-z0-9_-][a-z0-9_]{3,}(?:-2[0-9]{3}-[a-z]+)?"),
    "title": _is_text,
    "start": _is_day,
    "end": _is_day,
    "daysCount": _is_number_from_1,
    "timeslot_duration": _is_text,
    "days": _is_list,
}
JSON_CONFERENCE_MAY: dict[str, Rule] = {
    # Unanchored at its end in the schema, where the alternative has only an end.
    "time_zone_name": _pattern(r"[A-Z][a-z]+/[A-Z][a-z]+.*|.*UTC"),
    "rooms": _is_list,
}
JSON_DAY: dict[str, Rule] = {
    "index": _is_number_from_1,
    "date": _is_day,
    "day_start": _is_moment,
    "day_end": _is_moment,
    "rooms": lambda value: isinstance(value, dict),
}

XML_EVENT: dict[str, Rule] = {
    "room": _is_text,
    "title": _is_text,
    "type": _is_text,
    "date": _is_moment,
    "start": _pattern(r"[0-2]\d:[0-5]\d(?::[0-5]\d)?"),
    # Giggity reads three parts as D:HH:MM, and refuses a file in which hours reach 24.
    "duration": _pattern(r"(?:\d{1,2}:)?(?:[01]\d|2[0-3]):[0-5]\d"),
    "abstract": _is_text,
    "track": _is_text,
}
XML_EVENT_MAY: dict[str, Rule] = {
    "slug": XML_SLUG,
    "url": WEB_ADDRESS,
    "persons": _is_text,
    "links": _is_text,
    # The schema lets it be empty; Giggity then shows no abstract.
    "description": bool,
}
XML_CONFERENCE: dict[str, Rule] = {
    "acronym": _pattern(r"[a-z0-9_-]{4,}"),
    "title": _is_text,
    "start": _is_day,
    "end": _is_day,
    "days": _pattern(r"\d+"),
    "timeslot_duration": _pattern(r"\d{1,2}:\d\d(?::\d{1,2})?"),
    "time_zone_name": _is_text,
}


def wrong_in_json(file: Mapping[str, Any]) -> list[str]:
    return list(_wrong_in_json(file))


def wrong_in_xml(root: ElementTree.Element) -> list[str]:
    return list(_wrong_in_xml(root))


def _wrong_in_json(file: Mapping[str, Any]) -> Iterator[str]:
    schedule = file["schedule"]
    yield from _unlike("file", file, {"schedule": lambda value: isinstance(value, dict)})
    if not isinstance(schedule.get("version"), str) or "rooms" in schedule:
        yield "schedule: version is a text, and rooms stand in the conference"
    conference = schedule["conference"]
    yield from _unlike("conference", conference, JSON_CONFERENCE, JSON_CONFERENCE_MAY)
    for room in conference.get("rooms", []):
        yield from _unlike("room", room, {"name": _is_text, "guid": GUID})
    for day in conference["days"]:
        yield from _unlike("day", day, JSON_DAY)
        for event in [event for held in day["rooms"].values() for event in held]:
            yield from _unlike("event", event, JSON_EVENT, JSON_EVENT_MAY)
            yield from _wrong_in_json_lists(event)


def _wrong_in_json_lists(event: Mapping[str, Any]) -> Iterator[str]:
    for person in event["persons"]:
        # One of two shapes, and never both: of frab (public_name and id) or of pretalx (name).
        if (("public_name" in person and "id" in person) + ("name" in person)) != 1:
            yield f"person: {person}"
        if not GUID(person.get("guid")):
            yield f"person.guid: {person}"
    for link in event["links"]:
        rules = {"url": WEB_ADDRESS, "type": _pattern("slides|paper|web|blog|article|related")}
        yield from _unlike("link", link, rules, {"title": _is_text})


def _unlike(
    name: str,
    found: Mapping[str, Any],
    must: Mapping[str, Rule],
    may: Mapping[str, Rule] | None = None,
) -> Iterator[str]:
    rules = {**must, **(may or {})}
    yield from (f"{name}.{missing} is missing" for missing in must.keys() - found.keys())
    for key, value in found.items():
        if key not in rules:
            yield f"{name}.{key} is unknown"
        elif not rules[key](value):
            yield f"{name}.{key}: {value!r}"


def _wrong_in_xml(root: ElementTree.Element) -> Iterator[str]:
    tags = [element.tag for element in root]
    if tags != ["generator", "version", "conference", *["day"] * (len(tags) - 3)] or len(tags) < 4:
        yield f"schedule: {tags}"
    yield from _unlike("conference", _texts(root.find("conference")), XML_CONFERENCE)
    indexes = [day.get("index") for day in root.iterfind("day")]
    if len(set(indexes)) < len(indexes):
        yield f"days: {indexes}"
    for day in root.iterfind("day"):
        rules = {
            "date": _is_day,
            "start": _is_moment,
            "end": _is_moment,
            "index": _pattern("[1-9]\\d*"),
        }
        yield from _unlike("day", day.attrib, rules)
        for room in day:
            yield from _unlike("room", room.attrib, {"name": _is_text, "guid": GUID})
    yield from _wrong_in_xml_events(root.findall("day/room/event"))


def _wrong_in_xml_events(events: list[ElementTree.Element]) -> Iterator[str]:
    names = [("guid", event.get("guid")) for event in events]
    names += [("id", event.get("id")) for event in events]
    names += [("slug", event.findtext("slug")) for event in events]
    yield from (f"twice: {name}" for name, times in Counter(names).items() if times > 1)
    for event in events:
        yield from _unlike("event", event.attrib, {"guid": GUID, "id": _pattern("[1-9]\\d*")})
        yield from _unlike("event", _texts(event), XML_EVENT, XML_EVENT_MAY)
        for person in event.iterfind("persons/person"):
            yield from _unlike("person", person.attrib, {"id": _pattern("\\d+"), "guid": GUID})
        for link in event.iterfind("links/link"):
            yield from _unlike("link", link.attrib, {"href": WEB_ADDRESS})


def _texts(element: ElementTree.Element | None) -> dict[str, str]:
    """Children of which the schema lets each stand once (xs:all)."""
    assert element is not None
    tags = Counter(child.tag for child in element)
    return {
        child.tag if tags[child.tag] == 1 else f"{child.tag} twice": child.text or ""
        for child in element
    }
