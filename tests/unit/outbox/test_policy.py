"""Every outcome of one attempt leads to one decision."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.ids import ChatId, OutboxId
from domain.outbox import (
    ChatMoved,
    FloodWait,
    Halted,
    Kind,
    OutboxRow,
    OutboxState,
    Outcome,
    Refused,
    Sent,
    SourceGone,
    Transient,
    Unwanted,
    UserGone,
)
from outbox.policy import HALT, MAX_ATTEMPTS, Decision, Retry, Settle, Stall, decide
from tests.clocks import START


def row(*, attempts: int = 1, expires_in: float | None = None) -> OutboxRow:
    return OutboxRow(
        id=OutboxId(1),
        chat_id=ChatId(10),
        kind=Kind.REPORT,
        payload={},
        attempts=attempts,
        expires_at=None if expires_in is None else START + timedelta(seconds=expires_in),
    )


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


@pytest.mark.parametrize(
    ("outcome", "message", "decision"),
    [
        (Sent(7), row(), Settle(OutboxState.SENT, message_id=7)),
        (
            UserGone("blocked"),
            row(),
            Settle(OutboxState.UNDELIVERABLE, error="blocked", is_gone=True),
        ),
        (Refused("too long"), row(), Settle(OutboxState.FAILED, error="too long")),
        (
            FloodWait(seconds(5)),
            row(),
            Retry(START + seconds(5), "flood wait", pause=seconds(5), is_refunded=True),
        ),
        (
            FloodWait(seconds(5)),
            row(expires_in=5),
            Settle(OutboxState.EXPIRED, error="flood wait"),
        ),
        (
            ChatMoved(ChatId(-100)),
            row(),
            Retry(START, "chat moved", moved_to=ChatId(-100), is_refunded=True),
        ),
        (Sent(7, (8, 9)), row(), Settle(OutboxState.SENT, message_id=7, more=(8, 9))),
        (Unwanted("opted out"), row(), Settle(OutboxState.CANCELLED, error="opted out")),
        (SourceGone("no post"), row(), Stall("no post")),
        (
            Halted("Unauthorized"),
            row(),
            Retry(START + HALT, "Unauthorized", pause=HALT, is_refunded=True, is_alarming=True),
        ),
        (
            Transient("reset", is_uncertain=True),
            row(),
            Retry(START + seconds(1), "reset", is_uncertain=True),
        ),
        (Transient("502"), row(attempts=1), Retry(START + seconds(1), "502")),
        (Transient("502"), row(attempts=3), Retry(START + seconds(4), "502")),
        (Transient("502"), row(attempts=7), Retry(START + seconds(64), "502")),
        (
            Transient("502"),
            row(attempts=MAX_ATTEMPTS),
            Settle(OutboxState.FAILED, error="502"),
        ),
        (
            Transient("502"),
            row(expires_in=1),
            Settle(OutboxState.EXPIRED, error="502"),
        ),
    ],
)
def test_decide_outcome_gives_decision(
    outcome: Outcome, message: OutboxRow, decision: Decision
) -> None:
    assert decide(outcome, message, START, jitter=0.0) == decision


def test_decide_jitter_spreads_retries_over_half_the_backoff() -> None:
    early = decide(Transient("x"), row(attempts=3), START, jitter=0.0)
    late = decide(Transient("x"), row(attempts=3), START, jitter=1.0)

    assert (early, late) == (Retry(START + seconds(4), "x"), Retry(START + seconds(8), "x"))
