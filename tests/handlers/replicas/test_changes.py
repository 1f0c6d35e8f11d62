"""Two replicas of the whole bot on one store, while their clocks stand: what one changes, the
other knows because it was told or because it keeps nothing, and not because time has passed."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot.app import App, build_app
from bot.settings import Settings
from db.engine import Database
from db.replicas.served_bots import release_store, take_store
from db.tables import outbox
from domain.clusters.messages import CardReportAnswer
from domain.errors import StartRefused
from domain.ids import ChatId, ClusterId, EventId, TopicCode, UpdateId, UserId
from domain.outbox import NewMessage, OutboxState, Priority
from domain.people.users import Actor, Language, Preferences, Profile
from domain.ports import Periodic
from domain.programme.sessions import Event
from sandbox.floods import FloodLimits
from sandbox.session import SandboxSession
from sandbox.world import World
from tests.clocks import HeldClock
from tests.e2e.conftest import free_port
from tests.stores import emptied, opened_again
from tests.waiting import until

pytestmark = pytest.mark.postgres

TOKEN, OTHER_TOKEN = "42:sandbox", "43:sandbox"
OWNER, MARIA = UserId(900), UserId(7)
HEADER = "id,name,industry,region,source_url,source_note,checked_on\n"
CARD = "new-card,Новый кластер,mechanical,Пермский край,https://example.org/1,сайт,2026-11-01\n"
PROGRAMME = "uid,title,start,end\nopening,Открытие,2031-06-01 10:00,2031-06-01 11:00\n"

_updates = itertools.count(1)


class NoTimer:
    """Nothing is done by the clock."""

    def start(self, ring: Callable[[], None], periodic: Sequence[Periodic]) -> None: ...

    def stop(self) -> None: ...

    def wake(self) -> None: ...

    def wake_at(self, moment: datetime) -> None: ...


@dataclass(frozen=True)
class Pair:
    world: World
    one: App
    other: App

    async def actor(self, app: App, person: UserId = MARIA) -> Actor:
        users = app.dispatcher["users"]
        profile = Profile(id=person, first_name="Мария", client_language="ru")
        found: Actor = await users.touch(profile, UpdateId(next(_updates)))
        return found


def started_on(database: Database, world: World, token: str = TOKEN) -> App:
    settings = Settings(
        bot_token=SecretStr(token),
        admin_ids=frozenset({OWNER}),
        database_url="postgresql+asyncpg://the-one-that-is-handed-over",
        webhook_url="https://127.0.0.1:1",
        webhook_secret=SecretStr("secret"),
        web_host="127.0.0.1",
        web_port=free_port(),
        _env_file=None,
    )
    return build_app(
        settings,
        session=SandboxSession(world),
        clock=HeldClock(),
        database=database,
        timer=NoTimer(),
    )


def a_world(token: str = TOKEN) -> World:
    world = World(limits=FloodLimits.off())
    world.add_bot(token, username="profkompas_bot", name="Профкомпас")
    return world


@asynccontextmanager
async def running(app: App) -> AsyncIterator[App]:
    try:
        await app.start()
        yield app
    finally:
        await app.stop()


@pytest.fixture
async def pair(schema: str, tmp_path: Path) -> AsyncIterator[Pair]:
    world = a_world()
    async with AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(emptied(schema)),
            await stack.enter_async_context(opened_again(schema, tmp_path)),
        ]
        apps = [await stack.enter_async_context(running(started_on(one, world))) for one in opened]
        yield Pair(world, *apps)


async def test_cards_and_answers_changed_on_one_replica_are_told_to_the_other(pair: Pair) -> None:
    one, other = pair.one, pair.other
    card = ClusterId("new-card")
    answers = other.clusters.answers
    first = next(iter((await answers.book()).by_id.values()))
    assert card not in (await other.clusters.clusters.catalogue()).by_id
    await other.clusters.searches.index()

    await one.clusters.cluster_imports.import_file("cards.csv", (HEADER + CARD).encode())
    async with one.store.write() as tx:
        await tx.answers.save([replace(first, is_hidden=True)])

    async def is_known() -> bool:
        return card in (await other.clusters.clusters.catalogue()).by_id

    async def is_hidden() -> bool:
        return first.id not in (await answers.book()).by_id

    async def is_indexed() -> bool:
        catalogue = await one.clusters.clusters.catalogue()
        return (await other.clusters.searches.index()).version == catalogue.version

    await until(is_known)
    await until(is_hidden)
    await until(is_indexed)


async def test_what_is_not_kept_is_true_on_the_other_replica_at_once(pair: Pair) -> None:
    """Rights, settings, lead times, topics, the programme: read in the statement that asks."""
    one, other = pair.one, pair.other
    owner = await pair.actor(one, OWNER)
    maria = await pair.actor(one)
    rights = [await other.dispatcher["organisers"].may(await pair.actor(other))]
    await one.dispatcher["organisers"].add(owner, MARIA, "Мария")
    rights.append(await other.dispatcher["organisers"].may(await pair.actor(other)))
    owner = await pair.actor(one, OWNER)
    await one.dispatcher["organisers"].remove(owner, MARIA)
    rights.append(await other.dispatcher["organisers"].may(await pair.actor(other)))

    users = one.dispatcher["users"]
    await users.choose_language(maria, Language.EN)
    await users.choose_zone(maria, "Asia/Omsk")
    await users.prefer(maria, Preferences(is_paused=True))
    await one.dispatcher["reminders"].choose(maria, 0b101)
    known = await pair.actor(other)

    async with one.store.write() as tx:
        topics = await tx.topics.all()
        await tx.topics.rename(replace(topics[0], name_ru="Переименовано"))
    event = Event(id=EventId("event"), title="Форум", tz="Europe/Moscow")
    await one.programme.schedules.import_file(event, "programme.csv", PROGRAMME.encode())
    async with other.store.read() as tx:
        renamed = {topic.code: topic.name_ru for topic in await tx.topics.all()}
    sessions = await other.programme.schedules.event(EventId("event"))

    assert rights == [False, True, False]
    assert (known.language, str(known.zone)) == (Language.EN, "Asia/Omsk")
    assert known.preferences.is_paused
    assert await other.dispatcher["reminders"].chosen(known) == 0b101
    assert renamed[TopicCode(topics[0].code)] == "Переименовано"
    assert sessions is not None


async def test_delivery_is_woken_by_what_another_replica_leaves(pair: Pair) -> None:
    """No sweep, which goes by the clock, has any part in it."""
    pair.world.add_person("Мария", person_id=int(MARIA))
    pair.world.say(int(MARIA), "/start")
    apps = (pair.one, pair.other)

    async def is_delivered_from() -> bool:
        return any(app.worker.delivers for app in apps)

    await until(is_delivered_from)
    [writer] = [app for app in apps if not app.worker.delivers]
    message = CardReportAnswer(cluster_id=ClusterId("a"), cluster_name="А", answer="Да")
    row = NewMessage(
        dedupe_key="told",
        chat_id=ChatId(int(MARIA)),
        message=message,
        priority=Priority.NOTICE,
        not_before=HeldClock().now(),
    )
    async with writer.store.write() as tx:
        await tx.outbox.add([row], HeldClock().now())

    async def has_left() -> bool:
        async with writer.database.read() as connection:
            states = list((await connection.execute(sa.select(outbox.c.state))).scalars())
        return states == [OutboxState.SENT.value]

    await until(has_left)


async def test_store_of_one_bot_is_not_for_another_until_it_is_released(
    pair: Pair, schema: str, tmp_path: Path
) -> None:
    async with opened_again(schema, tmp_path) as database:
        second = started_on(database, a_world(OTHER_TOKEN), OTHER_TOKEN)
        with pytest.raises(StartRefused) as refusal:
            async with running(second):
                pass
        assert (refusal.value.key, refusal.value.is_setting) == ("start-other-bot", True)
        assert refusal.value.params == {"served": "42", "bot": "43"}

    async with pair.one.store.write() as tx:
        await tx.updates.claim(UpdateId(1), HeldClock().now())
    assert await release_store(pair.one.database) == 42
    async with (
        opened_again(schema, tmp_path) as database,
        running(started_on(database, a_world(OTHER_TOKEN), OTHER_TOKEN)) as third,
        third.store.read() as tx,
    ):
        assert not await tx.updates.is_claimed(UpdateId(1))
        await take_store(database, 43, HeldClock().now())
        with pytest.raises(StartRefused):
            await take_store(database, 42, HeldClock().now())
