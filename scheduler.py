"""APScheduler as an alarm clock: one table of timed jobs, nothing stored in it.

Every job only wakes or tidies; the rows in the database are the truth, so a lost alarm costs a
sweep interval and never a message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.ports import Clock, Periodic
from domain.troubles import log_trouble

log = logging.getLogger(__name__)

OUTBOX_ALARM = "outbox-alarm"

WATCH_SECONDS = 5.0
JUMP_SECONDS = 3.0
"""A difference between wall and running time that no clock correction makes by itself."""


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """`name` is the job's explicit id, so that setting it again replaces it."""

    name: str
    every: timedelta
    run: Callable[[], Awaitable[object] | None]


class Scheduler:
    """One alarm for the earliest due row, plus the periodic jobs (a domain.ports.Timer)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._scheduler = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
            timezone="UTC",
        )
        self._scheduler.add_listener(_log_trouble, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
        self._ring: Callable[[], None] = lambda: None
        self._alarm_at: datetime | None = None
        self._periodic: Sequence[Periodic] = []
        self._watch: asyncio.TimerHandle | None = None

    def start(self, ring: Callable[[], None], periodic: Sequence[Periodic]) -> None:
        self._ring = ring
        self._periodic = periodic
        self._plan_periodic()
        self._scheduler.start()
        self._watch_clock(self._lead())

    def wake(self) -> None:
        """Past APScheduler, whose job would begin a turn of the loop later and cost more."""
        self._ring()

    def wake_at(self, moment: datetime) -> None:
        if self._alarm_at is not None and self._alarm_at <= moment:
            return
        self._alarm_at = moment
        self._scheduler.add_job(
            self._on_alarm, "date", run_date=moment, id=OUTBOX_ALARM, replace_existing=True
        )

    def stop(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def resync(self) -> None:
        """After the computer's clock was set: APScheduler waits for wall times that moved away."""
        self._alarm_at = None
        self._plan_periodic()
        self._ring()

    def _plan_periodic(self) -> None:
        for job in self._periodic:
            self._scheduler.add_job(
                job.run,
                "interval",
                seconds=job.every.total_seconds(),
                id=job.name,
                replace_existing=True,
            )

    def _watch_clock(self, lead: float) -> None:
        """Looks every few seconds of running time whether the wall time has jumped."""
        now = self._lead()
        if abs(now - lead) > JUMP_SECONDS:
            log.warning("the clock jumped by %+.0f s; alarms are set anew", now - lead)
            self.resync()
        loop = asyncio.get_running_loop()
        self._watch = loop.call_later(WATCH_SECONDS, self._watch_clock, now)

    def _lead(self) -> float:
        """Wall time ahead of running time, in seconds; it changes only when somebody sets it."""
        return self._clock.now().timestamp() - self._clock.monotonic()

    def _on_alarm(self) -> None:
        self._alarm_at = None
        self._ring()


def _log_trouble(event: JobExecutionEvent) -> None:
    error = event.exception
    if error is None:
        log.error("timed job %s missed", event.job_id)
    else:
        log_trouble(log, error, "timed job %s failed", event.job_id)
