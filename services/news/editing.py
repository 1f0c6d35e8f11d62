"""Organisers and the news: drafts, release now or later, correction, withdrawal."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from db.unit_of_work import Store, Transaction
from domain.errors import NotFound, UserError
from domain.ids import NewsId, TopicCode
from domain.news.items import (
    LEAD_LIMIT,
    TITLE_LIMIT,
    Content,
    Entry,
    NewsItem,
    NewsOrigin,
    NewsState,
)
from domain.news.subscriptions import ExpectedReaders, NewsAction, ReactionFigures
from domain.people.users import Actor
from domain.ports import Alarm, Clock
from domain.texts import utf16_units
from services.files.richtext import plain
from services.news.delivery import words_in
from services.news.intake import Intake, bounded
from services.news.labels import Labelling
from services.news.sources.articles import Articles
from services.people.organisers import Organisers

DRAFTS_PAGE = 10
COURSE_POINTS = 60
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MILESTONES = (HOUR, DAY, 7 * DAY)
"""Points of an item's course that are told in words too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditingPage:
    """A page of drafts, or of what is out. `drafts` is how many wait altogether."""

    items: tuple[NewsItem, ...]
    drafts: int
    has_more: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ReactionHistory:
    """`points`: how long after the release, and the figures by then."""

    item: NewsItem
    figures: ReactionFigures
    points: tuple[tuple[timedelta, ReactionFigures], ...]

    @property
    def length(self) -> timedelta:
        return self.points[-1][0]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewsEditing:
    """Every call checks the right (Forbidden) and leaves a line in the audit log."""

    store: Store
    clock: Clock
    alarm: Alarm
    organisers: Organisers
    labelling: Labelling
    articles: Articles

    async def begin(self, actor: Actor) -> None:
        """Before a link or a text is asked for: whoever may not send it is not asked."""
        await self.organisers.check(actor)

    async def draft_from_link(self, actor: Actor, url: str) -> NewsItem:
        """Reads the article. The same address again is the same item, in whatever state it is.

        Raises FetchError when there is nothing to be read.
        """
        await self.organisers.check(actor)
        entry = await self.articles.extract(url)
        return await self._take(actor, NewsOrigin.LINK, entry)

    async def write(self, actor: Actor, content: Content) -> NewsItem:
        """A draft in the organiser's own words. A double tap makes no second one."""
        _check_lengths(content)
        return await self._take(
            actor, NewsOrigin.CHAT, Entry(guid=f"update/{actor.update_id}", content=content)
        )

    async def _take(self, actor: Actor, origin: NewsOrigin, entry: Entry) -> NewsItem:
        rules, now = await self.labelling.rules(), self.clock.now()
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            source = await tx.news_sources.house(origin)
            intake = Intake(tx=tx, source=source, rules=rules, now=now, author_id=actor.id)
            taken = await intake.take([entry])
            item = await self._find(tx, taken.first)
            if taken.added:
                await self._record(tx, actor, "news-drafted", item)
        return item

    async def item(self, actor: Actor, news_id: NewsId) -> NewsItem:
        """The item in any state. Raises NotFound."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            return await self._find(tx, news_id)

    async def figures(self, actor: Actor, news_id: NewsId) -> ReactionFigures:
        """What became of an item with its subscribers."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            [figures] = await tx.news_copies.figures(news_id, [self.clock.now()])
            return figures

    async def reaction_history(self, actor: Actor, news_id: NewsId) -> ReactionHistory | None:
        """The figures of an item over the time since its release; None while nobody has got it."""
        now = self.clock.now()
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            item = await self._find(tx, news_id)
            last_at = await tx.news_copies.last_happened_at(news_id)
            if last_at is None or item.released_at is None:
                return None
            offsets = course_offsets(now - item.released_at, last_at - item.released_at)
            moments = [item.released_at + offset for offset in offsets]
            past = await tx.news_copies.figures(news_id, [*moments, now])
        points = tuple(zip(offsets, past[:-1], strict=True))
        return ReactionHistory(item=item, figures=past[-1], points=points)

    async def page(
        self, actor: Actor, *, after: NewsId | None = None, is_released: bool = False
    ) -> EditingPage:
        """What waits, or what readers have, from the one that follows `after`."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            read = tx.news.newest if is_released else tx.news.drafts
            found = await read(DRAFTS_PAGE + 1, after=after)
            return EditingPage(
                items=tuple(found[:DRAFTS_PAGE]),
                drafts=await tx.news.draft_count(),
                has_more=len(found) > DRAFTS_PAGE,
            )

    async def set_topic(
        self, actor: Actor, news_id: NewsId, code: TopicCode, *, is_wanted: bool
    ) -> NewsItem:
        """Gives or takes a topic by hand: no edit, source or change of the topic's words undoes
        it."""
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            item = await self._find(tx, news_id)
            known = {topic.code for topic in await tx.topics.all()}
            if code not in known:
                raise NotFound("button-outdated")
            by_hand = item.by_hand.chosen(code, is_wanted=is_wanted)
            await tx.news.set_by_hand(news_id, by_hand)
            topics = [one for one in by_hand.over(item.labels.topics) if one in known]
            await tx.news.set_topics([(item, topics)])
            item = await self._find(tx, news_id)
            await self._record(tx, actor, "news-labelled", item)
        return item

    async def expected(self, actor: Actor, item: NewsItem) -> ExpectedReaders:
        """How many it would reach if it were released now."""
        async with self.store.read() as tx:
            await self.organisers.require(tx, actor)
            words = await tx.subscriptions.words()
        has = await asyncio.to_thread(words_in, item.content, words)
        async with self.store.read() as tx:
            return await tx.news_copies.expected(item, has)

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
        if at is not None:
            self.alarm.wake_at(at)
        return item

    async def release_due(self) -> int:
        """Releases what was planned for now or earlier, and sets the alarm for what comes next.
        How many items that were."""
        now, released = self.clock.now(), 0
        async with self.store.read() as tx:
            is_due = bool(await tx.news.due_releases(now))
            next_at = await tx.news.next_release_at(now)
        if next_at is not None:
            self.alarm.wake_at(next_at)
        if is_due:
            async with self.store.write() as tx:
                due = await tx.news.due_releases(now)
                released = sum([await tx.news.release(news_id, now) for news_id in due])
        return released

    async def withdraw(self, actor: Actor, news_id: NewsId) -> NewsItem:
        """Takes the item from readers, or out of the drafts. Its source cannot bring it back."""
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            was = await self._find(tx, news_id)
            if not await tx.news.withdraw(news_id):
                raise UserError("news-withdrawn-already")
            if was.state is NewsState.RELEASED:
                await tx.news_copies.ask_change(news_id, NewsAction.RECALL)
            item = await self._find(tx, news_id)
            await self._record(tx, actor, "news-withdrawn", item)
        return item

    async def correct(
        self, actor: Actor, news_id: NewsId, content: Content, *, revision: int
    ) -> NewsItem:
        """The organiser's wording, which no source overwrites any more.

        Raises UserError when the item is not the one that was looked at (`revision`).
        """
        _check_lengths(content)
        return await self._rewrite(actor, news_id, content, revision)

    async def accept_proposal(self, actor: Actor, news_id: NewsId, *, revision: int) -> NewsItem:
        """What the source says now becomes the item's content."""
        item = await self.item(actor, news_id)
        if item.proposal is None:
            raise UserError("news-changed-meanwhile")
        content = item.proposal
        if item.state is NewsState.RELEASED and not content.picture_id:
            content = replace(content, picture_id=item.content.picture_id)
        return await self._rewrite(actor, news_id, content, revision)

    async def drop_proposal(self, actor: Actor, news_id: NewsId) -> NewsItem:
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            item = await self._find(tx, news_id)
            if item.proposal is not None:
                await tx.news.propose(news_id, None)
                await self._record(tx, actor, "news-proposal-dropped", item)
            return replace(item, proposal=None)

    async def _rewrite(
        self, actor: Actor, news_id: NewsId, content: Content, revision: int
    ) -> NewsItem:
        content = bounded(content)
        rules = await self.labelling.rules()
        reading = rules.read(content)
        async with self.store.write() as tx:
            await self.organisers.require(tx, actor)
            old = await self._find(tx, news_id)
            is_same = old.state is not NewsState.WITHDRAWN and old.revision == revision
            if is_same and old.state is NewsState.RELEASED and _loses_picture(old, content):
                raise UserError("news-picture-stays")
            topics = rules.topics_with(reading.labels.topics, old.by_hand)
            if not is_same or not await tx.news.replace(
                old,
                content,
                replace(reading.labels, topics=topics),
                reading.words,
                self.clock.now(),
                topics_version=reading.topics_version,
                edited_by=actor.id,
            ):
                raise UserError("news-changed-meanwhile")
            if old.state is NewsState.RELEASED:
                await tx.news_copies.ask_change(news_id, NewsAction.EDIT)
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


def course_offsets(age: timedelta, lasted: timedelta) -> list[timedelta]:
    """Moments of a curve since the release, until a little after the last thing that happened and
    never past now.

    The milestones on the way are among them: they would be missed between two points.
    """
    length = max(min(age, max(lasted * 1.1, HOUR)), timedelta(minutes=1))
    steps = {length * n / COURSE_POINTS for n in range(COURSE_POINTS + 1)}
    return sorted(steps | {one for one in MILESTONES if one < length})


def _loses_picture(old: NewsItem, content: Content) -> bool:
    """A photo that was delivered cannot become a text (Bot API, editMessageMedia)."""
    return bool(old.content.picture_id) and not content.picture_id


def _check_lengths(content: Content) -> None:
    """Raises UserError: what an organiser writes is not cut in silence."""
    if not plain(content.title):
        raise UserError("news-no-title")
    if utf16_units(content.title) > TITLE_LIMIT:
        raise UserError("news-title-long", limit=TITLE_LIMIT)
    if utf16_units(content.lead) > LEAD_LIMIT:
        raise UserError("news-lead-long", limit=LEAD_LIMIT)
