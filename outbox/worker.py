"""The loop that empties the outbox: claim in one transaction, send outside, settle in the next.

One cycle is one transaction: it records what has ended since the last one and claims what may
start now. So commits are shared by as many messages as are under way, and a crash leaves in doubt
only what was in flight.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Collection, Coroutine, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from db.unit_of_work import Store, Transaction
from db.write_turns import WriteTurn
from domain.announcements.announcements import DispatchState
from domain.announcements.messages import DispatchStalled
from domain.errors import StoreUnavailable
from domain.ids import ChatId, OutboxId, UserId
from domain.outbox import (
    NewMessage,
    OutboxRow,
    OutboxState,
    Outcome,
    Priority,
    Transient,
)
from domain.outgoing import NewerMessage
from domain.ports import Alarm, Clock, OwnerAlerts, Sender
from domain.troubles import first_line, log_trouble
from outbox.attempts import Attempt
from outbox.lease import RENEW_SECONDS, DeliveryLease
from outbox.limiter import ChatPace, Flow, SlidingLimiter
from outbox.outages import KEPT, Outage, OutageWatch
from outbox.policy import (
    MAX_ATTEMPTS,
    Decision,
    Retry,
    Settle,
    Stall,
    after_exception,
    behind_the_probe,
    decide,
    of_newer,
    without_store,
)
from outbox.troubles import Troubles
from outbox.waiting import first

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""How long a claimed row belongs to this process; longer than one send can take (aiogram's request
timeout is 60 s)."""

ON_THE_WAY = "on the way to Telegram"
"""The reason under which failures of the network are counted for a row (outbox.troubles): their
wording differs from try to try."""

REST_SECONDS = 5.0
"""After the store has failed, and between two tries to become the one that delivers."""

RECORD_TRIES = 5
"""When stopping: tries, one a second, to record what has ended while the store is away."""

EXPIRE_SECONDS = 1.0
EXPIRE_AT_ONCE = 500
"""Rows whose time is over, in one transaction; the next look for them comes a second later."""


