"""What to do after one attempt. Pure: an outcome and a row in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.ids import ChatId
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

MAX_ATTEMPTS = 8
"""Sends of a row that may be interrupted by the end of their process before the row fails
(db.outbox.rows.release). Errors of the network do not count."""

MOST_TOO_LARGE = 3
"""Tries of a file that something on the way calls too large."""

MOST_SAME_ERROR = 3
"""Tries of a text whose making raises the same exception each time."""

LEFT_FOR = timedelta(minutes=2)
MOST_LEFT = 30
"""Tries of this process, with LEFT_FOR between them: all replicas are of one version long before
(docs/scaling.md)."""

FIRST_RETRY_IN = timedelta(seconds=2)
LONGEST_RETRY_IN = timedelta(minutes=5)
PROBE_RETRY_IN = timedelta(seconds=1)
STORE_RETRY_IN = timedelta(seconds=5)
HALTED_FOR = timedelta(minutes=1)
"""Between two tries of a bot that may not send at all (401, 409)."""


@dataclass(frozen=True, slots=True)
class Settle:
    """The end of a row. `is_gone` also stops all else that waits for this chat."""

    state: OutboxState
    message_id: int | None = None
    more: tuple[int, ...] = ()
    error: str | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again at `at`; `pause` holds every other message back for so long too."""

    at: datetime
    error: str
    pause: timedelta | None = None
    moved_to: ChatId | None = None
    is_uncertain: bool = False
    is_refunded: bool = False
    """The attempt does not count: the message was not the reason."""
    is_alarming: bool = False
    """The owners must hear of it."""


@dataclass(frozen=True, slots=True)
class Stall:
    """The whole dispatch pauses and waits for its organiser; the row goes back."""

    error: str


Decision = Settle | Retry | Stall


def decide(  # noqa: PLR0911  (a table)
    outcome: Outcome, row: OutboxRow, now: datetime, jitter: float, times: int = 1
) -> Decision:
    """`times` counts how often in a row this row met the trouble of a Transient outcome.

    `jitter` in [0, 1) spreads retries so that a recovering server is not hit by all at once.
    """
    match outcome:
        case Sent(message_id, more):
            return Settle(OutboxState.SENT, message_id=message_id, more=more)
        case UserGone(error):
            return Settle(OutboxState.UNDELIVERABLE, error=error, is_gone=True)
        case Refused(error):
            return Settle(OutboxState.FAILED, error=error)
        case Unwanted(reason):
            return Settle(OutboxState.CANCELLED, error=reason)
        case FloodWait(retry_in):
            wait = Retry(now + retry_in, "flood wait", pause=retry_in, is_refunded=True)
            return _unless_expired(row, wait)
        case ChatMoved(chat_id):
            return Retry(now, "chat moved", moved_to=chat_id, is_refunded=True)
        case Halted(error):
            return Retry(
                now + HALTED_FOR, error, pause=HALTED_FOR, is_refunded=True, is_alarming=True
            )
        case SourceGone(error):
            return Stall(error)
        case TooLarge(error) if row.attempts >= MOST_TOO_LARGE:
            return Settle(OutboxState.FAILED, error=error)
        case TooLarge(error):
            return _unless_expired(row, Retry(now + backoff(row.attempts, jitter), error))
        case Transient(error, is_uncertain):
            return _unless_expired(
                row,
                Retry(
                    now + backoff(times, jitter),
                    error,
                    is_uncertain=is_uncertain,
                    is_refunded=_was_tried(row),
                ),
            )


def after_exception(
    error: str, row: OutboxRow, now: datetime, jitter: float, times: int
) -> Decision:
    """What to do when the text of a row could not be made, `times` in a row for the same reason:
    another try after a backoff, FAILED from MOST_SAME_ERROR on."""
    if times >= MOST_SAME_ERROR:
        return Settle(OutboxState.FAILED, error=error)
    at = now + backoff(times, jitter)
    return _unless_expired(row, Retry(at, error, is_refunded=_was_tried(row)))


def of_newer(error: str, row: OutboxRow, now: datetime, times: int) -> Decision:
    """A row that only a newer program can read is left to it, and holds nothing back meanwhile;
    FAILED from MOST_LEFT on, where there is no such program any more."""
    if times >= MOST_LEFT:
        return Settle(OutboxState.FAILED, error=error)
    return _unless_expired(row, Retry(now + LEFT_FOR, error, is_refunded=True))


def without_store(error: str, row: OutboxRow, now: datetime) -> Decision:
    """The store was away while the text was made: that says nothing about the row."""
    retry = Retry(now + STORE_RETRY_IN, error, is_refunded=_was_tried(row))
    return _unless_expired(row, retry)


def behind_the_probe(decision: Decision, row: OutboxRow, probe_at: datetime) -> Decision:
    """The decision, with a retry put off to PROBE_RETRY_IN after `probe_at`: the probe shall be
    another row, for this one may itself be the reason of the failures."""
    if not isinstance(decision, Retry):
        return decision
    later = max(decision.at, probe_at + PROBE_RETRY_IN)
    is_too_late = row.expires_at is not None and later >= row.expires_at
    return decision if is_too_late else replace(decision, at=later)


def _was_tried(row: OutboxRow) -> bool:
    """The first attempt stays counted, however the row fares: it is what holds back the messages
    that were queued for the same chat after it (db.outbox.due)."""
    return row.attempts > 1


def backoff(times: int, jitter: float) -> timedelta:
    """The pause after `times` (>= 1) failures in a row: FIRST_RETRY_IN doubled each time, at most
    LONGEST_RETRY_IN; of that between half and all, by `jitter` in [0, 1)."""
    # The exponent is bounded: a row may meet trouble for days.
    ceiling: timedelta = min(FIRST_RETRY_IN * 2 ** min(times - 1, 10), LONGEST_RETRY_IN)
    return ceiling * (0.5 + jitter / 2)


def _unless_expired(row: OutboxRow, retry: Retry) -> Decision:
    if row.expires_at is not None and retry.at >= row.expires_at:
        return Settle(OutboxState.EXPIRED, error=retry.error)
    return retry
