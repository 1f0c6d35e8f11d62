"""Organisers and the news: drafts, release now or later, correction, withdrawal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.unit_of_work import Store, Transaction
from domain.errors import NotFound, UserError
from domain.ids import NewsId
from domain.news import Content, Entry, NewsItem, NewsState, Way
from domain.ports import Clock
from domain.users import Actor
from services.news.articles import Articles
from services.news.intake import Intake, bounded
from services.news.labels import Labelling
from services.organisers import Organisers

DRAFTS_PAGE = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsDesk:
    """Every call checks the right (Forbidden) and leaves a line in the audit log."""

    store: Store
    clock: Clock
    organisers: Organisers
    labelling: Labelling
    articles: Articles

    async def draft_from_link(self, actor: Actor, url: str) -> NewsItem:
        """Reads the article. The same address again is the same item, in whatever state it is.

        Raises FetchError when there is nothing to be read.
        """
        await self.organisers.check(actor)
        entry = await self.articles.extract(url)
        return await self._take(actor, Way.LINK, entry)

    async def write(self, actor: Actor, content: Content) -> NewsItem:
        """A draft in the organiser's own words. A double tap makes no second one."""
        if not content.title.strip():
            raise UserError("news-no-title")
        return await self._take(
            actor, Way.CHAT, Entry(guid=f"update/{actor.update_id}", content=content)
        )

    async def _take(self, actor: Actor, way: Way, entry: Entry) -> NewsItem:
        rules, now = await self.labelling.rules(), self.clock.now()
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            source = await tx.news_sources.house(way)
            intake = Intake(tx=tx, source=source, rules=rules, now=now, author_id=actor.id)
            taken = await intake.take([entry])
            item = await self._find(tx, taken.first)
            if taken.added:
                await self._record(tx, actor, "news-drafted", item)
        return item

    async def item(self, actor: Actor, news_id: NewsId) -> NewsItem:
        """In any state. Raises NotFound."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await self._find(tx, news_id)

    async def drafts(
        self, actor: Actor, *, after: NewsId | None = None
    ) -> tuple[list[NewsItem], int]:
        """DRAFTS_PAGE of them, newest first, and how many there are altogether."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return (
                await tx.news.drafts(DRAFTS_PAGE, after=after),
                await tx.news.draft_count(),
            )

    async def release(self, actor: Actor, news_id: NewsId) -> NewsItem:
        """Raises UserError where it is no draft (any more)."""
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            if not await tx.news.release(news_id, self.clock.now()):
                raise UserError("news-not-draft")
            item = await self._find(tx, news_id)
            await self._record(tx, actor, "news-released", item)
        return item

    async def plan(self, actor: Actor, news_id: NewsId, at: datetime | None) -> NewsItem:
        """Release at a moment to come; None takes the moment away."""
        if at is not None and at <= self.clock.now():
            raise UserError("news-plan-past")
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            if not await tx.news.plan(news_id, at):
                raise UserError("news-not-draft")
            item = await self._find(tx, news_id)
            await self._record(tx, actor, "news-planned", item)
        return item

    async def release_due(self) -> int:
        """The timed job: what was planned for now or earlier. How many items that were."""
        now = self.clock.now()
        async with self.store.read() as tx:
            if not await tx.news.due_releases(now):
                return 0
        async with self.store.write() as tx:
            due = await tx.news.due_releases(now)
            return sum([await tx.news.release(news_id, now) for news_id in due])

    async def withdraw(self, actor: Actor, news_id: NewsId) -> NewsItem:
        """From readers, or from the drafts. Its source cannot bring it back."""
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            if not await tx.news.withdraw(news_id):
                raise UserError("news-withdrawn-already")
            item = await self._find(tx, news_id)
            await self._record(tx, actor, "news-withdrawn", item)
        return item

    async def correct(
        self, actor: Actor, news_id: NewsId, content: Content, *, revision: int
    ) -> NewsItem:
        """The organiser's wording, which no source overwrites any more.

        Raises UserError when the item is not the one that was looked at (`revision`).
        """
        if not content.title.strip():
            raise UserError("news-no-title")
        return await self._rewrite(actor, news_id, content, revision)

    async def accept_proposal(self, actor: Actor, news_id: NewsId, *, revision: int) -> NewsItem:
        """What the source says now becomes the item's content."""
        item = await self.item(actor, news_id)
        if item.proposal is None:
            raise UserError("news-changed-meanwhile")
        return await self._rewrite(actor, news_id, item.proposal, revision)

    async def drop_proposal(self, actor: Actor, news_id: NewsId) -> NewsItem:
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            await tx.news.propose(news_id, None)
            return await self._find(tx, news_id)

    async def _rewrite(
        self, actor: Actor, news_id: NewsId, content: Content, revision: int
    ) -> NewsItem:
        content = bounded(content)
        reading = (await self.labelling.rules()).read(content)
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            old = await self._find(tx, news_id)
            is_same = old.state is not NewsState.WITHDRAWN and old.revision == revision
            if not is_same or not await tx.news.replace(
                old,
                content,
                reading.labels,
                reading.words,
                self.clock.now(),
                edited_by=actor.id,
            ):
                raise UserError("news-changed-meanwhile")
            item = await self._find(tx, news_id)
            await self._record(tx, actor, "news-corrected", item)
        return item

    async def keep_picture(self, news_id: NewsId, picture_id: str) -> None:
        """What Telegram calls the picture, once it has been sent: the next one is sent by it."""
        async with self.store.write() as tx:
            await tx.news.set_picture(news_id, picture_id=picture_id)

    async def _find(self, tx: Transaction, news_id: NewsId | None) -> NewsItem:
        item = await tx.news.find(news_id) if news_id is not None else None
        if item is None:
            raise NotFound("news-gone")
        return item

    async def _record(self, tx: Transaction, actor: Actor, action: str, item: NewsItem) -> None:
        await self.organisers.record(tx, actor, action, id=item.id, title=item.content.title)
