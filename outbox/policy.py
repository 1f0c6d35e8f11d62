"""What to do after one attempt. Pure: an outcome and a row in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.ids import ChatId
from domain.outbox import (
    ChatMoved,
    FloodWait,
    OutboxRow,
    OutboxState,
    Outcome,
    Refused,
    Sent,
    Transient,
    UserGone,
)

MAX_ATTEMPTS = 8
"""With the backoff below the last try comes after about eight minutes of trouble."""

FIRST_RETRY_IN = timedelta(seconds=2)
LONGEST_RETRY_IN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Settle:
    """The end of a row. `is_gone` also stops all else that waits for this chat."""

    state: OutboxState
    message_id: int | None = None
    error: str | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again at `at`; `pause_all` holds every other message back until then too."""

    at: datetime
    error: str
    pause_all: bool = False
    chat_id: ChatId | None = None


Decision = Settle | Retry


def decide(outcome: Outcome, row: OutboxRow, now: datetime, jitter: float) -> Decision:
    """`jitter` in [0, 1) spreads retries so that a recovering server is not hit by all at once."""
    match outcome:
        case Sent(message_id):
            return Settle(OutboxState.SENT, message_id=message_id)
        case UserGone(error):
            return Settle(OutboxState.UNDELIVERABLE, error=error, is_gone=True)
        case Refused(error):
            return Settle(OutboxState.FAILED, error=error)
        case FloodWait(retry_in):
            return _unless_expired(
                row, Retry(now + retry_in, f"flood wait {retry_in}", pause_all=True)
            )
        case ChatMoved(chat_id):
            return Retry(now, "chat moved", chat_id=chat_id)
        case Transient(error):
            return _try_again(row, now, error, jitter)


def _try_again(row: OutboxRow, now: datetime, error: str, jitter: float) -> Decision:
    if row.attempts >= MAX_ATTEMPTS:
        return Settle(OutboxState.FAILED, error=error)
    return _unless_expired(row, Retry(now + _backoff(row.attempts, jitter), error))


def _backoff(attempts: int, jitter: float) -> timedelta:
    ceiling: timedelta = min(FIRST_RETRY_IN * 2 ** (attempts - 1), LONGEST_RETRY_IN)
    return ceiling * (0.5 + jitter / 2)


def _unless_expired(row: OutboxRow, retry: Retry) -> Decision:
    if row.expires_at is not None and retry.at >= row.expires_at:
        return Settle(OutboxState.EXPIRED, error=retry.error)
    return retry
