"""python -m tests.processes.server SOCKET [bare]: forks a process for each start.

Its one thread imports what main.py imports, and builds what every start builds, once; a bare one
leaves all of it to what it forks, and costs less where that is one process. SOCKET is
the descriptor of a connection whose messages are the starts, each of a script, main.py or a peer
of it in bench, with three descriptors: output, complaints, and where the new process tells its
id. When nobody can ask any more, the server ends.

A process is forked twice, and the one in between ends at once: so it becomes the child of the one
that asked, who has declared itself a subreaper (prctl(2)). It tells its id itself, when that is
so, and waits for a word: whatever becomes of the server, nobody runs who is not known of. It is
killed with the one that asked, so that no bot outlives tests that are killed.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import threading

from pydantic import SecretStr

from bot.loading.lazy_models import build_common_models, build_models_lazily

MOST = 2**17
"""Bytes of one start's words and environment."""

COMMANDS = ("bot.cli", "bot.backups.commands", "bot.rehearsal.command", "sandbox.rehearsal_world")
"""What main.py imports, for one command or another."""

PR_SET_PDEATHSIG = 1
"""linux/prctl.h"""

LATER = ("alembic.command", "aiosqlite", "asyncpg", "importlib.resources", "zoneinfo")
"""What a process imports as it opens its store."""


def prepare() -> None:
    """Needs no store and no network, and leaves no thread and no loop behind."""
    build_models_lazily()
    for name in (*COMMANDS, *LATER):
        importlib.import_module(name)
    from bot.app import build_app  # noqa: PLC0415  (not before models are built lazily)
    from bot.settings import Settings  # noqa: PLC0415  (as above)
    from bot.wiring.shared import DATA  # noqa: PLC0415  (as above)
    from services.search.service import read_lexicon  # noqa: PLC0415  (as above)

    build_common_models()
    read_lexicon(DATA)  # More than a second's work of every bot that lives for some seconds.
    # For what it keeps: texts, places, what is read of signatures.
    build_app(
        Settings(
            bot_token=SecretStr("42:nobody"),
            database_url="sqlite+aiosqlite:///nowhere.db",
            _env_file=None,
        )
    )
    gc.collect()
    gc.freeze()


def serve(requests: socket.socket) -> str:
    """Returns in each new process, with its script, and never in the server."""
    while True:
        message, given, _, _ = socket.recv_fds(requests, MOST, 3)
        if not message:
            sys.exit(0)
        if threading.active_count() > 1:
            raise SystemExit(f"threads do not outlive a fork: {threading.enumerate()}")
        orphaned, held = os.pipe()
        between = os.fork()
        if not between:
            os.close(held)
            _fork_and_end()
            os.read(orphaned, 1)
            os.close(orphaned)
            return _begin(requests, given, **json.loads(message))
        os.waitpid(between, 0)
        for descriptor in (orphaned, held, *given):  # with `held` closed the child goes on
            os.close(descriptor)


def _fork_and_end() -> None:
    """Returns in a child, which will be that of whoever reaps orphans."""
    try:
        if os.fork():
            os._exit(0)
    except OSError:
        os._exit(1)


def _begin(
    requests: socket.socket,
    given: list[int],
    *,
    script: str,
    words: list[str],
    cwd: str,
    env: dict[str, str],
) -> str:
    """Where a process of its own would be at the first line of its script."""
    requests.close()
    output, complaints, asker = given
    os.dup2(output, 1)
    os.dup2(complaints, 2)
    os.close(output)
    os.close(complaints)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = [script, *words]
    sys.path[0] = os.path.dirname(script)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    with socket.socket(fileno=asker) as answers:
        answers.send(str(os.getpid()).encode())
        if not answers.recv(1):
            os._exit(1)  # Whoever asked has gone away without taking notice of this process.
    return script


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the tests: then nobody asks.
    if sys.argv[2:] != ["bare"]:
        prepare()
    started = serve(socket.socket(fileno=int(sys.argv[1])))
    runpy.run_path(started, run_name="__main__")
