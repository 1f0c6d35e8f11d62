"""Announcements from draft to confirmation: who may, what is set, what is refused."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import events, sessions
from domain.announcements.announcements import (
    Announcement,
    AnnouncementState,
    Dispatch,
    DispatchAction,
    DispatchState,
    LinkButton,
    PostKind,
    Totals,
)
from domain.announcements.audiences import (
    EVERYONE,
    Audience,
    AudienceTerm,
    Chosen,
    Regions,
)
from domain.errors import AlreadyHandled, Forbidden, NotFound, ProfkompasError, UserError
from domain.ids import DispatchId, EventId, UserId
from domain.outbox import OutboxState
from domain.people.users import Actor, Category
from services.announcements.release import Confirmed, Estimate
from tests.announcing import (
    ALBUM,
    AUTHOR,
    CHANNEL,
    OMSK,
    OWNER,
    POST,
    SECOND,
    STRANGER,
    TOPIC,
    AnnouncementRig,
    key_of,
)
from tests.clocks import START
from tests.people import add_people
from tests.stores import ready

# -- rights


async def test_stranger_may_do_nothing_and_changes_nothing(rig: AnnouncementRig) -> None:
    await rig.furnish(people=1)
    one = await rig.found(await rig.draft())
    running = await rig.sending()
    b, d = rig.announcement_drafts, rig.dispatches
    release = rig.announcement_release
    acts: list[Callable[[Actor], Awaitable[object]]] = [
        b.begin,
        lambda who: b.draft(who, POST),
        lambda who: b.get(who, one.id),
        lambda who: b.toggle_silent(who, one.id),
        lambda who: b.set_category(who, one.id, Category.IMPORTANT),
        lambda who: b.set_buttons(who, one.id, "А https://example.org"),
        lambda who: b.remove_buttons(who, one.id),
        lambda who: b.set_start(who, one.id, "завтра 10:00"),
        lambda who: b.start_now(who, one.id),
        lambda who: b.toggle_local(who, one.id),
        lambda who: b.set_expiry(who, one.id, "завтра 10:00"),
        lambda who: b.remove_expiry(who, one.id),
        lambda who: b.set_audience(who, one.id, lambda audience: audience),
        lambda who: b.choose(who, one.id, [1], is_excluded=False),
        lambda who: b.toggle_outlet(who, one.id, CHANNEL),
        b.outlets,
        lambda who: b.offered(who, Regions),
        b.events,
        lambda who: b.sessions(who, EventId("x")),
        lambda who: b.check_draft(who, one.id),
        lambda who: b.replace_post(who, one.id, POST),
        lambda who: release.approval_request(who, one.id),
        lambda who: release.estimate(who, one),
        lambda who: release.test(who, one.id),
        lambda who: release.confirm(who, one.id, one.mark),
        lambda who: release.approve(who, one.id, one.mark),
        lambda who: release.withdraw(who, one.id),
        lambda who: release.discard(who, one.id),
        lambda who: b.repeat(who, running.announcement_id),
        lambda who: d.progress_for(who, running.id),
        lambda who: d.pause(who, running.id),
        lambda who: d.resume(who, running.id),
        lambda who: d.cancel(who, running.id),
        lambda who: d.replace_post(who, running.id, POST),
        lambda who: d.of(who, running.announcement_id),
        lambda who: d.check_correctable(who, running.announcement_id, PostKind.TEXT),
        lambda who: d.correct(who, running.announcement_id, POST),
        lambda who: d.recall(who, running.announcement_id),
        lambda who: d.archive(who, 0),
        d.under_way,
        rig.organisers.check,
        rig.organisers.everyone,
        rig.organisers.dashboard,
        lambda who: rig.organisers.log(who, 0),
        lambda who: rig.organisers.add(who, UserId(5), "Ия"),
        lambda who: rig.organisers.removable(who, UserId(AUTHOR)),
        lambda who: rig.organisers.remove(who, UserId(AUTHOR)),
    ]
    rows, log = await rig.rows("id"), await rig.log()
    for number, act in enumerate(acts):
        with pytest.raises(Forbidden) as refused:
            await act(rig.actor(STRANGER))
        assert key_of(refused).startswith("admin-"), number

    assert (await rig.found(one.id), await rig.rows("id"), await rig.log()) == (
        one,
        rows,
        log,
    )
    assert [each.state for each in await rig.rounds(running.announcement_id)] == [
        DispatchState.RUNNING
    ]


async def test_rights_end_at_the_moment_an_organiser_is_removed(rig: AnnouncementRig) -> None:
    draft = await rig.draft()
    await rig.organisers.remove(rig.actor(OWNER), UserId(AUTHOR))

    with pytest.raises(Forbidden):
        await rig.announcement_release.confirm(rig.actor(), draft, await rig.mark(draft))


async def test_draft_is_changed_by_its_author_and_by_owners_only(rig: AnnouncementRig) -> None:
    draft = await rig.draft()
    with pytest.raises(Forbidden) as refused:
        await rig.announcement_drafts.toggle_silent(rig.actor(SECOND), draft)
    changed = await rig.announcement_drafts.toggle_silent(rig.actor(OWNER), draft)

    assert (key_of(refused), changed.is_silent) == ("broadcast-not-yours", True)


async def test_organisers_are_added_and_removed_by_owners_with_a_line_in_the_log(
    rig: AnnouncementRig,
) -> None:
    people = rig.organisers
    for wrong in (0, -5, 2**52):
        with pytest.raises(UserError, match="organisers-id-wrong"):
            await people.add(rig.actor(OWNER), UserId(wrong), "Ия")
    with pytest.raises(Forbidden):
        await people.add(rig.actor(), UserId(5), "Ия")
    added = [await people.add(rig.actor(OWNER), UserId(5), "Ия") for _ in range(2)]
    removed = [await people.remove(rig.actor(OWNER), UserId(5)) for _ in range(2)]

    assert (added, removed) == ([True, False], [True, False])
    assert await rig.log() == ["organiser-added", "organiser-removed"]


# -- drafts


async def test_draft_with_everything_set_is_what_was_set(rig: AnnouncementRig) -> None:
    b, draft = rig.announcement_drafts, await rig.draft()
    await rig.furnish(people=3)
    await b.toggle_silent(rig.actor(), draft)
    await b.set_category(rig.actor(), draft, Category.SESSIONS)
    await b.set_buttons(rig.actor(), draft, "Да — https://example.org")
    await b.set_start(rig.actor(), draft, "завтра 10:00")
    await b.set_expiry(rig.actor(), draft, "завтра 18:00")
    await b.toggle_outlet(rig.actor(), draft, CHANNEL)
    await b.toggle_outlet(rig.actor(), draft, TOPIC)
    await b.toggle_outlet(rig.actor(), draft, replace(CHANNEL, title="Новое имя"))
    _, known = await b.choose(rig.actor(), draft, [3, 2, 2, 777], is_excluded=False)
    bringer = rig.actor()
    last, again = await b.choose(bringer, draft, [3], is_excluded=True)

    assert (known, again) == (2, 1)
    assert last == await b.get(rig.actor(SECOND), draft)
    assert last == Announcement(
        id=draft,
        author_id=UserId(AUTHOR),
        state=AnnouncementState.DRAFT,
        post=POST,
        buttons=(LinkButton("Да", "https://example.org"),),
        is_silent=True,
        category=Category.SESSIONS,
        audience=Audience((AudienceTerm(Chosen(draft, 1, bringer.update_id), is_excluded=True),)),
        outlets=(TOPIC,),
        starts_at=datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
        expires_at=datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
        created_at=START,
    )
    await b.start_now(rig.actor(), draft)
    await b.remove_expiry(rig.actor(), draft)
    await b.remove_buttons(rig.actor(), draft)
    bare = await b.set_audience(rig.actor(), draft, lambda _before: EVERYONE)
    assert (bare.starts_at, bare.expires_at, bare.buttons, bare.audience) == (
        None,
        None,
        (),
        EVERYONE,
    )


async def test_draft_of_one_update_is_made_once(rig: AnnouncementRig) -> None:
    actor = rig.actor()
    await rig.announcement_drafts.draft(actor, POST)
    with pytest.raises(AlreadyHandled):
        await rig.announcement_drafts.draft(actor, POST)


@pytest.mark.parametrize(
    ("ids", "key"),
    [([], "audience-file-empty"), (range(1, 100_002), "audience-file-too-long")],
    ids=["empty", "long"],
)
async def test_choice_of_nobody_or_too_many_is_refused(
    rig: AnnouncementRig, ids: Any, key: str
) -> None:
    draft = await rig.draft()
    with pytest.raises(UserError) as refused:
        await rig.announcement_drafts.choose(rig.actor(), draft, ids, is_excluded=False)

    assert key_of(refused) == key


async def test_local_hour_is_the_wall_time_of_the_organiser_there_and_back(
    rig: AnnouncementRig,
) -> None:
    b, draft = rig.announcement_drafts, await rig.draft()
    with pytest.raises(UserError, match="broadcast-local-needs-time"):
        await b.toggle_local(rig.actor(), draft)
    at = await b.set_start(rig.actor(zone=OMSK), draft, "завтра 10:00")
    local = await b.toggle_local(rig.actor(zone=OMSK), draft)
    moved = await b.set_start(rig.actor(zone=OMSK), draft, "завтра 11:00")
    back = await b.toggle_local(rig.actor(zone=OMSK), draft)

    def utc(hour: int) -> datetime:
        return datetime(2026, 11, 24, hour, tzinfo=UTC)

    assert [(one.starts_at, one.is_local) for one in (at, local, moved, back)] == [
        (utc(4), False),
        (utc(10), True),
        (utc(11), True),
        (utc(5), False),
    ]


async def test_events_and_sessions_are_listed_in_their_order(rig: AnnouncementRig) -> None:
    async with rig.database.write() as connection:
        await connection.execute(
            sa.insert(events), [{"id": one, "title": one, "tz": ""} for one in ("b", "a")]
        )
        for number, session in enumerate(("late", "early")):
            values = {"event_id": "a", "title": session, "track": "Т"}
            starts = START - timedelta(hours=number)
            ends = starts + timedelta(minutes=30)
            await connection.execute(
                sa.insert(sessions).values(id=session, starts_at=starts, ends_at=ends, **values)
            )

    listed = await rig.announcement_drafts.sessions(rig.actor(), EventId("a"))

    assert [one.id for one in await rig.announcement_drafts.events(rig.actor())] == ["a", "b"]
    assert [(one.id, one.title, one.track) for one in listed] == [
        ("early", "early", "Т"),
        ("late", "late", "Т"),
    ]


# -- estimates, tests, confirmation


async def test_estimate_counts_people_messages_and_zones(rig: AnnouncementRig) -> None:
    zones = ["Europe/Kaliningrad", None, "Asia/Omsk", "Asia/Vladivostok"]
    await add_people(
        rig.database, [{"id": n, "tz": zones[n % 4], "mutes_news": n > 48} for n in range(50)]
    )
    b, draft = rig.announcement_drafts, await rig.draft(ALBUM)
    release = rig.announcement_release
    plain = await release.estimate(rig.actor(), await rig.found(draft))
    await b.toggle_outlet(rig.actor(), draft, CHANNEL)
    important = await b.set_category(rig.actor(), draft, Category.IMPORTANT)
    everyone = await release.estimate(rig.actor(), important)
    await b.set_start(rig.actor(), draft, "сегодня 14:00")
    local = await b.toggle_local(rig.actor(), draft)

    assert plain == Estimate(people=49, outlets=0, takes=timedelta(seconds=49 * 3 / 25))
    assert everyone == Estimate(people=50, outlets=1, takes=timedelta(seconds=51 * 3 / 25))
    # At noon in Moscow it is past two in Omsk and Vladivostok.
    assert await release.estimate(rig.actor(), local) == replace(everyone, zones=4, zones_past=2)


async def test_estimate_tells_when_a_second_organiser_is_needed(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        rig = AnnouncementRig(database, approval_over=2)
        await rig.furnish(people=2, organisers=(AUTHOR,))
        one = await rig.found(await rig.draft())
        two = await rig.announcement_release.estimate(rig.actor(), one)
        await add_people(database, [{"id": 3}])
        three = await rig.announcement_release.estimate(rig.actor(), one)

    assert (two.needs_approval, three.needs_approval) == (False, True)


async def test_test_copy_goes_to_its_organiser_at_once_and_belongs_to_no_dispatch(
    rig: AnnouncementRig,
) -> None:
    draft = await rig.draft()
    actor = rig.actor(SECOND)
    await rig.announcement_release.test(actor, draft)
    with pytest.raises(AlreadyHandled):
        await rig.announcement_release.test(actor, draft)
    await rig.announcement_release.test(rig.actor(SECOND), draft)

    assert (
        await rig.rows("chat_id", "kind", "payload", "priority", "dispatch_id")
        == [(SECOND, "announcement", {"announcement": draft}, 0, 0)] * 2
    )
    assert rig.bell.set_to == [START, START]


async def test_confirm_now_opens_one_dispatch_with_rows_for_the_outlets(
    rig: AnnouncementRig,
) -> None:
    await rig.furnish(people=2)
    b, draft = rig.announcement_drafts, await rig.draft()
    release = rig.announcement_release
    for outlet in (CHANNEL, TOPIC):
        await b.toggle_outlet(rig.actor(), draft, outlet)
    confirmed = await release.confirm(rig.actor(), draft, await rig.mark(draft), panel_id=55)
    with pytest.raises(UserError) as refused:
        await release.confirm(rig.actor(), draft, await rig.mark(draft))
    with pytest.raises(UserError) as changing:
        await b.toggle_silent(rig.actor(), draft)

    assert confirmed.outcome is Confirmed.STARTED
    assert confirmed.announcement == await rig.found(draft)
    assert await rig.rounds(draft) == [confirmed.dispatch]
    assert confirmed.dispatch == Dispatch(
        id=DispatchId(1),
        announcement_id=draft,
        action=DispatchAction.SEND,
        state=DispatchState.RUNNING,
        post=POST,
        begun_by=UserId(AUTHOR),
        started_at=START,
        progress_id=55,
    )
    assert await rig.rows("chat_id", "thread_id", "dispatch_id", "not_before") == [
        (CHANNEL.chat_id, None, 1, START),
        (TOPIC.chat_id, 3, 1, START),
    ]
    assert (key_of(refused), key_of(changing)) == ("broadcast-already-confirmed",) * 2
    assert (rig.bell.rung, await rig.log()) == (1, ["confirmed"])


async def test_confirm_of_what_cannot_go_out_is_refused_and_stays_a_draft(
    rig: AnnouncementRig,
) -> None:
    b, draft = rig.announcement_drafts, await rig.draft()
    release = rig.announcement_release
    with pytest.raises(UserError) as nobody:
        await release.confirm(rig.actor(), draft, await rig.mark(draft))
    await rig.furnish(people=1)
    await b.set_start(rig.actor(), draft, "через 1 час")
    with pytest.raises(UserError) as early:
        await b.set_expiry(rig.actor(), draft, "через 30 минут")
    await b.set_expiry(rig.actor(), draft, "через 2 часа")
    await b.set_start(rig.actor(), draft, "через 3 часа")
    with pytest.raises(UserError) as expired:
        await release.confirm(rig.actor(), draft, await rig.mark(draft))
    rig.clock.advance(hours=3)
    with pytest.raises(UserError) as late:
        await release.confirm(rig.actor(), draft, await rig.mark(draft))
    await b.start_now(rig.actor(), draft)
    with pytest.raises(UserError) as over:
        await release.confirm(rig.actor(), draft, await rig.mark(draft))

    assert [key_of(one) for one in (nobody, early, expired, late, over)] == [
        "broadcast-nobody",
        "broadcast-expires-before-start",
        "broadcast-expires-before-start",
        "broadcast-start-past",
        "broadcast-expires-before-start",
    ]
    assert (await rig.found(draft)).state is AnnouncementState.DRAFT
    assert (await rig.rows("id"), await rig.log()) == ([], [])


@pytest.mark.usefixtures("on_threads")
async def test_two_confirmations_at_once_start_one_dispatch(database: Database) -> None:
    rig = AnnouncementRig(database)
    await rig.furnish(people=1, organisers=(AUTHOR,))
    draft = await rig.draft()
    seen = await rig.mark(draft)
    ended = await asyncio.gather(
        *[
            rig.announcement_release.confirm(rig.actor(one), draft, seen)
            for one in (AUTHOR, OWNER, AUTHOR)
        ],
        return_exceptions=True,
    )

    assert sum(not isinstance(one, BaseException) for one in ended) == 1
    assert all(isinstance(one, ProfkompasError) for one in ended if isinstance(one, BaseException))
    assert len(await rig.rounds(draft)) == 1


@pytest.mark.usefixtures("on_threads")
async def test_two_confirmations_at_once_ask_for_approval_once(database: Database) -> None:
    rig = AnnouncementRig(database, approval_over=1)
    await rig.furnish(people=2, organisers=(AUTHOR, SECOND))
    draft = await rig.draft()
    seen = await rig.mark(draft)
    ended = await asyncio.gather(
        *[
            rig.announcement_release.confirm(rig.actor(one), draft, seen)
            for one in (AUTHOR, AUTHOR)
        ],
        return_exceptions=True,
    )

    assert sum(not isinstance(one, BaseException) for one in ended) == 1
    assert sorted(await rig.rows("chat_id")) == [(OWNER,), (SECOND,)]
    assert await rig.log() == ["approval-asked"]


@pytest.mark.usefixtures("on_threads")
async def test_confirmation_and_a_change_at_once_lose_neither_silently(
    database: Database,
) -> None:
    rig = AnnouncementRig(database)
    await rig.furnish(people=1, organisers=(AUTHOR,))
    draft = await rig.draft()
    seen = await rig.mark(draft)
    _confirmed, changed = await asyncio.gather(
        rig.announcement_release.confirm(rig.actor(), draft, seen),
        rig.announcement_drafts.toggle_silent(rig.actor(), draft),
        return_exceptions=True,
    )

    assert (await rig.found(draft)).is_silent == (not isinstance(changed, UserError))


# -- what organisers look at


async def test_lists_show_what_is_planned_what_runs_and_what_was_sent(
    rig: AnnouncementRig,
) -> None:
    await rig.furnish(people=2)
    b, plan = rig.announcement_drafts, await rig.draft()
    release = rig.announcement_release
    await b.set_start(rig.actor(), plan, "завтра 10:00")
    await release.confirm(rig.actor(), plan, await rig.mark(plan))
    sending = await rig.sending()
    await rig.runner().advance()
    await rig.deliver(limit=1)
    draft = await rig.draft()
    found = await rig.dispatches.under_way(rig.actor())
    archive, count = await rig.dispatches.archive(rig.actor(), 0)
    beyond, _ = await rig.dispatches.archive(rig.actor(), 1)
    rounds = await rig.dispatches.of(rig.actor(), sending.announcement_id)
    dashboard = await rig.organisers.dashboard(rig.actor())

    figures = Totals({OutboxState.SENT: 1, OutboxState.QUEUED: 1})
    assert [one.id for one in (*found.planned, *found.drafts)] == [plan, draft]
    assert [one.totals for one in found.running] == [figures]
    assert [(one.announcement.id, one.totals) for one in archive] == [
        (sending.announcement_id, figures)
    ]
    assert (count, beyond, rounds) == (1, [], found.running)
    assert (dashboard.planned, dashboard.running, dashboard.queue_length) == (1, 1, 1)
    assert (dashboard.people.all, dashboard.oldest_due_at) == (2, None)
    with pytest.raises(NotFound):
        await rig.dispatches.of(rig.actor(), plan)


async def test_mark_tells_lists_of_one_length_apart(database: Database) -> None:
    rig = AnnouncementRig(database)
    await rig.furnish(people=4, organisers=(AUTHOR,))
    draft, b = await rig.draft(), rig.announcement_drafts
    release = rig.announcement_release
    first, _ = await b.choose(rig.actor(), draft, [1, 2], is_excluded=False)
    second, _ = await b.choose(rig.actor(), draft, [3, 4], is_excluded=False)
    with pytest.raises(UserError) as refused:
        await release.confirm(rig.actor(), draft, first.mark)
    confirmed = await release.confirm(rig.actor(), draft, second.mark)

    assert key_of(refused) == "broadcast-confirm-changed"
    assert confirmed.outcome is Confirmed.STARTED
    assert second.mark == await rig.mark(draft)
