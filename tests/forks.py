"""Tests that are found once and run by forks: `pytest --forks auto` (ADR 44).

A fork has what was imported and found before; what it makes later is its own. It takes piece after
piece of the tests from pipes that all of them read, so that nobody waits for who has the longer
part, and writes its reports, as pytest-xdist has them written, to a pipe of its own.
"""

from __future__ import annotations

import marshal
import os
import selectors
import signal
import struct
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NoReturn

import pytest

from tests.sharing_out import Piece, forks_that_fit, pieces

NUMBER = struct.Struct("=I")
"""Of a piece, and of the bytes of a message."""

FORK = "TESTS_FORK"
"""Variable with the number of the fork, in each of them."""

READ_AT_ONCE = 1 << 16
PIPE_HOLDS = 1 << 14
"""Pieces whose numbers every system's pipe has room for before anybody reads it."""

OF_THE_WHOLE_RUN = ("terminalreporter", "lfplugin", "nfplugin", "stepwiseplugin", "junitxml")
"""Plugins that tell of tests, or keep what is told: they hear of all in the first process."""

Kind = Literal["piece", "test", "end"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--forks",
        metavar="N",
        help="run tests in so many processes; auto: as many as fit the cores",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    asked = session.config.getoption("forks")
    count = forks_that_fit(session.config) if asked == "auto" else int(asked or 0)
    if count < 2 or session.testsfailed or session.config.option.collectonly:
        return None  # pytest's own loop
    _Run(session).go(count)
    return True


@dataclass(slots=True)
class _Fork:
    """As the first process sees it."""

    number: int
    pid: int
    unread: bytearray = field(default_factory=bytearray)
    taken: list[int] = field(default_factory=list)
    """Positions of tests that it has not told of yet; it is at the first of them."""
    has_ended: bool = False

    def messages(self) -> Iterator[tuple[Kind, Any]]:
        """Whole ones of what has been read; the rest of it stays."""
        at = 0
        while len(self.unread) >= at + NUMBER.size:
            [size] = NUMBER.unpack_from(self.unread, at)
            end = at + NUMBER.size + size
            if len(self.unread) < end:
                break
            yield marshal.loads(self.unread[at + NUMBER.size : end])  # noqa: S302 of our own
            at = end
        del self.unread[:at]


class _Run:
    """In the first process, which runs no test itself."""

    def __init__(self, session: pytest.Session) -> None:
        self._session = session
        self._config: Any = session.config
        found = pieces(session.items)
        self._orders = found.orders
        self._pieces: list[Piece] = []
        """By their numbers."""
        self._forks: list[_Fork] = []

    def go(self, count: int) -> None:
        if (terminal := self._config.pluginmanager.getplugin("terminalreporter")) is not None:
            terminal.showfspath = False  # each test has another file than the one before
        orders = self._orders(count)
        queues = {id(kind): self._queue(kind) for kind in chain.from_iterable(orders)}
        with selectors.DefaultSelector() as selector:
            try:
                for number, order in enumerate(orders):
                    self._fork(number, [queues[id(kind)] for kind in order], selector)
                for queue in queues.values():
                    os.close(queue)
                while selector.get_map():
                    self._listen(selector)
            finally:
                self._end()

    def _queue(self, kind: Sequence[Piece]) -> int:
        """The end to read from of a pipe with the numbers of the pieces; whoever reads one of them
        has that piece for itself."""
        first = len(self._pieces)
        self._pieces += kind
        reading, writing = os.pipe()
        with os.fdopen(writing, "wb") as pipe:
            numbers = range(first, len(self._pieces))
            if len(numbers) > PIPE_HOLDS:
                raise pytest.UsageError(f"--forks: {len(numbers)} pieces are too many for a pipe")
            pipe.write(b"".join(map(NUMBER.pack, numbers)))
        return reading

    def _fork(self, number: int, queues: Sequence[int], selector: selectors.BaseSelector) -> None:
        folder = self._config._tmp_path_factory.getbasetemp() / f"fork-{number}"  # noqa: SLF001
        folder.mkdir()
        sys.stdout.flush()
        sys.stderr.flush()
        reading, writing = os.pipe()
        # A Ctrl+C in what Python calls around a fork would be told of, and then forgotten.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        pid = os.fork()
        if not pid:
            for one in (reading, *[key.fd for key in selector.get_map().values()]):
                os.close(one)
            _Worker(self._session, self._pieces, queues, writing).run(number, folder)
        os.close(writing)
        self._forks.append(fork := _Fork(number, pid))
        selector.register(reading, selectors.EVENT_READ, fork)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def _listen(self, selector: selectors.BaseSelector) -> None:
        for key, _ in selector.select():
            fork: _Fork = key.data
            read = os.read(key.fd, READ_AT_ONCE)
            fork.unread += read
            for kind, content in fork.messages():
                self._hear(fork, kind, content)
            if not read:
                selector.unregister(key.fd)
                os.close(key.fd)
                self._gone(fork)
        if self._session.shouldfail:
            raise self._session.Failed(self._session.shouldfail)
        if self._session.shouldstop:
            raise self._session.Interrupted(self._session.shouldstop)

    def _hear(self, fork: _Fork, kind: Kind, content: Any) -> None:
        if kind == "piece":
            fork.taken += self._pieces[content]
        elif kind == "test":
            read = self._config.hook.pytest_report_from_serializable
            item = self._session.items[fork.taken.pop(0)]
            self._tell(item, [read(config=self._config, data=one) for one in content])
        else:
            fork.has_ended = True

    def _gone(self, fork: _Fork) -> None:
        """What it has taken and not told of has failed."""
        _, status = os.waitpid(fork.pid, 0)
        fork.pid = 0
        if fork.has_ended:
            return
        reason = f"process {fork.number} ended with {os.waitstatus_to_exitcode(status)}"
        if not fork.taken:
            raise pytest.Session.Interrupted(reason)
        for position, item in ((one, self._session.items[one]) for one in fork.taken):
            told = reason if position == fork.taken[0] else f"not run: {reason}"
            self._tell(
                item, [pytest.TestReport(item.nodeid, item.location, {}, "failed", told, "call")]
            )

    def _tell(self, item: pytest.Item, reports: Sequence[pytest.TestReport]) -> None:
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)

    def _end(self) -> None:
        """Those that are still there end what their tests have begun, as at Ctrl+C; at a second
        Ctrl+C they are killed."""
        left = [fork for fork in self._forks if fork.pid]
        how = signal.SIGINT
        while left:
            for fork in left:
                os.kill(fork.pid, how)
            try:
                while left:
                    os.waitpid(left[-1].pid, 0)
                    left.pop()
            except KeyboardInterrupt:
                how = signal.SIGKILL


