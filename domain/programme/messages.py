"""Messages about sessions and participants, see domain.outgoing. Moments are in unix seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from domain.ids import IntroductionId, QuestionId, RevisionId, SessionId, UpdateId, UserId
from domain.outgoing import Kind, Outgoing


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionChangeNotice(Outgoing):
    """What the person knew of the session; what is now, is read when the message leaves.

    `ends` is None in rows of earlier releases.
    """

    kind = Kind.CHANGE
    prefix: ClassVar[str] = "c:"
    """Begins the dedupe keys, which one statement makes of the rows of a revision."""

    session: SessionId
    title: str
    starts: int
    room: str
    cancelled: bool
    ends: int | None = None

    def key(self, sequence: int, to: UserId) -> str:
        return f"{self.prefix}{self.session}:{sequence}:{to}"


@dataclass(frozen=True, kw_only=True, slots=True)
class FreePlace(Outgoing):
    """`door`: an organiser has let the person in at the door."""

    kind = Kind.PLACE

    session: SessionId
    door: bool = False

    def key(self, to: UserId, now: datetime) -> str:
        return f"place:{self.session}:{to}:{int(now.timestamp())}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistrationNotice(Outgoing):
    kind = Kind.CONFIRMATION

    session: SessionId

    def key(self, update_id: UpdateId) -> str:
        return f"confirmation:{update_id}:{self.session}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder(Outgoing):
    """`minutes` before a start. Both are None where a person has put it off to their own hour."""

    kind = Kind.REMINDER
    put_off_prefix: ClassVar[str] = "rs:"
    """Begins the dedupe keys of reminders that move with nothing."""

    session: SessionId
    minutes: int | None = None
    starts: int | None = None

    @property
    def prefix(self) -> str:
        """Begins the dedupe keys of a wave; the person follows."""
        return f"r:{self.session}:{self.minutes}:{self.starts}:"

    def put_off_key(self, update_id: UpdateId, to: UserId) -> str:
        return f"{self.put_off_prefix}{self.session}:{update_id}:{to}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderEdit(Outgoing):
    """What the reminder that was delivered said; what is now, is read when the edit leaves."""

    kind = Kind.REMINDER_EDIT

    session: SessionId
    minutes: int | None = None
    starts: int | None = None

    @staticmethod
    def prefix(revision: RevisionId) -> str:
        """Begins the dedupe keys of a revision's edits; the row that is edited follows."""
        return f"re:{revision}:"


@dataclass(frozen=True, kw_only=True, slots=True)
class OfIntroduction(Outgoing):
    introduction: IntroductionId

    def key(self, to: UserId) -> str:
        return f"{self.kind}:{self.introduction}:{to}"


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingRequest(OfIntroduction):
    kind = Kind.INTRODUCTION


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingContacts(OfIntroduction):
    kind = Kind.ACQUAINTANCE


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingComplaint(OfIntroduction):
    kind = Kind.COMPLAINT


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionNotice(Outgoing):
    kind = Kind.QUESTION

    session: SessionId

    @property
    def prefix(self) -> str:
        """Begins all dedupe keys of the session."""
        return f"q:{self.session}:"

    def key(self, oldest: QuestionId, turn: int, to: UserId) -> str:
        """`turn`: how often the same oldest question has been waiting when notices were due."""
        return f"{self.prefix}{oldest}:{turn}:{to}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RatingRequest(Outgoing):
    kind = Kind.RATING

    session: SessionId
    ends: int

    @property
    def prefix(self) -> str:
        """Begins the dedupe keys; the person follows."""
        return f"rate:{self.session}:{self.ends}:"


@dataclass(frozen=True, kw_only=True, slots=True)
class DayDigest(Outgoing):
    kind = Kind.DIGEST

    day: date

    @property
    def prefix(self) -> str:
        """Begins the dedupe keys; the person follows. It names no zone: who moves to another one
        gets no second."""
        return f"day:{self.day}:"
