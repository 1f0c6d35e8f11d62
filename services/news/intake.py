"""The one way in for news: entries of any source become items, edits of items, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from db.unit_of_work import Transaction
from domain.ids import NewsId, UserId
from domain.news.items import (
    LEAD_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Content,
    Entry,
    NewNews,
    NewsOrigin,
    NewsState,
    SeenEntry,
    Source,
    digest_of,
)
from domain.news.subscriptions import NewsAction
from services.files.richtext import cut, cut_rich, plain
from services.news.labels import Reading, Rules

FIRST_READING = 10
"""Items that a new feed brings at once: what it showed before is known to its readers."""


@dataclass(slots=True)
class IntakeReport:
    """Ids of items by what became of them. `copies` stand elsewhere already."""

    added: list[NewsId] = field(default_factory=list)
    edited: list[NewsId] = field(default_factory=list)
    proposed: list[NewsId] = field(default_factory=list)
    unchanged: list[NewsId] = field(default_factory=list)
    copies: list[NewsId] = field(default_factory=list)
    skipped: int = 0

    def extend(self, other: IntakeReport) -> None:
        """Adds what came of another part of the same source."""
        for name in ("added", "edited", "proposed", "unchanged", "copies"):
            getattr(self, name).extend(getattr(other, name))
        self.skipped += other.skipped

    @property
    def first(self) -> NewsId | None:
        """The item that the entry of an intake of one became, or that it is a copy or an edit
        of."""
        found = [*self.added, *self.edited, *self.proposed, *self.unchanged, *self.copies]
        return found[0] if found else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """One source, one moment, in the caller's transaction. Entries come newest first.

    `is_released` puts new items before readers at once (a trusted source does too); `is_told`
    keeps them from subscribers (imports). `limit` bounds how many new items are made; the other
    entries are remembered, so that they do not come as new the next time.
    """

    tx: Transaction
    source: Source
    rules: Rules
    now: datetime
    is_released: bool = False
    is_told: bool = False
    limit: int | None = None
    author_id: UserId | None = None
    readings: Mapping[str, Reading] = field(default_factory=dict)
    """By guid, of entries that were read (and bounded) before the transaction began."""

    async def take(self, entries: Sequence[Entry]) -> IntakeReport:
        """Makes items of entries. One whose guid is known and whose text is another is an edit;
        one whose text is known is a copy, and no new item."""
        taken = IntakeReport()
        entries = [replace(entry, content=bounded(entry.content)) for entry in entries]
        digests = {entry.guid: digest_of(entry.content) for entry in entries}
        seen = await self.tx.news_sources.seen(self.source.id, digests)
        fresh = [entry for entry in entries if entry.guid not in seen]
        noted = await self._add(fresh, digests, taken)
        for entry in entries:
            known = seen.get(entry.guid)
            if known is None:
                continue
            if known.digest == digests[entry.guid]:
                taken.unchanged += [known.news_id] if known.news_id is not None else []
                continue
            if known.news_id is not None:
                await self._edit(known.news_id, entry, taken)
            noted[entry.guid] = replace(known, digest=digests[entry.guid])
        await self.tx.news_sources.note(self.source.id, noted, self.now)
        return taken

    async def _add(
        self, fresh: Sequence[Entry], digests: Mapping[str, str], taken: IntakeReport
    ) -> dict[str, SeenEntry]:
        """Adds items oldest first: of two with the same moment the one that the source shows
        above gets the higher id, and so counts as newer."""
        known = await self.tx.news.with_digests({digests[entry.guid] for entry in fresh})
        wanted = {entry.guid for entry in _newest(fresh, self.limit)}
        chosen: dict[str, Entry] = {}
        for entry in reversed(fresh):
            digest = digests[entry.guid]
            if entry.guid in wanted and digest not in known:
                chosen.setdefault(digest, entry)
        ids = await self.tx.news.add([self._new(entry) for entry in chosen.values()], self.now)
        taken.added += ids
        made = dict(zip(chosen, ids, strict=True))
        noted: dict[str, SeenEntry] = {}
        for entry in fresh:
            digest = digests[entry.guid]
            news_id = known.get(digest, made.get(digest))
            if news_id is None:
                taken.skipped += 1
            elif digest in known or chosen[digest] is not entry:
                taken.copies.append(news_id)
            noted[entry.guid] = SeenEntry(guid=entry.guid, digest=digest, news_id=news_id)
        return noted

    def _new(self, entry: Entry) -> NewNews:
        # «Now» would be a guess: a date that nobody can read is for an organiser to look at.
        is_released = (self.is_released or self.source.is_trusted) and not entry.is_date_unread
        reading = self._reading(entry)
        return NewNews(
            origin=self.source.origin,
            source_id=self.source.id,
            content=entry.content,
            labels=reading.labels,
            words=reading.words,
            published_at=min(entry.published_at or self.now, self.now),
            is_dated=entry.is_dated,
            state=NewsState.RELEASED if is_released else NewsState.DRAFT,
            is_told=self.is_told,
            author_id=self.author_id,
            topics_version=reading.topics_version,
        )

    def _reading(self, entry: Entry) -> Reading:
        return self.readings.get(entry.guid) or self.rules.read(entry.content)

    async def _edit(self, news_id: NewsId, entry: Entry, taken: IntakeReport) -> None:
        """An organiser's wording stays, and so does what is released until somebody looks.

        Topics that an organiser set stay in any case.
        """
        item = await self.tx.news.find(news_id)
        if item is None or item.state is NewsState.WITHDRAWN:
            return
        if digest_of(entry.content) == digest_of(item.content):
            # Changed, and changed back before anybody looked; or what an organiser had put right.
            if item.proposal is not None:
                await self.tx.news.propose(news_id, None)
            taken.unchanged.append(news_id)
            return
        content = replace(entry.content, picture_id=_picture_id(item.content, entry.content))
        is_free = self.source.is_trusted or self.is_released or item.state is NewsState.DRAFT
        if item.edited_by is not None or not is_free:
            await self.tx.news.propose(news_id, content)
            taken.proposed.append(news_id)
            return
        reading = self._reading(entry)
        topics = self.rules.topics_with(reading.labels.topics, item.by_hand)
        await self.tx.news.replace(
            item,
            content,
            replace(reading.labels, topics=topics),
            reading.words,
            self.now,
            topics_version=reading.topics_version,
        )
        if item.state is NewsState.RELEASED and self.source.origin is NewsOrigin.CHANNEL:
            # Not for feeds: some change an item every hour, and each time all copies would be.
            await self.tx.news_copies.ask_change(news_id, NewsAction.EDIT)
        taken.edited.append(news_id)


def bounded(content: Content) -> Content:
    """Within the limits of domain.news.items, and without what a message must not hold."""
    title = cut(plain(content.title), TITLE_LIMIT)
    whole = cut_rich(content.text, content.entities, TEXT_LIMIT)
    return replace(
        content,
        title=title,
        lead=cut(plain(content.lead), LEAD_LIMIT),
        text=whole.text,
        entities=whole.entities,
    )


def _newest(fresh: Sequence[Entry], limit: int | None) -> Iterable[Entry]:
    """The newest entries, by date where all have one, else as the source orders them."""
    if limit is None or len(fresh) <= limit:
        return fresh
    dated = [(entry.published_at, entry) for entry in fresh if entry.published_at is not None]
    if len(dated) < len(fresh):
        return fresh[:limit]
    return [entry for _, entry in sorted(dated, key=lambda pair: pair[0], reverse=True)[:limit]]


def _picture_id(old: Content, new: Content) -> str:
    """Telegram's copy of the picture holds as long as the picture is the same."""
    return new.picture_id or (old.picture_id if old.picture_url == new.picture_url else "")
