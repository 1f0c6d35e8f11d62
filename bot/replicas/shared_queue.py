"""Updates that come by the webhook of several replicas: stored, then handled by any of them.

The webhook answers 200 once an update is in the store, and not before. Workers on all replicas
take one update of a person at a time, in the order of their numbers (db.replicas.incoming); it is
finished when its handler has ended and its answers have left, as with polling (docs/adr/0018).
What a replica had in hand when it died is taken by another one. docs/adr/0030.
"""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiogram import Bot
from sqlalchemy.exc import IntegrityError

from bot.replicas.shared_pace import SharedPace
from bot.updates.context import UpdateContext, current_update
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.flood_gate import BURST, PER_SECOND, Verdict
from bot.updates.incoming import CHANNEL_POSTS, id_of, kinds_of
from bot.updates.polling import CROWDED, DRAIN_SECONDS, HELD, Replies
from db.replicas.incoming import ALBUM_GRACE, ORDER_GRACE, Arrival, Bucket, Taken
from db.unit_of_work import Store
from domain.errors import StoreUnavailable
from domain.ports import Clock
from ui.albums import FORWARDED, may_be_loose

log = logging.getLogger(__name__)

IN_WORK = 100
"""Updates handled at once by one replica; the rest waits in the store."""

STORED_AT_ONCE = 200
"""Arrivals that share a statement: those that came while the one before was written."""

SILENCE = timedelta(seconds=7)
"""A replica that was not seen for so long is gone; it shows itself every second."""

BEAT_SECONDS = 1.0
"""Between two signs of life."""

SWEEP_SECONDS = 1.0
"""The longest between two looks into the queue, should a word be lost."""

LOOK_SECONDS = 0.05
"""Between two looks while something stored here waits for its order or for more of its album."""

SETTLING_SECONDS = 0.1
"""How long after the time at which an update becomes due the queue goes on looking every
LOOK_SECONDS."""

OTHERS_SECONDS = 0.02
"""Pause before this replica looks for updates that another one has stored: that one has mostly
taken them by then."""

MOST_ATTEMPTS = 5
"""After an update was in hand in this many replicas that died, it is given up: it may be the
reason."""

STORE_SECONDS = 25.0
"""For storing an update; Telegram hangs up after a minute and sends it again."""

TRY_AGAIN_SECONDS = 1.0
"""After the store was not there."""


@dataclass(slots=True)
class _Waiting:
    arrival: Arrival
    stored: asyncio.Future[None]


