"""What to do after one attempt. Pure: an outcome and a row in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
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
    Transient,
    Unwanted,
    UserGone,
)

MAX_ATTEMPTS = 8
"""With the backoff below the last try comes after about eight minutes of trouble."""

FIRST_RETRY_IN = timedelta(seconds=2)
LONGEST_RETRY_IN = timedelta(minutes=5)
HALT = timedelta(minutes=1)
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


def decide(outcome: Outcome, row: OutboxRow, now: datetime, jitter: float) -> Decision:  # noqa: PLR0911  (a table)
    """`jitter` in [0, 1) spreads retries so that a recovering server is not hit by all at once."""
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
            return Retry(now + HALT, error, pause=HALT, is_refunded=True, is_alarming=True)
        case SourceGone(error):
            return Stall(error)
        case Transient():
            return _try_again(row, now, outcome, jitter)


def _try_again(row: OutboxRow, now: datetime, trouble: Transient, jitter: float) -> Decision:
    if row.attempts >= MAX_ATTEMPTS:
        return Settle(OutboxState.FAILED, error=trouble.error)
    at = now + backoff(row.attempts, jitter)
    return _unless_expired(row, Retry(at, trouble.error, is_uncertain=trouble.is_uncertain))


def backoff(attempts: int, jitter: float) -> timedelta:
    """Between an attempt and the next one; `attempts` have failed, at least one."""
    ceiling: timedelta = min(FIRST_RETRY_IN * 2 ** (attempts - 1), LONGEST_RETRY_IN)
    return ceiling * (0.5 + jitter / 2)


def _unless_expired(row: OutboxRow, retry: Retry) -> Decision:
    if row.expires_at is not None and retry.at >= row.expires_at:
        return Settle(OutboxState.EXPIRED, error=retry.error)
    return retry
