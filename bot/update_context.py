"""The update whose handler runs, for whatever runs below it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UpdateContext:
    update_id: int
    answer_is_late: Callable[[], None]
    """To be called when the handler waits for nothing but its answer, and for long."""


current_update: ContextVar[UpdateContext | None] = ContextVar("current_update", default=None)