@dataclass(kw_only=True, slots=True)
class SharedQueue:
    """`put` stores; `run` works until `stop`, then drains."""

    store: Store
    bot: Bot
    dispatcher: UpdateDispatcher
    clock: Clock
    replies: Replies
    pace: SharedPace | None = None
    replica: str = field(default_factory=lambda: uuid.uuid4().hex)
    in_work: int = IN_WORK
    drain_seconds: float = DRAIN_SECONDS
    _arrivals: list[_Waiting] = field(default_factory=list)
    _storing: asyncio.Task[None] | None = None
    _unclaimed: dict[int, float] = field(default_factory=dict)
    """Numbers of updates stored here and not taken here yet, with the `Clock.monotonic()` until
    which each may have to wait."""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _handling: int = 0
    """Those of the tasks whose handlers have not ended."""
    _finished: list[int] = field(default_factory=list)
    """To be told to the store."""
    _in_hand: set[int] = field(default_factory=set)
    """Taken, and not yet told to the store as finished."""
    _check_at: float = float("-inf")
    _calm_since: float = 0.0
    """`Clock.monotonic()` since when the store has answered without a gap, so that silence of
    another replica is its own."""
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _looking: asyncio.TimerHandle | None = None
    """The look that others' words have led to; one is enough for many of them."""
    _is_stopping: bool = False

    # -- storing

    async def put(self, raw: dict[str, Any]) -> None:
        """Returns when the update is stored for good, or was before. Those that come while others
        are written share the next statement. Raises StoreUnavailable, TimeoutError."""
        waiting = _Waiting(arrival_of(raw), asyncio.get_running_loop().create_future())
        self._arrivals.append(waiting)
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store_all())
        async with asyncio.timeout(STORE_SECONDS):
            await waiting.stored

    async def _store_all(self) -> None:
        while self._arrivals:
            batch = self._arrivals[:STORED_AT_ONCE]
            del self._arrivals[:STORED_AT_ONCE]
            error: Exception | None = None
            try:
                async with self.store.single() as tx:
                    await tx.incoming.add([one.arrival for one in batch])
            except Exception as failure:
                error = failure
            now = self.clock.monotonic()
            for one in batch:
                if error is None:
                    grace = ALBUM_GRACE if one.arrival.album else ORDER_GRACE
                    until = now + grace.total_seconds() + SETTLING_SECONDS
                    self._unclaimed[one.arrival.update_id] = until
                if one.stored.done():
                    continue
                if error is None:
                    one.stored.set_result(None)
                else:
                    one.stored.set_exception(error)
            self._wake.set()

    # -- working

    def notice(self) -> None:
        """Others have stored something, or may have."""
        if self._looking is None:
            self._looking = asyncio.get_running_loop().call_later(OTHERS_SECONDS, self._look)

    def _look(self) -> None:
        self._looking = None
        self._wake.set()

    def stop(self) -> None:
        self._is_stopping = True
        self._wake.set()

    async def run(self) -> None:
        self._calm_since = self.clock.monotonic()
        await self._beat()
        beating = asyncio.create_task(self._beat_on())
        try:
            while not self._is_stopping:
                self._wake.clear()
                try:
                    await self._settle()
                    await self._check()
                    await self._take()
                except StoreUnavailable as error:
                    log.warning("the queue of updates waits for the store: %s", error)
                    await self._rest(TRY_AGAIN_SECONDS)
                except Exception:
                    log.exception("the queue of updates stands still")
                    await self._rest(TRY_AGAIN_SECONDS)
                else:
                    await self._until_woken()
            await self._drain()
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
        await self._leave()

    async def _until_woken(self) -> None:
        seconds = SWEEP_SECONDS
        if self._unclaimed:
            now = self.clock.monotonic()
            self._unclaimed = {one: at for one, at in self._unclaimed.items() if at > now}
            seconds = LOOK_SECONDS if self._unclaimed else SWEEP_SECONDS
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    async def _rest(self, seconds: float) -> None:
        """A stop ends it."""
        ends_at = self.clock.monotonic() + seconds
        while not self._is_stopping and self.clock.monotonic() < ends_at:
            await self.clock.sleep(LOOK_SECONDS)

    async def _settle(self) -> None:
        ended = list(self._finished)
        if not ended:
            return
        async with self.store.single() as tx:
            await tx.incoming.finish(self.replica, ended)
        del self._finished[: len(ended)]
        self._in_hand.difference_update(ended)

    async def _check(self) -> None:
        """Once a second puts back what the store holds for ours and is not: a connection that is
        cut after a statement takes its answer along, and nobody else would free that."""
        now = self.clock.monotonic()
        if now < self._check_at:
            return
        self._check_at = now + SWEEP_SECONDS
        async with self.store.single() as tx:
            count = await tx.incoming.put_back(self.replica, self._in_hand)
        if count:
            log.warning("%s updates were taken without our knowing, and are free again", count)

    def _room(self) -> int:
        if len(self._tasks) > CROWDED:
            self.replies.let_go()
        if self.replies.is_full:
            return 0
        return max(0, min(self.in_work - self._handling, HELD - len(self._tasks)))

    async def _take(self) -> None:
        room = self._room()
        if not room:
            return
        try:
            async with self.store.single() as tx:
                taken = await tx.incoming.take(self.replica, room, Bucket(BURST, PER_SECOND))
        except IntegrityError:
            # Another replica has taken a lane at this moment: what is left is looked at again.
            self._wake.set()
            return
        for one in taken:
            self._unclaimed.pop(one.update_id, None)
            self._in_hand.add(one.update_id)
            task = asyncio.create_task(self._work_on(one))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if len(taken) == room:
            self._wake.set()

    async def _work_on(self, taken: Taken) -> None:
        self._handling += 1
        ended: list[asyncio.Future[None]] = []
        numbers = {taken.update_id}
        try:
            parts = await self._parts(taken)
            numbers.update(number for number, _ in parts)
            for number, body in parts:
                self._unclaimed.pop(number, None)
                ended.append(await self._handle(number, json.loads(body), taken))
        except BaseException:
            # It is put back (_check), and given up when that has happened too often.
            self._in_hand.discard(taken.update_id)
            raise
        finally:
            self._handling -= 1
            self._wake.set()
        await asyncio.gather(*ended)
        self._finished += numbers
        self._wake.set()

    async def _parts(self, taken: Taken) -> list[tuple[int, str]]:
        """Ids and bodies of what is handled at once: the update, and of an album all parts that
        came."""
        if taken.attempts > MOST_ATTEMPTS:
            log.error(
                "update %s ended %s replicas and is given up", taken.update_id, MOST_ATTEMPTS
            )
            return []
        if taken.album is None:
            return [(taken.update_id, taken.body)]
        while True:
            try:
                async with self.store.single() as tx:
                    in_a_row = taken.album == FORWARDED
                    return await tx.incoming.parts(taken.lane, taken.album, in_a_row=in_a_row)
            except StoreUnavailable:
                await self.clock.sleep(TRY_AGAIN_SECONDS)

    async def _handle(self, number: int, raw: object, taken: Taken) -> asyncio.Future[None]:
        """Returns when its handler has ended; the result is done when it is finished."""
        finished = asyncio.get_running_loop().create_future()
        context = UpdateContext(number, _once(finished), is_stored=True)
        may_be_repeated = taken.attempts > 1
        while True:
            current_update.set(context)
            try:
                await self.dispatcher.feed_raw_update(
                    self.bot,
                    raw,
                    verdict=Verdict(taken.verdict),
                    may_be_repeated=may_be_repeated,
                )
            except StoreUnavailable:
                may_be_repeated = True
                await self.clock.sleep(TRY_AGAIN_SECONDS)
                continue
            except Exception:
                # The error boundary itself has failed; trying for ever would help nobody.
                log.exception("update %s failed", number)
            context.handled()
            return finished

    # -- the others

    async def _beat_on(self) -> None:
        while True:
            before = self.clock.monotonic()
            await self.clock.sleep(BEAT_SECONDS)
            if self.clock.monotonic() - before > 2 * BEAT_SECONDS:
                self._calm_since = self.clock.monotonic()
            await self._beat()

    async def _beat(self) -> None:
        """Shows that this replica is there, and frees what those have in hand that are gone.

        After trouble with the store the others get time to show themselves first, and so they do
        after this process, perhaps with its machine and theirs, stood still.
        """
        began = self.clock.monotonic()
        try:
            async with self.store.single() as tx:
                await tx.presence.beat(self.replica, self.pace.wanted() if self.pace else 0)
                if self.pace is not None:
                    self.pace.learn(await tx.presence.wanted(SILENCE))
                now = self.clock.monotonic()
                if now - began > 2 * BEAT_SECONDS:
                    self._calm_since = now
                if now - self._calm_since <= SILENCE.total_seconds():
                    return
                freed = await tx.incoming.free_abandoned(self.replica, SILENCE)
        except StoreUnavailable:
            self._calm_since = self.clock.monotonic()
            return
        except Exception:
            log.exception("this replica cannot show itself")
            return
        if freed:
            log.warning("%s updates of a replica that is gone are taken over", freed)
            self._wake.set()

    # -- the end

    async def _drain(self) -> None:
        """Waits for what is in hand; what does not end in time is for another replica."""
        ends_at = self.clock.monotonic() + self.drain_seconds
        while self._tasks and self.clock.monotonic() < ends_at:
            left = ends_at - self.clock.monotonic()
            await asyncio.wait(set(self._tasks), timeout=left, return_when=asyncio.FIRST_COMPLETED)
            with suppress(StoreUnavailable):
                await self._settle()
        if self._tasks:
            log.error("%s updates did not finish in time", len(self._tasks))
            late = set(self._tasks)
            for task in late:
                task.cancel()
            await asyncio.wait(late)

    async def _leave(self) -> None:
        """Frees what this replica had in hand and removes it from the list of replicas, so that
        others need not wait for its silence."""
        try:
            await self._settle()
            async with self.store.single() as tx:
                await tx.incoming.put_back(self.replica)
                await tx.presence.leave(self.replica)
        except StoreUnavailable as error:
            log.warning("others find out by themselves that this replica is gone: %s", error)


