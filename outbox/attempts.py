"""An attempt to send a row that has ended, and what the store is told of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.outbox import OutboxRow, Requeued, Settlement
from outbox.policy import Decision, Retry, Settle, Stall


@dataclass(frozen=True, slots=True)
class Attempt:
    row: OutboxRow
    decision: Decision
    ended_at: datetime
    """It may be recorded later, when the store answers again."""

    @property
    def is_final(self) -> bool:
        """Whether the row ends with it; otherwise it goes back to the queue."""
        return isinstance(self.decision, Settle)

    @property
    def came_to(self) -> str:
        """The label under which figures count it: the state of a settled row, `stalled` or
        `again`."""
        if isinstance(self.decision, Settle):
            return self.decision.state.value
        return "stalled" if isinstance(self.decision, Stall) else "again"

    def settlement(self) -> Settlement:
        """How the row ends, for an attempt that is final."""
        decision = self.decision
        assert isinstance(decision, Settle)
        return Settlement(
            row_id=self.row.id,
            state=decision.state,
            at=self.ended_at,
            message_id=decision.message_id,
            more=decision.more,
            error=decision.error,
        )

    def requeued(self) -> Requeued:
        """How the row goes back to the queue, for an attempt that is not final."""
        decision = self.decision
        if isinstance(decision, Retry):
            return Requeued(
                row_id=self.row.id,
                attempt=self.row.attempts,
                not_before=decision.at,
                error=decision.error,
                chat_id=decision.moved_to or self.row.chat_id,
                is_uncertain=decision.is_uncertain,
                is_refunded=decision.is_refunded,
            )
        assert isinstance(decision, Stall)
        return Requeued(
            row_id=self.row.id,
            attempt=self.row.attempts,
            not_before=self.ended_at,
            error=decision.error,
            chat_id=self.row.chat_id,
            is_refunded=True,
        )
