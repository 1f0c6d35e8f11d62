"""schedule.json and schedule.xml, as frab and pretalx write them and conference apps read them.

Documented by https://github.com/voc/schedule (schema/schedule.xsd, schedule.json). Both programs
name fields alike, but frab has `public_name` or `full_public_name` where newer pretalx has `name`,
and old frab writes no `date` into events: the day and the start are put together then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers import expat
from zoneinfo import ZoneInfo

from domain.errors import ImportFileError
from domain.programme.sessions import Event, is_card_url
from domain.texts import single_spaced
from services.files.richtext import words_and_links
from services.files.rows import RowRefused, in_utc, known_zones
from services.files.tables import loaded_json
from services.files.workbooks import corrupt
from services.programme.files.parsed import (
    LIMITS,
    SESSION_LIMIT,
    Draft,
    ParsedSchedule,
    SessionCollector,
    is_no_place,
    paragraphs,
    too_many,
)

NAMES = {"uid": "guid", "ends_at": "duration", "speakers": "persons"}
SILENT = frozenset({"capacity"})
"""Of cancellation these files do speak: what is cancelled is left out of them."""

DEPTH_LIMIT = 30
SCALARS = ("guid", "id", "date", "start", "duration", "room", "title", "subtitle", "track",
           "abstract", "description", "url")  # fmt: skip
PERSON_NAMES = ("public_name", "full_public_name", "name")
LANGUAGES = ("ru", "en")
SHORT_DURATION = re.compile(r"([0-9]{1,3}):([0-9]{1,2})")
LONG_DURATION = re.compile(r"([0-9]{1,3}):([0-9]{1,3}):([0-9]{1,2})")
NEW_DAY = time(4)
"""Old frab puts what begins after midnight under the day before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Talk:
    """An event as written. `line`: of the xml; in json, which may be one line, its number."""

    line: int
    day: str = ""
    room: str = ""
    values: dict[str, str] = field(default_factory=dict)
    persons: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class _Schedule:
    title: str = ""
    zone: str = ""
    day_change: str = ""
    talks: list[_Talk] = field(default_factory=list)


def read_frab_json(data: bytes, event: Event, zone: ZoneInfo) -> ParsedSchedule:
    """`line` of a problem is the number of the event in the file."""
    return _sessions(_json_schedule(loaded_json(data)), event, zone)


def read_frab_xml(data: bytes, event: Event, zone: ZoneInfo) -> ParsedSchedule:
    return _sessions(_xml_schedule(data), event, zone)


def event_in_json(data: bytes) -> tuple[str, str]:
    """Title and time zone of the conference, as written."""
    found = _json_schedule(loaded_json(data))
    return found.title, found.zone


def event_in_xml(data: bytes) -> tuple[str, str]:
    found = _xml_schedule(data)
    return found.title, found.zone


def _sessions(schedule: _Schedule, event: Event, zone: ZoneInfo) -> ParsedSchedule:
    is_said = schedule.zone in known_zones() and not is_no_place(schedule.zone)
    own = ZoneInfo(schedule.zone) if is_said else zone
    collector = SessionCollector(event=event, names=NAMES, is_export=True)
    clocks = _Clocks(
        new_day=_new_day(schedule.day_change),
        has_seconds=any(_has_seconds(talk.values.get("duration", "")) for talk in schedule.talks),
    )
    for talk in schedule.talks:
        try:
            collector.take(_draft(talk, own, clocks))
        except RowRefused as refused:
            collector.refuse(talk.line, refused)
    return collector.parsed(silent=SILENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Clocks:
    """How the file writes times: when its days begin, and whether lengths are H:MM:SS."""

    new_day: time
    has_seconds: bool


def _new_day(text: str) -> time:
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-9]{2})?", text.strip())
    return time(int(found[1]), int(found[2])) if found else NEW_DAY