class _Worker:
    """In a fork."""

    def __init__(
        self,
        session: pytest.Session,
        pieces: Sequence[Piece],
        queues: Sequence[int],
        telling: int,
    ) -> None:
        self._session = session
        self._pieces = pieces
        self._queues = queues
        self._telling = telling
        self._reports: list[Any] = []

    def run(self, number: int, folder: Path) -> NoReturn:
        try:
            self._settle(number, folder)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            try:
                self._work()
            finally:
                self._session._setupstate.teardown_exact(None)  # noqa: SLF001
            self._send("end", None)
            os._exit(os.EX_OK)
        except KeyboardInterrupt:
            pass
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(os.EX_SOFTWARE)

    def _settle(self, number: int, folder: Path) -> None:
        os.environ[FORK] = str(number)
        config: Any = self._session.config
        config._tmp_path_factory._basetemp = folder  # noqa: SLF001
        manager = config.pluginmanager
        capture = manager.getplugin("capturemanager")
        capture.stop_global_capturing()  # into files that all of them would write
        capture.start_global_capturing()
        for name in filter(manager.has_plugin, OF_THE_WHOLE_RUN):
            manager.unregister(name=name)
        manager.register(self)

    def _work(self) -> None:
        items = self._session.items
        # What is of the session lives from one piece to the next; of the test after the piece
        # pytest asks no more than that it is in this session, as the session itself is.
        goes_on: Any = self._session
        for piece in chain.from_iterable(map(self._taken, self._queues)):
            following = [*(items[position] for position in piece[1:]), goes_on]
            for position, after in zip(piece, following, strict=True):
                item, self._reports = items[position], []
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
                self._send("test", self._reports)

    def _taken(self, queue: int) -> Iterator[Piece]:
        while number := os.read(queue, NUMBER.size):
            [piece] = NUMBER.unpack(number)
            self._send("piece", piece)
            yield self._pieces[piece]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        config = self._session.config
        write = config.hook.pytest_report_to_serializable
        self._reports.append(write(config=config, report=report))

    def _send(self, kind: Kind, content: Any) -> None:
        message = marshal.dumps((kind, content))
        left = memoryview(NUMBER.pack(len(message)) + message)
        while left:
            left = left[os.write(self._telling, left) :]
