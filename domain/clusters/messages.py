"""Messages about cards, see domain.outgoing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812  (a field of the JSON is called `day`)

from domain.clusters.card_reports import CardField
from domain.ids import ClusterId, ReportId, UserId
from domain.outgoing import Kind, Outgoing


@dataclass(frozen=True, kw_only=True, slots=True)
class CardReportNotice(Outgoing):
    """`cluster_id` is None where a card is missing; `cluster_name` is its region then."""

    kind = Kind.REPORT

    report: ReportId | None = None
    """None in rows from before reports were kept."""
    cluster_id: ClusterId | None
    cluster_name: str
    field: CardField = CardField.OTHER
    reporter: str
    comment: str

    def key(self, to: UserId) -> str:
        return f"report:{self.report}:{to}"


@dataclass(frozen=True, kw_only=True, slots=True)
class CardReportAnswer(Outgoing):
    """`answer` is empty where the report was closed without a word."""

    kind = Kind.ANSWER

    report: ReportId | None = None
    cluster_id: ClusterId | None
    cluster_name: str
    answer: str

    def key(self, to: UserId) -> str:
        return f"answer:{self.report}:{to}"


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDayReminder(Outgoing):
    """What the college tells of the day is read when the message leaves."""

    kind = Kind.OPEN_DAY

    cluster: ClusterId
    day: Day

    @property
    def prefix(self) -> str:
        """Begins the dedupe keys of one day."""
        return f"od:{self.cluster}:{self.day:%Y%m%d}:"

    def key(self, due: int, to: UserId) -> str:
        """`due`: the second at which it was to leave. One that was sent is not sent again when
        its day goes elsewhere and comes back."""
        return f"{self.prefix}{due}:{to}"


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDayChange(Outgoing):
    """`was` and `now` as the cells of a file have them; empty where there is (or was) none.

    `day` is the one that the reader waits for now. `college` is a name: its card may be gone.
    """

    kind = Kind.OPEN_DAY_CHANGE

    cluster: ClusterId
    college: str
    day: Day
    was: str
    now: str

    @staticmethod
    def prefix(cluster: ClusterId, day: Day, version: int) -> str:
        """`day` is the one that they waited for, `version` that of the cards afterwards."""
        return f"odc:{cluster}:{day:%Y%m%d}:{version}:"
