"""The programme of an event: sessions, and what is true of them whatever file they come from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.ids import DraftId, EventId, SessionId, UserId
from domain.places.geo import Point

SLUG_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""40 characters fit a deep link (64) and, with a prefix, callback data (64 bytes)."""

HASH_DIGITS = 12
"""48 bits: among 5,000 sessions two ids meet once in twenty million programmes."""

GLOBAL_UID = re.compile(
    r"(.+)@([a-z0-9][a-z0-9-]{0,39})\.[a-z0-9_]{2,32}bot", re.IGNORECASE | re.DOTALL
)
"""No top level domain ends so: a UID that looks like a mail address is not taken for one."""

GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
GUIDS = uuid.uuid5(uuid.NAMESPACE_URL, "https://t.me/profkompas_bot")
"""A namespace, not an address; another one would give every session another name."""

CARD_URL = re.compile(r"https://t\.me/\w{1,32}\?start=session_[a-z0-9][a-z0-9-]{0,39}")

LONGEST_SESSION = timedelta(days=31)
"""By the rules of files and of what is typed (services.programme.files.parsed)."""

NIGHT_ENDS = time(6)
"""A session that ends by then on the clock in the hall belongs to the day before, like a night
shift or a party: nobody looks for it in the morning's programme.
"""

SEVERAL_DAYS = timedelta(days=1)
"""What lasts longer is come to at any time; for a session of a day the last hour is too late."""

LATE_TO_COME = timedelta(hours=1)

PREFIX_CHARACTERS = 40 - HASH_DIGITS - 1
"""Characters of an id before the hyphen and its hash."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """`tz` is an IANA name: the clock that hangs in the hall."""

    id: EventId
    title: str
    tz: str
    venue: str = ""
    address: str = ""
    point: Point | None = None
    description: str = ""

    def place(self) -> str:
        return ", ".join(part for part in (self.venue, self.address) if part)


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """`uid` is the name that the organiser's tool gives it, `starts_at` and `ends_at` are UTC.

    `sequence` counts the visible changes (RFC 5545, 3.8.7.4): calendars take the higher one.
    """

    id: SessionId
    event_id: EventId
    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    abstract: str = ""
    speakers: tuple[str, ...] = ()
    room: str = ""
    track: str = ""
    capacity: int | None = None
    url: str = ""
    is_cancelled: bool = False
    sequence: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionChange:
    """A line of the public list of changes: added without `before`, gone without `after`."""

    before: Session | None
    after: Session | None
    at: datetime


def session_id(uid: str) -> SessionId:
    """A session's id made of its UID: the same UID always gives the same slug, and different ones
    different slugs."""
    if SLUG_PATTERN.fullmatch(uid):
        return SessionId(uid)
    ascii_text = unicodedata.normalize("NFKD", uid).encode("ascii", "ignore").decode().lower()
    prefix = re.sub(r"[^a-z0-9]+", "-", ascii_text)[:PREFIX_CHARACTERS].strip("-") or "s"
    digest = hashlib.sha256(uid.encode("utf-8", "surrogatepass")).hexdigest()
    return SessionId(f"{prefix}-{digest[:HASH_DIGITS]}")


def global_uid(session: Session, bot: str) -> str:
    """What calendars know a session by (RFC 5545, 3.8.4.7): organisers' tools count from 1 in
    every event, and one calendar holds many events of many bots. `bot` is a username.
    """
    name = bot if bot.casefold().endswith("bot") else f"{bot or 'profkompas'}_bot"
    return f"{session.uid}@{session.event_id}.{name}"


def card_url(session: Session, bot: str) -> str:
    """Opens the session in the bot of that username."""
    return f"https://t.me/{bot}?start=session_{session.id}"


def is_card_url(url: str) -> bool:
    return CARD_URL.fullmatch(url) is not None


def guid_of(session: Session) -> str:
    """The session's UUID, for programs that want one: the UID where it is one, else one made of
    it."""
    if GUID.fullmatch(session.uid):
        return session.uid
    return guid_within(session.event_id, "session", session.uid)


def guid_within(event_id: EventId, kind: str, name: str) -> str:
    """A UUID that is always the same for the same name of that kind in an event (RFC 9562,
    5.5)."""
    value = f"{kind}/{event_id}/{name}".encode("utf-8", "replace").decode()
    return str(uuid.uuid5(GUIDS, value))


def own_uid(name: str, event_id: EventId) -> str:
    """The UID in what `global_uid` wrote for this event; any other name is one itself."""
    found = GLOBAL_UID.fullmatch(name)
    return found[1] if found and found[2] == event_id else name


def track_key(track: str) -> str:
    """What stands for a track in callback data, which its name may not fit; 32 bits for some tens
    of tracks."""
    return hashlib.sha256(track.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def room_that_tells(session: Session, others: Iterable[Session]) -> str:
    """The room, where another session has the same title and begins at the same time, as the
    groups of one excursion do; else empty."""
    is_alike = any(
        one.id != session.id and one.title == session.title and one.starts_at == session.starts_at
        for one in others
    )
    return session.room if is_alike else ""


def overlaps(a: Session, b: Session) -> bool:
    """Back to back is no overlap: one ends at the moment when the other begins."""
    return a.starts_at < b.ends_at and b.starts_at < a.ends_at


def last_call(session: Session) -> datetime:
    """The moment until which a place that becomes free is offered to those who wait.

    It is the end of a session of several days; of a shorter one an hour before its end, and no
    earlier than its start: nobody is called to what will be over when they come.
    """
    if session.ends_at - session.starts_at > SEVERAL_DAYS:
        return session.ends_at
    return max(session.starts_at, session.ends_at - LATE_TO_COME)


def local_day(session: Session, zone: ZoneInfo) -> date:
    """The day that a session begins on: the first of `session_days`."""
    return session.starts_at.astimezone(zone).date()


def session_days(session: Session, zone: ZoneInfo) -> list[date]:
    """The days of the programme that a session is listed on: one for most, in order.

    The last one is that of its end, unless it is only the night after another day (NIGHT_ENDS).
    """
    first, end = local_day(session, zone), session.ends_at.astimezone(zone)
    last = end.date() if end.time() > NIGHT_ENDS else end.date() - timedelta(days=1)
    return [first + timedelta(days=n) for n in range(max(0, (last - first).days) + 1)]


def day_number(session: Session, zone: ZoneInfo, day: date) -> tuple[int, int] | None:
    """Which day of a session it is, from 1, and of how many; None where there is but one.

    A day before or after is taken for the first or the last one.
    """
    days = session_days(session, zone)
    if len(days) == 1:
        return None
    return min(max((day - days[0]).days, 0), len(days) - 1) + 1, len(days)


def location(event: Event, room: str) -> str:
    """Where to go, in one line: the room first, for lines are cut at their end."""
    return ", ".join(part for part in (room, event.place()) if part)


def room_in(event: Event, text: str) -> str:
    """The room of a line that `location` wrote; any other line is a room itself."""
    place = event.place()
    if not place or text == place:
        return "" if place else text
    return text.removesuffix(f", {place}")


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionDraft:
    """`changes`: fields of Session by name, as JSON. `sequence`: of the session it began from."""

    id: DraftId
    author_id: UserId
    session_id: SessionId
    sequence: int
    changes: dict[str, Any]
