"""Who an announcement is for: terms that all must hold, each perhaps negated."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Generic, Self, TypeVar, get_args

from domain.clusters.cards import Industry
from domain.ids import AnnouncementId, ClusterId, EventId, SessionId, UpdateId
from domain.people.users import Language, Role
from domain.places.geo import Point


class AudienceKind(StrEnum):
    """What an organiser can add with a button, in the order of the buttons.

    Their letters stand in buttons that live for ever: none is used again for another kind.
    """

    LANGUAGE = "l"
    ROLE = "r"
    REGION = "g"
    PLACE = "p"
    FAVOURITE = "f"
    INDUSTRY = "i"
    REGISTERED = "s"
    FILE = "x"


class BaseCondition(ABC):
    """What a kind of audience says of itself; tests/architecture/test_audience_kinds lists all."""

    __slots__ = ()

    code: ClassVar[str]
    """In the store, and in the texts: `audience-<code>`."""

    button: ClassVar[AudienceKind | None] = None
    """Opens its choice; None: organisers do not add it by hand."""

    @abstractmethod
    def as_json(self) -> dict[str, Any]:
        """The condition as the store keeps it, without its code."""

    @classmethod
    @abstractmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Raises KeyError or ValueError for what `as_json` has not made."""


V = TypeVar("V", bound=str)


@dataclass(frozen=True, slots=True)
class Values(BaseCondition, Generic[V]):
    """People of whom one of these is true: values are alternatives, chosen one by one."""

    values: frozenset[V]

    value_type: ClassVar[type[StrEnum] | None] = None
    """All that can be chosen, worded by `<name of the enum>-<value>`; None: the store knows."""

    is_sorted: ClassVar[bool] = False
    """Offered in the order of their words, not of the enum."""

    def as_json(self) -> dict[str, Any]:
        return {"values": sorted(self.values)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls.of(*stored["values"])

    @classmethod
    def of(cls, *values: str) -> Self:
        """Raises ValueError for what no enum has."""
        read: Any = cls.value_type or str
        return cls(frozenset(map(read, values)))

    def toggled(self, other: Values[Any]) -> Self:
        """The same condition with those values of `other` that it lacks, and without those that it
        has."""
        return type(self)(self.values ^ other.values)


class Languages(Values[Language]):
    code = "languages"
    button = AudienceKind.LANGUAGE
    value_type = Language


class Roles(Values[Role]):
    code = "roles"
    button = AudienceKind.ROLE
    value_type = Role


class Regions(Values[str]):
    """People whose remembered place lies in one of them; names as in the gazetteer."""

    code = "regions"
    button = AudienceKind.REGION


class Favourites(Values[ClusterId]):
    """People who have marked one of these clusters with a star."""

    code = "favourites"
    button = AudienceKind.FAVOURITE


class Industries(Values[Industry]):
    """People who have a favourite cluster of one of these industries."""

    code = "industries"
    button = AudienceKind.INDUSTRY
    value_type = Industry
    is_sorted = True


@dataclass(frozen=True, slots=True)
class Within(BaseCondition):
    """People whose remembered place is at most `km` from `point`."""

    name: str
    point: Point
    km: int

    code = "within"
    button = AudienceKind.PLACE

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "lat": self.point.lat, "lon": self.point.lon, "km": self.km}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(stored["name"], Point(stored["lat"], stored["lon"]), stored["km"])


class RegisteredKind(StrEnum):
    EVENT = "event"
    SESSION = "session"
    TRACK = "track"


@dataclass(frozen=True, slots=True)
class Registered(BaseCondition):
    """People registered for an event, one of its sessions, or any session of one of its tracks."""

    kind: RegisteredKind
    id: EventId | SessionId
    track: str = ""
    name: str = ""

    code = "registered"
    button = AudienceKind.REGISTERED

    def as_json(self) -> dict[str, Any]:
        return {"what": self.kind.value, "id": self.id, "track": self.track, "name": self.name}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(
            RegisteredKind(stored["what"]),
            SessionId(stored["id"]),
            stored["track"],
            stored["name"],
        )


@dataclass(frozen=True, slots=True)
class Chosen(BaseCondition):
    """People named in the file that came with this announcement."""

    announcement_id: AnnouncementId
    count: int
    came_by: UpdateId | None = None
    """The update that brought the file, which tells lists of one length apart; not known of those
    of earlier releases. A checksum would go on telling of a person who was erased from the list.
    """

    code = "chosen"
    button = AudienceKind.FILE

    def as_json(self) -> dict[str, Any]:
        stored = {"announcement_id": self.announcement_id, "count": self.count}
        return stored if self.came_by is None else {**stored, "came_by": self.came_by}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(
            AnnouncementId(stored["announcement_id"]), stored["count"], stored.get("came_by")
        )


@dataclass(frozen=True, slots=True)
class Received(BaseCondition):
    """People who got a copy of this announcement."""

    announcement_id: AnnouncementId

    code = "received"

    def as_json(self) -> dict[str, Any]:
        return {"announcement_id": self.announcement_id}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(AnnouncementId(stored["announcement_id"]))


ValueCondition = Languages | Roles | Regions | Favourites | Industries
Condition = ValueCondition | Within | Registered | Chosen | Received

CONDITIONS: tuple[type[Condition], ...] = get_args(Condition)
BY_CODE: dict[str, type[Condition]] = {one.code: one for one in CONDITIONS}
VALUE_TYPES: dict[AudienceKind, type[ValueCondition]] = {
    one.button: one for one in get_args(ValueCondition)
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A value that an organiser can choose."""

    value: str
    name: str
    people: int = 0
    """Who would be chosen by it, where the store has counted them."""


@dataclass(frozen=True, slots=True)
class AudienceTerm:
    condition: Condition
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Audience:
    """No terms: everyone. People who opted out or cannot be reached are never counted in."""

    terms: tuple[AudienceTerm, ...] = ()

    def toggled(self, condition: Condition, *, is_excluded: bool) -> Audience:
        """The same audience with the value added to (or taken out of) the term of its kind, or
        with a term of its own. Values of one term are alternatives: Mordovia or Penza; terms all
        must hold."""
        if not isinstance(condition, Values):
            term = AudienceTerm(condition, is_excluded)
            return self if term in self.terms else Audience((*self.terms, term))
        terms: list[AudienceTerm] = []
        is_found = False
        for term in self.terms:
            known = term.condition
            if (
                not isinstance(known, Values)
                or known.code != condition.code
                or term.is_excluded != is_excluded
            ):
                terms.append(term)
                continue
            is_found = True
            left = known.toggled(condition)
            if left.values:
                terms.append(AudienceTerm(left, is_excluded))
        if not is_found:
            terms.append(AudienceTerm(condition, is_excluded))
        return Audience(tuple(terms))

    def turned(self, number: int) -> Audience:
        """The same audience with the term at this position saying the opposite."""
        term = self.terms[number]
        opposite = AudienceTerm(term.condition, not term.is_excluded)
        return Audience((*self.terms[:number], opposite, *self.terms[number + 1 :]))

    def without(self, number: int) -> Audience:
        """Without the term at this position; a position that is not there changes nothing."""
        return Audience(tuple(term for i, term in enumerate(self.terms) if i != number))


EVERYONE = Audience()
