"""Who of this process writes next: writers queue here before they queue at the store."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum, auto


class WriteTurn(Enum):
    """How a transaction that writes stands to the others.

    IN_TURN: alone and first come, first served; what it has read is true until it commits.
    AHEAD: alone too, but before all who wait in this process. For the delivery loop, which must
        not stand behind a crowd; nothing else is so seldom that nobody starves behind it.
    BESIDE: not alone where the engine can (PostgreSQL). For a single statement that is right
        whatever others do meanwhile.
    """

    IN_TURN = auto()
    AHEAD = auto()
    BESIDE = auto()


class FairLock:
    """A fair lock with a second line that goes first."""

    def __init__(self) -> None:
        self._is_taken = False
        self._ahead: deque[asyncio.Future[None]] = deque()
        self._in_turn: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def turn(self, *, is_ahead: bool) -> AsyncIterator[None]:
        await self._wait(self._ahead if is_ahead else self._in_turn)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, line: deque[asyncio.Future[None]]) -> None:
        if not self._is_taken:
            self._is_taken = True
            return
        called = asyncio.get_running_loop().create_future()
        line.append(called)
        try:
            await called
        except asyncio.CancelledError:
            # Called and cancelled in the same round of the loop: the turn must not be lost.
            if called.done() and not called.cancelled():
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        for line in (self._ahead, self._in_turn):
            while line:
                called = line.popleft()
                if not called.done():
                    called.set_result(None)
                    return
        self._is_taken = False
