"""Statistics of a rehearsal: what was delivered when, how late, and which waves were too large."""

from __future__ import annotations

from array import array
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.ids import ChatId, SessionId
from domain.outgoing import Kind
from domain.programme.sessions import Session
from domain.rehearsal import Clash, Conflict, RehearsedMessage

SECOND = timedelta(seconds=1)

LATE_AFTER = timedelta(minutes=1)
"""A reminder that comes later than this is called late: it names minutes that are left."""


@dataclass(kw_only=True, slots=True)
class ReminderWave:
    """Reminders that fall due at one moment, whatever their sessions."""

    count: int = 0
    lost: int = 0
    late_in: timedelta = timedelta(0)
    sessions: set[SessionId] = field(default_factory=set)


@dataclass(kw_only=True, slots=True)
class Statistics:
    """Takes deliveries in the order of their times; grows with hours and people, and by four
    bytes for each message.
    """

    zone: ZoneInfo
    by_kind: Counter[str] = field(default_factory=Counter)
    by_hour: Counter[datetime] = field(default_factory=Counter)
    """Hours of the event's clock, by their beginnings."""
    people: set[ChatId] = field(default_factory=set)
    quiet: int = 0
    peak: int = 0
    """The most messages in any second."""
    peak_at: datetime | None = None
    waves: dict[datetime, ReminderWave] = field(default_factory=dict)
    _late: array[float] = field(default_factory=lambda: array("f"))
    _second: deque[datetime] = field(default_factory=deque)

    def add(self, delivery: RehearsedMessage) -> None:
        self.by_kind[delivery.kind] += 1
        local = delivery.at.astimezone(self.zone)
        self.by_hour[local.replace(minute=0, second=0, microsecond=0)] += 1
        if delivery.chat_id > 0:
            self.people.add(delivery.chat_id)
        self.quiet += delivery.is_quiet
        self._late.append(delivery.late_in.total_seconds())
        self._count_second(delivery.at)
        if delivery.kind == Kind.REMINDER:
            wave = self.waves.setdefault(delivery.due_at, ReminderWave())
            wave.count += 1
            wave.late_in = max(wave.late_in, delivery.late_in)
            if delivery.session_id is not None:
                wave.sessions.add(delivery.session_id)

    def lose(self, due_at: datetime, session_id: SessionId, count: int) -> None:
        """Reminders that expired before their turn came."""
        wave = self.waves.setdefault(due_at, ReminderWave())
        wave.count += count
        wave.lost += count
        wave.sessions.add(session_id)

    @property
    def sent(self) -> int:
        return len(self._late)

    @property
    def latest(self) -> timedelta:
        return timedelta(seconds=round(max(self._late, default=0.0), 1))

    @property
    def late_p99(self) -> timedelta:
        """99 of 100 messages are not later than this."""
        if not self._late:
            return timedelta(0)
        ordered = sorted(self._late)
        return timedelta(seconds=round(ordered[(len(ordered) * 99 - 1) // 100], 1))

    def _count_second(self, at: datetime) -> None:
        second = self._second
        second.append(at)
        while second[0] <= at - SECOND:
            second.popleft()
        if len(second) > self.peak:
            self.peak, self.peak_at = len(second), second[0]


def overloads(
    waves: Mapping[datetime, ReminderWave], sessions: Mapping[SessionId, Session]
) -> list[Conflict]:
    """Waves whose last message is late by more than LATE_AFTER, or leaves after the start."""
    return [
        Conflict(
            kind=Clash.OVERLOAD,
            at=due_at,
            sessions=tuple(sessions[one] for one in sorted(wave.sessions) if one in sessions),
            count=wave.count,
            lost=wave.lost,
            late_in=wave.late_in,
        )
        for due_at, wave in sorted(waves.items())
        if wave.late_in > LATE_AFTER or wave.lost
    ]
