"""Looks each minute at what owners should know of, and tells them once when it begins and once
when it is over."""

from __future__ import annotations

import shutil
import socket
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.monitoring.settings_watch import SettingsWatch
from bot.monitoring.update_metrics import UpdateMetrics
from bot.monitoring.webhook_secret import SecretWatch
from bot.replicas.shared_queue import SILENCE
from db.unit_of_work import Store
from domain.ports import Clock, OwnerAlerts
from outbox.worker import Worker
from services.news.sources.polling import REPORTED_AFTER

LATE = timedelta(minutes=10)
"""A row that was due so long ago has not left: the queue does not move, or too slowly."""

ERROR_WINDOW = 10
"""Looks, one a minute, over which faults are counted."""

ERRORS_AT_LEAST = 5
ERROR_SHARE = 0.02
"""Share of the updates in the window that may fail; one fault in a quiet night is for the log."""

LOSSES_AT_LEAST = 2
"""In the window. A replica that is there keeps the lease: once may be an outage, twice is not."""

CLOCK_APART = timedelta(seconds=30)
"""From the database's clock. Replicas compare times that others have written with their own."""

DISK_LOW = 500 * 2**20
"""Bytes. A backup, a large import and the write-ahead log have to fit."""

OF_THE_STORE = frozenset({"alarm-settings", "alarm-queue", "alarm-feeds"})


@dataclass(kw_only=True, slots=True)
class Watchdog:
    """What stands in the store is told by the process that delivers, and only by that one; that it
    is over by the one that has told of it, whichever delivers by then."""

    store: Store
    clock: Clock
    worker: Worker
    metrics: UpdateMetrics
    secrets: SecretWatch
    owner_alerts: OwnerAlerts
    settings: SettingsWatch | None = None
    """Where several replicas may be one bot."""
    folder: Path
    """Whose disk must not fill up."""
    _told: set[str] = field(default_factory=set)
    _losses: deque[int] = field(default_factory=lambda: deque(maxlen=ERROR_WINDOW + 1))
    _looks: deque[tuple[int, int]] = field(default_factory=lambda: deque(maxlen=ERROR_WINDOW + 1))

    async def look(self) -> None:
        self._looks.append((self.metrics.total, self.metrics.failed))
        self._losses.append(self.worker.lease.losses)
        await self._settle("alarm-errors", is_wrong=self._errs())
        flaps = self._losses[-1] - self._losses[0] >= LOSSES_AT_LEAST
        await self._settle("alarm-lease", is_wrong=flaps)
        apart = abs(self.worker.lease.clock_ahead)
        is_apart = apart > (CLOCK_APART / 2 if "alarm-clock" in self._told else CLOCK_APART)
        machine, seconds = socket.gethostname(), int(apart.total_seconds())
        is_ahead = "yes" if self.worker.lease.clock_ahead > timedelta(0) else "no"
        await self._settle(
            "alarm-clock", is_wrong=is_apart, machine=machine, seconds=seconds, ahead=is_ahead
        )
        is_other = self.secrets.look()
        await self._settle("alarm-secret", is_wrong=is_other, machine=machine)
        # One system call and no thread: a rehearsal has none.
        free = shutil.disk_usage(self.folder).free
        await self._settle("alarm-disk", is_wrong=free < DISK_LOW, free=free // 2**20)
        differing = await self._differing()
        if not self.worker.delivers and self._told.isdisjoint(OF_THE_STORE):
            return
        names = ", ".join(differing)
        await self._settle("alarm-settings", is_wrong=bool(names), names=names)
        now = self.clock.now()
        async with self.store.read() as tx:
            due_at = await tx.outbox.next_due_at(await tx.outbox.open_lanes())
            sources = await tx.news_sources.all()
        is_late = due_at is not None and now - due_at > LATE and not self.worker.is_telegram_away
        minutes = int((now - due_at).total_seconds() // 60) if due_at is not None else 0
        await self._settle("alarm-queue", is_wrong=is_late, minutes=minutes)
        dead = [one for one in sources if one.failures >= REPORTED_AFTER and not one.is_paused]
        await self._settle("alarm-feeds", is_wrong=bool(dead), count=len(dead))

    async def _differing(self) -> list[str]:
        """Every replica leaves its settings, the one that delivers tells of them."""
        if self.settings is None:
            return []
        async with self.store.single() as tx:
            found = await tx.presence.settings(
                self.worker.lease.holder, self.settings.mine, SILENCE
            )
        return self.settings.look(found)

    def _errs(self) -> bool:
        """While it is wrong, half the share is still too much: it shall not flap."""
        (total, failed), (now_total, now_failed) = self._looks[0], self._looks[-1]
        share = ERROR_SHARE / 2 if "alarm-errors" in self._told else ERROR_SHARE
        faults = now_failed - failed
        return faults >= ERRORS_AT_LEAST and faults > share * (now_total - total)

    async def _settle(self, problem: str, *, is_wrong: bool, **params: str | int) -> None:
        """What reached nobody is told by a later look, as long as it is so."""
        if is_wrong == (problem in self._told):
            return
        if is_wrong and problem in OF_THE_STORE and not self.worker.delivers:
            return
        if is_wrong and await self.owner_alerts.report(problem, **params):
            self._told.add(problem)
        elif not is_wrong and await self.owner_alerts.report(f"{problem}-over"):
            self._told.discard(problem)
