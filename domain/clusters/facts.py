"""What applicants ask of a college, as far as somebody has told us. Nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class PointOf(StrEnum):
    """What the coordinates of a card are those of."""

    TOWN = "town"
    """The centre of the town: good enough for distances, not an address to travel to."""
    BUILDING = "building"


class StudyForm(StrEnum):
    """Forms of Law No. 273-FZ, article 17, under the codes that files use."""

    FULL_TIME = "full-time"
    """Очная."""
    PART_TIME = "part-time"
    """Очно-заочная, evenings."""
    EXTRAMURAL = "extramural"
    """Заочная."""


GRADES = (9, 11)
"""Classes of school after which one enters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDay:
    """A day of open doors. `at` is by the clock of the card's town; `source` is a web address."""

    on: date
    at: time | None = None
    address: str = ""
    source: str = ""

    def over_at(self, zone: ZoneInfo) -> datetime:
        """When it is over as far as reminders go: its start in `zone`, or the end of the day where
        no time is told. Aware UTC."""
        whole = datetime.combine(self.on + timedelta(days=1), time(), zone)
        begins = datetime.combine(self.on, self.at, zone) if self.at else whole
        return begins.astimezone(UTC)


class Fact(StrEnum):
    """What a search can be narrowed to; short, because buttons carry them."""

    AFTER_9 = "9"
    AFTER_11 = "11"
    FULL_TIME = "full"
    PART_TIME = "part"
    EXTRAMURAL = "extra"
    DORMITORY = "bed"
    OPEN_DAY = "open"


FORM_FACTS = {
    StudyForm.FULL_TIME: Fact.FULL_TIME,
    StudyForm.PART_TIME: Fact.PART_TIME,
    StudyForm.EXTRAMURAL: Fact.EXTRAMURAL,
}
GRADE_FACTS = {9: Fact.AFTER_9, 11: Fact.AFTER_11}
