"""What the person behind an update must learn, even if the answer to it is lost.

A service promises a message where it commits an effect; it costs nothing. Only when the answer
waits for long or fails does whoever answers put the message into the outbox.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field

from domain.outbox import NewMessage


@dataclass(slots=True)
class Promises:
    """The promises that are made while one update is handled."""

    messages: list[NewMessage] = field(default_factory=list)
    is_written: bool = False
    """They are rows of the outbox."""
    is_complete: bool = False
    """The update is handled: nothing more is promised, and once its answers have left nothing is
    owed."""


current_promises: ContextVar[Promises | None] = ContextVar("current_promises", default=None)


def promise(message: NewMessage) -> None:
    """Promises a message; to be called after the commit. Outside of an update nobody waits for an
    answer."""
    promises = current_promises.get()
    if promises is not None:
        promises.messages.append(message)