def _draft(talk: _Talk, zone: ZoneInfo, clocks: _Clocks) -> Draft:
    values = talk.values
    starts_at = in_utc("date", _start(talk, clocks.new_day), zone)
    title, subtitle = (
        single_spaced(values.get("title", "")),
        single_spaced(values.get("subtitle", "")),
    )
    return Draft(
        line=talk.line,
        uid=single_spaced(values.get("guid") or values.get("id", "")),
        title=_joined(title, subtitle),
        starts_at=starts_at,
        ends_at=starts_at + _duration(values.get("duration", ""), clocks),
        abstract=_abstract(values, "" if _joined(title, subtitle) != title else subtitle),
        speakers=tuple(
            dict.fromkeys(single_spaced(name) for name in talk.persons if name.strip())
        ),
        room=single_spaced(values.get("room", talk.room)),
        track=single_spaced(values.get("track", "")),
        url=_url(talk),
    )


def _url(talk: _Talk) -> str:
    """Files of our own tell how to open the bot; the address of a session is a link there."""
    url = talk.values.get("url", "").strip()
    return next(iter(talk.links), "") if is_card_url(url) else url


def _joined(title: str, subtitle: str) -> str:
    """A subtitle that would be cut with the title begins the abstract instead."""
    both = f"{title} — {subtitle}"
    return both if title and subtitle and len(both) <= LIMITS["title"] else title


def _abstract(values: Mapping[str, str], subtitle: str) -> str:
    """`abstract` and `description` are two texts; some programs write one into both."""
    texts = [subtitle] + [
        paragraphs(words_and_links(values.get(name, ""))) for name in ("abstract", "description")
    ]
    if texts[1] in texts[2]:
        texts[1] = ""
    elif texts[2] in texts[1]:
        texts[2] = ""
    return "\n\n".join(text for text in texts if text)


def _start(talk: _Talk, new_day: time) -> datetime:
    whole = talk.values.get("date", "").strip()
    if not whole:
        return _start_of_day(talk, new_day)
    try:
        return datetime.fromisoformat(whole)
    except ValueError as error:
        raise RowRefused("date", "import-session-moment", value=whole[:60]) from error


def _start_of_day(talk: _Talk, new_day: time) -> datetime:
    start = talk.values.get("start", "").strip()
    try:
        clock = time.fromisoformat(start.zfill(5))
        day = date.fromisoformat(talk.day.strip())
    except ValueError as error:
        value = f"{talk.day} {start}".strip()[:60]
        raise RowRefused("start", "import-session-moment", value=value) from error
    return datetime.combine(day, clock.replace(tzinfo=None)) + timedelta(days=clock < new_day)


def _has_seconds(text: str) -> bool:
    """Hours of D:HH:MM go to 23, and nobody writes no days: else it is H:MM:SS."""
    found = LONG_DURATION.fullmatch(text.strip())
    return found is not None and (int(found[1]) == 0 or int(found[2]) > 23)


def _duration(text: str, clocks: _Clocks) -> timedelta:
    """HH:MM, D:HH:MM of long ones, or H:MM:SS in a file that writes all of them so."""
    short, long = SHORT_DURATION.fullmatch(text.strip()), LONG_DURATION.fullmatch(text.strip())
    found = short or long
    if found is None:
        raise RowRefused("duration", "import-session-duration", value=text[:60])
    first, second, third = (int(part) for part in (*found.groups(), "0")[:3])
    if max(second, third) > 59:
        raise RowRefused("duration", "import-session-duration", value=text[:60])
    if short or clocks.has_seconds:
        return timedelta(hours=first, minutes=second, seconds=third)
    return timedelta(days=first, hours=second, minutes=third)


def _json_schedule(content: Any) -> _Schedule:
    conference = _mapping(_mapping(_mapping(content).get("schedule")).get("conference"))
    days = conference.get("days")
    if not isinstance(days, list):
        raise ImportFileError("import-schedule-shape")
    found = _Schedule(
        title=_text(conference.get("title")),
        zone=_text(conference.get("time_zone_name")),
        day_change=_text(conference.get("day_change")),
    )
    for day in days:
        for room, talks in _rooms(_mapping(day)):
            for talk in talks:
                if len(found.talks) == SESSION_LIMIT:
                    raise too_many()
                found.talks.append(
                    _json_talk(_mapping(talk), len(found.talks) + 1, _mapping(day), room)
                )
    return found


