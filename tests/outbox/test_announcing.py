"""Announcements on their way: lanes, pacing, refusals, corrections, as the chats show them."""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import timedelta

import pytest

from domain.announcements.announcements import DispatchState, Outlet
from domain.ids import ChatId, UserId
from domain.outbox import (
    OutboxState,
    Priority,
)
from domain.outgoing import Kind
from domain.people.users import Category, Language, Preferences
from outbox.limiter import SlidingLimiter
from sandbox.chats import Json
from sandbox.client import received
from sandbox.errors import BotApiError
from tests.outbox.conftest import COPY, OWNER, Post, comments

SENT, QUEUED = OutboxState.SENT, OutboxState.QUEUED


class Watched(SlidingLimiter):
    """Remembers when messages started and what they weigh."""

    def __init__(self, rate: int) -> None:
        super().__init__(rate)
        self.starts: list[tuple[float, int]] = []

    def started(self, now: float, weight: int = 1) -> None:
        self.starts.append((now, weight))
        super().started(now, weight)


async def test_announcement_reaches_everybody_once_with_its_buttons(post: Post) -> None:
    people = await post.readers(12)
    await post.announce(post.written(), buttons="Да — https://example.org")
    await post.worker.drain()

    assert post.copies() == dict.fromkeys([person.id for person in people], 1)
    assert people[0].last.buttons == ["Да", "🔔 Настроить уведомления"]
    assert await post.totals() == {SENT: 12}


@pytest.mark.slow
async def test_paused_dispatch_stays_while_others_to_the_same_people_leave(post: Post) -> None:
    people = await post.readers(12)
    halted = await post.announce(post.written("первое"))
    await post.dispatches.pause(post.actor(), halted.id)
    await post.announce(post.written("второе"))
    await post.put(people[0], "напоминание")
    await post.worker.drain()
    meanwhile = [post.copies(text).total() for text in ("первое", "второе")]
    await post.dispatches.resume(post.actor(), halted.id)
    await post.worker.drain()

    assert meanwhile == [0, 12]
    assert comments(people[0]) == ["напоминание", "второе", "первое"]
    assert await post.totals() == {SENT: 25}


@pytest.mark.slow
async def test_dispatch_paused_in_the_middle_stops_soon_and_goes_on_where_it_was(
    post: Post,
) -> None:
    await post.readers(32)
    running = await post.announce(post.written())
    async with post.drained(after=10):
        await post.dispatches.pause(post.actor(), running.id)
    stopped_at = post.copies().total()
    await post.dispatches.resume(post.actor(), running.id)
    await post.worker.drain()

    assert 10 <= stopped_at < 32
    assert set(post.copies().values()) == {1}
    assert await post.totals() == {SENT: 32}


async def test_album_counts_as_each_of_its_parts_and_its_buttons(post: Post) -> None:
    people = await post.readers(8)
    post.worker.limiter = limiter = Watched(25)
    await post.announce(post.album(10))
    await post.worker.drain()

    assert [weight for _, weight in limiter.starts] == [11] * 8
    begun = [start for start, _ in limiter.starts]
    assert max(sum(11 for u in begun if t <= u < t + 1) for t in begun) <= 25
    assert {len(person.inbox) for person in people} == {11}
    assert len({one.raw["media_group_id"] for one in people[0].inbox[:10]}) == 1


async def test_album_with_buttons_gets_them_in_a_message_of_its_own(post: Post) -> None:
    person = await post.reader()
    await post.announce(post.album(2), buttons="Да — https://example.org")
    await post.worker.drain()

    assert [one.buttons for one in person.inbox] == [
        [],
        [],
        ["Да", "🔔 Настроить уведомления"],
    ]
    first, *more = [one.message_id for one in person.inbox]
    assert await post.rows("message_id", "more_message_ids") == [(first, more)]


@pytest.mark.slow
async def test_one_chat_gets_a_message_a_second_and_a_group_one_in_three(post: Post) -> None:
    person = await post.reader()
    group = await administered(post, "Группа")
    moments: dict[int, list[float]] = defaultdict(list)

    def note(_number: int, event: Json) -> None:
        moments[event["chat_id"]].append(post.clock.monotonic())

    for number in range(4):
        await post.announce(post.written(f"{number}"), group)
    with post.on_message(note):
        await post.worker.drain()

    assert [one.text for one in person.inbox] == ["0", "1", "2", "3"]
    assert [one.text for one in received(post.world, group.chat_id)] == ["0", "1", "2", "3"]
    assert gaps(moments[person.id]) >= 1
    assert gaps(moments[group.chat_id]) >= 3


