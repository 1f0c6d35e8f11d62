"""Files that people send are read in a process of their own, with memory and time of its own.

A reader is a large program over bytes of unknown origin: where it runs out of memory or dies, it
does so alone, and the person is told. What comes back is data and nothing that runs: of classes
only those of the results are made.
"""

from __future__ import annotations

import asyncio
import io
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from domain.errors import ImportFileError, UserError
from services.files.reader_process import (
    FAILED,
    READ,
    REFUSED,
    TOO_HEAVY,
)
from services.files.workbooks import MIB

ROOT = Path(__file__).parents[2]
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH",
             "TMPDIR", "SYSTEMROOT")  # fmt: skip
"""Variables of the environment that are passed on: what Python starts with, and none of the
settings."""

PLAIN = {
    "builtins": {"frozenset", "set"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
}
RESULTS = (
    "domain.",
    "services.files.",
    "services.clusters.files.",
    "services.programme.files",
    "services.news.files",
)
"""Where the classes of results are from."""

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)


class FileReader(Protocol):
    async def run(self, read: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function of a module gives for a file. Raises what it raises of UserError."""


class InThread:
    """Reads in a thread of this process, for files that the house itself has brought."""

    async def run(self, read: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.to_thread(read, *args, **kwargs)


@dataclass(frozen=True, kw_only=True, slots=True)
class InProcess:
    """One file at a time, so that the memory of one is the memory of all.

    `memory` in bytes of address space, `cpu` and `patience` in seconds: the machine may have
    other things to do.
    """

    memory: int = 1024 * MIB
    cpu: int = 60
    patience: float = 120
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self, read: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        async with self._turn:
            call = _Call(self)
            try:
                # Not even the packing is done here: files and what they hold are large.
                answered = await asyncio.to_thread(call.ask, (read, args, kwargs))
            except asyncio.CancelledError:
                call.give_up()
                raise
        result: T = self._understood(answered)
        return result

    def _understood(self, answered: tuple[Any, ...]) -> Any:
        kind, *rest = answered
        if kind == READ:
            return rest[0]
        if kind == REFUSED:
            is_file, key, params = rest
            raise (ImportFileError if is_file else UserError)(key, **params)
        if kind == FAILED:
            raise RuntimeError(f"a reader of files failed: {rest}")
        raise ImportFileError("import-file-too-heavy", seconds=self.cpu, memory=self.memory // MIB)


class _Call:
    """One process. Blocks: for a thread."""

    def __init__(self, limits: InProcess) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._is_over = False

    def ask(self, question: object) -> tuple[Any, ...]:
        """What came of it; one that ended without an answer was too heavy."""
        answer = self._answer(pickle.dumps(question))
        found: tuple[Any, ...] = _Answer(io.BytesIO(answer)).load() if answer else (TOO_HEAVY,)
        return found

    def _answer(self, question: bytes) -> bytes:
        limits = self._limits
        module = "services.files.reader_process"
        command = [sys.executable, "-m", module, str(limits.memory), str(limits.cpu)]
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # A signal for the bot is none for it: what is being read is waited for.
            start_new_session=True,
        ) as process:
            self._process = process
            if self._is_over:
                process.kill()
            try:
                answer, _ = process.communicate(question, timeout=limits.patience)
            except subprocess.TimeoutExpired:
                process.kill()
                answer = b""
        if process.returncode != 0:
            log.warning("a reader of files ended with %s", process.returncode)
            return b""
        return answer

    def give_up(self) -> None:
        self._is_over = True
        if self._process is not None:
            self._process.kill()


class _Answer(pickle.Unpickler):
    """Makes values and results, whatever the bytes ask for."""

    def find_class(self, module: str, name: str) -> Any:
        if name in PLAIN.get(module, ()):
            return super().find_class(module, name)
        if module.startswith(RESULTS) and name.isidentifier():
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no result of reading a file")
