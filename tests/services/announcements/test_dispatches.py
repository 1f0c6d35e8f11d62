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
    AudienceTerm,
    Languages,
    Received,
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
    AnnouncementRig,
    arrived,
    key_of,
)
from tests.clocks import START

# -- the announcement runner


async def test_fill_goes_chunk_by_chunk_and_the_end_is_reported_once(
    rig: AnnouncementRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.announcements.runner, "PEOPLE_AT_ONCE", 3)
    await rig.furnish(people=8)
    sending = await rig.sending()
    [filled] = await rig.runner().advance()
    rig.clock.advance(seconds=5)
    went = await rig.deliver()
    rig.clock.advance(seconds=5)
    left = await rig.runner().advance()
    again = await rig.runner().advance()

    assert (filled.is_filled, filled.cursor) == (True, 8)
    assert (went, left, again) == (list(range(1, 9)), [], [])
    [ended] = await rig.rounds(sending.announcement_id)
    assert (ended.state, ended.finished_at) == (
        DispatchState.FINISHED,
        START + timedelta(seconds=5),
    )
    assert await rig.rows("chat_id", "payload", "dedupe_key", kind=Kind.SUMMARY) == [
        (AUTHOR, {"dispatch": sending.id}, f"summary:{sending.id}")
    ]
    summary = await rig.dispatches.summary(sending.id)
    assert (summary.progress.totals, summary.reasons) == (Totals({OutboxState.SENT: 8}), [])
    assert (summary.curve[0], summary.curve[-1]) == ((0.0, 0), (5.0, 8))


@pytest.mark.parametrize("chunks", range(5))
async def test_crash_between_two_chunks_is_made_good_by_the_next_process(
    rig: AnnouncementRig, monkeypatch: pytest.MonkeyPatch, chunks: int
) -> None:
    """The store refuses after so many chunks; each person gets one row all the same."""
    monkeypatch.setattr(services.announcements.runner, "PEOPLE_AT_ONCE", 3)
    await rig.furnish(people=8)
    sending = await rig.sending()
    begun = 0

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        nonlocal begun
        if statement.startswith("UPDATE dispatches SET cursor"):
            begun += 1
            if begun > chunks:
                raise ZeroDivisionError

    sa.event.listen(sa.Engine, "before_cursor_execute", fail)
    try:
        await rig.runner().advance()
    except ZeroDivisionError:
        pass
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", fail)
    halfway = len(await rig.rows("id"))
    await rig.runner().advance()

    assert halfway == min(3 * chunks, 8)
    assert await rig.rows("chat_id", "dispatch_id") == [(n, sending.id) for n in range(1, 9)]


async def test_dispatch_that_reaches_nobody_ends_at_once(rig: AnnouncementRig) -> None:
    await rig.furnish(people=1)
    sending = await rig.sending()
    async with rig.store.write() as tx:
        await tx.users.set_stopped(UserId(1), START)
    left = await rig.runner().advance()

    assert (left, await rig.rows("chat_id", "kind")) == ([], [(AUTHOR, "summary")])
    assert (await rig.dispatches.progress(sending.id)).totals == Totals({})


async def test_cancelled_dispatch_ends_what_waits_and_lets_the_rest_arrive(
    rig: AnnouncementRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.announcements.runner, "PEOPLE_AT_ONCE", 2)
    await rig.furnish(people=7)
    sending = await rig.sending()
    await rig.runner().advance()
    [in_flight] = await rig.deliver(limit=1, finish=False)
    await rig.dispatches.cancel(rig.actor(), sending.id)
    again = await rig.dispatches.cancel(rig.actor(SECOND), sending.id)
    [open_still] = await rig.runner().advance()
    async with rig.store.write() as tx:
        await tx.outbox.settle([arrived(OutboxId(in_flight), START)])
    left = await rig.runner().advance()
    with pytest.raises(UserError, match="dispatch-over"):
        await rig.dispatches.resume(rig.actor(), sending.id)

    assert again.dispatch.state is open_still.state is DispatchState.CANCELLED
    assert left == []
    progress = await rig.dispatches.progress(sending.id)
    assert progress.totals == Totals({OutboxState.SENT: 1, OutboxState.CANCELLED: 6})
    assert len(await rig.rows("id", kind=Kind.SUMMARY)) == 1
    assert await rig.log() == ["confirmed", "dispatch-cancelled"]


