"""From a wave to messages: what is sent, and what is not because it is true no more."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from db import tables
from domain.ids import SessionId, UserId
from domain.outbox import (
    OutboxState,
)
from domain.outgoing import Kind
from domain.people.users import Category, Preferences
from sandbox.client import UserClient
from services.programme.reminders import Reminders
from tests.clocks import START
from tests.outbox.conftest import SEND, Post
from tests.plans import watched
from tests.programmes import add_sessions, register, session_at

BEGINS = START + timedelta(hours=1)
A = SessionId("a")


def service(post: Post) -> Reminders:
    return Reminders(store=post.store, clock=post.clock, alarm=post.alarm)


async def going(post: Post, *names: str) -> list[UserClient]:
    people = [await post.reader(name) for name in names]
    await add_sessions(post.store, session_at(BEGINS))
    await register(post.store, *(one.id for one in people), at=START - timedelta(hours=1))
    return people


async def test_reminder_says_how_long_it_is_when_it_leaves(post: Post) -> None:
    """Not when its wave was written: the rate and the network take their time."""
    olga, igor = await going(post, "Ольга", "Игорь")
    async with post.store.write() as tx:
        await tx.users.set_zone(UserId(igor.id), "Asia/Omsk")
    post.world.faults.server_error(when=SEND)
    written = await service(post).tick()
    await post.worker.drain()
    post.clock.advance(minutes=4, seconds=10)
    await post.worker.drain()

    assert written == 2
    assert {one.last.text.splitlines()[0] for one in (olga, igor)} == {
        "⏰ Через час",
        "⏰ Через 56 минут",
    }
    assert "🗓 23 ноября, 13:00 (Москва, UTC+3)" in olga.last.text
    assert "🕒 По вашим часам: 23 ноября, 16:00 (Омск, UTC+6)" in igor.last.text
    assert "По вашим" not in olga.last.text
    assert olga.last.buttons == ["✅ Иду", "⏰ Через 10 минут", "Открыть карточку"]


async def test_reminder_that_leaves_reads_one_statement(post: Post) -> None:
    """Besides those that all messages of one cycle share."""
    await going(post, "Ольга", "Игорь", "Анна")
    assert await service(post).tick() == 3
    with watched("SELECT") as made:
        await post.worker.drain()

    assert len([text for text, _ in made.seen if "FROM registrations JOIN users" in text]) == 3
    assert not [text for text, _ in made.seen if "FROM events" in text]


async def test_zone_that_a_person_changes_meanwhile_is_that_of_the_text(post: Post) -> None:
    """And of what comes later: the reminder itself comes at its moment, wherever they are."""
    [olga] = await going(post, "Ольга")
    assert await service(post).tick() == 1
    for zone in ("Asia/Kamchatka", "Europe/Kaliningrad"):
        async with post.store.write() as tx:
            await tx.users.set_zone(UserId(olga.id), zone)
    await post.worker.drain()
    first = olga.last.text
    async with post.store.write() as tx:
        await tx.users.set_zone(UserId(olga.id), "Europe/Moscow")
    post.clock.advance(minutes=50)
    await service(post).tick()
    await post.worker.drain()

    assert "🗓 23 ноября, 13:00 (Москва, UTC+3)" in first
    assert "🕒 По вашим часам: 23 ноября, 12:00 (Калининград, UTC+2)" in first
    assert olga.last.text.startswith("⏰ Через 10 минут")
    assert "По вашим" not in olga.last.text


async def test_what_is_true_no_more_is_not_sent(post: Post) -> None:
    people = await going(post, "left", "muted", "off", "stays")
    left, muted, off, stays = (UserId(one.id) for one in people)
    await service(post).tick()
    async with post.store.write() as tx:
        await tx.registrations.leave(left, A)
        muting = Preferences(muted=frozenset({Category.SESSIONS}))
        await tx.users.set_preferences(muted, muting)
        await tx.lead_times.set_reminders(off, 0)
    await post.worker.drain()

    assert [len(one.inbox) for one in people] == [0, 0, 0, 1]
    assert sorted(await post.rows("chat_id", "state", "error", kind=Kind.REMINDER)) == sorted(
        [
            (left, "cancelled", "no longer true", ),
            (muted, "cancelled", "opted out"),
            (off, "cancelled", "no longer true"),
            (stays, "sent", None),
        ]
    )  # fmt: skip


async def test_session_that_moved_is_gone_or_cancelled_sends_nothing(post: Post) -> None:
    """Even where nobody took the rows back."""
    people = await going(post, "Ольга")
    olga = people[0].id
    for name in ("b", "c", "d"):
        await add_sessions(post.store, session_at(BEGINS, name))
        await register(post.store, olga, session=name, at=START - timedelta(hours=1))
    await service(post).tick()
    await add_sessions(post.store, session_at(BEGINS + timedelta(hours=1), "b"))
    await add_sessions(post.store, session_at(BEGINS, "c", is_cancelled=True))
    async with post.database.write() as connection:
        await connection.execute(sa.delete(tables.sessions).where(tables.sessions.c.id == "d"))
    await post.worker.drain()

    assert await post.totals() == {OutboxState.SENT: 1, OutboxState.CANCELLED: 3}


async def test_reminder_past_the_start_expires(post: Post) -> None:
    [olga] = await going(post, "Ольга")
    await service(post).tick()
    post.clock.advance(hours=1)
    await post.worker.drain()

    assert (olga.inbox, await post.totals()) == ([], {OutboxState.EXPIRED: 1})


async def test_reminder_goes_before_an_announcement_that_waits(post: Post) -> None:
    await going(post, "Ольга")
    [igor] = await post.readers(1, "Игорь")
    await post.put(igor, "1", priority=9)
    await service(post).tick()
    order: list[int] = []
    with post.on_message(lambda _number, event: order.append(event["message"]["chat"]["id"])):
        await post.worker.drain()

    assert order[-1] == igor.id
    assert len(order) == 2
