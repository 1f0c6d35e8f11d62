"""Participants of events: what they tell of themselves, and how two of them get acquainted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.clusters.cards import Industry
from domain.ids import ClusterId, IntroductionId, UserId

COUNT_LIMIT = 1_000
"""Counting a list stops here: nobody turns so many pages, and the answer must not grow."""


class ProfileField(StrEnum):
    """What a profile asks, in this order. An industry is asked of those without a cluster."""

    NAME = "name"
    REGION = "region"
    CLUSTER = "cluster"
    INDUSTRY = "industry"
    POSITION = "position"
    CONTACT = "contact"
    LISTED = "listed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant:
    """A profile. A row of empty fields means: was asked, told nothing."""

    user_id: UserId
    name: str = ""
    region: str = ""
    industry: Industry | None = None
    cluster_id: ClusterId | None = None
    cluster_name: str = ""
    """Name on the cluster's card, when it was read; is not stored here."""
    organisation: str = ""
    """Typed by those who represent no cluster of the list."""
    position: str = ""
    contact: str = ""
    is_listed: bool = False
    """Other participants may find them, by their name."""

    @property
    def affiliation(self) -> str:
        return self.organisation or self.cluster_name

    @property
    def is_blank(self) -> bool:
        return not (
            self.name
            or self.region
            or self.industry
            or self.affiliation
            or self.position
            or self.contact
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Introduction:
    """One person asks to meet another; each asks the other once at most."""

    id: IntroductionId
    from_id: UserId
    to_id: UserId
    message: str
    state: IntroductionState
    created_at: datetime


class Relation(StrEnum):
    """How things are between a reader and another participant."""

    SELF = "self"
    STRANGER = "stranger"
    ASKED = "asked"
    """The reader has asked; what the other one answers is told only if it is yes."""
    ASKS = "asks"
    """The other one has asked, and the reader has not answered."""
    GONE = "gone"
    """The reader has asked, and the other one has left the directory since."""
    ACQUAINTED = "acquainted"


def relation_of(
    reader: UserId,
    other: Participant,
    mine: Introduction | None,
    theirs: Introduction | None,
) -> Relation:
    """`mine` is the reader's request to the other one, `theirs` the other way round."""
    if other.user_id == reader:
        return Relation.SELF
    if any(one and one.state is IntroductionState.ACCEPTED for one in (mine, theirs)):
        return Relation.ACQUAINTED
    if theirs is not None and theirs.state is IntroductionState.ASKED:
        return Relation.ASKS
    if mine is None:
        return Relation.STRANGER
    return Relation.ASKED if other.is_listed else Relation.GONE


class IntroductionState(StrEnum):
    """asked -> accepted | declined."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
