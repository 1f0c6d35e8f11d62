"""A loop of its own for work that must not wait for another's turn."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from domain.troubles import log_trouble

log = logging.getLogger(__name__)


Work = Callable[[], Awaitable[object]]


def in_turn(*works: Work) -> Work:
    """One after another; one that fails does not keep the others from their turn.

    Raises an ExceptionGroup of what failed, once all had it.
    """

    async def all_of_them() -> None:
        failures: list[Exception] = []
        for work in works:
            try:
                await work()
            except Exception as error:
                failures.append(error)
        if failures:
            raise ExceptionGroup("not all was done", failures)

    return all_of_them


@dataclass(kw_only=True, slots=True)
class BackgroundLoop:
    """Does `work` each time it is woken, once at a time, until stopped.

    Reminders have one beside announcements: filling the outbox with a million copies takes longer
    than a reminder may be late. A round that fails is made good by the next sweep.
    """

    name: str
    work: Work
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _is_stopping: bool = False

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        self._is_stopping = True
        self._wake.set()

    async def run(self) -> None:
        while not self._is_stopping:
            self._wake.clear()
            try:
                await self.work()
            except Exception as error:
                log_trouble(log, error, "%s could not be carried on", self.name)
            if not self._is_stopping:
                await self._wake.wait()
