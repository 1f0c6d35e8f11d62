"""Every outcome of one attempt leads to one decision."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.ids import ChatId, OutboxId
from domain.outbox import (
    ChatMoved,
    FloodWait,
    Halted,
    OutboxRow,
    OutboxState,
    Outcome,
    Refused,
    Sent,
    SourceGone,
    TooLarge,
    Transient,
    Unwanted,
    UserGone,
)
from domain.outgoing import Kind
from outbox.policy import (
    HALTED_FOR,
    MAX_ATTEMPTS,
    MOST_SAME_ERROR,
    MOST_TOO_LARGE,
    PROBE_RETRY_IN,
    STORE_RETRY_IN,
    Decision,
    Retry,
    Settle,
    Stall,
    after_exception,
    behind_the_probe,
    decide,
    without_store,
)
from tests.clocks import START

EXPIRED = OutboxState.EXPIRED


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
            Retry(
                START + HALTED_FOR,
                "Unauthorized",
                pause=HALTED_FOR,
                is_refunded=True,
                is_alarming=True,
            ),
        ),
        (
            Transient("reset", is_uncertain=True),
            row(),
            Retry(START + seconds(1), "reset", is_uncertain=True),
        ),
        (
            Transient("502"),
            row(attempts=MAX_ATTEMPTS),
            Retry(START + seconds(1), "502", is_refunded=True),
        ),
        (TooLarge("413"), row(), Retry(START + seconds(1), "413")),
        (TooLarge("413"), row(attempts=2, expires_in=2), Settle(EXPIRED, error="413")),
        (
            TooLarge("413"),
            row(attempts=MOST_TOO_LARGE),
            Settle(OutboxState.FAILED, error="413"),
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


@pytest.mark.parametrize(("times", "wait"), [(1, 1), (3, 4), (7, 64), (9, 150), (10_000, 150)])
def test_decide_trouble_in_a_row_waits_longer_each_time_for_ever(times: int, wait: int) -> None:
    decision = decide(Transient("x"), row(), START, 0.0, times)

    assert decision == Retry(START + seconds(wait), "x")


def test_decide_jitter_spreads_retries_over_half_the_backoff() -> None:
    early = decide(Transient("x"), row(), START, jitter=0.0, times=3)
    late = decide(Transient("x"), row(), START, jitter=1.0, times=3)

    assert (early, late) == (Retry(START + seconds(4), "x"), Retry(START + seconds(8), "x"))


@pytest.mark.parametrize(
    ("times", "message", "decision"),
    [
        (1, row(), Retry(START + seconds(1), "KeyError")),
        (2, row(attempts=2), Retry(START + seconds(2), "KeyError", is_refunded=True)),
        (2, row(expires_in=2), Settle(EXPIRED, error="KeyError")),
        (MOST_SAME_ERROR, row(), Settle(OutboxState.FAILED, error="KeyError")),
    ],
)
def test_text_that_cannot_be_made_is_given_up_after_the_same_error_three_times(
    times: int, message: OutboxRow, decision: Decision
) -> None:
    assert after_exception("KeyError", message, START, 0.0, times) == decision


@pytest.mark.parametrize("attempts", [1, MAX_ATTEMPTS])
def test_text_that_meets_no_store_is_never_given_up(attempts: int) -> None:
    decision = without_store("away", row(attempts=attempts), START)

    assert decision == Retry(START + STORE_RETRY_IN, "away", is_refunded=attempts > 1)


@pytest.mark.parametrize(
    ("decision", "message", "expected"),
    [
        (Retry(START, "502"), row(), Retry(START + seconds(9) + PROBE_RETRY_IN, "502")),
        (Retry(START + seconds(60), "502"), row(), Retry(START + seconds(60), "502")),
        (Retry(START, "502"), row(expires_in=9), Retry(START, "502")),
        (Settle(EXPIRED), row(), Settle(EXPIRED)),
    ],
)
def test_failed_probe_lets_another_row_probe_unless_that_would_end_it(
    decision: Decision, message: OutboxRow, expected: Decision
) -> None:
    assert behind_the_probe(decision, message, START + seconds(9)) == expected
