"""Three processes on one PostgreSQL behind a round robin: one bot, whatever becomes of them."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from bench.deeds import Crowd, furnish, stored
from bench.fleet import Fleet, fleet
from bench.mailing import FIRST_PERSON, ORGANISER
from bench.processes import TOKEN
from bot.updates.flood_gate import BURST
from db.engine import Database
from db.schema import head
from outbox.lease import DELIVERY_LEASE
from sandbox.client import UserClient
from sandbox.floods import FloodLimits
from sandbox.server import served
from sandbox.world import World
from tests.stores import migrated, own_database, refusing
from tests.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.postgres, pytest.mark.timeout(600)]

REPLICAS = 3
PHOTO = ("1.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "photo")
OUTAGE_SECONDS = DELIVERY_LEASE.total_seconds() + 3
"""Whatever ends by itself has ended then: the lease, and what is known of other replicas."""

ON_ONESELF = "🧪 Проверить на себе"


@asynccontextmanager
async def three(folder: Path, *, people: int = 0, drafts: int = 0) -> AsyncIterator[ReplicasRig]:
    """Started on a store that is empty, or holds people who know the bot."""
    world = World(limits=FloodLimits.off())
    world.add_bot(TOKEN, username="fleet_bot", name="Fleet")
    pattern = migrated if people else None
    async with own_database(pattern) as url, served(world) as address:
        database = Database(url)
        try:
            if people:
                await furnish(database, world, people, drafts)
            async with fleet(world, address, url, folder, REPLICAS) as made:
                yield ReplicasRig(world, made, database)
        finally:
            await database.close()


class ReplicasRig:
    def __init__(self, world: World, made: Fleet, database: Database) -> None:
        self.world, self.fleet, self.database = world, made, database

    def person(self, number: int, name: str = "Мария") -> UserClient:
        return UserClient(self.world, self.world.add_person(name, person_id=number)["id"])

    async def value(self, query: str) -> int:
        async with self.database.read() as connection:
            return int((await connection.execute(sa.text(query))).scalar_one())

    async def until_handled(self, person: int | None = None) -> None:
        """All updates, or those of a person."""
        whose = "" if person is None else f" AND lane = {person}"

        async def is_empty() -> bool:
            query = f"SELECT count(*) FROM incoming_updates WHERE finished_at IS NULL{whose}"
            return not await self.value(query)

        await until(is_empty)


def firsts(person: UserClient) -> list[str]:
    return [received.text.split("\n")[0] for received in person.inbox]


async def test_replicas_behind_a_round_robin_are_one_bot(tmp_path: Path) -> None:
    async with three(tmp_path) as rig:
        made, world = rig.fleet, rig.world
        await made.start()
        student = rig.person(1)

        # The same updates to two replicas, all of them at once.
        for text in ("/help", "/privacy", "/settings"):
            world.say(student.id, text)
        updates = made.take_updates()
        await made.deliver_at_once([*updates, *updates])
        await rig.until_handled()
        await made.deliver_at_once(updates)
        await rig.until_handled()

        assert firsts(student) == ["Что я умею", "Что хранит бот", "Настройки"]

        # A flood of one person, answered below, at the pace that a chat allows.
        hasty = rig.person(2, "Пётр")
        for _ in range(60):
            world.say(hasty.id, "/help")
        await made.deliver_at_once(made.take_updates())

        # /broadcast and the post, sent at once: the post is not lost, and one draft each time.
        olga = rig.person(ORGANISER, "Ольга")
        for number in range(1, 5):
            world.say(olga.id, "/broadcast")
            world.say(olga.id, f"Сбор № {number}")
            sent = made.take_updates()
            await made.deliver_at_once([*reversed(sent), *sent])
            await rig.until_handled(olga.id)
            assert await rig.value("SELECT count(*) FROM announcements") == number

        # An album whose parts come to different replicas is one announcement.
        world.say(olga.id, "/broadcast")
        await made.deliver_at_once(made.take_updates())
        await rig.until_handled(olga.id)
        world.upload_album(olga.id, [PHOTO] * 5, "Снимки")
        await made.deliver_at_once(made.take_updates())
        await rig.until_handled(olga.id)
        assert await rig.value("SELECT count(*) FROM announcements") == 5
        assert (
            await rig.value(
                "SELECT json_array_length(post -> 'message_ids') FROM announcements "
                "ORDER BY id DESC LIMIT 1"
            )
            == 5
        )

        await rig.until_handled()
        assert BURST < len(hasty.inbox) < 60 - BURST


async def test_killed_and_replaced_replicas_lose_nothing_and_do_nothing_twice(
    tmp_path: Path,
) -> None:
    async with three(tmp_path, people=20, drafts=2) as rig:
        made, dice = rig.fleet, random.Random(7)
        await made.start()
        crowd = Crowd(rig.world, dice, people=20, drafts=2)

        async def act(deeds: int) -> None:
            for _ in range(deeds):
                crowd.act()
            await made.deliver_as_telegram(made.take_updates())

        await act(40)
        holder = await made.holder()
        acting = asyncio.create_task(act(60))
        await made.end(holder, signal.SIGKILL)
        await acting
        successor = await made.holder()
        assert successor is not holder
        await rig.until_handled()

        # The others one after another, by SIGTERM, while people write; each comes back first.
        await made.start(holder)
        for other in [one for one in made.replicas if one is not holder]:
            acting = asyncio.create_task(act(30))
            assert await made.end(other, signal.SIGTERM) == 0
            await acting
            await made.start(other)
        acting = asyncio.create_task(act(30))
        for other in made.replicas[:2]:
            await made.end(other, signal.SIGKILL)
        await acting
        await rig.until_handled()

        assert crowd.expected.difference(await stored(rig.database)) == []


def album(world: World, person: UserClient) -> None:
    world.upload_album(person.id, [PHOTO] * 4, "Снимки")


def forwarded_one_by_one(world: World, person: UserClient) -> None:
    """Of a friend to whom the bot never spoke; nothing in them tells that they are one post."""
    friend = world.add_person("Пётр", person_id=ORGANISER + 1)["id"]
    sent = [world.upload(friend, *PHOTO[:2], kind=PHOTO[2])["message_id"] for _ in range(4)]
    world.bot.updates.clear()
    for message_id in sent:
        world.forward(person.id, friend, message_id)


@pytest.mark.parametrize("bring", [album, forwarded_one_by_one])
async def test_album_of_replicas_that_are_killed_is_still_one_announcement(
    tmp_path: Path, bring: Callable[[World, UserClient], None]
) -> None:
    async with three(tmp_path) as rig:
        made, world = rig.fleet, rig.world
        await made.start()
        olga = rig.person(ORGANISER, "Ольга")
        world.say(olga.id, "/broadcast")
        await made.deliver_at_once(made.take_updates())
        await rig.until_handled()

        bring(world, olga)
        for number, update in enumerate(made.take_updates()):
            assert await made.post(update, made.replicas[number % 2]) == 200

        async def is_in_hand() -> bool:
            in_hand = "SELECT count(*) FROM incoming_updates WHERE taken_by IS NOT NULL"
            done = "SELECT count(*) FROM announcements"
            return bool(await rig.value(in_hand) or await rig.value(done))

        await until(is_in_hand)
        await asyncio.gather(*(made.end(one, signal.SIGKILL) for one in made.replicas[:2]))
        await rig.until_handled()

        parts = "SELECT json_array_length(post -> 'message_ids') FROM announcements"
        assert await rig.value("SELECT count(*) FROM announcements") == 1
        assert await rig.value(parts) == 4


async def test_migration_that_adds_goes_by_while_replicas_work(tmp_path: Path) -> None:
    """As the first replica of a newer version does it; the others are yet to be replaced."""
    async with three(tmp_path, people=20, drafts=2) as rig:
        made, crowd = rig.fleet, Crowd(rig.world, random.Random(3), people=20, drafts=2)
        await made.start()

        async def act(deeds: int) -> None:
            for _ in range(deeds):
                crowd.act()
            await made.deliver_as_telegram(made.take_updates())

        await act(30)
        acting = asyncio.create_task(act(60))
        async with rig.database.write() as connection:
            for table in ("users", "outbox", "incoming_updates", "replicas", "conversations"):
                column = f"ALTER TABLE {table} ADD COLUMN of_the_next_version text"
                await connection.execute(sa.text(column))
            await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        await acting
        await act(30)
        await rig.until_handled()

        assert crowd.expected.difference(await stored(rig.database)) == []
        for one in made.replicas:
            assert await made.status_of(one, "/readyz") == 503
            assert await made.status_of(one, "/healthz") == 200
        assert "cached statement" not in "".join(one.log() for one in made.replicas)

        # An old one that ends does not come back.
        old = made.replicas[0]
        assert await made.end(old, signal.SIGTERM) == 0
        with pytest.raises(AssertionError, match=f"9999.*{head()}"):
            await made.start(old)


async def test_database_that_goes_away_loses_no_update_and_moves_no_lease(tmp_path: Path) -> None:
    async with three(tmp_path) as rig:
        made, world = rig.fleet, rig.world
        await made.start()
        holder = await made.holder()
        people = [rig.person(FIRST_PERSON + number) for number in range(6)]
        for person in people:
            world.say(person.id, "/help")
        await made.deliver_as_telegram(made.take_updates())

        async with refusing(rig.database):
            for person in people:
                world.say(person.id, "/privacy")
            updates = made.take_updates()
            refused = [await made.post(one, made.replicas[n % 3]) for n, one in enumerate(updates)]
            await asyncio.sleep(OUTAGE_SECONDS)
        await made.deliver_as_telegram(updates)
        await rig.until_handled()

        assert set(refused) <= {500, 503}
        for person in people:
            assert firsts(person)[-2:] == ["Что я умею", "Что хранит бот"], firsts(person)
        assert await made.holder() is holder


async def test_delivery_is_handed_over_at_once_and_woken_from_any_replica(tmp_path: Path) -> None:
    async with three(tmp_path) as rig:
        made, world = rig.fleet, rig.world
        await made.start()
        holder = await made.holder()
        olga = rig.person(ORGANISER, "Ольга")
        other = next(one for one in made.replicas if one is not holder)

        async def tell(*texts: str) -> None:
            for text in texts:
                world.say(olga.id, text)
            for update in made.take_updates():
                assert await made.post(update, other) == 200
            await rig.until_handled()

        await tell("/broadcast", "Сбор в 10:00")
        before = await rig.value("SELECT count(*) FROM outbox")
        screen = next(one for one in olga.inbox[::-1] if ON_ONESELF in one.buttons)
        await press(rig, olga, screen.message_id, ON_ONESELF, other.number)
        await rig.until_handled()
        queued = await rig.value("SELECT count(*) FROM outbox")

        async def has_left() -> bool:
            return await rig.value("SELECT count(*) FROM outbox WHERE state = 'sent'") == queued

        await until(has_left)
        assert queued > before

        await made.end(holder, signal.SIGTERM)
        successor = await made.holder()
        assert successor is not holder
        await made.start(holder)
        assert await made.holder() is successor


async def press(
    rig: ReplicasRig, person: UserClient, message: int, label: str, replica: int
) -> None:
    screen = next(one for one in person.inbox if one.message_id == message)
    [data] = [b["callback_data"] for r in screen.rows for b in r if b["text"] == label]
    rig.world.press(person.id, message, data)
    for update in rig.fleet.take_updates():
        assert await rig.fleet.post(update, rig.fleet.replicas[replica]) == 200
