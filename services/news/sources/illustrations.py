"""Which picture goes with an item: Telegram's copy, or the source's one, if it comes in time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from domain.lru_cache import LruCache
from domain.news.items import NewsItem
from domain.ports import Clock
from services.news.editing import NewsEditing
from services.news.sources.pictures import Picture, Pictures

PATIENCE_SECONDS = 5
"""A reader waits for the text meanwhile."""

LEFT_ALONE = timedelta(minutes=30)
"""After a failure; the next readers get the text at once."""

FAILURES_KEPT = 1_000
"""Addresses that gave no picture."""


@dataclass(kw_only=True, slots=True)
class Illustrations:
    editing: NewsEditing
    pictures: Pictures
    clock: Clock
    _failed: LruCache[str, datetime] = field(default_factory=partial(LruCache, FAILURES_KEPT))

    async def of(self, item: NewsItem) -> str | Picture | None:
        """A file_id, or a file to be sent; None: the item is read without one."""
        content = item.content
        if content.picture_id or not content.picture_url:
            return content.picture_id or None
        failed_at = self._failed.get(content.picture_url)
        if failed_at is not None and self.clock.now() - failed_at < LEFT_ALONE:
            return None
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = await self.pictures.find(content.picture_url)
        except TimeoutError:
            found = None
        if found is None:
            self._note(content.picture_url)
        return found

    async def keep(self, item: NewsItem, picture_id: str) -> None:
        if picture_id and picture_id != item.content.picture_id:
            await self.editing.keep_picture(item.id, picture_id)

    async def refused(self, item: NewsItem) -> None:
        """Telegram did not take it: a file_id of another bot, or a file that it cannot read."""
        if item.content.picture_id:
            await self.editing.keep_picture(item.id, "")
        else:
            self._note(item.content.picture_url)

    def _note(self, url: str) -> None:
        self._failed.keep(url, self.clock.now())
