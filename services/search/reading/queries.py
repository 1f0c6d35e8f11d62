"""What a person typed, understood: a typed query that says how it came about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from domain.clusters.cards import Industry
from domain.clusters.professions import Profession
from domain.places.geo import Point
from domain.places.places import Area, Place
from services.search.reading.intents import Intent, Limit
from services.search.reading.vocabulary import Candidate

NEAR_RADIUS_KM = 100
"""«Рядом с»: farther than one commutes in a big city."""


class Kind(StrEnum):
    """What a stretch of words is."""

    PLACE = "place"
    REGION = "region"
    AREA = "area"
    """Several regions, a country, or what the gazetteer does not hold."""
    INDUSTRY = "industry"
    PROFESSION = "profession"
    PLANNED = "planned"
    OPENED = "opened"
    RADIUS = "radius"
    NAME = "name"
    """Words of a college's, an employer's or a cluster's name."""
    STRANGER = "stranger"
    """Somebody who is no profession that we know: «космонавт»."""
    NOWHERE = "nowhere"
    """What is said to be a town, and the gazetteer does not hold."""
    SAME_TRADE = "same_trade"
    """What shall not be, and is one trade with what is wished: «не повар, а кондитер»."""
    UNKNOWN = "unknown"


PLACES = {Kind.PLACE, Kind.REGION, Kind.AREA}
TRADES = {Kind.INDUSTRY, Kind.PROFESSION}
TRADES_AND_NAMES = TRADES | {Kind.NAME}
PLAIN = PLACES | TRADES

SEARCH, OTHER, OF_INTENT = "search", "other", "intent:"
"""Themes that are no answer: a search, something else altogether, an intent before its id."""


@dataclass(frozen=True, slots=True)
class Guess:
    """`theme` is the id of an answer, SEARCH, OTHER, or OF_INTENT and the id of an intent."""

    theme: str
    probability: float


