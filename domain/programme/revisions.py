"""A programme that changes: what was staged, saved at once, and then followed piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import EventId, RevisionId
from domain.programme.sessions import Session


class RevisionPhase(StrEnum):
    """Phases in their order; each piece of work of a phase is a transaction of its own."""

    STAGED = "staged"
    """Nobody sees it yet. One that stays so was given up, and changes nothing."""

    LISTING = "listing"
    RETIMING = "retiming"
    PROMOTING = "promoting"
    TELLING = "telling"
    DONE = "done"


FOLLOWING = (
    RevisionPhase.LISTING,
    RevisionPhase.RETIMING,
    RevisionPhase.PROMOTING,
    RevisionPhase.TELLING,
)
"""The programme is changed, and what hangs on it is not yet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """`place` and `person` are how far the present phase has come: the last ones dealt with."""

    id: RevisionId
    event_id: EventId
    phase: RevisionPhase
    saved_at: datetime
    place: int
    person: int
    in_flight: tuple[int, ...]
    """Notices that were on their way as it was saved: what they say, they may have read before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Revised:
    """One session of a revision and what follows from its change. `before`: None for a new one."""

    before: Session | None
    after: Session
    is_retimed: bool = False
    is_resized: bool = False
    is_told: bool = False
