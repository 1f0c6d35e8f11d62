"""Announcements with a time of their own, and those that a second organiser approves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.announcements.announcements import AnnouncementState, Waiting
from domain.errors import Forbidden, NotFound, UserError
from domain.ids import UserId
from domain.people.users import Category
from services.announcements.release import Confirmed
from tests.announcing import (
    AUTHOR,
    CHANNEL,
    OWNER,
    POST,
    AnnouncementRig,
    key_of,
)
from tests.clocks import START
from tests.people import add_people
from tests.stores import ready

# -- plans


async def test_planned_announcement_starts_at_its_moment_once(rig: AnnouncementRig) -> None:
    await rig.furnish(people=2)
    b, draft = rig.announcement_drafts, await rig.draft()
    release = rig.announcement_release
    await b.toggle_outlet(rig.actor(), draft, CHANNEL)
    await b.set_start(rig.actor(), draft, "завтра 10:00")
    begins = START + timedelta(hours=22)
    confirmed = await release.confirm(rig.actor(), draft, await rig.mark(draft))
    early = await rig.runner().advance()
    rig.clock.advance(hours=21, minutes=59)
    still = await rig.runner().advance()
    rig.clock.advance(minutes=1)
    started = await rig.runner().advance()
    await rig.runner().advance()

    assert (confirmed.outcome, early, still) == (Confirmed.PLANNED, [], [])
    assert (await rig.found(draft)).state is AnnouncementState.STARTED
    assert [(one.is_filled, one.started_at) for one in started] == [(True, begins)]
    assert await rig.rows("chat_id", "not_before") == [
        (CHANNEL.chat_id, begins), (1, begins), (2, begins),
    ]  # fmt: skip
    assert set(rig.bell.set_to) == {begins}


async def test_plan_that_was_slept_through_starts_as_soon_as_the_process_is_back(
    rig: AnnouncementRig,
) -> None:
    await rig.furnish(people=1)
    draft = await rig.draft()
    await rig.announcement_drafts.set_start(rig.actor(), draft, "через 1 час")
    await rig.announcement_release.confirm(rig.actor(), draft, await rig.mark(draft))
    rig.clock.advance(hours=5)
    await rig.runner().advance()

    assert await rig.rows("chat_id", "not_before") == [(1, START + timedelta(hours=5))]


async def test_local_hour_reaches_each_zone_at_its_own_time_but_not_in_quiet_hours(
    rig: AnnouncementRig,
) -> None:
    """Ten in the morning from east to west; who is quiet until eleven gets it at eleven."""
    people: list[dict[str, Any]] = [
        {"id": 1, "tz": "Asia/Kamchatka"}, {"id": 2, "tz": "Asia/Omsk"}, {"id": 3},
        {"id": 4, "tz": "Europe/Kaliningrad"},
        {"id": 5, "tz": "Asia/Omsk", "quiet_from": 22 * 60, "quiet_until": 11 * 60},
        {"id": 6, "tz": "Asia/Omsk", "quiet_from": None, "quiet_until": None},
    ]  # fmt: skip
    await add_people(rig.database, people)
    b, draft = rig.announcement_drafts, await rig.draft()
    release = rig.announcement_release
    await b.set_start(rig.actor(), draft, "завтра 10:00")
    await b.toggle_local(rig.actor(), draft)
    confirmed = await release.confirm(rig.actor(), draft, await rig.mark(draft))
    planned = await rig.runner().advance()
    rig.clock.advance(hours=11)
    await rig.runner().advance()

    def utc(day: int, hour: int) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=UTC)

    assert (confirmed.outcome, planned) == (Confirmed.PLANNED, [])
    assert await rig.rows("chat_id", "not_before") == [
        (1, utc(23, 22)), (2, utc(24, 4)), (3, utc(24, 7)), (4, utc(24, 8)), (5, utc(24, 5)),
        (6, utc(24, 4)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("category", "moment"),
    [
        (Category.NEWS, datetime(2026, 11, 24, 5, tzinfo=UTC)),
        (Category.IMPORTANT, datetime(2026, 11, 23, 20, tzinfo=UTC)),
    ],
)
async def test_quiet_hours_hold_back_all_but_what_is_important(
    rig: AnnouncementRig, category: Category, moment: datetime
) -> None:
    await rig.furnish(people=1)
    rig.clock.advance(hours=11)
    draft = await rig.draft()
    await rig.announcement_drafts.set_category(rig.actor(), draft, category)
    await rig.announcement_release.confirm(rig.actor(), draft, await rig.mark(draft))
    await rig.runner().advance()

    assert await rig.rows("not_before") == [(moment,)]


async def test_estimate_tells_whom_quiet_hours_hold_back_and_until_when(
    rig: AnnouncementRig,
) -> None:
    """At 23:00 in Moscow it is 2:00 in Omsk, and 15:00 in New York."""
    people: list[dict[str, Any]] = [
        {"id": 1}, {"id": 2, "tz": "Asia/Omsk"}, {"id": 3, "tz": "America/New_York"},
        {"id": 4, "quiet_from": None, "quiet_until": None},
        {"id": 5, "quiet_from": 20 * 60, "quiet_until": 10 * 60},
    ]  # fmt: skip
    await add_people(rig.database, people)
    rig.clock.advance(hours=11)
    b, draft = rig.announcement_drafts, await rig.draft()
    release = rig.announcement_release
    night = await release.estimate(rig.actor(), await rig.found(draft))
    await b.set_start(rig.actor(), draft, "завтра 12:00")
    noon = await release.estimate(rig.actor(), await rig.found(draft))
    await b.start_now(rig.actor(), draft)
    await b.set_category(rig.actor(), draft, Category.IMPORTANT)
    important = await release.estimate(rig.actor(), await rig.found(draft))

    assert (night.people, night.held, night.held_until) == (5, 3, (time(8), time(10)))
    assert (noon.people, noon.held, noon.held_until) == (5, 1, (time(8),))
    assert (important.people, important.held, important.held_until) == (5, 0, ())


async def test_made_important_it_leaves_at_once_to_all_who_wait(rig: AnnouncementRig) -> None:
    await rig.furnish(people=3)
    rig.clock.advance(hours=11)
    dispatch = await rig.sending()
    await rig.runner().advance()
    d, morning = rig.dispatches, START + timedelta(hours=20)
    before = await d.progress(dispatch.id)
    done = await d.make_important(rig.actor(), dispatch.id)
    with pytest.raises(UserError, match="dispatch-waits-no-more"):
        await d.make_important(rig.actor(), dispatch.id)

    assert before.waiting == Waiting(3, morning, morning)
    assert (before.can_hurry, before.left_in) == (True, timedelta(0))
    assert (done.waiting.count, done.can_hurry) == (0, False)
    assert await rig.rows("not_before") == [(rig.clock.now(),)] * 3
    assert (await rig.found(dispatch.announcement_id)).category is Category.IMPORTANT
    assert await rig.log() == ["confirmed", "made-important"]


async def test_announcement_at_local_hours_is_not_hurried(rig: AnnouncementRig) -> None:
    """Who waits there waits for the hour that the organiser chose."""
    await rig.furnish(people=1)
    b, draft = rig.announcement_drafts, await rig.draft()
    release = rig.announcement_release
    await b.set_start(rig.actor(), draft, "завтра 10:00")
    await b.toggle_local(rig.actor(), draft)
    await release.confirm(rig.actor(), draft, await rig.mark(draft))
    rig.clock.advance(hours=11)
    await rig.runner().advance()
    [dispatch] = await rig.rounds(draft)
    progress = await rig.dispatches.progress(dispatch.id)

    assert (progress.waiting.count, progress.can_hurry) == (1, False)


# -- approval


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[AnnouncementRig]:
    """Three people are more than may be written to without a second organiser."""
    async with ready(tmp_path, at_once=True) as database:
        rig = AnnouncementRig(database, approval_over=2)
        await rig.furnish(people=3, organisers=(AUTHOR,))
        yield rig


async def test_large_audience_waits_for_another_organiser(strict: AnnouncementRig) -> None:
    release, draft = strict.announcement_release, await strict.draft()
    asked = await release.confirm(strict.actor(), draft, await strict.mark(draft))
    await strict.runner().advance()
    with pytest.raises(Forbidden) as own:
        await release.approve(strict.actor(), draft, await strict.mark(draft))
    approved = await release.approve(strict.actor(OWNER), draft, await strict.mark(draft))
    with pytest.raises(UserError) as twice:
        await release.approve(strict.actor(OWNER), draft, await strict.mark(draft))

    assert (asked.outcome, asked.dispatch) == (Confirmed.AWAITING, None)
    assert (key_of(own), key_of(twice)) == (
        "broadcast-approve-own",
        "broadcast-already-confirmed",
    )
    assert await strict.rows("chat_id", "kind", "payload") == [
        (OWNER, "approval", {"announcement": draft, "author": f"N{AUTHOR}", "people": 3})
    ]
    assert approved.outcome is Confirmed.STARTED
    found = await strict.found(draft)
    assert (found.state, found.approved_by) == (AnnouncementState.STARTED, OWNER)
    assert [one.begun_by for one in await strict.rounds(draft)] == [AUTHOR]
    assert await strict.log() == ["approval-asked", "approved"]


async def test_large_audience_with_nobody_to_approve_is_refused(strict: AnnouncementRig) -> None:
    draft = (await strict.announcement_drafts.draft(strict.actor(OWNER), POST)).id
    await strict.organisers.remove(strict.actor(OWNER), UserId(AUTHOR))
    with pytest.raises(UserError) as refused:
        await strict.announcement_release.confirm(
            strict.actor(OWNER), draft, await strict.mark(draft)
        )

    assert (key_of(refused), refused.value.params) == ("broadcast-nobody-approves", {"limit": 2})
    assert (await strict.found(draft)).state is AnnouncementState.DRAFT


async def test_approved_plan_waits_for_its_moment(strict: AnnouncementRig) -> None:
    b, draft = strict.announcement_drafts, await strict.draft()
    release = strict.announcement_release
    await b.set_start(strict.actor(), draft, "завтра 10:00")
    await release.confirm(strict.actor(), draft, await strict.mark(draft))
    approved = await release.approve(strict.actor(OWNER), draft, await strict.mark(draft))
    planned = await strict.found(draft)

    assert (approved.outcome, planned.state) == (Confirmed.PLANNED, AnnouncementState.PLANNED)
    assert (planned.approved_by, approved.announcement) == (OWNER, planned)


async def test_approval_after_the_moment_has_passed_is_refused(strict: AnnouncementRig) -> None:
    b, draft = strict.announcement_drafts, await strict.draft()
    release = strict.announcement_release
    await b.set_start(strict.actor(), draft, "через 1 час")
    await release.confirm(strict.actor(), draft, await strict.mark(draft))
    strict.clock.advance(hours=2)
    with pytest.raises(UserError, match="broadcast-start-past"):
        await release.approve(strict.actor(OWNER), draft, await strict.mark(draft))
    withdrawn = await release.withdraw(strict.actor(), draft)

    assert (withdrawn.state, await strict.found(draft)) == (AnnouncementState.DRAFT, withdrawn)


async def test_withdrawn_plan_is_a_draft_again_and_may_be_confirmed_anew(
    strict: AnnouncementRig,
) -> None:
    """Also its approval is gone: what it says may have changed."""
    b, draft = strict.announcement_drafts, await strict.draft()
    release = strict.announcement_release
    await b.set_start(strict.actor(), draft, "завтра 10:00")
    await release.confirm(strict.actor(), draft, await strict.mark(draft))
    await release.approve(strict.actor(OWNER), draft, await strict.mark(draft))
    withdrawn = await release.withdraw(strict.actor(), draft)
    with pytest.raises(UserError, match="broadcast-returned-already"):
        await release.withdraw(strict.actor(), draft)
    strict.clock.advance(days=1)
    await strict.runner().advance()
    strict.clock.jump(days=-1)
    again = await release.confirm(strict.actor(), draft, await strict.mark(draft))

    assert (withdrawn.state, withdrawn.approved_by) == (AnnouncementState.DRAFT, None)
    assert again.outcome is Confirmed.AWAITING
    assert await strict.rounds(draft) == []
    assert await strict.log() == ["approval-asked", "approved", "withdrawn", "approval-asked"]


async def test_discarded_announcement_is_gone_but_not_once_it_has_begun(
    rig: AnnouncementRig,
) -> None:
    await rig.furnish(people=1)
    draft, running = await rig.draft(), await rig.sending()
    await rig.announcement_release.discard(rig.actor(), draft)
    with pytest.raises(NotFound):
        await rig.announcement_drafts.get(rig.actor(), draft)
    with pytest.raises(NotFound):
        await rig.announcement_release.discard(rig.actor(), draft)
    with pytest.raises(UserError, match="broadcast-already-confirmed"):
        await rig.announcement_release.discard(rig.actor(), running.announcement_id)