def window_of(rate: int) -> int:
    """Messages in flight at most; also what a crash can repeat."""
    return max(8, min(200, rate // 2))


@dataclass(kw_only=True, slots=True)
class Worker:
    store: Store
    sender: Sender
    clock: Clock
    alarm: Alarm
    owner_alerts: OwnerAlerts
    limiter: SlidingLimiter
    lease: DeliveryLease
    pace: ChatPace = field(default_factory=ChatPace)
    outages: OutageWatch = field(default_factory=OutageWatch)
    """What calls to Telegram came to lately; shared with the answers to updates (bot.replies)."""
    owners: Collection[UserId] = ()
    """Who is told of outages."""
    window: int = 0
    """Messages in flight at most; 0: as many as suit the rate (window_of)."""
    jitter: random.Random = field(default_factory=random.Random)
    sends: Counter[str] = field(default_factory=Counter)
    """Attempts since the process began, by what came of them."""
    pauses: int = 0
    """How many pauses Telegram has asked for."""
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _in_flight: dict[OutboxId, asyncio.Task[None]] = field(default_factory=dict)
    _left_at: dict[OutboxId, float] = field(default_factory=dict)
    """When each message in flight took its turn, on the running clock."""
    _ended: list[Attempt] = field(default_factory=list)
    _troubles: Troubles = field(default_factory=Troubles)
    _expire_at: float = float("-inf")
    _delivers: bool = False
    _found_none: bool = False
    """Whether the newest cycle had room and found nothing due."""

    @property
    def is_telegram_away(self) -> bool:
        return self.outages.breaker.is_open

    @property
    def delivers(self) -> bool:
        """Whether this process holds the lease of delivery."""
        return self._delivers

    def wake(self) -> None:
        self._wake.set()

    def stop(self) -> None:
        """Finish what is in flight, begin nothing more."""
        self._stopping.set()
        self._wake.set()
        self.lease.ask_at_once()

    async def run(self) -> None:
        """Works until it is stopped. While the store fails, outcomes are kept and tried again."""
        log.info("outbox worker started")
        keeping = [asyncio.create_task(self._keep_lease())] if self.lease.is_shared else []
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                try:
                    started = await self._cycle()
                    if self._is_held_back():
                        await self._pause(min(self._probe_in() or RENEW_SECONDS, RENEW_SECONDS))
                    else:
                        await self._wait_for_work(started)
                except Exception as error:
                    log_trouble(log, error, "outbox worker could not work")
                    self._delivers = False  # the lease may have been rolled back
                    await self.owner_alerts.report("alarm-store", reason=first_line(error))
                    await self._pause(REST_SECONDS, wakes=False)
            await self._land()
            # The task that keeps the lease must end first: it would take anew what is given up.
            self.lease.ask_at_once()
            await asyncio.gather(*keeping)
        finally:
            # A cancelled worker delivers nothing and must not hold the lease against others.
            for task in keeping:
                task.cancel()
        await self._finish()
        log.info("outbox worker stopped")

    async def drain(self) -> int:
        """Sends all that is due now, pauses included; how many rows it took.

        The same cycles as `run`, with an end that can be awaited: for tests and benches alone. It
        stands here because only the worker knows when nothing is left.
        """
        taken = 0
        while True:
            self._wake.clear()
            started = await self._cycle()
            taken += started
            if not started and not self._in_flight and not self._ended:
                if self._found_none or not self._delivers:
                    return taken
                wait = self.limiter.wait_to_claim(self.clock.monotonic())
                await self.clock.sleep(max(wait, self._probe_in()))
            elif self._in_flight and not self._ended:
                await self._wake.wait()

    async def _keep_lease(self) -> None:
        await self.lease.keep(self._needs_lease, self._wake.set)

    def _needs_lease(self, had_it: bool) -> bool:
        """Whether this process wants the lease: until the worker is stopped and nothing is in
        flight."""
        return not self._stopping.is_set() or (had_it and bool(self._in_flight))

    # -- one cycle

    async def _cycle(self) -> int:
        """Records what has ended, claims what may start, starts it; how many that were."""
        self._found_none = False
        if self.lease.is_elsewhere:
            # Otherwise a worker that has lost the lease would run empty cycles without a pause.
            self._delivers = False
        is_idle = self._is_held_back() or self.lease.is_elsewhere
        room = 0 if is_idle else self._room()
        if self.is_telegram_away:
            room = min(room, 1)
        if not room and not self._ended and not self._must_renew():
            return 0
        if not self._delivers:  # the process that delivers tells owners of outages
            self.outages.untold.clear()
        ended, outages = list(self._ended), list(self.outages.untold)
        async with self.store.write(WriteTurn.AHEAD) as tx:
            await self._record(tx, ended, outages)
            rows = await self._claim(tx, room) if await self._may_deliver(tx) else []
        self._forget(ended, outages)
        for row in rows:
            self._in_flight[row.id] = asyncio.create_task(self._deliver(row))
        return len(rows)

    def _room(self) -> int:
        if self._stopping.is_set():
            return 0
        free = self._window() - len(self._in_flight)
        return self.limiter.available(self.clock.monotonic(), max(0, free))

    def _is_held_back(self) -> bool:
        """Whether the breaker holds this cycle back: no probe is due yet, or sends that began
        before are still in flight."""
        return self.is_telegram_away and (bool(self._in_flight) or self._probe_in() > 0)

    def _probe_in(self) -> float:
        """Seconds; 0 also while Telegram answers."""
        return self.outages.breaker.wait(self.clock.monotonic())

    def _window(self) -> int:
        return self.window or window_of(self.limiter.rate)

    def _must_renew(self) -> bool:
        """Whether the lease has to be renewed although nothing is to be claimed: another process
        would take rows in flight for abandoned, and would have to discover an outage for itself.
        """
        is_held = bool(self._in_flight) or self.is_telegram_away
        return is_held and self.lease.is_to_renew

    async def _may_deliver(self, tx: Transaction) -> bool:
        """Takes or renews the delivery lease; whoever gets it anew looks after what was left."""
        if self.lease.is_elsewhere:
            self._delivers = False
            return False
        if self._delivers and not self.lease.is_to_renew:
            return True
        began = self.clock.monotonic()
        taken = await self.lease.take(tx)
        now = self.clock.now()
        # Some may have ended while this transaction was being opened.
        held = [*self._in_flight, *(one.row.id for one in self._ended)]
        if taken and not self._delivers:
            left = await tx.outbox.release(now, held=held, most=MAX_ATTEMPTS)
            log.info("delivering; %s messages of unknown outcome", left)
            since = await tx.outbox.open_outage(now - KEPT)
            if since is not None:
                self.outages.resume(since, self.clock)
        elif taken:
            await tx.outbox.release(now, held=held, longest=LEASE, most=MAX_ATTEMPTS)
        elif self._delivers:
            log.warning("another process delivers")
        self._delivers = taken
        self.lease.asked(began, taken=taken)
        return taken

    async def _claim(self, tx: Transaction, room: int) -> list[OutboxRow]:
        now = self.clock.now()
        if self.clock.monotonic() >= self._expire_at:
            expired = await tx.outbox.expire_due(now, EXPIRE_AT_ONCE)
            again_in = 0.0 if expired == EXPIRE_AT_ONCE else EXPIRE_SECONDS
            self._expire_at = self.clock.monotonic() + again_in
        if not room:
            return []
        lanes = await tx.outbox.open_lanes()
        ids = await tx.outbox.due(now, room, lanes)
        if not ids:
            self._found_none = True
            due_at = await tx.outbox.next_due_at(lanes)
            if due_at is not None:
                # Never sooner than in a second: a due row may wait behind one that is tried again.
                self.alarm.wake_at(max(due_at, now + timedelta(seconds=1)))
        return await tx.outbox.claim(ids, now + LEASE)

    async def _record(
        self, tx: Transaction, ended: Sequence[Attempt], outages: Sequence[Outage]
    ) -> None:
        await tx.outbox.settle([one.settlement() for one in ended if one.is_final])
        await tx.outbox.requeue([one.requeued() for one in ended if not one.is_final])
        for outage in outages:
            now, waiting = self.clock.now(), await tx.outbox.queue_length()
            await tx.outbox.add(list(outage.messages(self.owners, waiting, now)), now)
        for one in ended:
            match one.decision:
                case Settle(error=error, is_gone=True):
                    await tx.users.set_unreachable(one.row.chat_id, one.ended_at)
                    await tx.outbox.cancel_queued(
                        one.row.chat_id, one.ended_at, error or "unreachable"
                    )
                case Retry(moved_to=int(moved_to)):
                    await tx.outbox.move_chat(one.row.chat_id, moved_to)
                    await tx.outlets.move(one.row.chat_id, moved_to)
                case Stall(error):
                    await self._stall(tx, one.row, error)
                case _:
                    pass

    def _forget(self, ended: Sequence[Attempt], outages: Sequence[Outage]) -> None:
        """Drops what has been recorded, and keeps what was added while the transaction ran."""
        del self._ended[: len(ended)]
        del self.outages.untold[: len(outages)]
        for one in ended:
            if one.is_final:
                self._troubles.forget(one.row.id)

    async def _stall(self, tx: Transaction, row: OutboxRow, error: str) -> None:
        """Pauses the dispatch and tells its organiser, once however many rows ran into it."""
        now = self.clock.now()
        running = DispatchState.RUNNING
        if not await tx.dispatches.change(row.dispatch_id, DispatchState.PAUSED, now, running):
            return
        dispatch = await tx.dispatches.find(row.dispatch_id)
        if dispatch is None:
            return
        stalled = DispatchStalled(dispatch=dispatch.id, error=error)
        message = NewMessage(
            dedupe_key=stalled.key(dispatch.post.message_ids[0]),
            chat_id=ChatId(dispatch.begun_by),
            message=stalled,
            priority=Priority.NOTICE,
            not_before=now,
        )
        await tx.outbox.add([message], now)

    # -- one message

    async def _deliver(self, row: OutboxRow) -> None:
        decision = await self._decision(row)
        attempt = Attempt(row, decision, self.clock.now())
        self._ended.append(attempt)
        del self._in_flight[row.id]
        self.sends[attempt.came_to] += 1
        if isinstance(decision, Retry) and decision.pause is not None:
            self.pauses += 1
            self.limiter.pause(self.clock.monotonic() + decision.pause.total_seconds())
            log.warning("all sending pauses for %s: %s", decision.pause, decision.error)
        self._wake.set()
        if isinstance(decision, Retry) and decision.is_alarming:
            await self.owner_alerts.report("alarm-token", reason=decision.error)

    async def _decision(self, row: OutboxRow) -> Decision:
        """Never raises. An exception of the sender means that nothing was sent
        (domain.ports.Sender)."""
        try:
            return await self._attempt(row)
        except StoreUnavailable as error:
            log.warning("message %s waits for the store: %s", row.id, error)
            return without_store(first_line(error), row, self.clock.now())
        except NewerMessage as error:
            log.warning("message %s is left to a newer program: %s", row.id, error)
            reason = first_line(error)
            times = self._troubles.met(row.id, reason)
            return of_newer(reason, row, self.clock.now(), times)
        except Exception as error:
            log.exception("message %s could not be made", row.id)
            reason = first_line(error)
            times = self._troubles.met(row.id, f"{type(error).__name__}: {reason}")
            return after_exception(reason, row, self.clock.now(), self.jitter.random(), times)

    async def _attempt(self, row: OutboxRow) -> Decision:
        now = self.clock.now()
        if row.expires_at is not None and now >= row.expires_at:
            return Settle(OutboxState.EXPIRED, error="too late")
        outcome: Outcome | None = None
        try:
            # Made first, paced then: what making takes would show in the intervals between
            # messages.
            outcome = await self.sender.send(row, partial(self._may_leave, row))
        finally:
            left_at = self._left_at.pop(row.id, None)
            if left_at is not None:
                self.limiter.landed(left_at, self.clock.monotonic())
            self.outages.learn(outcome, self.clock)
        if outcome is None:
            return Retry(now, "held back before it began", is_refunded=True)
        return self._judge(outcome, row)

    async def _may_leave(self, row: OutboxRow) -> bool:
        """Its turn, and the breaker's word at that very moment: it may have opened meanwhile."""
        breaker = self.outages.breaker
        return await self._take_turn(row) and breaker.admit(self.clock.monotonic())

    def _judge(self, outcome: Outcome, row: OutboxRow) -> Decision:
        now, jitter = self.clock.now(), self.jitter.random()
        if not isinstance(outcome, Transient):
            return decide(outcome, row, now, jitter)
        if not self.is_telegram_away:
            times = self._troubles.met(row.id, ON_THE_WAY)
            return decide(outcome, row, now, jitter, times)
        # The row is not the reason: how long it waits is the breaker's business.
        probe_at = now + timedelta(seconds=self._probe_in())
        return behind_the_probe(decide(outcome, row, now, jitter), row, probe_at)

    async def _take_turn(self, row: OutboxRow) -> bool:
        """Waits for the chat's and the limiter's permission; False when the worker stops first, or
        another process may have taken the row over."""
        while not self._stopping.is_set():
            now = self.clock.monotonic()
            if not self.lease.is_ours(now):
                return False
            paced = self.pace.wait(row.chat_id, now)
            wait = max(paced, self.limiter.wait_in(Flow.DELIVERY, now, row.weight))
            if wait <= 0:
                self._left_at[row.id] = now
                self.limiter.started(now, row.weight)
                self.limiter.share.started(Flow.DELIVERY, row.weight)
                self.pace.started(row.chat_id, now, row.weight)
                return True
            # A message that waits for its chat must not hold a turn that replies could take.
            with nullcontext() if paced > 0 else self.limiter.share.delivery_waits():
                await self._pause(wait, wakes=False)
        return False

    # -- waiting

    async def _wait_for_work(self, started: int) -> None:
        """Waits until something has ended, something is due, or the limiter has room again."""
        has_room = len(self._in_flight) < self._window()
        wait = self.limiter.wait_to_claim(self.clock.monotonic())
        is_idle = self._found_none and self._delivers
        if has_room and wait > 0 and not is_idle:
            await self._pause(min(wait, RENEW_SECONDS) if self._in_flight else wait)
        elif not self._delivers:
            await self._pause(REST_SECONDS)
        elif has_room and not self._found_none:
            # More may be due: the limit may have ended just now, while outcomes were recorded.
            return
        elif self._in_flight:
            await self._pause(RENEW_SECONDS)
        else:
            await self._wake.wait()

    async def _pause(self, seconds: float, *, wakes: bool = True) -> None:
        """Sleeps; a wake-up ends it early if `wakes`, a stop always does."""
        await first(*self._ends(seconds, wakes=wakes))

    def _ends(self, seconds: float, *, wakes: bool) -> list[Coroutine[Any, Any, object]]:
        ends: list[Coroutine[Any, Any, object]]
        ends = [self.clock.sleep(seconds), self._stopping.wait()]
        if wakes:
            ends.append(self._wake.wait())
        return ends

    async def _land(self) -> None:
        """Waits for what is in flight and keeps the lease meanwhile: another process would send
        those rows once more."""
        while self._in_flight:
            in_flight = set(self._in_flight.values())
            await first(self.clock.sleep(RENEW_SECONDS), _all_of(in_flight))
            if not self.lease.is_shared and self._must_renew():
                try:
                    await self._cycle()
                except Exception:
                    log.exception("the lease of delivery cannot be kept")

    async def _finish(self) -> None:
        """Records what has ended, then lets another process deliver."""
        for rest in range(RECORD_TRIES, 0, -1):
            try:
                await self._hand_over()
            except Exception:
                log.exception("%s outcomes could not be recorded", len(self._ended))
                if rest > 1:
                    await self.clock.sleep(1)
            else:
                return

    async def _hand_over(self) -> None:
        async with self.store.write(WriteTurn.AHEAD) as tx:
            ended, outages = list(self._ended), list(self.outages.untold)
            await self._record(tx, ended, outages)
            await self.lease.give_up(tx)
        self._forget(ended, outages)


async def _all_of(tasks: Collection[asyncio.Task[None]]) -> None:
    await asyncio.wait(tasks)
