"""Asks the feeds whose time has come. One timed job, however many feeds there are."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from db.unit_of_work import Store, Transaction
from domain.errors import FetchError
from domain.ids import ChatId
from domain.news.items import Source
from domain.news.messages import BrokenFeed
from domain.outbox import (
    NewMessage,
    Priority,
)
from domain.ports import Clock, ExpectedContent, Fetched, Fetcher
from services.news.intake import FIRST_READING, Intake, IntakeReport, bounded
from services.news.labels import Labelling, Reading, Rules
from services.news.sources.feeds import ParsedFeed, parse_feed
from services.people.organisers import Organisers

log = logging.getLogger(__name__)

POLL_EVERY = timedelta(minutes=15)
POLL_AT_LEAST_EVERY = timedelta(days=1)
"""The pause doubles with each failure, up to this."""

JITTER = 0.2
"""Feeds that failed together must not come back together."""

LONGEST_CALM = POLL_EVERY * (1 + JITTER)
"""A feed that does not fail and waits for longer was read before somebody set the clock back."""

READ_AT_ONCE = 20
PARSED_AT_ONCE = 2
"""feedparser is Python: more threads would only wait for each other, with their documents."""

CLAIMED_FOR = timedelta(minutes=10)
"""Longer than a round; a process that died in it delays its feeds so long."""

CLAIMED_AT_ONCE = 2_000
REPORTED_AFTER = 5
"""Failures in a row: with the growing pauses about eight hours of trouble."""

ENTRIES_KEPT = timedelta(days=90)


@dataclass(slots=True)
class Round:
    """What one round came to, in feeds, and in items that were added."""

    unchanged: int = 0
    read: int = 0
    failed: int = 0
    added: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedPolling:
    """`chance` gives numbers from 0 to 1."""

    store: Store
    clock: Clock
    organisers: Organisers
    fetcher: Fetcher
    labelling: Labelling
    zone: tzinfo = UTC
    """The clock of dates that name no offset."""
    chance: Callable[[], float] = random.random
    _parsing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PARSED_AT_ONCE))

    async def poll_due(self) -> Round:
        """A feed that fails, in whatever way, stops no other one."""
        now = self.clock.now()
        async with self.store.write() as tx:
            due = await tx.news_sources.claim_due(
                now, now + CLAIMED_FOR, CLAIMED_AT_ONCE, latest=now + LONGEST_CALM
            )
        told, waiting = Round(), iter(due)

        async def work() -> None:
            for source in waiting:
                await self._read(source, told)

        await asyncio.gather(*(work() for _ in range(min(READ_AT_ONCE, len(due)))))
        return told

    async def _read(self, source: Source, told: Round) -> None:
        try:
            fetched = await self.fetcher.fetch(
                source.url,
                ExpectedContent.FEED,
                etag=source.etag,
                last_modified=source.last_modified,
            )
            if fetched.body is None:
                await self._unchanged(source, fetched)
                told.unchanged += 1
                return
            taken = await self._take(source, fetched)
        except FetchError as error:
            told.failed += 1
            await self._failed(source, error)
        except Exception:
            # A document may break feedparser or lxml in ways that nobody has listed.
            log.exception("feed %s could not be read", source.url)
            told.failed += 1
            await self._failed(source, FetchError("feed-unreadable"))
        else:
            told.read += 1
            told.added += len(taken.added)

    async def _unchanged(self, source: Source, fetched: Fetched) -> None:
        now = self.clock.now()
        async with self.store.write() as tx:
            await tx.news_sources.record_read(
                source.id,
                now,
                next_poll_at=now + self._jittered(POLL_EVERY),
                etag=fetched.etag or source.etag,
                last_modified=fetched.last_modified or source.last_modified,
            )

    async def _take(self, source: Source, fetched: Fetched) -> IntakeReport:
        """What organisers have decided of the feed while it was fetched and read holds."""
        rules = await self.labelling.rules()
        async with self._parsing:
            feed, readings = await asyncio.to_thread(_parsed, fetched, rules, self.zone)
            now = self.clock.now()
            async with self.store.write() as tx:
                current = await tx.news_sources.find(source.id)
                if current is None or current.is_paused:
                    return IntakeReport()
                intake = Intake(
                    tx=tx,
                    source=current,
                    rules=rules,
                    now=now,
                    limit=None if current.read_at else FIRST_READING,
                    readings=readings,
                )
                taken = await intake.take(feed.entries)
                await self._record(tx, current, fetched, feed, now)
        return taken

    async def _record(
        self, tx: Transaction, source: Source, fetched: Fetched, feed: ParsedFeed, now: datetime
    ) -> None:
        shown = {entry.guid for entry in feed.entries}
        await tx.news_sources.forget_entries(source.id, now - ENTRIES_KEPT, shown)
        await tx.news_sources.record_read(
            source.id,
            now,
            next_poll_at=now + self._jittered(POLL_EVERY),
            title=feed.title if not source.title or source.title == source.url else "",
            etag=fetched.etag,
            last_modified=fetched.last_modified,
        )

    async def _failed(self, source: Source, error: FetchError) -> None:
        """The pause doubles with every failure; organisers hear of it once while it lasts."""
        now, failures = self.clock.now(), source.failures + 1
        pause = min(POLL_EVERY * 2 ** min(failures, 10), POLL_AT_LEAST_EVERY)
        if error.retry_in is not None:
            pause = max(pause, min(timedelta(seconds=error.retry_in), POLL_AT_LEAST_EVERY))
        async with self.store.write() as tx:
            await tx.news_sources.record_failure(
                source.id, error.key, now + self._jittered(pause), failures
            )
            if failures == REPORTED_AFTER:
                await self._report(tx, source, error, now)

    async def _report(
        self, tx: Transaction, source: Source, error: FetchError, now: datetime
    ) -> None:
        broken = BrokenFeed(source=source.id, error=error.key)
        readers = await self.organisers.ids(tx)
        await tx.outbox.add(
            [
                NewMessage(
                    dedupe_key=broken.key(source.read_at, organiser),
                    chat_id=ChatId(organiser),
                    message=broken,
                    priority=Priority.NOTICE,
                    not_before=now,
                )
                for organiser in sorted(readers)
            ],
            now,
        )

    def _jittered(self, pause: timedelta) -> timedelta:
        return pause * (1 + JITTER * (2 * self.chance() - 1))


def _parsed(fetched: Fetched, rules: Rules, zone: tzinfo) -> tuple[ParsedFeed, dict[str, Reading]]:
    """All that takes time, for a thread: nothing of it inside the transaction."""
    feed = parse_feed(fetched.body or b"", fetched.url, fetched.content_type, zone)
    return feed, {entry.guid: rules.read(bounded(entry.content)) for entry in feed.entries}
