"""The product's processes, by exec or forked; both are used as asyncio.subprocess.Process."""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from signal import SIGKILL, SIGTERM, pidfd_send_signal
from typing import IO, Protocol

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "main.py"

PIPE = asyncio.subprocess.PIPE

READ_AT_BIRTH = (
    "PYTHON",
    "LANG",
    "LC_",
    "LD_",
    "MALLOC_",
    "GLIBC_",
    "TZ",
    "EAGER_MODELS",
    "OPENSSL_",
)
"""How names of variables begin that Python, libc or an import reads: too late for a fork."""

PR_SET_CHILD_SUBREAPER = 36
"""linux/prctl.h"""

Output = int | IO[bytes]
"""PIPE or an open file."""


class Start(Protocol):
    """Starts main.py, or another script, with words. In `env` is all that the process finds
    there."""

    async def __call__(
        self,
        *words: str,
        script: str = str(MAIN),
        cwd: Path | str,
        env: Mapping[str, str],
        stdout: Output = PIPE,
        stderr: Output = PIPE,
    ) -> asyncio.subprocess.Process: ...


async def by_exec(
    *words: str,
    script: str = str(MAIN),
    cwd: Path | str,
    env: Mapping[str, str],
    stdout: Output = PIPE,
    stderr: Output = PIPE,
) -> asyncio.subprocess.Process:
    """As an operator starts it."""
    return await asyncio.create_subprocess_exec(
        sys.executable, script, *words, cwd=cwd, env=env, stdout=stdout, stderr=stderr
    )


class ForkServer:
    """`start` forks off a process of `server`, which begins with the first one. Needs Linux:
    pidfd_open(2), prctl(2). One that `is_bare` has prepared nothing.

    Its environment is that of tests' processes without what they are told; its own complaints go
    where this process's go.
    """

    def __init__(self, *, is_bare: bool = False) -> None:
        self._words = ["bare"] if is_bare else []
        self._requests: socket.socket | None = None
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return None if self._server is None else self._server.pid

    def _begun(self) -> socket.socket:
        """Where starts are asked for."""
        if self._requests is None:
            self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            _reap_orphans()
            with theirs:
                self._server = subprocess.Popen(
                    [
                        *(sys.executable, "-m", "tests.processes.server", str(theirs.fileno())),
                        *self._words,
                    ],
                    cwd=ROOT,
                    env={"PATH": os.environ["PATH"]},
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                )
        return self._requests

    def close(self) -> int | None:
        """The server's exit code. What it has forked lives on."""
        if self._requests is None or self._server is None:
            return None
        self._requests.close()
        return self._server.wait()

    async def start(
        self,
        *words: str,
        script: str = str(MAIN),
        cwd: Path | str,
        env: Mapping[str, str],
        stdout: Output = PIPE,
        stderr: Output = PIPE,
    ) -> asyncio.subprocess.Process:
        """Raises ValueError for what a fork would come to know too late, RuntimeError where the
        server is no more."""
        late = sorted(name for name in env if name.startswith(READ_AT_BIRTH))
        if late:
            raise ValueError(f"read as a process begins, which needs a start by exec: {late}")
        asked = {"script": script, "words": words, "cwd": str(cwd), "env": dict(env)}
        message = json.dumps(asked).encode()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours:
            with _Given(stdout) as output, _Given(stderr) as complaints, theirs:
                told, complained = await output.reader(), await complaints.reader()
                descriptors = [output.descriptor, complaints.descriptor, theirs.fileno()]
                try:
                    socket.send_fds(self._begun(), [message], descriptors)
                except OSError as error:
                    raise RuntimeError("the fork server has ended") from error
            ours.setblocking(False)
            pid = await asyncio.get_running_loop().sock_recv(ours, 16)
            if not pid:
                raise RuntimeError("the fork server has ended")
            process = Forked(int(pid), told, complained)
            ours.send(b"!")
        return process


class Forked(asyncio.subprocess.Process):
    """A child of this process that another has forked."""

    def __init__(
        self, pid: int, stdout: asyncio.StreamReader | None, stderr: asyncio.StreamReader | None
    ) -> None:
        self.pid, self.stdin, self.stdout, self.stderr = pid, None, stdout, stderr
        self._code: int | None = None
        self._ended = asyncio.Event()
        self._handle = os.pidfd_open(pid)
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._handle, self._reap)

    def _reap(self) -> None:
        self._loop.remove_reader(self._handle)
        os.close(self._handle)
        _, status = os.waitpid(self.pid, 0)
        self._code = os.waitstatus_to_exitcode(status)
        self._ended.set()

    @property
    def returncode(self) -> int | None:
        return self._code

    def send_signal(self, signal: int) -> None:
        if self._code is not None:
            raise ProcessLookupError
        pidfd_send_signal(self._handle, signal)

    def terminate(self) -> None:
        self.send_signal(SIGTERM)

    def kill(self) -> None:
        self.send_signal(SIGKILL)

    async def wait(self) -> int:
        await self._ended.wait()
        assert self._code is not None
        return self._code

    async def communicate(self, input: object = None) -> tuple[bytes, bytes]:  # noqa: A002  (its name)
        """What is left to be read; nothing of what goes elsewhere."""
        told = await asyncio.gather(_rest(self.stdout), _rest(self.stderr))
        await self.wait()
        return told[0], told[1]


async def _rest(stream: asyncio.StreamReader | None) -> bytes:
    return b"" if stream is None else await stream.read()


class _Given:
    """What a process writes to: a file of ours, or a pipe whose other end is read here."""

    def __init__(self, where: Output) -> None:
        self._end: int | None = None
        self._is_pipe = where == PIPE
        if self._is_pipe:
            self._end, self.descriptor = os.pipe()
        else:
            self.descriptor = where if isinstance(where, int) else where.fileno()

    def __enter__(self) -> _Given:
        return self

    def __exit__(self, *_: object) -> None:
        """The process has its own descriptor: ours must not keep the pipe open."""
        if self._is_pipe:
            os.close(self.descriptor)

    async def reader(self) -> asyncio.StreamReader | None:
        if self._end is None:
            return None
        stream = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(stream)
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: protocol, os.fdopen(self._end, "rb", buffering=0)
        )
        return stream


def _reap_orphans() -> None:
    """From now on orphans of this process's children become its own children."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl: PR_SET_CHILD_SUBREAPER")
