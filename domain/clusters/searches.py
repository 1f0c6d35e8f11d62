"""Searches that people have typed: kept so that their buttons live on, saved on request."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.clusters.cards import Industry
from domain.clusters.facts import Fact
from domain.ids import PlaceId, SearchId, UserId

SAVED_LIMIT = 10
"""Saved searches of one person: each will bring news."""

TEXT_LIMIT = 200
"""Characters of a query that are looked at, hence kept."""


class Opening(StrEnum):
    """Which clusters, by whether they are at work yet; `ANY` also forgets what the text says."""

    OPENED = "opened"
    PLANNED = "planned"
    ANY = "any"


class Order(StrEnum):
    FITTING = "fitting"
    DISTANCE = "distance"
    NAME = "name"


ANY_TRADE = "any"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What buttons changed of a search; None leaves what the text says.

    At most one of `place`, `region` and `is_anywhere` is set. `trade` is the code of an industry
    or profession, or ANY_TRADE. `without` are facts that the text asks for and a button has taken
    away. `industry`, `within`, `opening` and `facts` are filters.

    The rest is what was shown of it last: `page` is how far «ещё» has led, and `is_nearest` says
    that it was the list of the nearest of `place` (of the industry `trade`).
    """

    place: PlaceId | None = None
    region: str | None = None
    is_anywhere: bool = False
    radius_km: int | None = None
    trade: str | None = None
    industry: Industry | None = None
    within: str | None = None
    opening: Opening | None = None
    facts: tuple[Fact, ...] = ()
    without: tuple[Fact, ...] = ()
    order: Order = Order.FITTING
    page: int = 0
    is_nearest: bool = False

    @property
    def wished(self) -> Choices:
        """Without what was shown of it."""
        if not self.page and not self.is_nearest:  # as of most searches
            return self
        return replace(self, page=0, is_nearest=False)

    def as_json(self) -> dict[str, Any]:
        """Only what differs from the default. A list of the nearest is kept as its page below
        nought: a replica of the release before, which knows no key of it, reads a page.
        """
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        if given.pop("is_nearest"):
            given["page"] = -1 - self.page
        return {name: value for name, value in given.items() if value != _UNCHANGED[name]}

    @classmethod
    def of_json(cls, stored: dict[str, Any]) -> Choices:
        """Without what a newer release has written beside."""
        opening = stored.get("opening")
        industry = stored.get("industry")
        page = stored.get("page", 0)
        stored = {name: value for name, value in stored.items() if name in _UNCHANGED}
        return cls(
            **{
                **stored,
                "page": page if page >= 0 else -1 - page,
                "is_nearest": page < 0,
                "industry": Industry(industry) if industry else None,
                "opening": Opening(opening) if opening else None,
                "facts": tuple(Fact(one) for one in stored.get("facts", ())),
                "without": tuple(Fact(one) for one in stored.get("without", ())),
                "order": Order(stored.get("order", Order.FITTING)),
            }
        )


_UNCHANGED = {one.name: one.default for one in fields(Choices)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """`text` is as typed, cleaned and cut; `used_at` when it was last typed or changed."""

    id: SearchId
    user_id: UserId
    text: str
    choices: Choices
    created_at: datetime
    used_at: datetime
    saved_at: datetime | None = None

    @property
    def is_saved(self) -> bool:
        return self.saved_at is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedSearchKey:
    """A search that somebody saved, whoever they are: equal ones are one look.

    Neither the order, the page nor the searcher's home is in it: they change no result's being
    there.
    Capital letters may («В Строители»).
    """

    text: str
    choices: Choices

    @classmethod
    def at(cls, text: str, choices: Choices) -> SavedSearchKey:
        """How a search is looked at."""
        return cls(
            text=" ".join(text.split()),
            choices=replace(choices.wished, order=Order.FITTING),
        )

    @property
    def key(self) -> str:
        told = json.dumps([self.text, self.choices.as_json()], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:32]
