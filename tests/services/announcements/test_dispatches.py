"""Dispatches: filled by the announcement runner, paused, cancelled, repeated, corrected,
recalled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

import services.announcements.runner
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    DispatchState,
    LinkButton,
    PostKind,
    Totals,
)
from domain.announcements.audiences import (
    Audience,
    Languages,
    Received,
    Term,
)
from domain.errors import AlreadyHandled, UserError
from domain.ids import OutboxId, UserId
from domain.outbox import (
    OutboxState,
)
from domain.outgoing import Kind
from domain.people.users import Language
from tests.announcing import (
    ALBUM,
    AUTHOR,
    POST,
    SECOND,
    House,
    arrived,
    key_of,
)
from tests.clocks import START

# -- the announcement runner


async def test_fill_goes_chunk_by_chunk_and_the_end_is_reported_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.announcements.runner, "WINDOW", 3)
    await house.furnish(people=8)
    sending = await house.sending()
    [filled] = await house.runner().advance()
    house.clock.advance(seconds=5)
    went = await house.deliver()
    house.clock.advance(seconds=5)
    left = await house.runner().advance()
    again = await house.runner().advance()

    assert (filled.is_filled, filled.cursor) == (True, 8)
    assert (went, left, again) == (list(range(1, 9)), [], [])
    [ended] = await house.rounds(sending.announcement_id)
    assert (ended.state, ended.finished_at) == (
        DispatchState.FINISHED,
        START + timedelta(seconds=5),
    )
    assert await house.rows("chat_id", "payload", "dedupe_key", kind=Kind.SUMMARY) == [
        (AUTHOR, {"dispatch": sending.id}, f"summary:{sending.id}")
    ]
    summary = await house.dispatches.summary(sending.id)
    assert (summary.progress.totals, summary.reasons) == (Totals({OutboxState.SENT: 8}), [])
    assert (summary.curve[0], summary.curve[-1]) == ((0.0, 0), (5.0, 8))


@pytest.mark.parametrize("chunks", range(5))
async def test_crash_between_two_chunks_is_made_good_by_the_next_process(
    house: House, monkeypatch: pytest.MonkeyPatch, chunks: int
) -> None:
    """The store refuses after so many chunks; each person gets one row all the same."""
    monkeypatch.setattr(services.announcements.runner, "WINDOW", 3)
    await house.furnish(people=8)
    sending = await house.sending()
    begun = 0

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        nonlocal begun
        if statement.startswith("UPDATE dispatches SET cursor"):
            begun += 1
            if begun > chunks:
                raise ZeroDivisionError

    sa.event.listen(sa.Engine, "before_cursor_execute", fail)
    try:
        await house.runner().advance()
    except ZeroDivisionError:
        pass
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", fail)
    halfway = len(await house.rows("id"))
    await house.runner().advance()

    assert halfway == min(3 * chunks, 8)
    assert await house.rows("chat_id", "dispatch_id") == [(n, sending.id) for n in range(1, 9)]


async def test_dispatch_that_reaches_nobody_ends_at_once(house: House) -> None:
    await house.furnish(people=1)
    sending = await house.sending()
    async with house.store.write() as tx:
        await tx.users.set_stopped(UserId(1), START)
    left = await house.runner().advance()

    assert (left, await house.rows("chat_id", "kind")) == ([], [(AUTHOR, "summary")])
    assert (await house.dispatches.progress(sending.id)).totals == Totals({})


async def test_cancelled_dispatch_ends_what_waits_and_lets_the_rest_arrive(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.announcements.runner, "WINDOW", 2)
    await house.furnish(people=7)
    sending = await house.sending()
    await house.runner().advance()
    [in_flight] = await house.deliver(limit=1, finish=False)
    await house.dispatches.cancel(house.actor(), sending.id)
    again = await house.dispatches.cancel(house.actor(SECOND), sending.id)
    [open_still] = await house.runner().advance()
    async with house.store.write() as tx:
        await tx.outbox.settle([arrived(OutboxId(in_flight), START)])
    left = await house.runner().advance()
    with pytest.raises(UserError, match="dispatch-over"):
        await house.dispatches.resume(house.actor(), sending.id)

    assert again.dispatch.state is open_still.state is DispatchState.CANCELLED
    assert left == []
    progress = await house.dispatches.progress(sending.id)
    assert progress.totals == Totals({OutboxState.SENT: 1, OutboxState.CANCELLED: 6})
    assert len(await house.rows("id", kind=Kind.SUMMARY)) == 1
    assert await house.log() == ["confirmed", "dispatch-cancelled"]


async def test_dispatch_cancelled_before_it_was_filled_writes_nobody(house: House) -> None:
    await house.furnish(people=3)
    sending = await house.sending()
    await house.dispatches.cancel(house.actor(), sending.id)
    await house.runner().advance()

    assert await house.rows("kind") == [("summary",)]


async def test_paused_dispatch_gives_out_nothing_until_it_goes_on(house: House) -> None:
    await house.furnish(people=2)
    sending = await house.sending()
    await house.runner().advance()
    paused = await house.dispatches.pause(house.actor(), sending.id)
    while_paused = await house.deliver()
    left = await house.runner().advance()
    resumed = await house.dispatches.resume(house.actor(), sending.id)

    assert (while_paused, [one.id for one in left]) == ([], [sending.id])
    assert (paused.dispatch.state, resumed.dispatch.state) == (
        DispatchState.PAUSED,
        DispatchState.RUNNING,
    )
    assert (paused.left_in, await house.deliver()) == (timedelta(seconds=2 / 25), [1, 2])


async def test_post_is_replaced_in_a_paused_dispatch_only(house: House) -> None:
    await house.furnish(people=1)
    sending = await house.sending()
    with pytest.raises(UserError, match="dispatch-not-paused"):
        await house.dispatches.replace_post(house.actor(), sending.id, ALBUM)
    await house.dispatches.pause(house.actor(), sending.id)
    replaced = await house.dispatches.replace_post(house.actor(), sending.id, ALBUM)

    assert (replaced.dispatch.state, replaced.dispatch.post) == (DispatchState.RUNNING, ALBUM)


# -- repeating, correcting, recalling


async def test_repeat_is_for_those_of_the_audience_who_did_not_get_it(house: House) -> None:
    await house.furnish(people=3)
    b, draft = house.announcement_drafts, await house.draft()
    russian = Term(Languages(frozenset({Language.RU})))
    await b.set_audience(house.actor(), draft, lambda _before: Audience((russian,)))
    await b.set_buttons(house.actor(), draft, "Да — https://example.org")
    await b.toggle_silent(house.actor(), draft)
    await b.confirm(house.actor(), draft)
    await house.runner().advance()
    await house.deliver(limit=2)
    actor = house.actor(SECOND)
    again = await b.repeat(actor, draft)
    with pytest.raises(AlreadyHandled):
        await b.repeat(actor, draft)
    estimate = await b.estimate(house.actor(), again)

    assert again == await house.found(again.id)
    assert again == Announcement(
        id=again.id,
        author_id=UserId(SECOND),
        state=AnnouncementState.DRAFT,
        post=POST,
        buttons=(LinkButton("Да", "https://example.org"),),
        is_silent=True,
        audience=Audience((russian, Term(Received(draft), is_excluded=True))),
        created_at=START,
    )
    assert estimate.people == 1


async def test_correction_edits_each_copy_and_what_waits_goes_out_corrected(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.announcements.runner, "WINDOW", 2)
    await house.furnish(people=5)
    sending = await house.sending()
    await house.runner().advance()
    first = await house.deliver(limit=3)
    corrected = replace(POST, message_ids=(9,), content={"text": "Сбор в 11"})
    correcting = await house.dispatches.correct(house.actor(), sending.announcement_id, corrected)
    with pytest.raises(UserError, match="dispatch-busy"):
        await house.dispatches.recall(house.actor(), sending.announcement_id)
    house.clock.advance(seconds=5)
    await house.runner().advance()
    rest = await house.deliver()
    await house.runner().advance()

    assert (first, sorted(rest)) == ([1, 2, 3], [1, 2, 3, 4, 5])
    assert await house.rows("chat_id", "parent_id", kind=Kind.CORRECTION) == [
        (n, n) for n in (1, 2, 3)
    ]
    sent, edited = await house.rounds(sending.announcement_id)
    assert (sent.post, edited.post, edited.id) == (corrected, corrected, correcting.dispatch.id)
    assert (sent.state, edited.state) == (DispatchState.FINISHED, DispatchState.FINISHED)
    assert len(await house.rows("id", kind=Kind.SUMMARY)) == 2


async def test_correction_waits_for_what_is_in_flight(house: House) -> None:
    """A copy on its way holds the old words: it is found once it has arrived."""
    await house.furnish(people=2)
    sending = await house.sending()
    await house.runner().advance()
    [chat] = await house.deliver(limit=1, finish=False)
    await house.dispatches.correct(house.actor(), sending.announcement_id, POST)
    house.clock.advance(seconds=5)
    await house.runner().advance()
    before = await house.rows("chat_id", kind=Kind.CORRECTION)
    async with house.store.write() as tx:
        await tx.outbox.settle([arrived(OutboxId(1), house.clock.now())])
    await house.runner().advance()

    assert (before, await house.rows("chat_id", kind=Kind.CORRECTION)) == ([], [(chat,)])


async def test_correction_begins_only_when_nobody_can_be_sending_the_old_words(
    house: House,
) -> None:
    """A renderer keeps the post for a moment; a copy made of it then must be found as well."""
    await house.furnish(people=1)
    sending = await house.sending()
    await house.runner().advance()
    await house.dispatches.correct(house.actor(), sending.announcement_id, POST)
    await house.runner().advance()
    await house.deliver()
    house.clock.advance(seconds=5)
    await house.runner().advance()

    assert await house.rows("chat_id", kind=Kind.CORRECTION) == [(1,)]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (PostKind.ALBUM, PostKind.ALBUM, "dispatch-correct-impossible"),
        (PostKind.POLL, PostKind.TEXT, "dispatch-correct-impossible"),
        (PostKind.TEXT, PostKind.MEDIA, "dispatch-correct-kind"),
        (PostKind.MEDIA, PostKind.TEXT, "dispatch-correct-kind"),
    ],
)
async def test_correction_that_telegram_cannot_make_is_refused(
    house: House, old: PostKind, new: PostKind, key: str
) -> None:
    await house.furnish(people=1)
    sending = await house.sending(replace(POST, kind=old))
    with pytest.raises(UserError) as refused:
        await house.dispatches.correct(
            house.actor(), sending.announcement_id, replace(POST, kind=new)
        )

    assert (key_of(refused), len(await house.rounds(sending.announcement_id))) == (key, 1)


async def test_recall_cancels_the_rest_and_takes_back_each_copy_of_48_hours(
    house: House,
) -> None:
    await house.furnish(people=5)
    sending = await house.sending()
    await house.runner().advance()
    await house.deliver(limit=2)
    house.clock.advance(hours=47)
    await house.deliver(limit=2)
    house.clock.advance(hours=2)
    await house.dispatches.recall(house.actor(SECOND), sending.announcement_id)
    await house.runner().advance()
    recalled = await house.deliver()
    await house.runner().advance()
    with pytest.raises(UserError, match="dispatch-recalled"):
        await house.dispatches.recall(house.actor(), sending.announcement_id)
    with pytest.raises(UserError, match="dispatch-recalled"):
        await house.dispatches.correct(house.actor(), sending.announcement_id, POST)

    assert await house.rows("chat_id", "parent_id", kind=Kind.RECALL) == [(3, 3), (4, 4)]
    assert sorted(recalled) == [3, 4, AUTHOR]
    assert [one.state for one in await house.rounds(sending.announcement_id)] == [
        DispatchState.CANCELLED,
        DispatchState.FINISHED,
    ]
    assert await house.rows("chat_id", kind=Kind.SUMMARY) == [(AUTHOR,), (SECOND,)]
    assert (await house.rows("state"))[4] == ("cancelled",)


async def test_recall_of_what_ended_too_long_ago_is_refused(house: House) -> None:
    await house.furnish(people=1)
    sending = await house.sending()
    await house.runner().advance()
    await house.deliver()
    await house.runner().advance()
    house.clock.advance(hours=48, seconds=1)
    with pytest.raises(UserError, match="dispatch-recall-too-late"):
        await house.dispatches.recall(house.actor(), sending.announcement_id)
