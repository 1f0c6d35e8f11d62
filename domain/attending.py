"""What people do around a session besides going there: they ask, get to know each other, enter."""

from __future__ import annotations

from enum import StrEnum


class LinkPurpose(StrEnum):
    """What a personal, revocable link opens to whoever holds it."""

    CALENDAR = "calendar"
    """One's own schedule as a calendar feed."""
    BADGE = "badge"
    """The door: an organiser who scans it sees who is entering."""


class IntroductionState(StrEnum):
    """asked -> accepted | declined."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class QuestionState(StrEnum):
    """asked -> shown | hidden; shown -> answered | hidden."""

    ASKED = "asked"
    """Waits for the organiser; its author alone sees it."""
    SHOWN = "shown"
    HIDDEN = "hidden"
    ANSWERED = "answered"
