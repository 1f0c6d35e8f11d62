"""How the log tells what a loop or a timed job met, and goes on from."""

from __future__ import annotations

import logging

from domain.errors import StoreUnavailable


def log_trouble(log: logging.Logger, error: BaseException, what: str, *args: object) -> None:
    """`what` with its `args`: of what passes (StoreUnavailable) a warning in one line, as the next
    round makes it good; of all else an error with its traceback.

    Of a group, which may hold both, each part as what it is.
    """
    passing, fault = _parted(error)
    if passing is not None:
        log.warning("%s: %s", what % args, first_line(passing))
    if fault is not None:
        log.error(what, *args, exc_info=fault)


def _parted(error: BaseException) -> tuple[BaseException | None, BaseException | None]:
    if isinstance(error, BaseExceptionGroup):
        return error.split(StoreUnavailable)
    return (error, None) if isinstance(error, StoreUnavailable) else (None, error)


def first_line(error: BaseException) -> str:
    """What it says, without the statement or the traceback that follow; of a group, its first."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__
