"""A reader's report that something in a card is wrong, until an organiser has settled it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import ClusterId, ReportId, UserId


class CardField(StrEnum):
    """What of a card can be wrong, as its readers see it; each is one or more columns of data."""

    NAME = "name"
    INDUSTRY = "industry"
    PLACE = "place"
    COLLEGE = "college"
    PROFESSIONS = "professions"
    EMPLOYERS = "employers"
    YEAR = "year"
    WEBSITE = "website"
    MISSING = "missing"
    """A college that the list does not have, near this card or in a region."""
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class CardReport:
    """`cluster_id` is None once the cluster is gone, `reporter_id` once the person is."""

    id: ReportId
    cluster_id: ClusterId | None
    cluster_name: str
    reporter_id: UserId | None
    reporter_name: str
    field: CardField
    comment: str
    created_at: datetime
    closed_at: datetime | None = None
    closed_by: str = ""
    """The organiser's name."""
    answer: str = ""
    """What the reporter was told; empty: that it was looked at."""