def is_storable(raw: object) -> bool:
    """Whether it has a number that the store can hold."""
    update_id = id_of(raw)
    return update_id is not None and 0 <= update_id < 2**63


def arrival_of(raw: dict[str, Any]) -> Arrival:
    """`raw` has a number (is_storable). Its JSON is all ASCII: PostgreSQL takes neither half a
    surrogate pair nor U+0000 as they are."""
    update_id = id_of(raw)
    assert update_id is not None
    kind = next(iter(kinds_of(raw)), "")
    happening = raw.get(kind)
    happening = happening if isinstance(happening, dict) else {}
    return Arrival(
        update_id=update_id,
        lane=_lane(kind, happening),
        album=_album(kind, happening),
        body=json.dumps(raw),
    )


def _album(kind: str, happening: dict[str, Any]) -> str | None:
    """What is handled together: parts that nothing but their neighbourhood joins, too."""
    album = happening.get("media_group_id")
    if isinstance(album, str) and album.isalnum():
        return album
    return FORWARDED if kind == "message" and may_be_loose(happening) else None


def _lane(kind: str, happening: dict[str, Any]) -> int:
    names = ("chat",) if kind in CHANNEL_POSTS else ("from", "user", "chat")
    for name in names:
        somebody = happening.get(name)
        number = somebody.get("id") if isinstance(somebody, dict) else None
        if isinstance(number, int) and abs(number) < 2**62:
            return number
    return 0


def _once(future: asyncio.Future[None]) -> Callable[[], None]:
    def finish() -> None:
        if not future.done():
            future.set_result(None)

    return finish
