"""Calendars (RFC 5545) to sessions: every occurrence of an event is a session of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import vRecur

from domain.errors import ImportFileError
from domain.programme.sessions import Event, own_uid, room_in
from domain.texts import is_web_address, single_spaced
from services.files.calendars.content_lines import (
    MEETINGS,
    Component,
    Property,
    components,
    duration,
    moment,
)
from services.files.calendars.recurrence import RuleRefused, expand, read_rule
from services.files.calendars.zones import Zones
from services.files.richtext import words_and_links
from services.files.rows import RowLeftOut, RowRefused, in_utc, known_zones
from services.files.subjects import Subject, require_calendar_subject
from services.files.texts import decoded, with_whole_characters
from services.programme.files.parsed import (
    SESSION_LIMIT,
    Draft,
    ParsedSchedule,
    SessionCollector,
    is_no_place,
    named_uid,
    paragraphs,
    too_many,
    without_cancellation,
)
from services.programme.files.series import base_uid

NAMES = {
    "uid": "UID", "title": "SUMMARY", "room": "LOCATION", "track": "CATEGORIES", "url": "URL",
    "abstract": "DESCRIPTION", "speakers": "ATTENDEE", "ends_at": "DTEND",
}  # fmt: skip

SILENT = frozenset({"capacity"})

PRIVATE = frozenset({"PRIVATE", "CONFIDENTIAL"})
"""CLASS (3.8.1.3) of what its owner meant for nobody else: it is taken, and told."""

LINE_LIMIT = 200_000
OCCURRENCE_LIMIT = 1_000
"""Occurrences of one event, the dates of RDATE and EXDATE included."""

USUAL_LENGTH = timedelta(hours=1)
"""Length of what has no end: 3.6.1 lets it end when it begins."""

FOLLOWING = "THISANDFUTURE"
RULE_PART = "import-session-rule-part"

OFF = re.compile(r"^(?:отменено|отменена|cancell?ed):\s*", re.IGNORECASE)

BEGIN = re.compile(rb"^BEGIN:VEVENT", re.IGNORECASE | re.MULTILINE)


def read_ics(data: bytes, event: Event, zone: ZoneInfo) -> ParsedSchedule:
    """Raises ImportFileError for what is no calendar or is beyond the bounds."""
    if sum(1 for _ in BEGIN.finditer(data)) > SESSION_LIMIT:
        raise too_many()
    if max(data.count(b"\n"), data.count(b"\r")) > LINE_LIMIT:
        raise ImportFileError("import-file-too-many-rows", limit=LINE_LIMIT)
    zones = Zones(default=zone)
    events: list[Component] = []
    text = decoded(with_whole_characters(data))
    for component in components(text):
        if component.name == "VTIMEZONE":
            zones.define(component)
        else:
            component.require_programme()
            events.append(component)
    require_calendar_subject([one.title for one in events], Subject.PROGRAMME)
    events = _named(_latest(events), event)
    if events and all(one.is_ending for one in events):
        return _cancellations(events, event, zones)
    return _sessions(events, event, zones)


def _latest(events: list[Component]) -> list[Component]:
    """Of several versions of an event the one with the highest SEQUENCE (RFC 5546, 2.1.5): a
    mailbox has all that were sent."""
    newest: dict[str, int] = {}
    for one in events:
        if _has_versions(one):
            newest[one.written("UID")] = max(newest.get(one.written("UID"), 0), _version(one))
    return [
        one
        for one in events
        if not _has_versions(one) or _version(one) == newest[one.written("UID")]
    ]


def _named(events: list[Component], event: Event) -> list[Component]:
    """Those without a UID, which vCalendar 1.0 does not ask for, are known by their titles, as
    rows of a table are; of several with one title by their starts too."""
    nameless = [one for one in events if not one.written("UID").strip()]
    names = [without_cancellation(one.title)[0].casefold() for one in nameless]
    counted = Counter(names)
    for one, name in zip(nameless, names, strict=True):
        at_its_time = f"{name}\n{one.written('DTSTART')}"
        told = at_its_time if counted[name] > 1 else name
        if name and not one.is_ending:
            one.lines.append((one.line, f"UID:{named_uid(told, event)}"))
    return events


def _has_versions(one: Component) -> bool:
    return bool(one.written("UID") and not one.written("RECURRENCE-ID") and not one.is_ending)


def _version(one: Component) -> int:
    text = one.written("SEQUENCE").strip()
    return int(text) if re.fullmatch(r"[0-9]{1,10}", text) else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Override:
    """RECURRENCE-ID (3.8.4.4): this component stands for the occurrence that began `at`."""

    at: datetime
    draft: Draft
    is_bare: bool
    """Without a start of its own it changes nothing but whether the occurrence takes place."""
    goes_on: bool = False
    """RANGE=THISANDFUTURE (3.2.13): those that follow are moved, and told, as this one is."""

    def for_following(self, draft: Draft) -> Draft:
        """An occurrence of the series as it is from `at` on."""
        own = self.draft
        if self.is_bare:
            return _overridden(draft, self)
        starts_at = draft.starts_at + (own.starts_at - self.at)
        ends_at = starts_at + (own.ends_at - own.starts_at)
        return replace(own, uid=draft.uid, starts_at=starts_at, ends_at=ends_at)


def _cancellations(events: list[Component], event: Event, zones: Zones) -> ParsedSchedule:
    """RFC 5546, 3.2.5: each component ends an occurrence, or all of its UID."""
    collector = SessionCollector(event=event, names=NAMES, is_export=True)
    ended: set[str] = set()
    for component in events:
        try:
            ended.add(_Reader(component, component.properties(), event, zones).ended())
        except RowRefused as refused:
            collector.refuse(component.line, refused)
    return collector.parsed(silent=SILENT, ended=ended, is_whole=False)


def _sessions(events: list[Component], event: Event, zones: Zones) -> ParsedSchedule:
    collector = SessionCollector(
        event=event, names=NAMES, is_export=True, usual_length=USUAL_LENGTH
    )
    masters: dict[str, int] = {}
    drafts: list[Draft] = []
    overrides: dict[str, _Override] = {}
    following: dict[str, list[_Override]] = {}
    ended: set[str] = set()
    for component in events:
        try:
            reader = _Reader(component, component.properties(), event, zones)
            if component.is_ending:
                ended.add(reader.ended())
                continue
            override = reader.override()
            if override is not None and override.goes_on:
                following.setdefault(override.draft.uid, []).append(override)
            elif override is None:
                reader.claim(masters)
                drafts += reader.occurrences()
                if reader.is_private():
                    collector.refuse(component.line, reader.left_out("import-note-private"))
                if len(drafts) > SESSION_LIMIT:
                    raise too_many()
            else:
                overrides.update(_newest(overrides, override))
        except RowRefused as refused:
            collector.refuse(component.line, refused)
    for uid in following.keys() - masters.keys():
        # Of a series that is not there nobody knows which ones follow.
        first = following[uid][0].draft
        told = RowRefused("RECURRENCE-ID", RULE_PART, title=first.title[:60], part="RANGE")
        collector.refuse(first.line, told)
    for draft in drafts:
        own = overrides.pop(draft.uid, None)
        changed = _followed(draft, following.get(base_uid(draft.uid), ()))
        changed = changed if own is None else _overridden(draft, own)
        is_off = bool({draft.uid, base_uid(draft.uid)} & ended)
        collector.take(replace(changed, is_cancelled=True) if is_off else changed)
    # Those without their series: an invitation to one evening of a course (RFC 5546, 3.2.2.1).
    for override in overrides.values():
        if not (override.is_bare and override.draft.is_cancelled):
            collector.take(override.draft)
    ended |= {uid for uid, one in overrides.items() if one.is_bare and one.draft.is_cancelled}
    return collector.parsed(silent=SILENT, ended=ended)


def _followed(draft: Draft, following: Sequence[_Override]) -> Draft:
    """As the last change before it says; of two of one moment that with the higher SEQUENCE."""
    before = [one for one in following if one.at <= draft.starts_at]
    if not before:
        return draft
    return max(before, key=lambda one: (one.at, one.draft.sequence)).for_following(draft)


def _newest(known: dict[str, _Override], override: _Override) -> dict[str, _Override]:
    """The component as it is kept by its occurrence, or nothing where a known one has a higher
    SEQUENCE: of two for one occurrence that one holds (RFC 5546, 2.1.5)."""
    uid = occurrence_uid(override.draft.uid, override.at)
    old = known.get(uid)
    if old is not None and old.draft.sequence > override.draft.sequence:
        return {}
    return {uid: replace(override, draft=replace(override.draft, uid=uid))}


def _overridden(draft: Draft, override: _Override) -> Draft:
    if not override.is_bare:
        return override.draft
    return replace(
        draft, is_cancelled=override.draft.is_cancelled, sequence=override.draft.sequence
    )


def occurrence_uid(uid: str, at: datetime) -> str:
    """The UID of one occurrence, by its original start, so that a moved one keeps its name."""
    return f"{uid}/{at:%Y%m%dT%H%M%SZ}"


class _Reader:
    """One VEVENT."""

    def __init__(
        self,
        component: Component,
        properties: dict[str, list[Property]],
        event: Event,
        zones: Zones,
    ) -> None:
        self._line = component.line
        self._properties = properties
        self._event = event
        calendar = component.told("X-WR-TIMEZONE")
        is_said = calendar in known_zones() and not is_no_place(calendar)
        self._zones = zones.on_clock_of(ZoneInfo(calendar)) if is_said else zones

    def claim(self, masters: dict[str, int]) -> None:
        """Two events with one UID are refused: only RECURRENCE-ID tells them apart (3.8.4.7)."""
        uid = self._uid()
        first = masters.setdefault(uid, self._line)
        if uid and first != self._line:
            raise RowRefused("UID", "import-row-duplicate", first=str(first))

    def override(self) -> _Override | None:
        one = self._one("RECURRENCE-ID")
        if one is None:
            return None
        goes_on = one.params.get("RANGE", "").strip().upper() == FOLLOWING
        if "RANGE" in one.params and not goes_on:
            raise self._refused("RECURRENCE-ID", RULE_PART, part="RANGE")
        wall, zone = self._moment(one)
        return _Override(
            at=in_utc(one.name, wall, zone),
            draft=self._draft(),
            is_bare="DTSTART" not in self._properties,
            goes_on=goes_on,
        )

    def ended(self) -> str:
        """What a cancellation ends: one occurrence, or all that has this UID."""
        if not self._uid():
            raise RowRefused("UID", "import-row-empty")
        one = self._one("RECURRENCE-ID")
        if one is None:
            return self._uid()
        return occurrence_uid(self._uid(), in_utc(one.name, *self._moment(one)))

    def occurrences(self) -> list[Draft]:
        """One draft when nothing recurs, under the UID itself."""
        first = self._draft()
        for name, allowed in (("EXRULE", 0), ("RRULE", 1)):
            # Of two rules RFC 5545 says that they ought not to be (3.8.5.3).
            if len(self._properties.get(name, [])) > allowed:
                raise self._refused(name, "import-session-rule-part", part=name)
        if "RRULE" not in self._properties and "RDATE" not in self._properties:
            return [first]
        dates = sum(1 for name in ("RDATE", "EXDATE") for _ in self._dates(name))
        starts = self._starts() if dates <= OCCURRENCE_LIMIT else []
        if dates + len(starts) > OCCURRENCE_LIMIT:
            raise self._refused("RDATE", "import-session-rule-many", limit=OCCURRENCE_LIMIT)
        length, own = first.ends_at - first.starts_at, self._ends_of_periods()
        return [
            replace(
                first,
                uid=occurrence_uid(first.uid, at),
                starts_at=at,
                ends_at=own.get(at, at + length),
            )
            for at in starts
        ]

    def _ends_of_periods(self) -> dict[datetime, datetime]:
        """By the start: an RDATE may be a period (3.3.9), which lasts as long as it says."""
        ends: dict[datetime, datetime] = {}
        for one in self._properties.get("RDATE", []):
            for text in one.raw.split(","):
                first, _, last = (part.strip() for part in text.partition("/"))
                if not last:
                    continue
                start = in_utc(one.name, *self._value(one, first))
                try:
                    is_length = last.upper().startswith(("P", "+P"))
                    end = start + duration(last) if is_length else None
                except (ValueError, OverflowError) as error:
                    raise RowRefused(
                        one.name, "import-session-duration", value=last[:60]
                    ) from error
                ends[start] = end or in_utc(one.name, *self._value(one, last))
        return ends

    def _starts(self) -> list[datetime]:
        """RRULE and RDATE without EXDATE (3.8.5), each in UTC."""
        start = self._required("DTSTART")
        wall, zone = self._moment(start)
        walls = [wall]
        for rule in self._properties.get("RRULE", []):
            walls += self._expanded(rule, wall, zone)
        starts = {in_utc(start.name, one, zone) for one in walls}
        starts |= {in_utc(one.name, *self._value(one, text)) for one, text in self._dates("RDATE")}
        for one, text in self._dates("EXDATE"):
            if re.fullmatch(r"[0-9]{8}", text):
                # Whole days stand here in files of programs that do not tell the two apart.
                starts = {at for at in starts if f"{at.astimezone(zone):%Y%m%d}" != text}
            else:
                starts.discard(in_utc(one.name, *self._value(one, text)))
        return sorted(starts)

    def _expanded(self, one: Property, wall: datetime, zone: tzinfo) -> list[datetime]:
        try:
            parts: dict[str, list[Any]] = dict(vRecur.from_ical(one.raw))
            until = _until(parts.get("UNTIL", [None])[0], zone)
            naive = wall.astimezone(zone).replace(tzinfo=None) if wall.tzinfo else wall
            if until is not None and until < naive:
                # Google ends a series so when «this and all following» of it was deleted.
                raise self.left_out("import-note-ended")
            found = expand(read_rule(parts, naive, until), naive)
        except RuleRefused as refused:
            if refused.key == "import-session-endless":
                raise self.left_out("import-note-endless") from refused
            raise self._refused("RRULE", refused.key, part=refused.part) from refused
        except (ValueError, TypeError, OverflowError) as error:
            raise self._refused("RRULE", "import-session-rule-part", part=one.raw[:60]) from error
        return [at.replace(tzinfo=UTC) for at in found] if wall.tzinfo else found

    def _draft(self) -> Draft:
        start = self._one("RECURRENCE-ID")
        if start is None or "DTSTART" in self._properties:
            start = self._required("DTSTART")
        if self._text("X-MICROSOFT-CDO-ALLDAYEVENT").strip().upper() == "TRUE":
            raise self.left_out("import-note-all-day")
        starts_at = in_utc(start.name, *self._moment(start))
        title, is_cancelled = self._title(), self._is_cancelled()
        if "STATUS" not in self._properties:
            title, is_cancelled = without_cancellation(title)
        return Draft(
            line=self._line,
            uid=self._uid(),
            title=title,
            starts_at=starts_at,
            ends_at=self._ends_at(starts_at),
            abstract=paragraphs(words_and_links(self._text("DESCRIPTION"))),
            speakers=tuple(dict.fromkeys(self._speakers())),
            room=room_in(self._event, single_spaced(self._text("LOCATION"))),
            track=self._track(),
            url=self._url(),
            is_cancelled=is_cancelled,
            sequence=self._sequence(),
        )

    def _ends_at(self, starts_at: datetime) -> datetime:
        end, length = self._one("DTEND"), self._one("DURATION")
        if end is not None:
            return in_utc(end.name, *self._moment(end))
        if length is None:
            return starts_at
        try:
            return starts_at + duration(length.raw)
        except (ValueError, OverflowError) as error:
            raise RowRefused(
                "DURATION", "import-session-duration", value=length.raw[:60]
            ) from error

    def _url(self) -> str:
        """Of the event, else of the call in which it takes place."""
        calls = (one.raw.strip() for name in ("CONFERENCE", *MEETINGS) for one in self._of(name))
        return self._text("URL").strip() or next(filter(is_web_address, calls), "")

    def is_private(self) -> bool:
        return self._text("CLASS").strip().upper() in PRIVATE

    def _speakers(self) -> Iterator[str]:
        """Those who lead (ROLE=CHAIR, 3.2.16). Other attendees are guests, who stay private."""
        for one in self._properties.get("ATTENDEE", []):
            if one.params.get("ROLE", "").upper() == "CHAIR" and one.params.get("CN"):
                yield single_spaced(one.params["CN"])
        for one in self._properties.get("CONTACT", []):
            # How our own calendars say it: published ones have no attendees (3.8.4.1).
            if one.params.get("X-ROLE", "").upper() == "SPEAKER":
                yield single_spaced(one.text())

    def _track(self) -> str:
        categories = [
            single_spaced(text)
            for one in self._properties.get("CATEGORIES", [])
            for text in one.texts()
        ]
        return next((text for text in categories if text), "")

    def _sequence(self) -> int:
        text = self._text("SEQUENCE").strip()
        return int(text) if re.fullmatch(r"[0-9]{1,10}", text) else 0

    def _uid(self) -> str:
        return own_uid(single_spaced(self._text("UID")), self._event.id)

    def _title(self) -> str:
        """Without the word that our calendars, and Outlook, put before what is off."""
        title = single_spaced(self._text("SUMMARY"))
        return OFF.sub("", title, count=1) or title if self._is_cancelled() else title

    def _is_cancelled(self) -> bool:
        return self._text("STATUS").strip().upper() == "CANCELLED"

    def _text(self, name: str) -> str:
        one = self._one(name)
        return "" if one is None else one.text()

    def _one(self, name: str) -> Property | None:
        return next(iter(self._of(name)), None)

    def _of(self, name: str) -> list[Property]:
        return self._properties.get(name, [])

    def _required(self, name: str) -> Property:
        one = self._one(name)
        if one is None:
            raise RowRefused(name, "import-row-empty")
        return one

    def _dates(self, name: str) -> Iterator[tuple[Property, str]]:
        for one in self._properties.get(name, []):
            for text in one.raw.split(","):
                yield one, text.partition("/")[0].strip()

    def _moment(self, one: Property) -> tuple[datetime, tzinfo]:
        return self._value(one, one.raw.strip())

    def _value(self, one: Property, text: str) -> tuple[datetime, tzinfo]:
        if re.fullmatch(r"[0-9]{8}", text):
            if one.name in {"DTSTART", "RECURRENCE-ID"}:
                raise self.left_out("import-note-all-day")
            raise RowRefused(one.name, "import-session-date-only", value=text)
        try:
            wall = moment(text)
        except ValueError as error:
            raise RowRefused(one.name, "import-session-moment", value=text[:60]) from error
        return wall, (UTC if wall.tzinfo else self._zones.of(one))

    def left_out(self, key: str) -> RowLeftOut:
        title = single_spaced(self._text("SUMMARY"))[:60] or self._uid()[:60]
        return RowLeftOut("DTSTART", key, title=title)

    def _refused(self, column: str, key: str, **params: str | int) -> RowRefused:
        title = single_spaced(self._text("SUMMARY"))[:60] or self._uid()[:60]
        return RowRefused(column, key, title=title, **params)


def _until(value: date | datetime | None, zone: tzinfo) -> datetime | None:
    """A last day counts as a whole, although 3.3.10 asks for a moment where DTSTART is one."""
    if value is None:
        return None
    if not isinstance(value, datetime):
        return datetime.combine(value, time.max)
    return value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value
