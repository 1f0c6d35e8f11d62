"""Which update the running task is about, for whoever sends its answers."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UpdateContext:
    """`answer_is_late` is called when an answer has long waited to leave.

    All that the update changes is committed before its answers leave (no message before commit),
    so it need not keep others from being confirmed and fetched. Harmless to call twice.
    """

    update_id: int
    answer_is_late: Callable[[], None]


current_update: ContextVar[UpdateContext | None] = ContextVar("current_update", default=None)
"""None where nobody's update is being handled, as in deliveries."""
