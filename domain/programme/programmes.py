"""An event as one reading of the store, and a session as one reader meets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from domain.programme.sessions import LONGEST_SESSION, Event, Session, session_days

DAY = timedelta(days=1)

Schedule = tuple[tuple[Session, bool], ...]
"""A person's sessions by time, and whether they only wait for a place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScheduleEntry:
    """A day of a session in somebody's schedule; one of several days has an entry for each."""

    event: Event
    session: Session
    is_waiting: bool
    day: date
    """By the clock of the event."""


@dataclass(frozen=True, kw_only=True)
class Programme:
    """An event with all its sessions, as one reading of the store.

    Many look at one value (db.programme_cache): what all of them need is found once.
    """

    event: Event
    sessions: tuple[Session, ...]

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.event.tz)

    @property
    def days(self) -> list[date]:
        return self.days_of(None)

    def days_of(self, track: str | None) -> list[date]:
        """Days on which sessions of that track are held; None: of any or none."""
        return sorted(
            day
            for day, sessions in self._by_day.items()
            if track is None or any(session.track == track for session in sessions)
        )

    @cached_property
    def tracks(self) -> list[str]:
        return sorted({session.track for session in self.sessions if session.track})

    def nearest_day(self, today: date, track: str | None = None) -> date | None:
        """`today` or the next day with sessions, else the last one; None: there are none."""
        days = self.days_of(track)
        return next((day for day in days if day >= today), days[-1] if days else None)

    def on(self, day: date, track: str | None = None) -> list[Session]:
        """The sessions of the day by time, so those that go on from an earlier day come first."""
        found = self._by_day.get(day, ())
        return [session for session in found if track in (None, session.track)]

    @cached_property
    def _by_day(self) -> dict[date, list[Session]]:
        days: dict[date, list[Session]] = {}
        for session in self.sessions:
            for day in session_days(session, self.zone):
                days.setdefault(day, []).append(session)
        return days

    def is_on(self, now: datetime) -> bool:
        """While a session runs, and in the breaks between the first and the last of today."""
        if self.now_and_next(now)[0]:
            return True
        today = now.astimezone(self.zone).date()
        held = [session for session in self.on(today) if not session.is_cancelled]
        begun = any(session.starts_at <= now for session in held)
        return begun and any(session.ends_at > now for session in held)

    def now_and_next(self, now: datetime) -> tuple[list[Session], list[Session]]:
        """What is on, and everything that begins at the next beginning."""
        held = [session for session in self.sessions if not session.is_cancelled]
        running = [session for session in held if session.starts_at <= now < session.ends_at]
        begins = min((one.starts_at for one in held if one.starts_at > now), default=None)
        return running, [session for session in held if session.starts_at == begins]


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionCard:
    event: Event
    session: Session
    going: int
    waiting: int
    is_waiting: bool | None
    """Whether the reader waits for a place; None: not registered."""
    clashes: tuple[Session, ...] = ()
    """Sessions that the reader goes to at the same time."""
    questions: int = 0
    """To the speakers, as everybody sees them."""
    can_ask: bool = False
    can_rate: bool = False
    has_begun: bool = False
    reminders: int | None = None
    """Lead times that hold for the reader here, as bits; None where nobody has asked."""
    materials: int = 0
    is_closed: bool = False
    """By invitation only."""
    is_admitted: bool = False
    """The reader has shown the code that holds now."""
    can_edit: bool = False
    """The reader is an organiser."""

    @property
    def is_barred(self) -> bool:
        """Whether the reader cannot join a closed session; who was in before it was closed
        stays."""
        return self.is_closed and not self.is_admitted and self.is_waiting is None

    @property
    def free(self) -> int | None:
        """Places left; None where they are not counted."""
        capacity = self.session.capacity
        return None if capacity is None else max(0, capacity - self.going)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeVersion:
    """Another one as soon as anything of the programme is.

    No session is ever deleted, and each change raises a sequence: `changes`, the sum of them with
    one for each session, only grows. `first` and `last` are the beginnings of sessions.
    """

    event: Event
    changes: int
    first: datetime | None
    last: datetime | None

    def is_over(self, now: datetime) -> bool:
        """Whether the last session has been over for a day, however long it lasts."""
        return self.last is not None and self.last + LONGEST_SESSION <= now - DAY


def coming_first(versions: Iterable[ProgrammeVersion], now: datetime) -> list[Event]:
    """Events in their order; behind them those that are long over, the latest first."""
    given = [*versions]
    coming = [one.event for one in given if not one.is_over(now)]
    return coming + [one.event for one in reversed(given) if one.is_over(now)]
