"""The right to deliver, which one process at a time has: of several replicas until it is gone.

Every replica asks for it beside its cycles (`keep`); who has it, or runs alone, renews it in the
transaction of a cycle too (`take`, `asked`).
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from db.unit_of_work import Store, Transaction
from domain.errors import StoreUnavailable
from domain.ports import Clock
from outbox.waiting import first

log = logging.getLogger(__name__)

DELIVERY = "delivery"
DELIVERY_LEASE = timedelta(seconds=7)
"""One process at a time delivers; its right to it lasts so long unless renewed. After a crash the
next process delivers after this time and at most KEEP_SECONDS more (several replicas) or
REST_SECONDS more (a single process)."""

RENEW_SECONDS = 5.0
LEASE_PATIENCE_SECONDS = 3.0
"""How long the store may take to answer a renewal. Short enough that a replica which cannot renew
knows so before DELIVERY_LEASE ends and another one takes over."""

KEEP_SECONDS = 1.0
"""Between two renewals, or looks whether the holder is gone, where several replicas run."""


@dataclass(kw_only=True, slots=True)
class DeliveryLease:
    store: Store
    clock: Clock
    is_shared: bool = False
    """Several replicas run, of which one delivers (PostgreSQL)."""
    holder: str = field(default_factory=lambda: uuid.uuid4().hex)
    losses: int = 0
    """How often this process lost the lease without having given it up."""
    clock_ahead: timedelta = timedelta(0)
    """This machine's clock minus the database's when the lease was last asked for; 0 without
    replicas."""
    _renew_at: float = float("-inf")
    _is_ours_until: float = float("-inf")
    """`Clock.monotonic()` up to which no other process can hold the lease. Checked before each
    send, because this process may have been suspended in between."""
    _holds: bool = False
    """Whether this one of several replicas has the lease."""
    _is_known: bool = False
    _ask: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_known(self) -> bool:
        """Whether it has been asked for at least once."""
        return self._is_known or self._renew_at > float("-inf")

    @property
    def is_elsewhere(self) -> bool:
        """Whether another of several replicas has it, or may have."""
        return self.is_shared and not self._holds

    @property
    def is_to_renew(self) -> bool:
        return self.clock.monotonic() >= self._renew_at

    def is_ours(self, at: float) -> bool:
        """Whether no other process can hold it at that moment of `Clock.monotonic()`."""
        return at < self._is_ours_until

    def ask_at_once(self) -> None:
        """Whoever had it has given it up, or may have; or it is not to be kept any longer."""
        self._ask.set()

    # -- beside the cycles

    async def keep(self, is_needed: Callable[[bool], bool], changed: Callable[[], None]) -> None:
        """Renews the lease every KEEP_SECONDS, or takes it once its holder is gone.

        Runs as a task of its own while it `is_needed` (which learns whether this process had it):
        cycles may have to wait for their turn to write, a renewal must not. Compares with the
        database's clock. After trouble with the store it waits DELIVERY_LEASE before it takes the
        lease from another holder, who gets the first chance to renew.
        """
        length = DELIVERY_LEASE.total_seconds()
        calm_since = float("-inf")
        had_it = False
        while is_needed(had_it):
            self._ask.clear()
            began = self.clock.monotonic()
            try:
                holds = False
                if had_it or began - calm_since >= length:
                    holds = had_it = await self._take_apart()
                self._is_ours_until = _ours_until(began) if holds else float("-inf")
            except Exception as error:
                if not isinstance(error, (StoreUnavailable, TimeoutError)):
                    log.exception("the lease of delivery cannot be kept")
                calm_since = self.clock.monotonic()
                holds = self._holds and self.is_ours(calm_since)
            if holds != self._holds:
                log.info("the lease of delivery is %s", "taken" if holds else "not ours any more")
                self.losses += not holds
                self._holds = holds
                changed()
            self._is_known = True
            await first(self.clock.sleep(KEEP_SECONDS), self._ask.wait())

    async def _take_apart(self) -> bool:
        async with asyncio.timeout(LEASE_PATIENCE_SECONDS), self.store.single() as tx:
            now = await tx.leases.now()
            self.clock_ahead = self.clock.now() - now
            return await tx.leases.take(DELIVERY, self.holder, now, DELIVERY_LEASE)

    # -- in the transaction of a cycle

    async def take(self, tx: Transaction) -> bool:
        now = await tx.leases.now() if self.is_shared else self.clock.now()
        return await tx.leases.take(DELIVERY, self.holder, now, DELIVERY_LEASE)

    def asked(self, began: float, *, taken: bool) -> None:
        """After all that the cycle does on taking it: a failure rolls the lease back as well."""
        self._is_ours_until = _ours_until(began) if taken else float("-inf")
        self._renew_at = self.clock.monotonic() + RENEW_SECONDS

    async def give_up(self, tx: Transaction) -> None:
        await tx.leases.give_up(DELIVERY, self.holder)


def _ours_until(renewed_at: float) -> float:
    """`Clock.monotonic()` until which a lease asked for at `renewed_at` is safely ours: it ends
    KEEP_SECONDS earlier here than for others."""
    return renewed_at + DELIVERY_LEASE.total_seconds() - KEEP_SECONDS
