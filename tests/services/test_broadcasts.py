"""Announcements from draft to report: rights, plans, approval, filling, correcting, recalling."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

import services.conductor
from db.engine import Database
from db.outbox import Settlement
from db.tables import events, outbox, sessions
from db.unit_of_work import Store
from domain.announcements import (
    Announcement,
    AnnouncementState,
    Dispatch,
    DispatchAction,
    DispatchState,
    LinkButton,
    Outlet,
    Post,
    PostKind,
    Totals,
)
from domain.audiences import EVERYONE, Audience, Chosen, Languages, Received, Term
from domain.errors import AlreadyHandled, Forbidden, NotFound, ProfkompasError, UserError
from domain.ids import AnnouncementId, ChatId, DispatchId, EventId, OutboxId, UpdateId, UserId
from domain.outbox import Kind, OutboxState
from domain.users import Actor, Category, Language
from services.broadcasts import Broadcasts, Confirmed, Estimate
from services.conductor import Conductor
from services.dispatches import Dispatches
from services.organisers import Organisers
from tests.clocks import START, ManualClock
from tests.people import add_people
from tests.stores import ready

MOSCOW, OMSK = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Omsk")
OWNER, AUTHOR, SECOND, STRANGER = 1, 900, 901, 666
CHANNEL = Outlet(chat_id=ChatId(-1001), title="Канал")
TOPIC = Outlet(chat_id=ChatId(-1002), title="Форум", thread_id=3)
POST = Post(chat_id=ChatId(AUTHOR), message_ids=(5,), kind=PostKind.TEXT, content={"text": "Сбор"})
ALBUM = replace(POST, message_ids=(5, 6, 7), kind=PostKind.ALBUM)


@dataclass(slots=True)
class Bell:
    set_to: list[datetime] = field(default_factory=list)

    def wake_at(self, moment: datetime) -> None:
        self.set_to.append(moment)


class House:
    """The services of organisers on one store. Two of them besides the owner."""

    def __init__(self, database: Database, *, approval_over: int = 0) -> None:
        self.database, self.store = database, Store(database)
        self.clock, self.bell = ManualClock(), Bell()
        self.organisers = Organisers(
            store=self.store, clock=self.clock, owners=frozenset({UserId(OWNER)})
        )
        self.broadcasts = Broadcasts(
            store=self.store,
            clock=self.clock,
            alarm=self.bell,
            organisers=self.organisers,
            default_zone=MOSCOW,
            rate=25,
            approval_over=approval_over,
        )
        self.dispatches = Dispatches(
            store=self.store,
            clock=self.clock,
            alarm=self.bell,
            organisers=self.organisers,
            rate=25,
        )
        self._updates = itertools.count(1)

    def actor(self, number: int = AUTHOR, zone: ZoneInfo = MOSCOW) -> Actor:
        """Each act is an update of its own."""
        return Actor(
            id=UserId(number),
            name=f"N{number}",
            language=Language.RU,
            zone=zone,
            home=None,
            is_owner=number == OWNER,
            update_id=UpdateId(next(self._updates)),
        )

    def conductor(self) -> Conductor:
        """Knows nothing but the store, as after a start of the process."""
        return Conductor(
            store=self.store, clock=self.clock, alarm=self.bell, broadcasts=self.broadcasts
        )

    async def furnish(self, *, people: int = 0, organisers: tuple[int, ...] = ()) -> None:
        if people:
            await add_people(self.database, [{"id": n} for n in range(1, people + 1)])
        async with self.store.write() as tx:
            for number in organisers:
                await tx.organisers.add(UserId(number), "О", UserId(OWNER), START)

    async def draft(self, post: Post = POST) -> AnnouncementId:
        return (await self.broadcasts.draft(self.actor(), post)).id

    async def sending(self, post: Post = POST) -> Dispatch:
        """Confirmed for at once; the conductor has not looked at it yet."""
        confirmed = await self.broadcasts.confirm(self.actor(), await self.draft(post))
        assert confirmed.dispatch is not None
        return confirmed.dispatch

    async def rows(self, *names: str, kind: Kind | None = None) -> list[tuple[Any, ...]]:
        query = sa.select(*[outbox.c[name] for name in names]).order_by(outbox.c.id)
        if kind is not None:
            query = query.where(outbox.c.kind == kind.value)
        async with self.database.read() as connection:
            return [tuple(row) for row in await connection.execute(query)]

    async def deliver(self, *, limit: int = 1000, finish: bool = True) -> list[int]:
        """What a worker does with rows that are due, all of them well; their chats."""
        now = self.clock.now()
        async with self.store.write() as tx:
            ids = await tx.outbox.due(now, limit, await tx.outbox.open_lanes())
            claimed = await tx.outbox.claim(ids, now + timedelta(minutes=2))
            if finish:
                await tx.outbox.settle([arrived(row.id, now) for row in claimed])
        return [row.chat_id for row in claimed]

    async def log(self) -> list[str]:
        async with self.store.read() as tx:
            return [entry.action for entry in await tx.organisers.log(0, 50)][::-1]

    async def found(self, announcement_id: AnnouncementId) -> Announcement:
        async with self.store.read() as tx:
            one = await tx.announcements.find(announcement_id)
        assert one is not None
        return one

    async def rounds(self, announcement_id: AnnouncementId) -> list[Dispatch]:
        async with self.store.read() as tx:
            return await tx.dispatches.of(announcement_id)


def arrived(row_id: OutboxId, now: datetime) -> Settlement:
    return Settlement(row_id=row_id, state=OutboxState.SENT, at=now, message_id=100 + row_id)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with ready(tmp_path) as database:
        house = House(database)
        await house.furnish(organisers=(AUTHOR, SECOND))
        yield house


def key_of(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.key


# -- rights


async def test_stranger_may_do_nothing_and_changes_nothing(house: House) -> None:
    await house.furnish(people=1)
    one = await house.found(await house.draft())
    running = await house.sending()
    b, d = house.broadcasts, house.dispatches
    acts: list[Callable[[Actor], Awaitable[object]]] = [
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
        b.home_regions,
        lambda who: b.popular_clusters(who, 5),
        b.events,
        lambda who: b.sessions(who, EventId("x")),
        lambda who: b.replace_post(who, one.id, POST),
        lambda who: b.estimate(who, one),
        lambda who: b.test(who, one.id),
        lambda who: b.confirm(who, one.id),
        lambda who: b.approve(who, one.id),
        lambda who: b.withdraw(who, one.id),
        lambda who: b.discard(who, one.id),
        lambda who: b.repeat(who, running.announcement_id),
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
        house.organisers.check,
        house.organisers.everyone,
        house.organisers.dashboard,
        lambda who: house.organisers.log(who, 0),
        lambda who: house.organisers.add(who, UserId(5), "Ия"),
        lambda who: house.organisers.remove(who, UserId(AUTHOR)),
    ]
    rows, log = await house.rows("id"), await house.log()
    for number, act in enumerate(acts):
        with pytest.raises(Forbidden) as refused:
            await act(house.actor(STRANGER))
        assert key_of(refused).startswith("admin-"), number

    assert (await house.found(one.id), await house.rows("id"), await house.log()) == (
        one,
        rows,
        log,
    )
    assert [each.state for each in await house.rounds(running.announcement_id)] == [
        DispatchState.RUNNING
    ]


async def test_rights_end_at_the_moment_an_organiser_is_removed(house: House) -> None:
    draft = await house.draft()
    await house.organisers.remove(house.actor(OWNER), UserId(AUTHOR))

    with pytest.raises(Forbidden):
        await house.broadcasts.confirm(house.actor(), draft)


async def test_draft_is_changed_by_its_author_and_by_owners_only(house: House) -> None:
    draft = await house.draft()
    with pytest.raises(Forbidden) as refused:
        await house.broadcasts.toggle_silent(house.actor(SECOND), draft)
    changed = await house.broadcasts.toggle_silent(house.actor(OWNER), draft)

    assert (key_of(refused), changed.is_silent) == ("broadcast-not-yours", True)


async def test_organisers_are_added_and_removed_by_owners_with_a_line_in_the_log(
    house: House,
) -> None:
    people, owner = house.organisers, house.actor(OWNER)
    for wrong in (0, -5, 2**52):
        with pytest.raises(UserError, match="organisers-id-wrong"):
            await people.add(owner, UserId(wrong), "Ия")
    with pytest.raises(Forbidden):
        await people.add(house.actor(), UserId(5), "Ия")
    added = [await people.add(owner, UserId(5), "Ия"), await people.add(owner, UserId(5), "Ия")]
    removed = [await people.remove(owner, UserId(5)), await people.remove(owner, UserId(5))]

    assert (added, removed) == ([True, False], [True, False])
    assert await house.log() == ["organiser-added", "organiser-removed"]


# -- drafts


async def test_draft_with_everything_set_is_what_was_set(house: House) -> None:
    b, draft = house.broadcasts, await house.draft()
    await house.furnish(people=3)
    await b.toggle_silent(house.actor(), draft)
    await b.set_category(house.actor(), draft, Category.SESSIONS)
    await b.set_buttons(house.actor(), draft, "Да — https://example.org")
    await b.set_start(house.actor(), draft, "завтра 10:00")
    await b.set_expiry(house.actor(), draft, "завтра 18:00")
    await b.toggle_outlet(house.actor(), draft, CHANNEL)
    await b.toggle_outlet(house.actor(), draft, TOPIC)
    await b.toggle_outlet(house.actor(), draft, replace(CHANNEL, title="Новое имя"))
    _, known = await b.choose(house.actor(), draft, [3, 2, 2, 777], is_excluded=False)
    last, again = await b.choose(house.actor(), draft, [3], is_excluded=True)

    assert (known, again) == (2, 1)
    assert last == await b.get(house.actor(SECOND), draft)
    assert last == Announcement(
        id=draft,
        author_id=UserId(AUTHOR),
        state=AnnouncementState.DRAFT,
        post=POST,
        buttons=(LinkButton("Да", "https://example.org"),),
        is_silent=True,
        category=Category.SESSIONS,
        audience=Audience((Term(Chosen(draft, 1), is_excluded=True),)),
        outlets=(TOPIC,),
        starts_at=datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
        expires_at=datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
        created_at=START,
    )
    await b.start_now(house.actor(), draft)
    await b.remove_expiry(house.actor(), draft)
    await b.remove_buttons(house.actor(), draft)
    bare = await b.set_audience(house.actor(), draft, lambda _before: EVERYONE)
    assert (bare.starts_at, bare.expires_at, bare.buttons, bare.audience) == (
        None,
        None,
        (),
        EVERYONE,
    )


async def test_draft_of_one_update_is_made_once(house: House) -> None:
    actor = house.actor()
    await house.broadcasts.draft(actor, POST)
    with pytest.raises(AlreadyHandled):
        await house.broadcasts.draft(actor, POST)


@pytest.mark.parametrize(
    ("ids", "key"),
    [([], "audience-file-empty"), (range(1, 100_002), "audience-file-too-long")],
    ids=["empty", "long"],
)
async def test_choice_of_nobody_or_too_many_is_refused(house: House, ids: Any, key: str) -> None:
    draft = await house.draft()
    with pytest.raises(UserError) as refused:
        await house.broadcasts.choose(house.actor(), draft, ids, is_excluded=False)

    assert key_of(refused) == key


async def test_local_hour_is_the_wall_time_of_the_organiser_there_and_back(house: House) -> None:
    b, draft = house.broadcasts, await house.draft()
    with pytest.raises(UserError, match="broadcast-local-needs-time"):
        await b.toggle_local(house.actor(), draft)
    at = await b.set_start(house.actor(zone=OMSK), draft, "завтра 10:00")
    local = await b.toggle_local(house.actor(zone=OMSK), draft)
    moved = await b.set_start(house.actor(zone=OMSK), draft, "завтра 11:00")
    back = await b.toggle_local(house.actor(zone=OMSK), draft)

    def utc(hour: int) -> datetime:
        return datetime(2026, 11, 24, hour, tzinfo=UTC)

    assert [(one.starts_at, one.is_local) for one in (at, local, moved, back)] == [
        (utc(4), False),
        (utc(10), True),
        (utc(11), True),
        (utc(5), False),
    ]


async def test_events_and_sessions_are_listed_in_their_order(house: House) -> None:
    async with house.database.write() as connection:
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

    assert await house.broadcasts.events(house.actor()) == [("a", "a"), ("b", "b")]
    assert await house.broadcasts.sessions(house.actor(), EventId("a")) == [
        ("early", "early", "Т"),
        ("late", "late", "Т"),
    ]


# -- estimates, tests, confirmation


async def test_estimate_counts_people_messages_and_zones(house: House) -> None:
    zones = ["Europe/Kaliningrad", None, "Asia/Omsk", "Asia/Vladivostok"]
    await add_people(
        house.database, [{"id": n, "tz": zones[n % 4], "mutes_news": n > 48} for n in range(50)]
    )
    b, draft = house.broadcasts, await house.draft(ALBUM)
    plain = await b.estimate(house.actor(), await house.found(draft))
    await b.toggle_outlet(house.actor(), draft, CHANNEL)
    important = await b.set_category(house.actor(), draft, Category.IMPORTANT)
    everyone = await b.estimate(house.actor(), important)
    await b.set_start(house.actor(), draft, "сегодня 14:00")
    local = await b.toggle_local(house.actor(), draft)

    assert plain == Estimate(people=49, outlets=0, takes=timedelta(seconds=49 * 3 / 25))
    assert everyone == Estimate(people=50, outlets=1, takes=timedelta(seconds=51 * 3 / 25))
    # At noon in Moscow it is past two in Omsk and Vladivostok.
    assert await b.estimate(house.actor(), local) == replace(everyone, zones=4, zones_past=2)


async def test_estimate_tells_when_a_second_organiser_is_needed(tmp_path: Path) -> None:
    async with ready(tmp_path) as database:
        house = House(database, approval_over=2)
        await house.furnish(people=2, organisers=(AUTHOR,))
        one = await house.found(await house.draft())
        two = await house.broadcasts.estimate(house.actor(), one)
        await add_people(database, [{"id": 3}])
        three = await house.broadcasts.estimate(house.actor(), one)

    assert (two.needs_approval, three.needs_approval) == (False, True)


async def test_test_copy_goes_to_its_organiser_at_once_and_belongs_to_no_dispatch(
    house: House,
) -> None:
    draft = await house.draft()
    actor = house.actor(SECOND)
    await house.broadcasts.test(actor, draft)
    with pytest.raises(AlreadyHandled):
        await house.broadcasts.test(actor, draft)
    await house.broadcasts.test(house.actor(SECOND), draft)

    assert (
        await house.rows("chat_id", "kind", "payload", "priority", "dispatch_id")
        == [(SECOND, "announcement", {"announcement": draft}, 0, 0)] * 2
    )
    assert house.bell.set_to == [START, START]


async def test_confirm_now_opens_one_dispatch_with_rows_for_the_outlets(house: House) -> None:
    await house.furnish(people=2)
    b, draft = house.broadcasts, await house.draft()
    for outlet in (CHANNEL, TOPIC):
        await b.toggle_outlet(house.actor(), draft, outlet)
    confirmed = await b.confirm(house.actor(), draft, panel_id=55)
    with pytest.raises(UserError) as refused:
        await b.confirm(house.actor(), draft)
    with pytest.raises(UserError) as changing:
        await b.toggle_silent(house.actor(), draft)

    assert confirmed.outcome is Confirmed.STARTED
    assert confirmed.announcement == await house.found(draft)
    assert await house.rounds(draft) == [confirmed.dispatch]
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
    assert await house.rows("chat_id", "thread_id", "dispatch_id", "not_before") == [
        (CHANNEL.chat_id, None, 1, START),
        (TOPIC.chat_id, 3, 1, START),
    ]
    assert (key_of(refused), key_of(changing)) == ("broadcast-already-confirmed",) * 2
    assert (house.bell.set_to, await house.log()) == ([START], ["confirmed"])


async def test_confirm_of_what_cannot_go_out_is_refused_and_stays_a_draft(house: House) -> None:
    b, draft = house.broadcasts, await house.draft()
    with pytest.raises(UserError) as nobody:
        await b.confirm(house.actor(), draft)
    await house.furnish(people=1)
    await b.set_start(house.actor(), draft, "через 1 час")
    with pytest.raises(UserError) as early:
        await b.set_expiry(house.actor(), draft, "через 30 минут")
    await b.set_expiry(house.actor(), draft, "через 2 часа")
    await b.set_start(house.actor(), draft, "через 3 часа")
    with pytest.raises(UserError) as expired:
        await b.confirm(house.actor(), draft)
    house.clock.advance(hours=3)
    with pytest.raises(UserError) as late:
        await b.confirm(house.actor(), draft)
    await b.start_now(house.actor(), draft)
    with pytest.raises(UserError) as over:
        await b.confirm(house.actor(), draft)

    assert [key_of(one) for one in (nobody, early, expired, late, over)] == [
        "broadcast-nobody",
        "broadcast-expires-before-start",
        "broadcast-expires-before-start",
        "broadcast-start-past",
        "broadcast-expires-before-start",
    ]
    assert (await house.found(draft)).state is AnnouncementState.DRAFT
    assert (await house.rows("id"), await house.log()) == ([], [])


async def test_two_confirmations_at_once_start_one_dispatch(database: Database) -> None:
    house = House(database)
    await house.furnish(people=1, organisers=(AUTHOR,))
    draft = await house.draft()
    ended = await asyncio.gather(
        *[house.broadcasts.confirm(house.actor(one), draft) for one in (AUTHOR, OWNER, AUTHOR)],
        return_exceptions=True,
    )

    assert sum(not isinstance(one, BaseException) for one in ended) == 1
    assert all(isinstance(one, ProfkompasError) for one in ended if isinstance(one, BaseException))
    assert len(await house.rounds(draft)) == 1


async def test_two_confirmations_at_once_ask_for_approval_once(database: Database) -> None:
    house = House(database, approval_over=1)
    await house.furnish(people=2, organisers=(AUTHOR, SECOND))
    draft = await house.draft()
    ended = await asyncio.gather(
        *[house.broadcasts.confirm(house.actor(one), draft) for one in (AUTHOR, AUTHOR)],
        return_exceptions=True,
    )

    assert sum(not isinstance(one, BaseException) for one in ended) == 1
    assert sorted(await house.rows("chat_id")) == [(OWNER,), (SECOND,)]
    assert await house.log() == ["approval-asked"]


async def test_confirmation_and_a_change_at_once_lose_neither_silently(
    database: Database,
) -> None:
    house = House(database)
    await house.furnish(people=1, organisers=(AUTHOR,))
    draft = await house.draft()
    _confirmed, changed = await asyncio.gather(
        house.broadcasts.confirm(house.actor(), draft),
        house.broadcasts.toggle_silent(house.actor(), draft),
        return_exceptions=True,
    )

    assert (await house.found(draft)).is_silent == (not isinstance(changed, UserError))


# -- plans


async def test_planned_announcement_starts_at_its_moment_once(house: House) -> None:
    await house.furnish(people=2)
    b, draft = house.broadcasts, await house.draft()
    await b.toggle_outlet(house.actor(), draft, CHANNEL)
    await b.set_start(house.actor(), draft, "завтра 10:00")
    begins = START + timedelta(hours=22)
    confirmed = await b.confirm(house.actor(), draft)
    early = await house.conductor().advance()
    house.clock.advance(hours=21, minutes=59)
    still = await house.conductor().advance()
    house.clock.advance(minutes=1)
    started = await house.conductor().advance()
    await house.conductor().advance()

    assert (confirmed.outcome, early, still) == (Confirmed.PLANNED, [], [])
    assert (await house.found(draft)).state is AnnouncementState.STARTED
    assert [(one.is_filled, one.started_at) for one in started] == [(True, begins)]
    assert await house.rows("chat_id", "not_before") == [
        (CHANNEL.chat_id, begins), (1, begins), (2, begins),
    ]  # fmt: skip
    assert set(house.bell.set_to) == {begins}


async def test_plan_that_was_slept_through_starts_as_soon_as_the_process_is_back(
    house: House,
) -> None:
    await house.furnish(people=1)
    draft = await house.draft()
    await house.broadcasts.set_start(house.actor(), draft, "через 1 час")
    await house.broadcasts.confirm(house.actor(), draft)
    house.clock.advance(hours=5)
    await house.conductor().advance()

    assert await house.rows("chat_id", "not_before") == [(1, START + timedelta(hours=5))]


async def test_local_hour_reaches_each_zone_at_its_own_time_but_not_in_quiet_hours(
    house: House,
) -> None:
    """Ten in the morning from east to west; who is quiet until eleven gets it at eleven."""
    people: list[dict[str, Any]] = [
        {"id": 1, "tz": "Asia/Kamchatka"}, {"id": 2, "tz": "Asia/Omsk"}, {"id": 3},
        {"id": 4, "tz": "Europe/Kaliningrad"},
        {"id": 5, "tz": "Asia/Omsk", "quiet_from": 22 * 60, "quiet_until": 11 * 60},
        {"id": 6, "tz": "Asia/Omsk", "quiet_from": None, "quiet_until": None},
    ]  # fmt: skip
    await add_people(house.database, people)
    b, draft = house.broadcasts, await house.draft()
    await b.set_start(house.actor(), draft, "завтра 10:00")
    await b.toggle_local(house.actor(), draft)
    confirmed = await b.confirm(house.actor(), draft)
    planned = await house.conductor().advance()
    house.clock.advance(hours=11)
    await house.conductor().advance()

    def utc(day: int, hour: int) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=UTC)

    assert (confirmed.outcome, planned) == (Confirmed.PLANNED, [])
    assert await house.rows("chat_id", "not_before") == [
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
    house: House, category: Category, moment: datetime
) -> None:
    await house.furnish(people=1)
    house.clock.advance(hours=11)
    draft = await house.draft()
    await house.broadcasts.set_category(house.actor(), draft, category)
    await house.broadcasts.confirm(house.actor(), draft)
    await house.conductor().advance()

    assert await house.rows("not_before") == [(moment,)]


# -- approval


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[House]:
    """Three people are more than may be written to without a second organiser."""
    async with ready(tmp_path) as database:
        house = House(database, approval_over=2)
        await house.furnish(people=3, organisers=(AUTHOR,))
        yield house


async def test_large_audience_waits_for_another_organiser(strict: House) -> None:
    b, draft = strict.broadcasts, await strict.draft()
    asked = await b.confirm(strict.actor(), draft)
    await strict.conductor().advance()
    with pytest.raises(Forbidden) as own:
        await b.approve(strict.actor(), draft)
    approved = await b.approve(strict.actor(OWNER), draft)
    with pytest.raises(UserError) as twice:
        await b.approve(strict.actor(OWNER), draft)

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


async def test_large_audience_with_nobody_to_approve_is_refused(strict: House) -> None:
    draft = (await strict.broadcasts.draft(strict.actor(OWNER), POST)).id
    await strict.organisers.remove(strict.actor(OWNER), UserId(AUTHOR))
    with pytest.raises(UserError) as refused:
        await strict.broadcasts.confirm(strict.actor(OWNER), draft)

    assert (key_of(refused), refused.value.params) == ("broadcast-nobody-approves", {"limit": 2})
    assert (await strict.found(draft)).state is AnnouncementState.DRAFT


async def test_approved_plan_waits_for_its_moment(strict: House) -> None:
    b, draft = strict.broadcasts, await strict.draft()
    await b.set_start(strict.actor(), draft, "завтра 10:00")
    await b.confirm(strict.actor(), draft)
    approved = await b.approve(strict.actor(OWNER), draft)
    planned = await strict.found(draft)

    assert (approved.outcome, planned.state) == (Confirmed.PLANNED, AnnouncementState.PLANNED)
    assert (planned.approved_by, approved.announcement) == (OWNER, planned)


async def test_approval_after_the_moment_has_passed_is_refused(strict: House) -> None:
    b, draft = strict.broadcasts, await strict.draft()
    await b.set_start(strict.actor(), draft, "через 1 час")
    await b.confirm(strict.actor(), draft)
    strict.clock.advance(hours=2)
    with pytest.raises(UserError, match="broadcast-start-past"):
        await b.approve(strict.actor(OWNER), draft)
    withdrawn = await b.withdraw(strict.actor(), draft)

    assert (withdrawn.state, await strict.found(draft)) == (AnnouncementState.DRAFT, withdrawn)


async def test_withdrawn_plan_is_a_draft_again_and_may_be_confirmed_anew(strict: House) -> None:
    """Also its approval is gone: what it says may have changed."""
    b, draft = strict.broadcasts, await strict.draft()
    await b.set_start(strict.actor(), draft, "завтра 10:00")
    await b.confirm(strict.actor(), draft)
    await b.approve(strict.actor(OWNER), draft)
    withdrawn = await b.withdraw(strict.actor(), draft)
    with pytest.raises(UserError, match="broadcast-already-confirmed"):
        await b.withdraw(strict.actor(), draft)
    strict.clock.advance(days=1)
    await strict.conductor().advance()
    strict.clock.jump(days=-1)
    again = await b.confirm(strict.actor(), draft)

    assert (withdrawn.state, withdrawn.approved_by) == (AnnouncementState.DRAFT, None)
    assert again.outcome is Confirmed.AWAITING
    assert await strict.rounds(draft) == []
    assert await strict.log() == ["approval-asked", "approved", "withdrawn", "approval-asked"]


async def test_discarded_announcement_is_gone_but_not_once_it_has_begun(house: House) -> None:
    await house.furnish(people=1)
    draft, running = await house.draft(), await house.sending()
    await house.broadcasts.discard(house.actor(), draft)
    with pytest.raises(NotFound):
        await house.broadcasts.get(house.actor(), draft)
    with pytest.raises(NotFound):
        await house.broadcasts.discard(house.actor(), draft)
    with pytest.raises(UserError, match="broadcast-already-confirmed"):
        await house.broadcasts.discard(house.actor(), running.announcement_id)


# -- the conductor


async def test_fill_goes_chunk_by_chunk_and_the_end_is_reported_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.conductor, "WINDOW", 3)
    await house.furnish(people=8)
    sending = await house.sending()
    [filled] = await house.conductor().advance()
    house.clock.advance(seconds=5)
    went = await house.deliver()
    house.clock.advance(seconds=5)
    left = await house.conductor().advance()
    again = await house.conductor().advance()

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
    monkeypatch.setattr(services.conductor, "WINDOW", 3)
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
        await house.conductor().advance()
    except ZeroDivisionError:
        pass
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", fail)
    halfway = len(await house.rows("id"))
    await house.conductor().advance()

    assert halfway == min(3 * chunks, 8)
    assert await house.rows("chat_id", "dispatch_id") == [(n, sending.id) for n in range(1, 9)]


async def test_dispatch_that_reaches_nobody_ends_at_once(house: House) -> None:
    await house.furnish(people=1)
    sending = await house.sending()
    async with house.store.write() as tx:
        await tx.users.set_stopped(UserId(1), START)
    left = await house.conductor().advance()

    assert (left, await house.rows("chat_id", "kind")) == ([], [(AUTHOR, "summary")])
    assert (await house.dispatches.progress(sending.id)).totals == Totals({})


async def test_cancelled_dispatch_ends_what_waits_and_lets_the_rest_arrive(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.conductor, "WINDOW", 2)
    await house.furnish(people=7)
    sending = await house.sending()
    await house.conductor().advance()
    [in_flight] = await house.deliver(limit=1, finish=False)
    await house.dispatches.cancel(house.actor(), sending.id)
    again = await house.dispatches.cancel(house.actor(SECOND), sending.id)
    [open_still] = await house.conductor().advance()
    async with house.store.write() as tx:
        await tx.outbox.settle([arrived(OutboxId(in_flight), START)])
    left = await house.conductor().advance()
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
    await house.conductor().advance()

    assert await house.rows("kind") == [("summary",)]


async def test_paused_dispatch_gives_out_nothing_until_it_goes_on(house: House) -> None:
    await house.furnish(people=2)
    sending = await house.sending()
    await house.conductor().advance()
    paused = await house.dispatches.pause(house.actor(), sending.id)
    while_paused = await house.deliver()
    left = await house.conductor().advance()
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
    b, draft = house.broadcasts, await house.draft()
    russian = Term(Languages(frozenset({Language.RU})))
    await b.set_audience(house.actor(), draft, lambda _before: Audience((russian,)))
    await b.set_buttons(house.actor(), draft, "Да — https://example.org")
    await b.toggle_silent(house.actor(), draft)
    await b.confirm(house.actor(), draft)
    await house.conductor().advance()
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
    monkeypatch.setattr(services.conductor, "WINDOW", 2)
    await house.furnish(people=5)
    sending = await house.sending()
    await house.conductor().advance()
    first = await house.deliver(limit=3)
    corrected = replace(POST, message_ids=(9,), content={"text": "Сбор в 11"})
    correcting = await house.dispatches.correct(house.actor(), sending.announcement_id, corrected)
    with pytest.raises(UserError, match="dispatch-busy"):
        await house.dispatches.recall(house.actor(), sending.announcement_id)
    house.clock.advance(seconds=5)
    await house.conductor().advance()
    rest = await house.deliver()
    await house.conductor().advance()

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
    await house.conductor().advance()
    [chat] = await house.deliver(limit=1, finish=False)
    await house.dispatches.correct(house.actor(), sending.announcement_id, POST)
    house.clock.advance(seconds=5)
    await house.conductor().advance()
    before = await house.rows("chat_id", kind=Kind.CORRECTION)
    async with house.store.write() as tx:
        await tx.outbox.settle([arrived(OutboxId(1), house.clock.now())])
    await house.conductor().advance()

    assert (before, await house.rows("chat_id", kind=Kind.CORRECTION)) == ([], [(chat,)])


async def test_correction_begins_only_when_nobody_can_be_sending_the_old_words(
    house: House,
) -> None:
    """A renderer keeps the post for a moment; a copy made of it then must be found as well."""
    await house.furnish(people=1)
    sending = await house.sending()
    await house.conductor().advance()
    await house.dispatches.correct(house.actor(), sending.announcement_id, POST)
    await house.conductor().advance()
    await house.deliver()
    house.clock.advance(seconds=5)
    await house.conductor().advance()

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
    await house.conductor().advance()
    await house.deliver(limit=2)
    house.clock.advance(hours=47)
    await house.deliver(limit=2)
    house.clock.advance(hours=2)
    await house.dispatches.recall(house.actor(SECOND), sending.announcement_id)
    await house.conductor().advance()
    recalled = await house.deliver()
    await house.conductor().advance()
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
    await house.conductor().advance()
    await house.deliver()
    await house.conductor().advance()
    house.clock.advance(hours=48, seconds=1)
    with pytest.raises(UserError, match="dispatch-recall-too-late"):
        await house.dispatches.recall(house.actor(), sending.announcement_id)


# -- what organisers look at


async def test_lists_show_what_is_planned_what_runs_and_what_was_sent(house: House) -> None:
    await house.furnish(people=2)
    b, plan = house.broadcasts, await house.draft()
    await b.set_start(house.actor(), plan, "завтра 10:00")
    await b.confirm(house.actor(), plan)
    sending = await house.sending()
    await house.conductor().advance()
    await house.deliver(limit=1)
    planned, running = await house.dispatches.under_way(house.actor())
    archive, count = await house.dispatches.archive(house.actor(), 0)
    beyond, _ = await house.dispatches.archive(house.actor(), 1)
    rounds = await house.dispatches.of(house.actor(), sending.announcement_id)
    dashboard = await house.organisers.dashboard(house.actor())

    figures = Totals({OutboxState.SENT: 1, OutboxState.QUEUED: 1})
    assert ([one.id for one in planned], [one.totals for one in running]) == ([plan], [figures])
    assert [(one.announcement.id, one.totals) for one in archive] == [
        (sending.announcement_id, figures)
    ]
    assert (count, beyond, rounds) == (1, [], running)
    assert (dashboard.planned, dashboard.running, dashboard.queue_length) == (1, 1, 1)
    assert (dashboard.people.all, dashboard.oldest_due_at) == (2, None)
    with pytest.raises(NotFound):
        await house.dispatches.of(house.actor(), plan)
