"""News from their rows to messages: switches, stops and what is true no more."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from domain.ids import UpdateId, UserId
from domain.news.items import Content, NewsItem
from domain.news.subscriptions import SubscriptionKind
from domain.outgoing import Kind
from domain.people.users import (
    Actor,
    Category,
    Language,
    Preferences,
)
from sandbox.errors import bad_request
from sandbox.faults import of_method
from services.news.delivery import NewsDelivery
from services.news.subscriptions import Subscriptions
from tests.contract.refusals import PNG
from tests.newsroom import newsroom
from tests.outbox.conftest import Post

MOSCOW = ZoneInfo("Europe/Moscow")
TEXT = Content(title="Новость", text="Текст.")


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


async def told(
    post: Post, readers: list[int], content: Content = TEXT, update_id: int = 1
) -> NewsItem:
    """Released, with a row in the outbox for each reader."""
    wishes = Subscriptions(store=post.store, clock=post.clock)
    for reader in readers:
        await wishes.switch(actor(reader), SubscriptionKind.ALL, is_wanted=True)
    editing = newsroom(post.store, post.clock).editing
    item = await editing.write(actor(1, update_id), content)
    item = await editing.release(actor(1), item.id)
    await deliver(post)
    return item


async def deliver(post: Post) -> None:
    delivery = NewsDelivery(store=post.store, clock=post.clock, default_zone=MOSCOW)
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

    await newsroom(post.store, post.clock).editing.withdraw(actor(1), item.id)
    await deliver(post)
    post.clock.advance(seconds=2)
    await post.worker.drain()

    assert await post.rows("chat_id", "state", kind=Kind.NEWS_RECALL) == [(early, "sent")]
    assert await post.rows("chat_id", "state", kind=Kind.NEWS) == [(early, "sent")]


def stored_photo(post: Post) -> str:
    return post.world.store_file("p.png", PNG, "image/png", "photo").file_id


@pytest.mark.parametrize("method", ["sendPhoto", "sendMessage"])
async def test_news_whose_picture_is_refused_arrive_without_it(post: Post, method: str) -> None:
    """Once refused, the picture is not offered again: the second letter is accepted at once."""
    [reader] = await post.readers(1)
    pictured = replace(TEXT, picture_url="https://example.org/p.jpg")
    if method == "sendPhoto":
        pictured = replace(TEXT, picture_id=stored_photo(post))
    post.world.faults.refuse(bad_request("WEBPAGE_MEDIA_EMPTY"), when=of_method(method))

    for number in (1, 2):
        await told(post, [reader.id], replace(pictured, title=f"Новость {number}"), number)
        await post.worker.drain()
        post.clock.advance(seconds=2)

    assert await post.rows("state", kind=Kind.NEWS) == [("sent",), ("sent",)]
    assert [one.text.partition("\n")[0] for one in reader.inbox] == ["Новость 1", "Новость 2"]
    assert all(one.raw["link_preview_options"] == {"is_disabled": True} for one in reader.inbox)


async def test_news_refused_for_another_reason_fail_and_keep_their_picture(post: Post) -> None:
    [reader] = await post.readers(1)
    refused = bad_request("message text is empty")
    post.world.faults.refuse(refused, when=of_method("sendPhoto"))
    post.world.faults.refuse(refused, when=of_method("sendMessage"))

    pictured = replace(TEXT, picture_id=stored_photo(post))
    for number in (1, 2):
        await told(post, [reader.id], replace(pictured, title=f"Новость {number}"), number)
        await post.worker.drain()
        post.clock.advance(seconds=2)

    assert await post.rows("state", kind=Kind.NEWS) == [("failed",), ("sent",)]
    assert "photo" in reader.last.raw


@pytest.mark.parametrize("has_photo", [True, False])
async def test_correction_whose_picture_is_refused_changes_the_words(
    post: Post, has_photo: bool
) -> None:
    [reader] = await post.readers(1)
    picture_id = stored_photo(post) if has_photo else ""
    item = await told(post, [reader.id], replace(TEXT, picture_id=picture_id))
    await post.worker.drain()

    content = replace(item.content, title="Исправлено", picture_id="of another bot")
    editing = newsroom(post.store, post.clock).editing
    await editing.correct(actor(1), item.id, content, revision=item.revision)
    await deliver(post)
    post.clock.advance(seconds=2)
    await post.worker.drain()

    assert await post.rows("state", kind=Kind.NEWS_EDIT) == [("sent",)]
    assert (reader.last.caption or reader.last.text).startswith("Исправлено\n")
    assert ("photo" in reader.last.raw) is has_photo