async def test_dispatch_cancelled_before_it_was_filled_writes_nobody(rig: AnnouncementRig) -> None:
    await rig.furnish(people=3)
    sending = await rig.sending()
    await rig.dispatches.cancel(rig.actor(), sending.id)
    await rig.runner().advance()

    assert await rig.rows("kind") == [("summary",)]


async def test_paused_dispatch_gives_out_nothing_until_it_goes_on(rig: AnnouncementRig) -> None:
    await rig.furnish(people=2)
    sending = await rig.sending()
    await rig.runner().advance()
    paused = await rig.dispatches.pause(rig.actor(), sending.id)
    while_paused = await rig.deliver()
    left = await rig.runner().advance()
    resumed = await rig.dispatches.resume(rig.actor(), sending.id)

    assert (while_paused, [one.id for one in left]) == ([], [sending.id])
    assert (paused.dispatch.state, resumed.dispatch.state) == (
        DispatchState.PAUSED,
        DispatchState.RUNNING,
    )
    assert (paused.left_in, await rig.deliver()) == (timedelta(seconds=2 / 25), [1, 2])


async def test_post_is_replaced_in_a_paused_dispatch_only(rig: AnnouncementRig) -> None:
    await rig.furnish(people=1)
    sending = await rig.sending()
    with pytest.raises(UserError, match="dispatch-not-paused"):
        await rig.dispatches.replace_post(rig.actor(), sending.id, ALBUM)
    await rig.dispatches.pause(rig.actor(), sending.id)
    replaced = await rig.dispatches.replace_post(rig.actor(), sending.id, ALBUM)

    assert (replaced.dispatch.state, replaced.dispatch.post) == (DispatchState.RUNNING, ALBUM)


# -- repeating, correcting, recalling


async def test_repeat_is_for_those_of_the_audience_who_did_not_get_it(
    rig: AnnouncementRig,
) -> None:
    await rig.furnish(people=3)
    b, draft = rig.announcement_drafts, await rig.draft()
    release = rig.announcement_release
    russian = AudienceTerm(Languages(frozenset({Language.RU})))
    await b.set_audience(rig.actor(), draft, lambda _before: Audience((russian,)))
    await b.set_buttons(rig.actor(), draft, "Да — https://example.org")
    await b.toggle_silent(rig.actor(), draft)
    await release.confirm(rig.actor(), draft, await rig.mark(draft))
    await rig.runner().advance()
    await rig.deliver(limit=2)
    actor = rig.actor(SECOND)
    again = await b.repeat(actor, draft)
    with pytest.raises(AlreadyHandled):
        await b.repeat(actor, draft)
    estimate = await release.estimate(rig.actor(), again)

    assert again == await rig.found(again.id)
    assert again == Announcement(
        id=again.id,
        author_id=UserId(SECOND),
        state=AnnouncementState.DRAFT,
        post=POST,
        buttons=(LinkButton("Да", "https://example.org"),),
        is_silent=True,
        audience=Audience((russian, AudienceTerm(Received(draft), is_excluded=True))),
        created_at=START,
    )
    assert estimate.people == 1


async def test_correction_edits_each_copy_and_what_waits_goes_out_corrected(
    rig: AnnouncementRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.announcements.runner, "PEOPLE_AT_ONCE", 2)
    await rig.furnish(people=5)
    sending = await rig.sending()
    await rig.runner().advance()
    first = await rig.deliver(limit=3)
    corrected = replace(POST, message_ids=(9,), content={"text": "Сбор в 11"})
    correcting = await rig.dispatches.correct(rig.actor(), sending.announcement_id, corrected)
    with pytest.raises(UserError, match="dispatch-busy"):
        await rig.dispatches.recall(rig.actor(), sending.announcement_id)
    rig.clock.advance(seconds=5)
    await rig.runner().advance()
    rest = await rig.deliver()
    await rig.runner().advance()

    assert (first, sorted(rest)) == ([1, 2, 3], [1, 2, 3, 4, 5])
    assert await rig.rows("chat_id", "parent_id", kind=Kind.CORRECTION) == [
        (n, n) for n in (1, 2, 3)
    ]
    sent, edited = await rig.rounds(sending.announcement_id)
    assert (sent.post, edited.post, edited.id) == (corrected, corrected, correcting.dispatch.id)
    assert (sent.state, edited.state) == (DispatchState.FINISHED, DispatchState.FINISHED)
    assert len(await rig.rows("id", kind=Kind.SUMMARY)) == 2


