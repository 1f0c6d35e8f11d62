"""News from their rows to messages: switches, stops and what is true no more."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from domain.ids import UpdateId, UserId
from domain.news import Content, NewsItem
from domain.outbox import Kind
from domain.subscriptions import SubscriptionKind
from domain.users import Actor, Category, Language, Preferences
from services.news.delivery import NewsDelivery
from services.news.subscriptions import Subscriptions
from tests.newsroom import newsroom
from tests.outbox.conftest import Post

MOSCOW = ZoneInfo("Europe/Moscow")


def actor(user_id: int, update_id: int = 1) -> Actor:
    return Actor(
        id=UserId(user_id),
        name="Гость",
        language=Language.RU,
        zone=MOSCOW,
        home=None,
        is_owner=True,
        update_id=UpdateId(update_id),
    )


async def told(post: Post, readers: list[int]) -> NewsItem:
    """Released, with a row in the outbox for each reader."""
    wishes = Subscriptions(store=post.store, clock=post.clock)
    for reader in readers:
        await wishes.switch(actor(reader), SubscriptionKind.ALL, is_wanted=True)
    desk = newsroom(post.store, post.clock).desk
    item = await desk.write(actor(1), Content(title="Новость", text="Текст."))
    item = await desk.release(actor(1), item.id)
    await deliver(post)
    return item


async def deliver(post: Post) -> None:
    delivery = NewsDelivery(
        store=post.store, clock=post.clock, alarm=post.alarm, default_zone=MOSCOW
    )
    await delivery.tick()


async def test_news_of_who_switched_them_off_meanwhile_are_not_sent(post: Post) -> None:
    people = [one.id for one in await post.readers(4)]
    muted, paused, stopped, stays = people
    await told(post, people)
    async with post.store.write() as tx:
        away = Preferences(muted=frozenset({Category.NEWS}))
        await tx.users.set_preferences(UserId(muted), away)
        await tx.users.set_preferences(UserId(paused), Preferences(is_paused=True))
    await Subscriptions(store=post.store, clock=post.clock).stop(actor(stopped))

    await post.worker.drain()

    rows = await post.rows("chat_id", "state", kind=Kind.NEWS)
    assert {row[0]: row[1] for row in rows} == {
        muted: "cancelled", paused: "cancelled", stopped: "cancelled", stays: "sent",
    }  # fmt: skip


async def test_withdrawn_news_are_not_sent_and_those_sent_are_removed(post: Post) -> None:
    early, late = [one.id for one in await post.readers(2)]
    item = await told(post, [early])
    await post.worker.drain()
    await Subscriptions(store=post.store, clock=post.clock).switch(
        actor(late), SubscriptionKind.ALL, is_wanted=True
    )

    await newsroom(post.store, post.clock).desk.withdraw(actor(1), item.id)
    await deliver(post)
    post.clock.advance(seconds=2)
    await post.worker.drain()

    assert await post.rows("chat_id", "state", kind=Kind.NEWS_RECALL) == [(early, "sent")]
    assert await post.rows("chat_id", "state", kind=Kind.NEWS) == [(early, "sent")]
