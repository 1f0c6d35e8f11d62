"""Readers choose which news come to them, how often and how loud; one tap stops them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from db.unit_of_work import Store, Transaction
from domain.errors import NotFound, UserError
from domain.ids import NewsId, TopicCode
from domain.news.items import NewsItem
from domain.news.subscriptions import (
    DigestFrequency,
    Reaction,
    Subscriber,
    Subscription,
    SubscriptionKind,
    next_digest_at,
)
from domain.people.users import Actor
from domain.ports import Clock
from services.news.reading import released_item
from services.news.stems import stems

WORDS_LIMIT = 20
"""Phrases of one person."""
PHRASE_LIMIT = 60
"""Characters of one phrase."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SubscriberChoices:
    """What a person gets. `subscriber.is_on` without subscriptions brings nothing."""

    subscriber: Subscriber
    subscriptions: tuple[Subscription, ...] = ()
    searches: int = 0
    """Saved searches of the person."""

    def has(self, kind: SubscriptionKind, value: str = "") -> bool:
        return any(one.kind is kind and one.value == value for one in self.subscriptions)

    @property
    def words(self) -> list[Subscription]:
        return [one for one in self.subscriptions if one.kind is SubscriptionKind.WORDS]


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscriptions:
    store: Store
    clock: Clock

    async def of(self, actor: Actor) -> SubscriberChoices:
        async with self.store.read() as tx:
            return await _choices(tx, actor)

    async def switch(
        self, actor: Actor, kind: SubscriptionKind, value: str = "", *, is_wanted: bool
    ) -> SubscriberChoices:
        """A topic, a region, favourites, saved searches or all.

        The first choice makes a subscriber.
        """
        async with self.store.write() as tx:
            if kind is SubscriptionKind.TOPIC:
                await _check_topic(tx, TopicCode(value))
            if is_wanted:
                await tx.subscriptions.add(actor.id, [Subscription(kind=kind, value=value)])
                await self._wake(tx, actor)
            else:
                await tx.subscriptions.remove(actor.id, kind, value)
            return await _choices(tx, actor)

    async def add_words(self, actor: Actor, text: str, *, is_minus: bool) -> SubscriberChoices:
        """Phrases divided by commas or lines. Raises UserError where nothing is to be looked for.

        All words of a phrase must be there, in any form and order.
        """
        phrases = [" ".join(one.split()) for one in text.replace("\n", ",").split(",")]
        given = [_phrase(one, is_minus=is_minus) for one in phrases if one]
        if not given:
            raise UserError("subscriptions-no-words")
        async with self.store.write() as tx:
            kept = (await _choices(tx, actor)).words
            if len({one.value for one in [*kept, *given]}) > WORDS_LIMIT:
                raise UserError("subscriptions-many-words", limit=WORDS_LIMIT)
            await tx.subscriptions.add(actor.id, given)
            await self._wake(tx, actor)
            return await _choices(tx, actor)

    async def remove(self, actor: Actor, subscription_id: int) -> SubscriberChoices:
        async with self.store.write() as tx:
            await tx.subscriptions.remove_row(actor.id, subscription_id)
            return await _choices(tx, actor)

    async def set_frequency(
        self, actor: Actor, frequency: DigestFrequency, hour: int
    ) -> SubscriberChoices:
        """A digest begins with what comes from now on."""
        if not 0 <= hour <= 23:
            raise NotFound("button-outdated")
        async with self.store.write() as tx:
            one = (await _choices(tx, actor)).subscriber
            if (one.frequency, one.hour) != (frequency, hour):
                one = replace(one, frequency=frequency, hour=hour)
                await tx.subscriptions.save_subscriber(self._timed(one, actor.zone))
            return await _choices(tx, actor)

    async def set_silent(self, actor: Actor, *, is_silent: bool) -> SubscriberChoices:
        async with self.store.write() as tx:
            one = (await _choices(tx, actor)).subscriber
            await tx.subscriptions.save_subscriber(replace(one, is_silent=is_silent))
            return await _choices(tx, actor)

    async def stop(self, actor: Actor, news_id: NewsId | None = None) -> SubscriberChoices:
        """One tap; what was chosen stays, for who comes back. `news_id`: what they tapped at."""
        async with self.store.write() as tx:
            one = (await _choices(tx, actor)).subscriber
            if one.is_on:
                off = replace(one, is_on=False, digest_from=None, next_digest_at=None)
                await tx.subscriptions.save_subscriber(off)
                if news_id is not None and await tx.news.find(news_id) is not None:
                    now = self.clock.now()
                    await tx.subscriptions.react(actor.id, news_id, Reaction.STOPPED, now)
            return await _choices(tx, actor)

    async def resume(self, actor: Actor) -> SubscriberChoices:
        async with self.store.write() as tx:
            await self._wake(tx, actor)
            return await _choices(tx, actor)

    async def opened(self, actor: Actor, news_id: NewsId) -> NewsItem:
        """The item behind the button, and a person more who looked. Raises NotFound."""
        async with self.store.write() as tx:
            item = await released_item(tx, news_id)
            now = self.clock.now()
            await tx.subscriptions.react(actor.id, news_id, Reaction.OPENED, now)
        return item

    async def _wake(self, tx: Transaction, actor: Actor) -> None:
        """Whoever chooses something wants to hear of it."""
        found = await tx.subscriptions.subscriber(actor.id)
        if found is None or not found.is_on:
            one = replace(found or Subscriber(user_id=actor.id), is_on=True)
            await tx.subscriptions.save_subscriber(self._timed(one, actor.zone))

    def _timed(self, one: Subscriber, zone: ZoneInfo) -> Subscriber:
        now = self.clock.now()
        at = next_digest_at(one.frequency, one.hour, zone, now) if one.is_on else None
        return replace(one, digest_from=now if at else None, next_digest_at=at)


def _phrase(text: str, *, is_minus: bool) -> Subscription:
    value = " ".join(sorted(set(stems(text[:PHRASE_LIMIT]))))
    if len(text) > PHRASE_LIMIT:
        raise UserError("subscriptions-long-words", limit=PHRASE_LIMIT)
    if not value:
        raise UserError("subscriptions-no-words")
    return Subscription(kind=SubscriptionKind.WORDS, value=value, shown=text, is_minus=is_minus)


async def _check_topic(tx: Transaction, code: TopicCode) -> None:
    if code not in {topic.code for topic in await tx.topics.all()}:
        raise NotFound("button-outdated")


async def _choices(tx: Transaction, actor: Actor) -> SubscriberChoices:
    found = await tx.subscriptions.subscriber(actor.id)
    return SubscriberChoices(
        subscriber=found or Subscriber(user_id=actor.id),
        subscriptions=tuple(await tx.subscriptions.of(actor.id)),
        searches=await tx.searches.saved_count(actor.id),
    )