def _rooms(day: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    for room, talks in _mapping(day.get("rooms")).items():
        if not isinstance(talks, list):
            raise ImportFileError("import-schedule-shape")
        yield room, talks


def _json_talk(talk: Mapping[str, Any], number: int, day: Mapping[str, Any], room: str) -> _Talk:
    persons, links = talk.get("persons"), talk.get("links")
    return _Talk(
        line=number,
        day=_text(day.get("date")),
        room=room,
        values={name: _text(talk[name]) for name in SCALARS if name in talk},
        persons=[_person(one) for one in persons] if isinstance(persons, list) else [],
        links=[_link(one) for one in links] if isinstance(links, list) else [],
    )


def _person(person: Any) -> str:
    if not isinstance(person, Mapping):
        return _text(person)
    return next((text for name in PERSON_NAMES if (text := _text(person.get(name)))), "")


def _link(link: Any) -> str:
    return _text(link.get("url") if isinstance(link, Mapping) else link).strip()


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ImportFileError("import-schedule-shape")
    return value


def _text(value: Any) -> str:
    """pretalx writes names in several languages as an object of texts."""
    if isinstance(value, dict):
        return next((_text(value[code]) for code in _preferred(value) if value[code]), "")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value)


def _preferred(texts: Mapping[str, Any]) -> Iterable[str]:
    known = [code for code in LANGUAGES if isinstance(texts.get(code), str)]
    return [*known, *(code for code in texts if isinstance(texts[code], str))]


def _xml_schedule(data: bytes) -> _Schedule:
    reader = _XmlReader()
    reader.read(data)
    return reader.schedule


class _XmlReader:
    """One pass over the file; only the elements of interest are kept.

    Any DOCTYPE is refused: without one there are no entities to expand or to fetch.
    """

    def __init__(self) -> None:
        self.schedule = _Schedule()
        self._path: list[str] = []
        self._text: list[str] = []
        self._day = self._room = ""
        self._talk: _Talk | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append

    def read(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise corrupt(getattr(error, "lineno", 0)) from error

    def _doctype(self, *_: Any) -> None:
        raise ImportFileError("import-schedule-doctype")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        self._text.clear()
        if self._path[0] != "schedule" or len(self._path) > DEPTH_LIMIT:
            raise ImportFileError("import-schedule-shape")
        match self._path:
            case ["schedule", "day"]:
                self._day = attributes.get("date", "")
            case ["schedule", "day", "room"]:
                self._room = attributes.get("name", "")
            case ["schedule", "day", "room", "event"]:
                self._begin_talk(attributes)
            case ["schedule", "day", "room", "event", "links", "link"]:
                self._add_link(attributes)

    def _begin_talk(self, attributes: dict[str, str]) -> None:
        if len(self.schedule.talks) == SESSION_LIMIT:
            raise too_many()
        values = {name: text for name, text in attributes.items() if name in {"guid", "id"}}
        self._talk = _Talk(
            line=self._parser.CurrentLineNumber, day=self._day, room=self._room, values=values
        )
        self.schedule.talks.append(self._talk)

    def _add_link(self, attributes: dict[str, str]) -> None:
        if self._talk is not None and (href := attributes.get("href", "").strip()):
            self._talk.links.append(href)

    def _end(self, tag: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        match self._path:
            case ["schedule", "conference", "title"]:
                self.schedule.title = text
            case ["schedule", "conference", "day_change"]:
                self.schedule.day_change = text
            case ["schedule", "conference", "time_zone_name"]:
                self.schedule.zone = text.strip()
            case ["schedule", "day", "room", "event", name] if self._talk and name in SCALARS:
                self._talk.values[name] = text
            case ["schedule", "day", "room", "event", "persons", "person"] if self._talk:
                self._talk.persons.append(text)
        self._path.pop()
