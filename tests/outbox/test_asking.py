"""Ratings and digests from their rows to messages: order, switches, and what is true no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.ids import UserId
from domain.outbox import (
    OutboxState,
)
from domain.outgoing import Kind
from domain.people.users import Category, Preferences
from services.programme.admission.waiting_list import promote_waiting
from services.programme.day_digests import Digests
from services.programme.files.diff import change_of
from services.programme.ratings import Ratings
from services.programme.revisions import Revisions
from tests.clocks import START
from tests.outbox.conftest import Post
from tests.programmes import EVENT, add_sessions, register, session_at

HOUR = timedelta(hours=1)
MOSCOW = ZoneInfo("Europe/Moscow")


def ratings(post: Post) -> Ratings:
    return Ratings(store=post.store, clock=post.clock, alarm=post.alarm, default_zone=MOSCOW)


def digests(post: Post) -> Digests:
    return Digests(store=post.store, clock=post.clock, alarm=post.alarm, default_zone=MOSCOW)


async def test_rating_and_digest_of_who_switched_sessions_off_meanwhile_are_not_sent(
    post: Post,
) -> None:
    people = await post.readers(4)
    muted, paused, undigested, stays = (UserId(one.id) for one in people)
    await add_sessions(post.store, session_at(START), session_at(START + 22 * HOUR, "b"))
    for session in ("a", "b"):
        await register(post.store, *(one.id for one in people), session=session)
    post.clock.advance(hours=9)  # 21:00 in Moscow
    asked = await ratings(post).tick()
    async with post.store.write() as tx:
        wishes = {
            muted: Preferences(muted=frozenset({Category.SESSIONS})),
            paused: Preferences(is_paused=True),
            undigested: Preferences(wants_digest=False),
        }
        for person, wanted in wishes.items():
            await tx.users.set_preferences(person, wanted)
    await post.worker.drain()
    async with post.store.write() as tx:
        for person in wishes:
            await tx.users.set_preferences(person, Preferences())
    post.clock.advance(hours=11)
    told = await digests(post).tick()
    async with post.store.write() as tx:
        for person, wanted in wishes.items():
            await tx.users.set_preferences(person, wanted)
    await post.worker.drain()

    assert (asked, told) == (4, 4)
    states = {
        kind: {row[0]: row[1] for row in await post.rows("chat_id", "state", kind=kind)}
        for kind in (Kind.RATING, Kind.DIGEST)
    }
    assert states == {
        Kind.RATING: {muted: "cancelled", paused: "cancelled", undigested: "sent", stays: "sent"},
        Kind.DIGEST: {
            muted: "cancelled", paused: "cancelled", undigested: "cancelled", stays: "sent",
        },
    }  # fmt: skip


async def test_digest_that_could_not_leave_before_noon_expires(post: Post) -> None:
    [olga] = await post.readers(1)
    await add_sessions(post.store, session_at(START + 30 * HOUR))
    await register(post.store, olga.id)
    post.clock.advance(hours=20)
    await digests(post).tick()
    post.clock.advance(hours=4)
    await post.worker.drain()

    assert (olga.inbox, await post.totals()) == ([], {OutboxState.EXPIRED: 1})


async def test_announcement_waits_for_digests_and_digests_for_notices(post: Post) -> None:
    [olga] = await post.readers(1)
    first, last = await post.readers(2, "Игорь")
    await add_sessions(post.store, session_at(START + 22 * HOUR))
    await register(post.store, olga.id)
    post.clock.advance(hours=20)
    await post.put(last, "announcement", priority=9)
    await digests(post).tick()
    await post.put(first, "notice", priority=0)
    order: list[int] = []
    with post.on_message(lambda _number, event: order.append(event["message"]["chat"]["id"])):
        await post.worker.drain()

    assert order == [first.id, olga.id, last.id]


async def test_row_whose_session_is_gone_sends_nothing(post: Post) -> None:
    [olga] = await post.readers(1)
    await add_sessions(post.store, session_at(START))
    await register(post.store, olga.id)
    post.clock.advance(hours=2)
    await ratings(post).tick()
    await add_sessions(post.store, session_at(START + HOUR))
    await post.worker.drain()

    assert (olga.inbox, await post.rows("state", "error", kind=Kind.RATING)) == (
        [],
        [("cancelled", "no longer true")],
    )


async def test_change_is_told_to_who_is_concerned_as_it_leaves(post: Post) -> None:
    """It waits for two minutes, or for the morning: by then somebody has left, or all is over."""
    left, waits, stays = await post.readers(3)
    before, over = session_at(START + 5 * HOUR), session_at(START + HOUR, "over")
    await add_sessions(post.store, before, over)
    for session in ("a", "over"):
        await register(post.store, left.id, stays.id, session=session)
    await register(post.store, waits.id, is_waiting=True)
    revisions = Revisions(store=post.store, clock=post.clock, default_zone=MOSCOW)
    async with post.store.write() as tx:
        changes = [change_of(one, replace(one, room="Цех 2")) for one in (before, over)]
        await revisions.save(tx, EVENT.id, [one for one in changes if one is not None])
        await tx.registrations.leave(UserId(left.id), before.id)
    post.clock.advance(hours=3)
    await post.worker.drain()

    assert [len(one.inbox) for one in (left, waits, stays)] == [0, 1, 1]


async def test_place_that_was_given_up_at_once_is_not_told(post: Post) -> None:
    first, second = await post.readers(2)
    session = replace(session_at(START + HOUR), capacity=2)
    await add_sessions(post.store, session)
    await register(post.store, first.id, second.id, is_waiting=True)
    async with post.store.write() as tx:
        await promote_waiting(tx, session, post.clock.now(), MOSCOW)
        await tx.registrations.leave(UserId(first.id), session.id)
    await post.worker.drain()

    assert [len(one.inbox) for one in (first, second)] == [0, 1]


async def test_what_organisers_read_goes_to_nobody_who_is_none_any_more(post: Post) -> None:
    """Telegram may have been away for hours: a report tells who has written it."""
    removed, stays = await post.readers(2)
    for one in (removed, stays):
        await post.put(one, "Сайт не тот")
    post.strangers.add(UserId(removed.id))
    await post.worker.drain()

    assert [len(one.inbox) for one in (removed, stays)] == [0, 1]
    assert await post.rows("state", "error") == [
        ("cancelled", "no organiser any more"), ("sent", None),
    ]  # fmt: skip