async def test_correction_waits_for_what_is_in_flight(rig: AnnouncementRig) -> None:
    """A copy on its way holds the old words: it is found once it has arrived."""
    await rig.furnish(people=2)
    sending = await rig.sending()
    await rig.runner().advance()
    [chat] = await rig.deliver(limit=1, finish=False)
    await rig.dispatches.correct(rig.actor(), sending.announcement_id, POST)
    rig.clock.advance(seconds=5)
    await rig.runner().advance()
    before = await rig.rows("chat_id", kind=Kind.CORRECTION)
    async with rig.store.write() as tx:
        await tx.outbox.settle([arrived(OutboxId(1), rig.clock.now())])
    await rig.runner().advance()

    assert (before, await rig.rows("chat_id", kind=Kind.CORRECTION)) == ([], [(chat,)])


async def test_correction_begins_only_when_nobody_can_be_sending_the_old_words(
    rig: AnnouncementRig,
) -> None:
    """A renderer keeps the post for a moment; a copy made of it then must be found as well."""
    await rig.furnish(people=1)
    sending = await rig.sending()
    await rig.runner().advance()
    await rig.dispatches.correct(rig.actor(), sending.announcement_id, POST)
    await rig.runner().advance()
    await rig.deliver()
    rig.clock.advance(seconds=5)
    await rig.runner().advance()

    assert await rig.rows("chat_id", kind=Kind.CORRECTION) == [(1,)]


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
    rig: AnnouncementRig, old: PostKind, new: PostKind, key: str
) -> None:
    await rig.furnish(people=1)
    sending = await rig.sending(replace(POST, kind=old))
    with pytest.raises(UserError) as refused:
        await rig.dispatches.correct(rig.actor(), sending.announcement_id, replace(POST, kind=new))

    assert (key_of(refused), len(await rig.rounds(sending.announcement_id))) == (key, 1)


async def test_recall_cancels_the_rest_and_takes_back_each_copy_of_48_hours(
    rig: AnnouncementRig,
) -> None:
    await rig.furnish(people=5)
    sending = await rig.sending()
    await rig.runner().advance()
    await rig.deliver(limit=2)
    rig.clock.advance(hours=47)
    await rig.deliver(limit=2)
    rig.clock.advance(hours=2)
    await rig.dispatches.recall(rig.actor(SECOND), sending.announcement_id)
    await rig.runner().advance()
    recalled = await rig.deliver()
    await rig.runner().advance()
    with pytest.raises(UserError, match="dispatch-recalled"):
        await rig.dispatches.recall(rig.actor(), sending.announcement_id)
    with pytest.raises(UserError, match="dispatch-recalled"):
        await rig.dispatches.correct(rig.actor(), sending.announcement_id, POST)

    assert await rig.rows("chat_id", "parent_id", kind=Kind.RECALL) == [(3, 3), (4, 4)]
    assert sorted(recalled) == [3, 4, AUTHOR]
    assert [one.state for one in await rig.rounds(sending.announcement_id)] == [
        DispatchState.CANCELLED,
        DispatchState.FINISHED,
    ]
    assert await rig.rows("chat_id", kind=Kind.SUMMARY) == [(AUTHOR,), (SECOND,)]
    assert (await rig.rows("state"))[4] == ("cancelled",)


async def test_recall_of_what_ended_too_long_ago_is_refused(rig: AnnouncementRig) -> None:
    await rig.furnish(people=1)
    sending = await rig.sending()
    await rig.runner().advance()
    await rig.deliver()
    await rig.runner().advance()
    rig.clock.advance(hours=48, seconds=1)
    with pytest.raises(UserError, match="dispatch-recall-too-late"):
        await rig.dispatches.recall(rig.actor(), sending.announcement_id)
