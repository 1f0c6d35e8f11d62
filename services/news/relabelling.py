"""After a change of the topics: what is stored is labelled anew, in the background.

Only topics are: regions and clusters stay as they were read. Nobody is told of an item again:
who gets it was decided when it was released.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from db.unit_of_work import Store
from domain.ids import NewsId, TopicCode
from domain.news.items import NewsItem
from services.news.labels import Labelling, Rules, topics_in

WINDOW = 50
"""Items in one transaction; on SQLite nobody else writes meanwhile."""
FORGOTTEN_AT_ONCE = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Relabelling:
    store: Store
    labelling: Labelling

    async def run(self) -> None:
        """The timed job. Each item knows by which topics it was labelled, so that the next round
        goes on wherever this one was interrupted."""
        while await self._relabel_some():
            pass
        while await self._forget_some():
            pass

    async def _relabel_some(self) -> bool:
        """Whether there may be more."""
        async with self.store.read() as tx:
            if not await tx.news.outdated(await tx.topics.version(), 1):
                return False
        rules = await self.labelling.rules()
        async with self.store.read() as tx:
            items = await tx.news.outdated(rules.version, WINDOW)
        found = await asyncio.to_thread(_read, rules, items)
        async with self.store.write() as tx:
            stored = await tx.news.find_many(list(found))
            # What was edited meanwhile has been read anew by that.
            same = [one for one in stored if one.revision == found[one.id][0]]
            labelled = [(one, rules.topics_with(found[one.id][1], one.by_hand)) for one in same]
            await tx.news.set_topics(
                [(one, topics) for one, topics in labelled if {*topics} != {*one.labels.topics}]
            )
            await tx.news.mark_labelled([item.id for item in same], rules.version)
        return bool(items)

    async def _forget_some(self) -> bool:
        """Subscriptions to topics that were removed; whether there may be more."""
        async with self.store.read() as tx:
            if not await tx.subscriptions.to_no_topic(1):
                return False
        async with self.store.write() as tx:
            gone = await tx.subscriptions.to_no_topic(FORGOTTEN_AT_ONCE)
            await tx.subscriptions.remove_rows(gone)
        return len(gone) == FORGOTTEN_AT_ONCE


def _read(
    rules: Rules, items: Sequence[NewsItem]
) -> dict[NewsId, tuple[int, tuple[TopicCode, ...]]]:
    """The topics that the rules find for each item, by its id, beside the revision that was
    read."""
    return {item.id: (item.revision, topics_in(item.content, rules.topics)) for item in items}