def gaps(moments: list[float]) -> float:
    """The shortest pause between two of four."""
    assert len(moments) == 4
    return min(later - sooner for sooner, later in itertools.pairwise(moments))


async def administered(post: Post, title: str, *, is_forum: bool = False) -> Outlet:
    group = post.world.add_group(title, is_forum=is_forum)
    post.world.set_bot_status(group["id"], OWNER, "administrator")
    outlet = Outlet(chat_id=ChatId(group["id"]), title=title)
    async with post.store.write() as tx:
        await tx.outlets.save(outlet, post.clock.now())
    return outlet


@pytest.mark.slow
async def test_reminder_overtakes_a_long_announcement(post: Post) -> None:
    """It waits for what is in flight already, not for the hundreds that are queued."""
    await post.readers(45)
    olga = post.person()
    order: list[int] = []
    await post.announce(post.written())
    with post.on_message(lambda _number, event: order.append(event["chat_id"])):
        async with post.drained(after=10):
            asked_at = len(order)
            await post.put(olga, "сейчас", priority=Priority.NOTICE)

    assert order.index(olga.id) - asked_at <= 25
    assert len(order) == 46


async def test_person_who_blocked_the_bot_costs_a_dispatch_one_row(post: Post) -> None:
    people = await post.readers(5)
    post.world.block_bot(people[2].id)
    running = await post.announce(post.written())
    await post.put(people[2], "потом", not_before=post.clock.now() + timedelta(days=1))
    await post.worker.drain()
    left = await post.advance()

    async with post.store.read() as tx:
        reasons = await tx.dispatches.reasons(running.id)
        gone = await tx.users.find(UserId(people[2].id))
    assert [(one.state, one.count) for one in reasons] == [(OutboxState.UNDELIVERABLE, 1)]
    assert gone is not None
    assert gone.unreachable_at is not None
    assert (left, post.copies().total()) == ([], 4)
    assert (await post.rows("state"))[5] == ("cancelled",)


@pytest.mark.slow
async def test_source_that_is_gone_pauses_the_dispatch_until_its_post_is_replaced(
    post: Post,
) -> None:
    """Nobody is lost, its organiser hears of it once, and again of the next one."""
    await post.readers(20)
    source = post.written()
    running = await post.announce(source)
    post.world.delete_own(OWNER, source.message_ids[0])
    await post.worker.drain()
    paused = await post.rounds(running.announcement_id)
    meanwhile = await post.rows("state", kind=Kind.ANNOUNCEMENT)
    await post.worker.drain()
    told = await post.rows("chat_id", "state", "payload", kind=Kind.STALLED)
    post.clock.advance(seconds=10)
    await post.dispatches.replace_post(post.actor(), running.id, post.written("Сбор снова"))
    await post.worker.drain()

    assert [one.state for one in paused] == [DispatchState.PAUSED]
    assert set(meanwhile) == {("queued",)}
    error = "Bad Request: message to copy not found"
    assert told == [(OWNER, "sent", {"dispatch": running.id, "error": error})]
    assert set(post.copies("Сбор снова").values()) == {1}
    assert post.copies("Сбор снова").total() == 20
    assert set(await post.rows("state", "attempts", kind=Kind.ANNOUNCEMENT)) == {("sent", 1)}


async def test_group_that_became_a_supergroup_gets_it_there_and_is_known_by_its_new_id(
    post: Post,
) -> None:
    old, new = await administered(post, "Было"), await administered(post, "Стало")
    async with post.store.write() as tx:
        await tx.outlets.forget(new.chat_id)
    post.world.faults.migrated(new.chat_id, when=COPY)
    await post.announce(post.written("1"), old)
    await post.announce(post.written("2"), old)
    await post.worker.drain()

    assert [one.text for one in received(post.world, new.chat_id)] == ["1", "2"]
    assert received(post.world, old.chat_id) == []
    assert (
        await post.rows("chat_id", "state", "attempts", kind=Kind.ANNOUNCEMENT)
        == [(new.chat_id, "sent", 1)] * 2
    )
    async with post.store.read() as tx:
        assert await tx.outlets.all() == [Outlet(chat_id=new.chat_id, title="Было")]


async def test_topic_gets_what_was_meant_for_it_with_links_only(post: Post) -> None:
    forum = await administered(post, "Форум", is_forum=True)
    thread = post.world.add_topic(forum.chat_id, "Новости")
    topic = Outlet(chat_id=forum.chat_id, title="Новости", thread_id=thread)
    await post.announce(post.written(), topic, buttons="Да — https://example.org")
    await post.worker.drain()

    [copy] = received(post.world, forum.chat_id)
    assert (copy.raw["message_thread_id"], copy.buttons) == (thread, ["Да"])


