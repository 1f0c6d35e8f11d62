"""Readers of files that misbehave, each just beyond a small bound: for processes of their own."""

from __future__ import annotations

import os
import signal
import time
from fractions import Fraction

from domain.errors import ImportFileError, UserError


def hoarded(mebibytes: int) -> int:
    """So much memory is touched and given back."""
    return len(bytearray(mebibytes * 2**20))


def busy(seconds: float) -> None:
    """Of the processor's time."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def asleep(seconds: float) -> None:
    time.sleep(seconds)


def aborted() -> None:
    """As a library in another language ends where it finds no memory."""
    os.kill(os.getpid(), signal.SIGABRT)


def refused(*, is_file: bool) -> None:
    if is_file:
        raise ImportFileError("import-file-corrupt", line=7)
    raise UserError("audience-file-row", line=2, value="x")


def failed(words: str) -> None:
    raise LookupError(words)


def talkative(text: str) -> str:
    print(text)  # noqa: T201  (libraries do)
    os.write(1, text.encode())
    return text


def environment() -> list[str]:
    return sorted(os.environ)


def foreign() -> Fraction:
    """Of a class that is no result of reading a file."""
    return Fraction(1, 3)
