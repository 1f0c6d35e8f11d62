"""Work for many people in pieces that keep nobody waiting, and calls of many at one moment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from domain.errors import StoreUnavailable

Item = TypeVar("Item")
Result = TypeVar("Result")

PEOPLE_AT_ONCE = 1_500
"""People whom one transaction of background work looks at, or rows that it changes: some 20 ms, so
that no reply waits long for the store (measured by bench/at_the_limit.py)."""

AT_ONCE = 100
"""Most calls in one piece of work: while its transaction runs nobody else can write."""


class Batcher(Generic[Item, Result]):
    """Calls that come while earlier ones are worked off share the next piece of work.

    One call alone is a piece of one. `work` returns a result for each item, in their order; an
    exception among the results is raised to its own caller. What `work` raises concerns the whole
    piece, so each of its items is tried alone: one that breaks the work does not spoil the
    others. StoreUnavailable is raised to all, for the store is away whoever asks.
    What belongs to the task of a caller (context variables) is not there while `work` runs.
    """

    def __init__(self, work: Callable[[Sequence[Item]], Awaitable[Sequence[Result | Exception]]]):
        self._work = work
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._working: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> Result:
        outcome: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, outcome))
        if self._working is None:
            self._working = asyncio.create_task(self._work_off())
        return await outcome

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                piece, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                await self._one_piece(piece)
        finally:
            self._working = None

    async def _one_piece(self, piece: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        results = await self._results([item for item, _ in piece])
        for (_, outcome), result in zip(piece, results, strict=True):
            if outcome.done():  # whoever called waits no longer
                continue
            if isinstance(result, Exception):
                outcome.set_exception(result)
            else:
                outcome.set_result(result)

    async def _results(self, items: Sequence[Item]) -> Sequence[Result | Exception]:
        try:
            return await self._work(items)
        except StoreUnavailable as away:
            return [away] * len(items)
        except Exception as error:
            return await self._each_alone(items) if len(items) > 1 else [error]

    async def _each_alone(self, items: Sequence[Item]) -> list[Result | Exception]:
        results: list[Result | Exception] = []
        for item in items:
            result = await self._results([item])
            results += result
            if isinstance(result[0], StoreUnavailable):  # nobody after them waits for it anew
                return results + [result[0]] * (len(items) - len(results))
        return results
