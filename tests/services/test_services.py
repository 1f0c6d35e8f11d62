"""Use cases on a real store: transactions, versions, and how many statements they take."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from db.engine import READERS, Database
from db.tables import conversations, handled_updates
from db.unit_of_work import Store
from domain.clusters.card_reports import CardField
from domain.clusters.cards import Cluster, Industry
from domain.errors import AlreadyHandled, ConfigError, NotFound, UserError
from domain.ids import ChatId, ClusterId, UpdateId, UserId
from domain.outbox import Kind, NewMessage, OutboxState, Priority
from domain.people.users import Actor, Language, Profile
from domain.places.geo import Point
from services.clusters.answers import Answers
from services.clusters.card_reports import Reports
from services.clusters.catalogue import Clusters, NearestQuery
from services.clusters.imports import ClusterImports, ImportReport
from services.people.housekeeping import Housekeeping
from services.people.organisers import Organisers
from services.people.users import Users
from services.places.gazetteer import load_gazetteer
from tests.clocks import ManualClock
from tests.stores import ready

DATA = Path(__file__).parents[2] / "data"
MOSCOW = ZoneInfo("Europe/Moscow")
PROFILE = Profile(id=UserId(5), first_name="Ия", client_language="be")


@dataclass(slots=True)
class Bell:
    set_to: list[datetime] = field(default_factory=list)

    def wake_at(self, moment: datetime) -> None:
        self.set_to.append(moment)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with ready(tmp_path) as migrated:
        yield migrated


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def users(store: Store, clock: ManualClock) -> Users:
    return Users(
        store=store,
        clock=clock,
        owners=frozenset({UserId(1)}),
        default_zone=MOSCOW,
        default_language=Language.RU,
    )


@pytest.fixture
def imports(store: Store, clock: ManualClock) -> ClusterImports:
    places = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    return ClusterImports(store=store, clock=clock, places=places)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Statements sent while the block runs."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(sa.Engine, "before_cursor_execute", note)
    yield statements
    event.remove(sa.Engine, "before_cursor_execute", note)


def cluster(name: str, lat: float = 56.0, lon: float = 44.0) -> Cluster:
    return Cluster(
        id=ClusterId(name),
        name=name,
        industry=Industry.IT,
        region="Нижегородская область",
        point=Point(lat, lon),
        base_college="Колледж",
    )


async def test_touch_writes_once_a_day_and_on_a_new_name(
    users: Users, clock: ManualClock, database: Database
) -> None:
    actor = await users.touch(PROFILE, UpdateId(1))
    with counted(database) as again:
        await users.touch(PROFILE, UpdateId(2))
    clock.advance(days=1)
    with counted(database) as tomorrow:
        await users.touch(PROFILE, UpdateId(3))

    assert actor == Actor(
        id=UserId(5),
        name="Ия",
        language=Language.RU,
        zone=MOSCOW,
        home=None,
        is_owner=False,
        update_id=UpdateId(1),
    )
    assert (len(again), any("INSERT" in s for s in tomorrow)) == (1, True)


async def test_export_of_nobody_is_not_found(users: Users) -> None:
    actor = await users.touch(PROFILE, UpdateId(1))
    await users.erase(actor)

    with pytest.raises(NotFound):
        await users.export(actor)


async def test_erasure_takes_all_that_was_told_however_much_there_is(
    users: Users, store: Store, clock: ManualClock
) -> None:
    actor = await users.touch(PROFILE, UpdateId(1))
    now = clock.now()
    rows = [
        NewMessage(
            dedupe_key=str(number),
            chat_id=ChatId(actor.id if number % 3 == 0 else actor.id + number),
            kind=Kind.REPORT,
            payload={},
            priority=Priority.NOTICE,
            not_before=now,
        )
        for number in range(30)
    ]
    async with store.write() as tx:
        await tx.outbox.add(rows, now)
    users.told_at_once = 7
    await users.erase(actor)
    async with store.read() as tx:
        left = await tx.outbox.totals()
        person = await tx.users.find(actor.id)

    assert (left, person) == ({OutboxState.QUEUED: 20}, None)


@pytest.mark.parametrize("count", [1, 3])
async def test_nearest_costs_a_statement_a_second_however_many_are_found(
    store: Store, clock: ManualClock, database: Database, count: int
) -> None:
    async with store.write() as tx:
        await tx.clusters.save([cluster(f"c{n}") for n in range(count)])
    service = Clusters(store=store, clock=clock)
    query = NearestQuery(origin=Point(56, 44), radius_km=30)
    await service.nearest(query)
    with counted(database) as at_once:
        page = await service.nearest(query)
    clock.advance(seconds=1)
    with counted(database) as later:
        await service.nearest(query)

    assert (len(page.found), len(at_once), len(later)) == (count, 0, 1)


async def test_catalogue_is_read_anew_only_when_its_version_changed(
    store: Store, clock: ManualClock
) -> None:
    service = Clusters(store=store, clock=clock)
    async with store.write() as tx:
        await tx.clusters.save([cluster("a")])
    first, second = await service.catalogue(), await service.catalogue()
    async with store.write() as tx:
        await tx.clusters.save([cluster("b")])
    clock.advance(seconds=1)
    third = await service.catalogue()

    assert first is second
    assert set(third.by_id) == {"a", "b"}


async def test_version_is_asked_for_once_when_many_come_at_the_same_time(
    store: Store, clock: ManualClock, database: Database
) -> None:
    clusters = Clusters(store=store, clock=clock)
    answers = Answers(store=store, clock=clock, shipped=())
    await clusters.catalogue()
    await answers.book()
    clock.advance(seconds=1)
    with counted(database) as seen:
        await asyncio.gather(*(clusters.catalogue() for _ in range(20)))
        await asyncio.gather(*(answers.book() for _ in range(20)))

    assert len(seen) == 2


async def test_readers_stay_connected_between_two_bursts(store: Store) -> None:
    opened = []

    def note(*_connection: object) -> None:
        opened.append(1)

    async def look() -> None:
        async with store.read() as tx:
            await tx.clusters.version()

    await asyncio.gather(*(look() for _ in range(READERS * 2)))
    event.listen(sa.pool.Pool, "connect", note)
    await asyncio.gather(*(look() for _ in range(READERS * 2)))
    event.remove(sa.pool.Pool, "connect", note)

    assert opened == []


async def test_nearest_pages_do_not_overlap_and_tell_inside_from_outside(
    store: Store, clock: ManualClock
) -> None:
    async with store.write() as tx:
        await tx.clusters.save([cluster(f"c{n:02}", lat=56 + n / 10) for n in range(12)])
    service = Clusters(store=store, clock=clock)
    pages = [
        await service.nearest(NearestQuery(origin=Point(56, 44), radius_km=30, page=page))
        for page in range(4)
    ]

    ids = [[hit.cluster.id for hit in page.found] for page in pages]
    assert ids == [
        ["c00", "c01", "c02", "c03", "c04"],
        ["c05", "c06", "c07", "c08", "c09"],
        ["c10", "c11"],
        [],
    ]
    assert [page.has_more for page in pages] == [True, True, False, False]
    assert {page.inside for page in pages} == {3}
    assert [hit.is_inside for hit in pages[0].found] == [True, True, True, False, False]


def organising(store: Store, clock: ManualClock, *owners: int) -> Organisers:
    return Organisers(store=store, clock=clock, owners=frozenset(map(UserId, owners)))


async def test_report_rings_the_alarm_after_commit_and_only_once(
    store: Store, clock: ManualClock, users: Users
) -> None:
    bell = Bell()
    reports = Reports(
        store=store, clock=clock, alarm=bell, organisers=organising(store, clock, 1, 2)
    )
    actor = await users.touch(PROFILE, UpdateId(1))
    async with store.write() as tx:
        await tx.clusters.save([cluster("a")])
    await reports.send(actor, cluster("a"), CardField.NAME, " опечатка ")
    with pytest.raises(AlreadyHandled):
        await reports.send(actor, cluster("a"), CardField.NAME, "опечатка")

    async with store.read() as tx:
        assert await tx.outbox.totals() == {OutboxState.QUEUED: 2}
    assert bell.set_to == [clock.now()]


@pytest.mark.parametrize(
    ("comment", "organisers", "key"),
    [
        (" ", {1}, "report-empty"),
        ("я" * 1001, {1}, "report-too-long"),
        ("x", set(), "report-nobody"),
    ],
)
async def test_report_refused_claims_nothing(
    store: Store, clock: ManualClock, users: Users, comment: str, organisers: set[int], key: str
) -> None:
    people = organising(store, clock, *organisers)
    reports = Reports(store=store, clock=clock, alarm=Bell(), organisers=people)
    actor = await users.touch(PROFILE, UpdateId(1))

    with pytest.raises(UserError) as raised:
        await reports.send(actor, cluster("a"), CardField.OTHER, comment)

    assert raised.value.key == key
    async with store.write() as tx:
        await tx.updates.claim(actor.update_id, clock.now())


async def test_housekeeping_forgets_what_is_old(
    store: Store, clock: ManualClock, database: Database
) -> None:
    async with store.write() as tx:
        await tx.updates.claim(UpdateId(1), clock.now() - timedelta(days=3))
        await tx.updates.claim(UpdateId(2), clock.now())
        for key, days in (("old", 8), ("new", 6)):
            then = clock.now() - timedelta(days=days)
            await tx.conversations.save(key, UserId(1), "waiting", {}, then)
    await Housekeeping(store=store, clock=clock).tidy()

    async with database.read() as connection:
        claims = (await connection.execute(sa.select(handled_updates.c.update_id))).scalars().all()
        open_keys = (await connection.execute(sa.select(conversations.c.key))).scalars().all()
    assert (claims, open_keys) == ([2], ["new"])


FILE = "id,name,industry,region\na,А,it,Нижегородская область\nb,Б,it,Нижегородская область\n"


async def test_import_reports_added_changed_and_unchanged(
    imports: ClusterImports, store: Store
) -> None:
    dry = await imports.import_file("x.csv", FILE.encode(), dry_run=True)
    async with store.read() as tx:
        assert await tx.clusters.version() == 0
    first = await imports.import_file("x.csv", FILE.encode())
    second = await imports.import_file("x.csv", FILE.replace("b,Б", "b,Новое").encode())
    third = await imports.import_file("x.csv", FILE.replace("b,Б", "b,Новое").encode())

    def figures(report: ImportReport) -> tuple[int, int, int]:
        diff = report.diff
        return len(diff.added), len(diff.changed), len(diff.unchanged)

    assert [figures(r) for r in (dry, first, second, third)] == [
        (2, 0, 0), (2, 0, 0), (0, 1, 1), (0, 0, 2),
    ]  # fmt: skip
    async with store.read() as tx:
        assert await tx.clusters.version() == 2


async def test_import_leaves_what_it_has_no_column_for(
    imports: ClusterImports, store: Store
) -> None:
    full = "id,name,industry,region,city,employers,year\na,А,it,Томская область,Томск,Завод,2024\n"
    await imports.import_file("x.csv", full.encode())
    before = await _card(store, "a")
    short = "id,name,industry,region\na,Б,it,Томская область\n"
    renamed = await imports.import_file("x.csv", short.encode())
    moved = "id,name,industry,region,city\na,Б,it,Томская область,Северск\n"
    await imports.import_file("x.csv", moved.encode())
    after = await _card(store, "a")

    [change] = renamed.diff.changed
    assert (change.fields, change.new.city, change.new.point) == (("name",), "Томск", before.point)
    assert (after.city, after.employers, after.year) == ("Северск", ("Завод",), 2024)
    assert after.point not in {before.point, None}
    emptied = await imports.import_file("x.csv", full.replace("Завод", "").encode())
    assert emptied.diff.changed[0].new.employers == ()


async def test_filling_import_adds_and_fills_and_loses_no_edit(
    imports: ClusterImports, store: Store
) -> None:
    await imports.import_file("x.csv", FILE.replace("b,Б", "b,Как у нас").encode())
    shipped = (
        "id,name,industry,region,city,employers\n"
        "b,Б,aviation,Нижегородская область,Бор,Завод\n"
        "c,В,it,Нижегородская область,,\n"
    )
    report = await imports.import_file("x.csv", shipped.encode(), is_filling=True)
    again = await imports.import_file("x.csv", shipped.encode(), is_filling=True)

    card = await _card(store, "b")
    assert (card.name, card.industry, card.employers) == ("Как у нас", Industry.IT, ("Завод",))
    assert (card.city, card.tz) == ("Бор", "Europe/Moscow")
    assert card.point is not None
    assert [one.id for one in report.diff.added] == ["c"]
    assert (again.diff.added, again.diff.changed) == ((), ())


async def _card(store: Store, cluster_id: str) -> Cluster:
    async with store.read() as tx:
        found = await tx.clusters.find(ClusterId(cluster_id))
    assert found is not None
    return found


async def test_import_with_one_bad_row_stores_nothing(
    imports: ClusterImports, store: Store
) -> None:
    report = await imports.import_file("x.csv", (FILE + "В,В,it,Курская область\n").encode())

    assert (len(report.parsed.problems), report.is_applied) == (1, False)
    async with store.read() as tx:
        assert (await tx.clusters.all(), await tx.clusters.version()) == ([], 0)


async def test_starter_fills_an_empty_store_once(
    imports: ClusterImports, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "clusters.csv"
    path.write_text(FILE, "utf-8")
    await imports.import_starter(path)
    path.write_text(FILE.replace("a,А", "c,В"), "utf-8")
    await imports.import_starter(path)

    async with store.read() as tx:
        assert [c.id for c in await tx.clusters.all()] == ["a", "b"]


async def test_starter_that_is_broken_stops_the_start(
    imports: ClusterImports, tmp_path: Path
) -> None:
    path = tmp_path / "clusters.csv"
    path.write_text(FILE.replace("it", "piracy"), "utf-8")

    with pytest.raises(ConfigError, match="import-row-industry"):
        await imports.import_starter(path)
