"""Messages about cards, see domain.outgoing."""

from __future__ import annotations

from dataclasses import dataclass

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