@pytest.mark.parametrize(
    ("wishes", "category", "arrives"),
    [
        (Preferences(muted=frozenset({Category.NEWS})), Category.NEWS, False),
        (Preferences(muted=frozenset({Category.NEWS})), Category.SESSIONS, True),
        (Preferences(is_paused=True), Category.SESSIONS, False),
        (Preferences(is_paused=True), Category.IMPORTANT, True),
    ],
)
async def test_wish_of_after_the_filling_counts(
    post: Post, wishes: Preferences, category: Category, arrives: bool
) -> None:
    person = await post.reader()
    await post.announce(post.written(), category=category)
    async with post.store.write() as tx:
        await tx.users.set_preferences(UserId(person.id), wishes)
    await post.worker.drain()

    assert post.copies().total() == int(arrives)
    expected = ("sent", None) if arrives else ("cancelled", "opted out")
    assert await post.rows("state", "error") == [expected]


async def test_language_of_the_buttons_is_the_readers(post: Post) -> None:
    people = await post.readers(2)
    async with post.store.write() as tx:
        await tx.users.set_language(UserId(people[1].id), Language.EN)
    await post.announce(post.written())
    await post.worker.drain()

    assert [person.last.buttons for person in people] == [
        ["🔔 Настроить уведомления"],
        ["🔔 Notification settings"],
    ]


@pytest.mark.slow
async def test_correction_edits_each_copy_once_and_takes_an_equal_one_for_done(
    post: Post,
) -> None:
    people = await post.readers(4)
    running = await post.announce(post.written())
    await post.worker.drain()
    gone = people[0].last.message_id
    post.world.remove(post.world.chat(people[0].id), gone)
    post.clock.advance(seconds=10)
    for text in ("Сбор в 11", "Сбор в 11"):
        await post.dispatches.correct(post.actor(), running.announcement_id, post.written(text))
        post.clock.advance(seconds=5)
        await post.advance()
        await post.worker.drain()
        await post.advance()

    assert post.copies("Сбор в 11") == {person.id: 1 for person in people[1:]}
    assert post.copies().total() == 0
    assert people[1].last.buttons == ["🔔 Настроить уведомления"]
    states = await post.rows("state", kind=Kind.CORRECTION)
    assert states == [("failed",), ("sent",), ("sent",), ("sent",)] * 2


async def test_recall_takes_every_part_of_an_album_and_its_buttons(
    post: Post,
) -> None:
    people = await post.readers(3)
    running = await post.announce(post.album(3))
    await post.worker.drain()
    for shown in people[0].inbox:
        post.world.remove(post.world.chat(people[0].id), shown.message_id)
    await post.dispatches.recall(post.actor(), running.announcement_id)
    await post.advance()
    await post.worker.drain()

    assert [person.inbox for person in people] == [[], [], []]
    assert await post.rows("state", kind=Kind.RECALL) == [("sent",)] * 3


@pytest.mark.slow
async def test_recall_in_the_middle_leaves_no_copy_with_anybody(post: Post) -> None:
    await post.readers(32)
    running = await post.announce(post.written())
    async with post.drained(after=10):
        await post.dispatches.recall(post.actor(), running.announcement_id)
        await post.advance()
    for _ in range(3):
        await post.advance()
        await post.worker.drain()

    assert post.copies().total() == 0
    sent = (await post.rows("state", kind=Kind.ANNOUNCEMENT)).count(("sent",))
    recalled = await post.rows("state", kind=Kind.RECALL)
    assert (sent >= 10, recalled) == (True, [("sent",)] * sent)
    assert [one.state for one in await post.rounds(running.announcement_id)] == [
        DispatchState.CANCELLED,
        DispatchState.FINISHED,
    ]


async def test_message_too_old_to_be_taken_back_is_named_among_the_failures(post: Post) -> None:
    await post.reader()
    running = await post.announce(post.written())
    await post.worker.drain()
    words = "Bad Request: message can't be deleted for everyone"
    post.world.faults.refuse(
        BotApiError(400, words), when=lambda method, _params: method == "deleteMessages"
    )
    recall = await post.dispatches.recall(post.actor(), running.announcement_id)
    await post.advance()
    await post.worker.drain()

    async with post.store.read() as tx:
        [reason] = await tx.dispatches.reasons(recall.dispatch.id)
    assert (reason.state, reason.error) == (OutboxState.FAILED, words)
