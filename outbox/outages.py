"""When Telegram was away, and who is told of it: owners, by rows of the outbox.

A row survives what it tells of. While Telegram is away nothing can tell a person at once; the log
and /metrics (`profkompas_telegram_away`) can.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.ids import ChatId, UserId
from domain.outbox import (
    NewMessage,
    Outcome,
    Priority,
    TooLarge,
    Transient,
    Unwanted,
)
from domain.people.messages import OutageNotice
from domain.ports import Clock
from outbox.breaker import Breaker

log = logging.getLogger(__name__)

TOLD_AFTER_SECONDS = 60.0
"""Shorter outages delay nothing that people notice: they are in the log only."""

KEPT = timedelta(days=2)
"""How long a notice of an outage may wait in the outbox before it expires."""


@dataclass(frozen=True, slots=True)
class Outage:
    """`until` is None while it lasts."""

    since: datetime
    until: datetime | None = None

    def messages(
        self, owners: Collection[UserId], waiting: int, now: datetime
    ) -> Iterator[NewMessage]:
        """One for each owner; `waiting` messages are queued now."""
        notice = OutageNotice(since=self.since, waiting=waiting, until=self.until)
        for owner in sorted(owners):
            yield NewMessage(
                dedupe_key=notice.key(owner),
                chat_id=ChatId(owner),
                message=notice,
                priority=Priority.NOTICE,
                not_before=now,
                expires_at=now + KEPT,
            )


@dataclass(slots=True)
class OutageWatch:
    """Feeds the breaker with the outcomes of deliveries and answers, and remembers when an outage
    began. `untold` collects beginnings and ends that owners have not been told of; the worker
    writes them to the outbox and empties it."""

    breaker: Breaker = field(default_factory=Breaker)
    untold: list[Outage] = field(default_factory=list)
    _since: datetime | None = None
    """When the first of the failures in a row was."""
    _began: float = 0.0
    _is_told: bool = False

    def learn(self, outcome: Outcome | None, clock: Clock) -> None:
        """What a call says about Telegram, whatever it means for the message; None: none was
        made."""
        match outcome:
            case None | Unwanted() | TooLarge():
                self.breaker.learned_nothing()
            case Transient(error):
                self.failed(error, clock)
            case _:
                self.answered(clock)

    def resume(self, since: datetime, clock: Clock) -> None:
        """Takes up an outage that began (at `since`) before this process did: owners were told of
        it, and are still to be told of its end."""
        if self._since is None:
            self._since, self._is_told = since, True
            self._began = clock.monotonic() - (clock.now() - since).total_seconds()

    def failed(self, reason: str, clock: Clock) -> None:
        now, was_open = clock.monotonic(), self.breaker.is_open
        if self._since is None:
            self._since, self._began = clock.now(), now
        self.breaker.failed(now)
        if not self.breaker.is_open:
            return
        if not was_open:
            log.error("Telegram does not answer, all that is sent waits: %s", reason)
        if not self._is_told and now - self._began >= TOLD_AFTER_SECONDS:
            self._is_told = True
            self.untold.append(Outage(self._since))

    def answered(self, clock: Clock) -> None:
        if self._since is not None and self.breaker.is_open:
            log.warning("Telegram answers again; it was away since %s", self._since)
        if self._since is not None and self._is_told:
            self.untold.append(Outage(self._since, clock.now()))
        self._since, self._is_told = None, False
        self.breaker.answered()
