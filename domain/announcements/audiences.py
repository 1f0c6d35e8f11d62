"""Who an announcement is for: terms that all must hold, each perhaps negated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.clusters.cards import Industry
from domain.ids import AnnouncementId, ClusterId, EventId, SessionId
from domain.people.users import Language, Role
from domain.places.geo import Point


@dataclass(frozen=True, slots=True)
class Languages:
    values: frozenset[Language]


@dataclass(frozen=True, slots=True)
class Roles:
    values: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Regions:
    """People whose remembered place lies in one of them; names as in the gazetteer."""

    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Within:
    """People whose remembered place is at most `km` from `point`."""

    name: str
    point: Point
    km: int


@dataclass(frozen=True, slots=True)
class Favourites:
    """People who have marked one of these clusters with a star."""

    values: frozenset[ClusterId]


@dataclass(frozen=True, slots=True)
class Industries:
    """People who have a favourite cluster of one of these industries."""

    values: frozenset[Industry]


class RegisteredKind(StrEnum):
    EVENT = "event"
    SESSION = "session"
    TRACK = "track"


@dataclass(frozen=True, slots=True)
class Registered:
    """People registered for an event, one of its sessions, or any session of one of its tracks."""

    kind: RegisteredKind
    id: EventId | SessionId
    track: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """People named in the file that came with this announcement."""

    announcement_id: AnnouncementId
    count: int


@dataclass(frozen=True, slots=True)
class Received:
    """People who got a copy of this announcement."""

    announcement_id: AnnouncementId


Condition = (
    Languages | Roles | Regions | Within | Favourites | Industries | Registered | Chosen | Received
)


@dataclass(frozen=True, slots=True)
class Term:
    condition: Condition
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Audience:
    """No terms: everyone. People who opted out or cannot be reached are never counted in."""

    terms: tuple[Term, ...] = ()

    def toggled(self, condition: Condition, *, is_excluded: bool) -> Audience:
        """With the value added to (or taken out of) the term of its kind, or a term of its own.

        Values of one term are alternatives: Mordovia or Penza; terms all must hold.
        """
        if not isinstance(condition, Languages | Roles | Regions | Favourites | Industries):
            return Audience((*self.terms, Term(condition, is_excluded)))
        terms: list[Term] = []
        is_found = False
        for term in self.terms:
            known = term.condition
            if type(known) is not type(condition) or term.is_excluded != is_excluded:
                terms.append(term)
                continue
            is_found = True
            values = known.values ^ condition.values
            if values:
                terms.append(Term(replace(known, values=values), is_excluded))  # type: ignore[arg-type]  # the same type
        if not is_found:
            terms.append(Term(condition, is_excluded))
        return Audience(tuple(terms))

    def without(self, number: int) -> Audience:
        """Without the term at this position; a position that is not there changes nothing."""
        return Audience(tuple(term for i, term in enumerate(self.terms) if i != number))


EVERYONE = Audience()
