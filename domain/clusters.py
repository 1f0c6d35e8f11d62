"""Clusters of the programme: colleges and employers of one industry around a base college."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.geo import Point
from domain.ids import ClusterId

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
    """One card. Empty text and empty tuples mean "not known" and are not shown."""

    id: ClusterId
    name: str
    industry: Industry
    region: str
    city: str = ""
    point: Point | None = None
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

    @property
    def is_placed(self) -> bool:
        """Somewhere to go to: a town alone is none while nobody knows the college."""
        return self.point is not None and bool(self.base_college)

    def is_planned(self, today: date) -> bool:
        """Announced, not yet at work: clusters open with the school year, on 1 September."""
        return self.year is not None and self.year > school_year(today)


def school_year(today: date) -> int:
    """The one under way, by the calendar year in which it began, on 1 September."""
    return today.year if today >= date(today.year, 9, 1) else today.year - 1
