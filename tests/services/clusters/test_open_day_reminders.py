"""Reminders of days of open doors: the wish, what falls due, and cards that change meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import outbox
from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.clusters.facts import OpenDay
from domain.errors import NotFound, UserError
from domain.ids import ClusterId, UpdateId, UserId
from domain.outgoing import Kind
from domain.people.users import Actor, Language, Preferences, Profile, QuietHours
from services.clusters.catalogue import Clusters
from services.clusters.files.exports import clusters_csv
from services.clusters.imports import ClusterImports
from services.clusters.open_days.reminders import AT_ONCE, AwaitedDay, OpenDayReminders
from services.people.housekeeping import Housekeeping
from services.people.users import Users
from services.places.gazetteer import load_gazetteer
from tests.clocks import START, Bell, ManualClock
from tests.services.rigs import MOSCOW, day_reminders

DATA = Path(__file__).parents[3] / "data"
KAMCHATKA = ZoneInfo("Asia/Kamchatka")
COLLEGE = ClusterId("a")
DAY = date(2026, 12, 12)
"""Nineteen days after START."""
OPEN = OpenDay(on=DAY, at=time(11), address="ул. Мира, 1")
PERSON, OTHER = UserId(1), UserId(2)


@dataclass
class OpenDayRig:
    database: Database
    store: Store
    clock: ManualClock
    reminders: OpenDayReminders
    imports: ClusterImports

    async def person(self, user_id: UserId = PERSON, zone: ZoneInfo = MOSCOW) -> Actor:
        async with self.store.write() as tx:
            await tx.users.save_profile(
                Profile(id=user_id, first_name="Ия", client_language="ru"), START
            )
            if zone is not MOSCOW:
                await tx.users.set_zone(user_id, zone.key)
        return Actor(
            id=user_id,
            name="Ия",
            language=Language.RU,
            zone=zone,
            home=None,
            is_owner=False,
            update_id=UpdateId(1),
        )

    async def announce(self, *days: OpenDay, college: ClusterId = COLLEGE) -> None:
        """As organisers do: a file of cards."""
        card = Cluster(
            id=college,
            name="Кластер",
            industry=Industry.IT,
            region="Республика Татарстан",
            city="Казань",
            base_college="Колледж",
            tz="Europe/Moscow",
            open_days=days,
        )
        report = await self.imports.import_file("x.csv", clusters_csv([card]))
        assert report.is_applied

    async def undo(self) -> None:
        async with self.store.write() as tx:
            await self.imports.undo(tx, by="")

    async def at(self, moment: str) -> int:
        """What a tick writes at that time of Moscow."""
        target = datetime.fromisoformat(f"{moment}+03:00")
        self.clock.advance(seconds=(target - self.clock.now()).total_seconds())
        return await self.reminders.tick()

    async def rows(self, kind: Kind) -> list[dict[str, Any]]:
        query = sa.select(outbox).where(outbox.c.kind == kind.value).order_by(outbox.c.id)
        async with self.database.read() as connection:
            return [dict(row) for row in (await connection.execute(query)).mappings()]

    async def told(self) -> list[tuple[int, str, str]]:
        return [
            (row["chat_id"], row["payload"]["was"], row["payload"]["now"])
            for row in await self.rows(Kind.OPEN_DAY_CHANGE)
        ]

    async def awaited(self, person: Actor) -> list[AwaitedDay]:
        catalogue = await Clusters(store=self.store, clock=self.clock).catalogue()
        return await self.reminders.awaited(person, catalogue)

    async def wishes(self, user_id: UserId = PERSON) -> list[tuple[date, datetime | None]]:
        async with self.store.read() as tx:
            return [(one.day, one.remind_at) for one in await tx.open_days.of(user_id)]


@pytest.fixture
async def rig(database: Database, store: Store, clock: ManualClock) -> OpenDayRig:
    places = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    reminders = day_reminders(store, clock)
    imports = ClusterImports(store=store, clock=clock, places=places, reminders=reminders)
    found = OpenDayRig(database, store, clock, reminders, imports)
    await found.announce(OPEN)
    return found


def evening(day: date, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime.combine(day - timedelta(days=1), time(18), zone)


async def test_pressing_twice_is_one_reminder_the_evening_before(rig: OpenDayRig) -> None:
    person = await rig.person()
    moments = [await rig.reminders.choose(person, COLLEGE, DAY, wanted=True) for _ in range(2)]
    early = await rig.at("2026-12-11 17:59")
    due = [await rig.at("2026-12-11 18:00"), await rig.at("2026-12-11 18:30")]

    assert moments == [evening(DAY)] * 2
    assert (early, due) == (0, [1, 0])
    [row] = await rig.rows(Kind.OPEN_DAY)
    assert row["payload"] == {"cluster": "a", "day": "2026-12-12"}
    assert row["expires_at"] == datetime.combine(DAY, time(11), MOSCOW)


@pytest.mark.usefixtures("on_threads")
async def test_two_presses_and_two_ticks_at_once_are_one_reminder(rig: OpenDayRig) -> None:
    person = await rig.person()
    await asyncio.gather(
        *(rig.reminders.choose(person, COLLEGE, DAY, wanted=True) for _ in range(5))
    )
    rig.clock.advance(days=18, hours=9)
    other = day_reminders(Store(rig.database), rig.clock)
    await asyncio.gather(rig.reminders.tick(), other.tick(), rig.reminders.tick())

    assert len(await rig.wishes()) == 1
    assert len(await rig.rows(Kind.OPEN_DAY)) == 1


async def test_switched_off_and_on_again_it_comes_once(rig: OpenDayRig) -> None:
    person = await rig.person()
    for wanted in (True, False, False, True):
        await rig.reminders.choose(person, COLLEGE, DAY, wanted=wanted)
    await rig.at("2026-12-11 18:00")

    assert len(await rig.rows(Kind.OPEN_DAY)) == 1


async def test_switched_off_and_on_while_quiet_hours_hold_it_leaves_once(rig: OpenDayRig) -> None:
    person, later = await rig.person(), replace(OPEN, on=date(2026, 12, 13))
    async with rig.store.write() as tx:
        await tx.users.set_preferences(
            PERSON, Preferences(quiet_hours=QuietHours(time(17), time(7)))
        )
    await rig.announce(OPEN, later)
    for day in (DAY, later.on):
        await rig.reminders.choose(person, COLLEGE, day, wanted=True)
    await rig.at("2026-12-11 18:00")
    for wanted in (False, True):
        await rig.reminders.choose(person, COLLEGE, DAY, wanted=wanted)
    await rig.at("2026-12-12 08:00")
    await rig.at("2026-12-12 18:00")
    await rig.reminders.choose(person, COLLEGE, DAY, wanted=False)

    rows = await rig.rows(Kind.OPEN_DAY)
    assert [(row["payload"]["day"][-2:], row["state"]) for row in rows] == [
        ("12", "cancelled"),
        ("12", "cancelled"),
        ("13", "queued"),
    ]


async def test_switched_off_nothing_is_written(rig: OpenDayRig) -> None:
    person = await rig.person()
    for wanted in (True, False):
        await rig.reminders.choose(person, COLLEGE, DAY, wanted=wanted)

    assert await rig.at("2026-12-11 18:00") == 0


@pytest.mark.parametrize(
    ("now", "error"),
    [("2026-12-12 09:30", "open-day-late"), ("2026-12-12 11:00", "open-day-gone")],
)
async def test_day_that_begins_soon_or_is_over_is_refused(
    rig: OpenDayRig, now: str, error: str
) -> None:
    person = await rig.person()
    await rig.at(now)
    with pytest.raises(UserError, match=error):
        await rig.reminders.choose(person, COLLEGE, DAY, wanted=True)

    assert await rig.wishes() == []


async def test_unknown_college_or_day_is_refused(rig: OpenDayRig) -> None:
    person = await rig.person()
    for college, day in ((ClusterId("zz"), DAY), (COLLEGE, DAY + timedelta(days=1))):
        with pytest.raises(NotFound, match="open-day-gone"):
            await rig.reminders.choose(person, college, day, wanted=True)


async def test_day_without_a_time_is_reminded_by_the_day(rig: OpenDayRig) -> None:
    await rig.announce(OpenDay(on=DAY))
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    await rig.at("2026-12-11 18:00")

    [row] = await rig.rows(Kind.OPEN_DAY)
    assert row["expires_at"] == datetime.combine(DAY + timedelta(days=1), time(), MOSCOW)


async def test_everybody_is_reminded_by_their_own_clock(rig: OpenDayRig) -> None:
    for user_id, zone in ((PERSON, MOSCOW), (OTHER, KAMCHATKA)):
        person = await rig.person(user_id, zone)
        await rig.reminders.choose(person, COLLEGE, DAY, wanted=True)
    await rig.at("2026-12-11 09:00")
    first = [row["chat_id"] for row in await rig.rows(Kind.OPEN_DAY)]
    await rig.at("2026-12-11 18:00")

    assert first == [OTHER]
    assert [row["chat_id"] for row in await rig.rows(Kind.OPEN_DAY)] == [OTHER, PERSON]


async def test_alarm_is_set_for_the_next_one(rig: OpenDayRig) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    await rig.reminders.tick()
    bell = rig.reminders.alarm
    assert isinstance(bell, Bell)

    assert bell.set_to == [evening(DAY)]


async def test_the_same_file_again_loses_and_doubles_nothing(rig: OpenDayRig) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    before = await rig.wishes()
    for source in ("", "https://example.org/"):
        await rig.announce(replace(OPEN, source=source))
    after = await rig.wishes()
    await rig.at("2026-12-11 18:00")
    await rig.announce(OPEN)
    await rig.at("2026-12-11 19:00")

    assert after == before
    assert await rig.told() == []
    assert len(await rig.rows(Kind.OPEN_DAY)) == 1


async def test_moved_day_takes_its_reminder_along_and_who_waits_is_told(rig: OpenDayRig) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    later = replace(OPEN, on=DAY + timedelta(days=7))
    await rig.announce(later)
    moved = await rig.wishes()
    early = await rig.at("2026-12-11 18:00")
    due = await rig.at("2026-12-18 18:00")

    assert moved == [(later.on, evening(later.on))]
    assert await rig.told() == [
        (PERSON, "2026-12-12 11:00 | ул. Мира, 1", "2026-12-19 11:00 | ул. Мира, 1")
    ]
    assert (early, due) == (0, 1)


async def test_moved_after_it_was_told_it_is_reminded_of_anew(rig: OpenDayRig) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    await rig.at("2026-12-11 18:00")
    await rig.announce(replace(OPEN, on=DAY + timedelta(days=7)))
    await rig.at("2026-12-18 18:00")

    assert [row["payload"]["day"] for row in await rig.rows(Kind.OPEN_DAY)] == [
        "2026-12-12",
        "2026-12-19",
    ]


async def test_another_hour_or_address_is_told_also_after_the_reminder(rig: OpenDayRig) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    await rig.announce(replace(OPEN, at=time(12)))
    await rig.at("2026-12-11 18:00")
    await rig.announce(replace(OPEN, at=time(12), address="ул. Ленина, 2"))
    again = await rig.at("2026-12-12 08:00")

    assert await rig.told() == [
        (PERSON, "2026-12-12 11:00 | ул. Мира, 1", "2026-12-12 12:00 | ул. Мира, 1"),
        (PERSON, "2026-12-12 12:00 | ул. Мира, 1", "2026-12-12 12:00 | ул. Ленина, 2"),
    ]
    assert again == 0


async def test_removed_day_is_told_and_not_reminded_of_and_comes_back_by_undo(
    rig: OpenDayRig,
) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    await rig.announce()
    off = await rig.wishes()
    await rig.undo()
    back = await rig.wishes()
    await rig.at("2026-12-11 18:00")

    was = "2026-12-12 11:00 | ул. Мира, 1"
    assert (off, back) == ([(DAY, None)], [(DAY, evening(DAY))])
    assert await rig.told() == [(PERSON, was, ""), (PERSON, "", was)]
    assert len(await rig.rows(Kind.OPEN_DAY)) == 1


async def test_removed_day_is_not_reminded_of(rig: OpenDayRig) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    await rig.announce()

    assert await rig.at("2026-12-11 18:00") == 0


async def test_withdrawn_college_is_told_of(rig: OpenDayRig) -> None:
    college = ClusterId("b")
    await rig.announce(OPEN, college=college)
    await rig.reminders.choose(await rig.person(), college, DAY, wanted=True)
    await rig.undo()
    written = await rig.at("2026-12-11 18:00")

    assert await rig.told() == [(PERSON, "2026-12-12 11:00 | ул. Мира, 1", "")]
    assert written == 0


async def test_who_waits_for_both_days_waits_for_one_after_the_move(rig: OpenDayRig) -> None:
    person, later = await rig.person(), replace(OPEN, on=DAY + timedelta(days=7))
    await rig.announce(OPEN, later)
    for day in (DAY, later.on):
        await rig.reminders.choose(person, COLLEGE, day, wanted=True)
    await rig.announce(OPEN)
    await rig.announce(later)

    assert await rig.wishes() == [(later.on, evening(later.on))]


async def test_others_days_and_colleges_are_left_alone(rig: OpenDayRig) -> None:
    await rig.announce(OPEN, college=ClusterId("b"))
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    await rig.reminders.choose(await rig.person(OTHER), ClusterId("b"), DAY, wanted=True)
    await rig.announce(replace(OPEN, at=time(15)), college=ClusterId("b"))

    assert [chat for chat, *_ in await rig.told()] == [OTHER]
    assert await rig.wishes() == [(DAY, evening(DAY))]


async def test_quiet_hours_hold_a_notice_until_the_morning(rig: OpenDayRig) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    await rig.at("2026-12-01 23:30")
    await rig.announce(replace(OPEN, at=time(12)))

    [row] = await rig.rows(Kind.OPEN_DAY_CHANGE)
    assert row["not_before"] == datetime.fromisoformat("2026-12-02 08:00+03:00")


async def test_notice_that_could_not_wait_comes_at_night(rig: OpenDayRig) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    await rig.at("2026-12-12 06:00")
    await rig.announce(replace(OPEN, at=time(8, 30)))

    [row] = await rig.rows(Kind.OPEN_DAY_CHANGE)
    assert row["not_before"] == rig.clock.now()


async def test_person_who_is_away_gets_none_and_keeps_the_wish(rig: OpenDayRig) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    async with rig.store.write() as tx:
        await tx.users.set_unreachable(PERSON, START)
    written = await rig.at("2026-12-11 18:00")

    assert written == 0
    assert await rig.wishes() == [(DAY, None)]


@pytest.mark.slow
async def test_more_than_one_transaction_holds_are_all_written(rig: OpenDayRig) -> None:
    count = AT_ONCE + 3
    async with rig.store.write() as tx:
        ids = [UserId(number) for number in range(100, 100 + count)]
        profiles = [Profile(id=one, first_name="Ия", client_language="ru") for one in ids]
        await tx.users.save_profiles(profiles, START)
        for one in ids:
            await tx.open_days.add(one, COLLEGE, DAY, evening(DAY), START)

    assert await rig.at("2026-12-11 18:00") == count


async def test_awaited_days_are_those_that_take_place(rig: OpenDayRig) -> None:
    person, later = await rig.person(), replace(OPEN, on=DAY + timedelta(days=7))
    await rig.announce(OPEN, later)
    for day in (later.on, DAY):
        await rig.reminders.choose(person, COLLEGE, day, wanted=True)
    both = [one.day for one in await rig.awaited(person)]
    await rig.announce(OPEN)
    one_left = [one.days for one in await rig.awaited(person)]
    await rig.at("2026-12-12 11:00")

    assert (both, one_left) == ([DAY, later.on], [(OPEN,)])
    assert await rig.awaited(person) == []


async def test_wish_is_exported_and_goes_with_the_person(rig: OpenDayRig, users: Users) -> None:
    person = await rig.person()
    await rig.reminders.choose(person, COLLEGE, DAY, wanted=True)
    await rig.reminders.choose(await rig.person(OTHER), COLLEGE, DAY, wanted=True)
    exported = await users.export(person)
    held = await users.holdings(person)
    await users.erase(person)
    written = await rig.at("2026-12-11 18:00")

    assert exported["open_day_reminders"] == [{"cluster": "a", "day": "2026-12-12"}]
    assert held.open_days == 1
    assert written == 1
    assert [row["chat_id"] for row in await rig.rows(Kind.OPEN_DAY)] == [OTHER]


async def test_days_that_are_over_are_forgotten(rig: OpenDayRig) -> None:
    await rig.reminders.choose(await rig.person(), COLLEGE, DAY, wanted=True)
    keeper = Housekeeping(store=rig.store, clock=rig.clock)
    await rig.at("2026-12-13 12:00")
    await keeper.tidy()
    kept = await rig.wishes()
    await rig.at("2026-12-16 12:00")
    await keeper.tidy()

    assert (kept, await rig.wishes()) == ([(DAY, None)], [])
