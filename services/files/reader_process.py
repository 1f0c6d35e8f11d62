"""What runs in the process of its own that reads a file: see services.files.isolation.

python -m services.files.reader_process MEMORY_BYTES CPU_SECONDS

reads a pickle of (function, arguments, keywords) from its input, and writes one of what came of
it. Nothing is imported here but what that function needs: the process starts for every file.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from typing import Any

from domain.errors import ImportFileError, UserError

READ, REFUSED, TOO_HEAVY, FAILED = "read", "refused", "too-heavy", "failed"


def main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What a library prints is no answer.
    _limit(memory=int(sys.argv[1]), cpu_seconds=int(sys.argv[2]))
    try:
        answer = pickle.dumps(_answer(sys.stdin.buffer.read()))
    except MemoryError:
        answer = pickle.dumps((TOO_HEAVY,))
    with answers:
        answers.write(answer)


def _answer(question: bytes) -> tuple[Any, ...]:
    try:
        read, args, kwargs = pickle.loads(question)  # noqa: S301  (of our own process)
        return READ, read(*args, **kwargs)
    except UserError as error:
        return REFUSED, isinstance(error, ImportFileError), error.key, error.params
    except MemoryError:
        return (TOO_HEAVY,)
    except Exception as error:
        # Without its message, in which words of the file may stand.
        frames = [
            f"{one.filename}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)
        ]
        return FAILED, type(error).__name__, frames[-3:]


def _limit(*, memory: int, cpu_seconds: int) -> None:
    """Bounds the process as far as the system knows of limits; the time on the clock is watched
    from outside."""
    try:
        import resource  # noqa: PLC0415  (POSIX)
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in wanted.items():
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            # Not everywhere (macOS has no RLIMIT_AS), and never above what is allowed already.
            continue
    try:
        # Where memory runs out for all, this goes first (proc(5)).
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as mark:
            mark.write("1000")
    except OSError:
        return


if __name__ == "__main__":
    main()
