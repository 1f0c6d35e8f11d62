"""Saved searches bring the news of the clusters that they find: on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from db.engine import Database
from db.tables import outbox, search_finds, search_looks
from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.clusters.searches import (
    Choices,
    Opening,
    Order,
    Search,
)
from domain.ids import ClusterId, UpdateId, UserId
from domain.news.items import Content, NewsItem
from domain.news.subscriptions import DigestFrequency, SubscriptionKind
from domain.outgoing import Kind
from domain.people.users import Actor, Preferences, Profile
from domain.places.geo import Point
from services.clusters.catalogue import Clusters
from services.news.delivery import DigestContents, NewsDelivery
from services.news.subscriptions import Subscriptions
from services.people.housekeeping import Housekeeping
from services.places.gazetteer import load_gazetteer
from services.search import saved_search_matches
from services.search.saved_search_matches import SavedSearchMatches
from services.search.saved_searches import SavedSearches
from services.search.service import Searches
from tests.clocks import START, ManualClock
from tests.newsroom import DATA, Newsroom, newsroom
from tests.services.news.test_news import ACTOR
from tests.services.search.test_service import lexicon

SEARCHES, WORDS = SubscriptionKind.SEARCHES, SubscriptionKind.WORDS
SARANSK = Cluster(
    id=ClusterId("saransk"),
    name="Кластер «Светотех»",
    industry=Industry.METALLURGY,
    region="Республика Мордовия",
    city="Саранск",
    point=Point(54.18, 45.18),
    base_college="Саранский техникум сварочного дела",
    professions=("Сварщик",),
    year=2023,
)
KAZAN = replace(
    SARANSK,
    id=ClusterId("kazan"),
    name="Кластер «Казметалл»",
    region="Республика Татарстан",
    city="Казань",
    point=Point(55.79, 49.12),
    base_college="Казанский техникум сварочного дела",
    year=2028,
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def cards(store: Store) -> None:
    async with store.write() as tx:
        await tx.clusters.save([SARANSK, KAZAN])


@pytest.fixture
async def room(store: Store, clock: ManualClock, cards: None) -> Newsroom:
    return newsroom(store, clock)


@pytest.fixture
async def searches(store: Store, clock: ManualClock, cards: None) -> Searches:
    return Searches(clusters=Clusters(store=store, clock=clock), lexicon=lexicon)


@pytest.fixture
def matches(store: Store, searches: Searches) -> SavedSearchMatches:
    places = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    return SavedSearchMatches(store=store, searches=searches, places=places)


@pytest.fixture
def wishes(store: Store, clock: ManualClock) -> Subscriptions:
    return Subscriptions(store=store, clock=clock)


@pytest.fixture
def sending(store: Store, clock: ManualClock) -> NewsDelivery:
    return NewsDelivery(store=store, clock=clock, default_zone=ACTOR.zone)


async def person(store: Store, number: int) -> Actor:
    awake = Preferences(quiet_hours=None)
    async with store.write() as tx:
        await tx.users.save_profile(Profile(id=UserId(number), first_name="Гость"), START)
        await tx.users.set_preferences(UserId(number), awake)
    return replace(ACTOR, id=UserId(number), is_owner=False, preferences=awake)


async def saved(
    store: Store, clock: ManualClock, reader: Actor, text: str, choices: Choices | None = None
) -> Search:
    kept = SavedSearches(store=store, clock=clock)
    begun = await kept.begin(reader, text, choices or Choices())
    return await kept.keep(reader, begun.id)


async def released(room: Newsroom, clock: ManualClock, title: str) -> NewsItem:
    clock.advance(seconds=1)
    actor = replace(ACTOR, update_id=UpdateId(int(clock.now().timestamp())))
    item = await room.editing.write(actor, Content(title=title))
    return await room.editing.release(actor, item.id)


async def told(database: Database) -> list[tuple[int, int]]:
    query = sa.select(outbox).where(outbox.c.kind == Kind.NEWS.value)
    async with database.read() as connection:
        rows = (await connection.execute(query.order_by(outbox.c.id))).all()
    return [(row.chat_id, row.payload["news"]) for row in rows]


async def finds(database: Database) -> dict[str, set[str]]:
    """By the text of a saved search."""
    query = sa.select(search_looks.c.text, search_finds.c.cluster_id).outerjoin(search_finds)
    found: dict[str, set[str]] = {}
    async with database.read() as connection:
        for text, cluster in await connection.execute(query):
            found.setdefault(text, set()).update({cluster} - {None})
    return found


async def test_news_of_a_cluster_reach_whose_saved_search_finds_it_once(
    store: Store, database: Database, clock: ManualClock, room: Newsroom, matches:
    SavedSearchMatches, wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    near, far, unsubscribed, both = [await person(store, n) for n in (11, 12, 13, 14)]
    for reader in (near, unsubscribed, both):
        await saved(store, clock, reader, "сварщик рядом с Саранском")
    await saved(store, clock, both, "сварщик")
    await saved(store, clock, far, "сварщик рядом с Казанью")
    for reader in (near, far, both):
        await wishes.switch(reader, SEARCHES, is_wanted=True)
    await wishes.add_words(both, "мастерская", is_minus=False)
    await matches.refresh()

    item = await released(room, clock, "В кластере «Светотех» открыта мастерская")
    await released(room, clock, "В Мордовии ждут сварщиков")
    await sending.tick()
    await sending.tick()

    assert item.labels.clusters == ("saransk",)
    assert await told(database) == [(11, item.id), (14, item.id)]


async def test_minus_words_win_over_saved_searches(
    store: Store, database: Database, clock: ManualClock, room: Newsroom, matches:
    SavedSearchMatches, wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    reader = await person(store, 11)
    await saved(store, clock, reader, "сварщик саранск")
    await wishes.switch(reader, SEARCHES, is_wanted=True)
    await wishes.add_words(reader, "реклама", is_minus=True)
    await matches.refresh()

    await released(room, clock, "Кластер «Светотех»: реклама")
    await sending.tick()

    assert await told(database) == []


async def test_digest_has_the_news_of_saved_searches(
    store: Store, clock: ManualClock, room: Newsroom, matches: SavedSearchMatches, wishes:
    Subscriptions,
) -> None:  # fmt: skip
    reader = await person(store, 11)
    await saved(store, clock, reader, "сварщик саранск")
    await wishes.switch(reader, SEARCHES, is_wanted=True)
    await wishes.set_frequency(reader, DigestFrequency.DAILY, 18)
    await matches.refresh()
    wanted = await released(room, clock, "Кластер «Светотех» принимает гостей")
    await released(room, clock, "Кластер «Казметалл» принимает гостей")
    since, until = START, clock.now() + timedelta(minutes=1)

    found = await DigestContents(store=store).digest(reader.id, since, until)
    await wishes.switch(reader, SEARCHES, is_wanted=False)
    after = await DigestContents(store=store).digest(reader.id, since, until)

    assert found is not None
    assert [one.id for one in found[0]] == [wanted.id]
    assert after is None


async def test_dropped_search_brings_nothing_and_is_forgotten(
    store: Store, database: Database, clock: ManualClock, room: Newsroom, matches:
    SavedSearchMatches, wishes: Subscriptions, sending: NewsDelivery,
) -> None:  # fmt: skip
    reader, other = await person(store, 11), await person(store, 12)
    search = await saved(store, clock, reader, "сварщик саранск")
    await saved(store, clock, other, "сварщик казань")
    await wishes.switch(reader, SEARCHES, is_wanted=True)
    await matches.refresh()

    await SavedSearches(store=store, clock=clock).drop(reader, search.id)
    await Housekeeping(store=store, clock=clock).tidy()
    await released(room, clock, "Кластер «Светотех» принимает гостей")
    await sending.tick()

    assert await told(database) == []
    assert await finds(database) == {"сварщик казань": {"kazan"}}


async def test_equal_searches_are_looked_at_once(
    store: Store, database: Database, clock: ManualClock, matches: SavedSearchMatches
) -> None:
    for number in (11, 12, 13):
        reader = await person(store, number)
        text = "сварщик  саранск" if number == 12 else "сварщик саранск"
        order = Choices(order=Order.NAME) if number == 13 else Choices()
        await saved(store, clock, reader, text, order)
        await saved(store, clock, reader, "сварщик", Choices(opening=Opening.PLANNED))

    await matches.refresh()

    assert await finds(database) == {"сварщик саранск": {"saransk"}, "сварщик": {"kazan"}}


async def test_matches_follow_the_cards_by_windows(
    store: Store, database: Database, clock: ManualClock, matches: SavedSearchMatches, searches:
    Searches, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(saved_search_matches, "READ_AT_ONCE", 2)
    monkeypatch.setattr(saved_search_matches, "MATCHED_AT_ONCE", 2)
    reader = await person(store, 11)
    for text in ("сварщик", "сварщик саранск", "сварщик казань", "Мордовия", "Татарстан"):
        await saved(store, clock, reader, text)
    await matches.refresh()
    before = await finds(database)

    moved = replace(SARANSK, region=KAZAN.region, city=KAZAN.city, point=KAZAN.point)
    async with store.write() as tx:
        await tx.clusters.save([moved])
        await tx.clusters.delete([KAZAN.id])
    clock.advance(seconds=2)
    await matches.refresh()
    await searches.settle()
    await matches.refresh()

    assert before == {
        "сварщик": {"saransk", "kazan"}, "сварщик саранск": {"saransk"},
        "сварщик казань": {"kazan"}, "Мордовия": {"saransk"}, "Татарстан": {"kazan"},
    }  # fmt: skip
    assert await finds(database) == {
        "сварщик": {"saransk"}, "сварщик саранск": set(), "сварщик казань": {"saransk"},
        "Мордовия": set(), "Татарстан": {"saransk"},
    }  # fmt: skip


async def test_matches_follow_the_school_year(
    store: Store, database: Database, clock: ManualClock, matches: SavedSearchMatches
) -> None:
    reader = await person(store, 11)
    await saved(store, clock, reader, "сварщик", Choices(opening=Opening.PLANNED))
    await matches.refresh()
    before = await finds(database)

    clock.advance(seconds=(datetime(2028, 9, 1, 12, tzinfo=START.tzinfo) - START).total_seconds())
    await matches.refresh()

    assert (before, await finds(database)) == ({"сварщик": {"kazan"}}, {"сварщик": set()})


async def test_look_sifts_by_facts_that_cards_tell_of_as_the_list_does(
    store: Store, database: Database, clock: ManualClock, matches: SavedSearchMatches, searches:
    Searches,
) -> None:  # fmt: skip
    reader = await person(store, 11)
    await saved(store, clock, reader, "сварщик с общежитием")
    await matches.refresh()
    before = await finds(database)

    async with store.write() as tx:
        await tx.clusters.save([replace(KAZAN, dormitory=True)])
    clock.advance(seconds=2)
    await matches.refresh()
    await searches.settle()
    await matches.refresh()

    text = "сварщик с общежитием"
    assert before == {text: {"saransk", "kazan"}}  # no card tells: it is said, and not sifted by
    assert await finds(database) == {text: {"kazan"}}


async def test_changed_search_stands_for_another_look(
    store: Store, database: Database, clock: ManualClock, matches: SavedSearchMatches
) -> None:
    reader = await person(store, 11)
    kept = SavedSearches(store=store, clock=clock)
    search = await saved(store, clock, reader, "сварщик саранск")
    await matches.refresh()
    await kept.drop(reader, search.id)
    await kept.change(reader, search.id, lambda one: replace(one, text="сварщик казань"))
    await kept.keep(reader, search.id)
    await matches.refresh()

    async with store.read() as tx:
        assert await tx.saved_search_matches.found_of(reader.id) == {"kazan"}


async def test_choices_say_how_many_searches_are_saved(
    store: Store, clock: ManualClock, wishes: Subscriptions
) -> None:
    reader = await person(store, 11)
    await SavedSearches(store=store, clock=clock).begin(reader, "сварщик", Choices())
    none = await wishes.switch(reader, SEARCHES, is_wanted=True)
    await saved(store, clock, reader, "сварщик")

    assert (none.searches, (await wishes.of(reader)).searches) == (0, 1)
    assert none.has(SEARCHES)


async def test_nothing_to_look_at_builds_no_index(
    store: Store, clock: ManualClock, room: Newsroom
) -> None:
    """Every process would read half a megabyte of words right after its start."""
    searches = Searches(clusters=Clusters(store=store, clock=clock), lexicon=pytest.fail)
    places = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")

    await SavedSearchMatches(store=store, searches=searches, places=places).refresh()
