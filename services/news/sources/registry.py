"""Feeds and channels: who adds them, whom we trust."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db.unit_of_work import Store
from domain.errors import NotFound, UserError
from domain.ids import SourceId
from domain.news.items import Source
from domain.people.users import Actor
from domain.ports import Clock
from services.files.richtext import typed_address
from services.people.organisers import Organisers


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsSources:
    """Calls with an actor check the right (Forbidden) and leave a line in the audit log."""

    store: Store
    clock: Clock
    organisers: Organisers

    async def ensure_feeds(self, urls: Iterable[str]) -> None:
        """Adds the feeds of the settings, at the start. What organisers changed about them
        stays."""
        async with self.store.write() as tx:
            for url in urls:
                await tx.news_sources.add_feed(url, url, self.clock.now())

    async def begin(self, actor: Actor) -> None:
        """Before an address or a channel is asked for: whoever may not send it is not asked."""
        await self.organisers.check(actor)

    async def all(self, actor: Actor) -> list[Source]:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await tx.news_sources.all()

    async def find(self, actor: Actor, source_id: SourceId) -> Source:
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            found = await tx.news_sources.find(source_id)
        if found is None:
            raise NotFound("news-source-gone")
        return found

    async def add_feed(self, actor: Actor, url: str) -> Source:
        """Asked within a minute; its first items are few. Raises UserError for no address."""
        address = typed_address(url)
        if not address:
            raise UserError("fetch-bad-url")
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            added = await tx.news_sources.add_feed(address, address, self.clock.now())
            source = await tx.news_sources.of_url(address)
            if added:
                await self.organisers.record(tx, actor, "news-source-added", title=address)
        if source is None:
            raise NotFound("news-source-gone")
        return source

    async def trust(self, actor: Actor, source_id: SourceId, *, is_trusted: bool) -> Source:
        """New items of a trusted source are released at once; drafts that wait go on waiting."""
        action = "news-source-trusted" if is_trusted else "news-source-distrusted"
        return await self._change(actor, source_id, action, is_trusted=is_trusted)

    async def pause(self, actor: Actor, source_id: SourceId, *, is_paused: bool) -> Source:
        action = "news-source-paused" if is_paused else "news-source-resumed"
        return await self._change(actor, source_id, action, is_paused=is_paused)

    async def ask_now(self, actor: Actor, source_id: SourceId) -> Source:
        """A feed at the next minute, whatever pause its failures have earned."""
        return await self._change(
            actor, source_id, "news-source-asked", next_poll_at=self.clock.now()
        )

    async def _change(
        self, actor: Actor, source_id: SourceId, action: str, **values: object
    ) -> Source:
        async with self.store.write() as tx:
            await tx.updates.claim(actor.update_id, self.clock.now())
            await self.organisers.require(tx, actor)
            source = await tx.news_sources.find(source_id)
            if source is None or not await tx.news_sources.change(source_id, **values):
                raise NotFound("news-source-gone")
            await self.organisers.record(tx, actor, action, id=source_id, title=source.title)
        return await self.find(actor, source_id)

    async def remove(self, actor: Actor, source_id: SourceId) -> None:
        """Its items stay."""
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            source = await tx.news_sources.find(source_id)
            if source is None or not await tx.news_sources.remove(source_id):
                raise NotFound("news-source-gone")
            await self.organisers.record(tx, actor, "news-source-removed", title=source.title)
