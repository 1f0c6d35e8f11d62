"""Clusters of the programme: colleges and employers of one industry around a base college."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.clusters.facts import (
    FORM_FACTS,
    GRADE_FACTS,
    Fact,
    OpenDay,
    PointOf,
    StudyForm,
)
from domain.ids import ClusterId
from domain.places.geo import Point

NO_FACTS: frozenset[Fact] = frozenset()

CLUSTER_ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""40 characters fit a deep link (64) and, with a prefix, callback data (64 bytes)."""


class Industry(StrEnum):
    """Codes of the data file; their names are words, hence in locales/."""

    AGRICULTURE = "agriculture"
    AVIATION = "aviation"
    CHEMISTRY = "chemistry"
    CONSTRUCTION = "construction"
    CREATIVE = "creative"
    EDUCATION = "education"
    ELECTRONICS = "electronics"
    ENERGY = "energy"
    FORESTRY = "forestry"
    IT = "it"
    LIGHT = "light"
    MANAGEMENT = "management"
    MECHANICAL = "mechanical"
    MEDIA = "media"
    MEDICINE = "medicine"
    METALLURGY = "metallurgy"
    MINING = "mining"
    NUCLEAR = "nuclear"
    OILGAS = "oilgas"
    OTHER = "other"
    PHARMA = "pharma"
    RAILWAY = "railway"
    ROBOTICS = "robotics"
    SHIPBUILDING = "shipbuilding"
    TOURISM = "tourism"
    TRANSPORT = "transport"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """One card. Empty text, empty tuples and None mean "not known" and are not shown.

    `phone` and `address` are those of the admission office, `places` how many are free of charge
    this year, `grades` the classes after which the college takes people.
    """

    id: ClusterId
    name: str
    industry: Industry
    region: str
    city: str = ""
    point: Point | None = None
    point_of: PointOf = PointOf.TOWN
    tz: str = ""
    base_college: str = ""
    employers: tuple[str, ...] = ()
    network_colleges: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    year: int | None = None
    students: int | None = None
    website: str = ""
    source_url: str = ""
    source_note: str = ""
    checked_on: date | None = None
    phone: str = ""
    address: str = ""
    study_forms: tuple[StudyForm, ...] = ()
    grades: tuple[int, ...] = ()
    dormitory: bool | None = None
    places: int | None = None
    open_days: tuple[OpenDay, ...] = ()

    @property
    def is_placed(self) -> bool:
        """Somewhere to go to: a town alone is none while nobody knows the college."""
        return self.point is not None and (bool(self.base_college) or self.has_building)

    @property
    def has_building(self) -> bool:
        """The point is the college's own and not the middle of its town."""
        return self.point is not None and self.point_of is PointOf.BUILDING

    def coming_days(self, today: date) -> tuple[OpenDay, ...]:
        """Days of open doors that are not over, the next one first."""
        coming = (one for one in self.open_days if one.on >= today)
        return tuple(sorted(coming, key=lambda one: (one.on, one.at is None, one.at)))

    def facts(self, today: date) -> frozenset[Fact]:
        """What is known to be so; what is not known is not in it."""
        if not (self.study_forms or self.grades or self.dormitory or self.open_days):
            return NO_FACTS  # most cards, and every search counts the facts of all it finds
        found = {FORM_FACTS[form] for form in self.study_forms}
        found |= {GRADE_FACTS[grade] for grade in self.grades}
        found |= {Fact.DORMITORY} if self.dormitory else set()
        return frozenset(found | ({Fact.OPEN_DAY} if self.coming_days(today) else set()))

    def is_planned(self, today: date) -> bool:
        """Announced, not yet at work: clusters open with the school year, on 1 September."""
        return self.year is not None and self.year > school_year(today)


def school_year(today: date) -> int:
    """The one under way, by the calendar year in which it began, on 1 September."""
    return today.year if today >= date(today.year, 9, 1) else today.year - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterChange:
    """What a change of cards made of them, so that it can be undone.

    `before` has the changed cards as rows of the data file: those read back the same for ever,
    whatever becomes of the columns here.
    """

    version: int
    actor_name: str
    at: datetime
    added: tuple[ClusterId, ...]
    before: tuple[dict[str, str], ...]
