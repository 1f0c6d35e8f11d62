"""The timed job that deletes what is past its retention time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.unit_of_work import Store
from domain.ports import Clock

CLAIMS_KEPT = timedelta(days=2)
"""Telegram keeps an update for 24 hours at most (Bot API, Getting updates)."""

CONVERSATIONS_KEPT = timedelta(days=7)
"""A question left unanswered for a week is not awaited any more."""

UPLOADS_KEPT = timedelta(days=7)
"""Files that nobody applied, and edits that nobody saved."""


WRONG_CODES_KEPT = timedelta(days=1)
"""How long wrong codes stay; they are counted for an hour
(services.programme.admission.invitations)."""

REVISIONS_KEPT = timedelta(days=2)
"""How long revisions of programmes stay: a later one asks which of their notices were sent
(db.programme.revisions)."""

AT_ONCE = 500
"""Rows that one transaction forgets where thousands may have come together."""

CLUSTER_CHANGES_KEPT = timedelta(days=90)

OPEN_DAYS_KEPT = timedelta(days=2)
"""Reminders of days that are over; in all zones of the country they are by then."""

SEARCHES_KEPT = timedelta(days=30)
"""How long searches stay that nobody saved; their buttons work until then (/privacy says so)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Housekeeping:
    store: Store
    clock: Clock
    news_kept: timedelta | None = None
    """None: for ever, here and in `messages_kept`."""

    messages_kept: timedelta | None = None
    """After they have ended (db.outbox.retention)."""

    has_queue: bool = False
    """Whether replicas share a queue of updates."""

    async def tidy(self) -> None:
        now = self.clock.now()
        if self.has_queue:
            async with self.store.single() as tx:
                await tx.incoming.forget(CLAIMS_KEPT)
                await tx.presence.forget(CLAIMS_KEPT)
        async with self.store.write() as tx:
            await tx.updates.forget_before(now - CLAIMS_KEPT)
            await tx.admissions.forget_wrong_before(now - WRONG_CODES_KEPT)
            await tx.uploads.forget_before(now - UPLOADS_KEPT)
            await tx.session_drafts.forget_before(now - UPLOADS_KEPT)
            await tx.conversations.forget_before(now - CONVERSATIONS_KEPT)
            await tx.clusters.forget_changes(now - CLUSTER_CHANGES_KEPT)
            await tx.open_days.forget_before((now - OPEN_DAYS_KEPT).date())
            await tx.searches.forget_before(now - SEARCHES_KEPT)
            await tx.saved_search_matches.forget_unused()
            await tx.topics.forget_drafts_before(now - UPLOADS_KEPT)
        await self._forget_revisions(now - REVISIONS_KEPT)
        if self.news_kept is not None:
            await self._forget_news(now - self.news_kept)
        if self.messages_kept is not None:
            await self._forget_messages(now - self.messages_kept)

    # In transactions of their own: a first clearing of years must hold nobody up.

    async def _forget_revisions(self, before: datetime) -> None:
        while True:
            async with self.store.write() as tx:
                if not await tx.revisions.forget_before(before, AT_ONCE):
                    return

    async def _forget_news(self, before: datetime) -> None:
        """Deletes rows of the outbox that told of the news first: they are found by the items."""
        while True:
            async with self.store.write() as tx:
                old = await tx.news.older(before)
                if not old:
                    return
                if not await tx.retention.forget_news(old, AT_ONCE):
                    await tx.news.forget(old)

    async def _forget_messages(self, before: datetime) -> None:
        after = None
        while True:
            async with self.store.read() as tx:
                old = await tx.retention.old(before, after, AT_ONCE)
            if old is None:
                return
            async with self.store.write() as tx:
                await tx.retention.forget(old.ids, before)
            after = old.ended_at