Meaning = Place | Area | Industry | Profession | str | int
"""By kind: Place, Area, name of a region, Industry, Profession, km of a radius, else the word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One understood stretch: `text[start:end]` of the query's text was read as `meaning`.

    Positions are those of chunks between spaces: parts of «IT-колледж» share one.

    `slips` counts letters that had to be forgiven; `spelling` is the entry of the dictionary that
    matched, for «вы имели в виду»; `others` are further meanings of the same stretch, best first.
    """

    kind: Kind
    start: int
    end: int
    meaning: Meaning
    spelling: str
    slips: int = 0
    others: tuple[Meaning, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """Everything is optional; a query of nothing (`is_empty`) was not understood.

    `places` are all towns that may be meant, likeliest first; `professions` all that the word
    stands for; `excluded` is what shall not be («кроме машиностроения»). `words` are the words
    of names (college, employer), as typed. `also` are further industries that an interest speaks
    for; `left` are towns that somebody comes from, `origin` the country, which is no place to
    search for a trade. `text` is what was looked at: cleaned and cut.
    `intent` is what is asked besides, or instead; `limits` what the search cannot sift by;
    `is_all_intent` where it says no more than that, `is_limits` where it says little but limits;
    `leaning` is what some of it says, for want of anything better. `shown_as` is how what is
    found is asked for (a list, a map, contacts), and `school` the name of a school whose contacts
    are asked, where that was not read. `is_vague`: its names are everyday words, so a question is
    likelier. `is_of_no_name` where a school is named by its town's adjective and trade, and none
    is called so. `employer` is known in the country and in no card: its industry is searched.
    `number` is which of a list that was shown is meant («второй»), 0 where none is.
    `themes`: what it is about, likeliest first, as examples have it (data/questions.csv).
    `is_follow_up` for a text that begins as one: «а в Пензе?».
    """

    text: str
    parts: tuple[Part, ...] = ()
    places: tuple[Place, ...] = ()
    left: tuple[Place, ...] = ()
    origin: Area | None = None
    region: str | None = None
    area: Area | None = None
    industries: tuple[Industry, ...] = ()
    professions: tuple[Profession, ...] = ()
    also: tuple[Industry, ...] = ()
    words: tuple[str, ...] = ()
    excluded: tuple[Meaning, ...] = ()
    is_planned: bool | None = None
    is_near: bool = False
    intent: Intent | None = None
    limits: tuple[Limit, ...] = ()
    is_follow_up: bool = False
    is_all_intent: bool = False
    is_limits: bool = False
    leaning: Intent | None = None
    shown_as: Intent | None = None
    school: str = ""
    is_vague: bool = False
    is_of_no_name: bool = False
    employer: str = ""
    given_radius_km: int | None = None
    number: int = 0
    themes: tuple[Guess, ...] = field(default=(), repr=False, compare=False)
    asked: tuple[tuple[Candidate, ...], ...] = field(default=(), repr=False, compare=False)
    """Word by word what names are searched by: all but filler words."""

    @property
    def place(self) -> Place | None:
        return self.places[0] if self.places else None

    @property
    def radius_km(self) -> int:
        """The radius as given in the text, else wider after «рядом с», else by the size of the
        place; km."""
        if self.given_radius_km is not None:
            return self.given_radius_km
        usual = self.place.radius_km if self.place else NEAR_RADIUS_KM
        return max(usual, NEAR_RADIUS_KM) if self.is_near else usual

    @property
    def reading(self) -> str:
        """How well it was read: «good», with a «slip» forgiven, or «not_understood»."""
        if self.is_empty and self.intent is None:
            return "not_understood"
        return "slip" if any(part.slips for part in self.parts) else "good"

    @property
    def is_empty(self) -> bool:
        wanted = (self.industries, self.professions, self.words)
        return not self.is_somewhere and not any(wanted) and self.is_planned is None

    @property
    def says_something(self) -> bool:
        """Something to search for, to answer or to say of the search."""
        return not self.is_empty or self.intent is not None or bool(self.limits or self.excluded)

    @property
    def is_somewhere(self) -> bool:
        """Whether it says where to look."""
        return bool(self.places or self.region or self.area)

    @property
    def tells(self) -> bool:
        """Whether it names a place or a trade spelt right, or a limit."""
        return self.names_what_or_where or bool(self.limits)

    @property
    def names_what_or_where(self) -> bool:
        """A place or a trade spelt right, wished or not."""
        firm = any(p.kind in PLAIN and not p.slips for p in self.parts)
        return firm or bool(self.excluded)

    @property
    def is_beyond(self) -> bool:
        """Says a place that the catalogue cannot hold: the nearest are looked for instead."""
        return self.place is None and self.area is not None and self.area.point is not None

    @property
    def start(self) -> Point | None:
        """The point from which distances are measured, as far as the query says."""
        if self.place is not None:
            return self.place.point
        return self.area.point if self.area else None

    @property
    def has_trade(self) -> bool:
        return bool(self.industries or self.professions)

    @property
    def named_industries(self) -> tuple[Industry, ...]:
        """Named ones, then those of the professions."""
        taught = (p.industry for p in self.professions if p.in_clusters)
        return tuple(dict.fromkeys((*self.industries, *taught)))

    @property
    def wanted_industries(self) -> tuple[Industry, ...]:
        """Named ones, then those that an interest speaks for."""
        return tuple(dict.fromkeys((*self.named_industries, *self.also)))

    @property
    def is_outside(self) -> bool:
        """Asks for a trade that clusters do not teach, and for nothing else that they do."""
        return bool(self.professions) and not self.wanted_industries

    def at(self, place: Place) -> Query:
        """The same wish somewhere else: a homonym chosen, a button pressed."""
        return replace(self, places=(place,), region=None, area=None)

    def within(self, radius_km: int) -> Query:
        return replace(self, given_radius_km=radius_km)

    def in_region(self, region: str | None) -> Query:
        return replace(self, places=(), region=region, area=None)

    def without_place(self) -> Query:
        """Anywhere."""
        return replace(self, places=(), region=None, area=None)

    def without_trade(self) -> Query:
        """Any industry and profession."""
        return replace(self, industries=(), professions=(), also=())


def without_names(query: Query) -> Query:
    """Words of names that make up no name of the catalogue are words left unread."""
    parts = tuple(
        replace(part, kind=Kind.UNKNOWN, slips=0) if part.kind is Kind.NAME else part
        for part in query.parts
    )
    return replace(query, parts=parts, words=())
