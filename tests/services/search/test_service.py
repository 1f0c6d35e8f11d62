"""The search as the conversations use it, over a real store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId
from domain.places.geo import Point
from services.clusters.catalogue import Clusters
from services.search import service
from services.search.reading.lexicon import Lexicon
from services.search.results import Filters, Sort
from services.search.service import Searches, read_lexicon
from tests.clocks import ManualClock
from tests.searching import DATA

KAZAN = Point(55.79, 49.12)
CHELNY = Point(55.73, 52.41)

WELDING = Cluster(
    id=ClusterId("welding"),
    name="Кластер «Металл»",
    industry=Industry.METALLURGY,
    region="Республика Татарстан",
    city="Казань",
    point=KAZAN,
    base_college="Казанский колледж сварки",
    professions=("Сварщик ручной сварки", "сварщик"),
    year=2023,
)
MACHINES = Cluster(
    id=ClusterId("machines"),
    name="Кластер «Машиностроение»",
    industry=Industry.MECHANICAL,
    region="Республика Татарстан",
    city="Казань",
    point=Point(55.8, 49.2),
    base_college="Техникум станков",
    employers=("ПАО «Ромашка»",),
    year=2027,
)
FAR = replace(
    MACHINES,
    id=ClusterId("far"),
    name="Кластер «Машиностроение» (Челны)",
    point=CHELNY,
    city="Набережные Челны",
    employers=("ПАО «КАМАЗ»",),
    year=2023,
)
FARM = Cluster(
    id=ClusterId("farm"),
    name="Кластер «Сельское хозяйство»",
    industry=Industry.AGRICULTURE,
    region="Республика Мордовия",
    point=Point(54.18, 45.18),
    base_college="Аграрный колледж",
)


@cache
def lexicon() -> Lexicon:
    return read_lexicon(DATA)


@pytest.fixture
async def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.fixture
async def searches(store: Store, clock: ManualClock) -> Searches:
    async with store.write() as tx:
        await tx.clusters.save([WELDING, MACHINES, FAR, FARM])
    return Searches(clusters=Clusters(store=store, clock=clock), lexicon=lexicon)


async def found(searches: Searches, text: str) -> list[str]:
    results = await searches.search(await searches.parse(text))
    return [hit.cluster.id for hit in results.hits]


async def test_profession_lists_first_those_that_name_it_then_its_industry(
    searches: Searches,
) -> None:
    results = await searches.search(await searches.parse("сварщик рядом с Казанью"))
    assert [(hit.cluster.id, hit.by_industry) for hit in results.hits] == [
        ("welding", False),
        ("machines", True),
    ]
    assert results.hits[0].profession is not None
    assert results.hits[0].profession.code == "15.01.05"


async def test_employer_found_by_name_says_whose_name_it_was(searches: Searches) -> None:
    results = await searches.search(await searches.parse("колледж КАМАЗ"))
    assert [hit.cluster.id for hit in results.hits] == ["far"]
    assert results.hits[0].by_name == ("employer", "ПАО «КАМАЗ»")


async def test_filters_narrow_while_facets_keep_counting_all(searches: Searches) -> None:
    query = await searches.parse("Татарстан")
    results = await searches.search(query, filters=Filters(is_planned=True))
    assert [hit.cluster.id for hit in results.hits] == ["machines"]
    assert results.found == 3
    assert (results.facets.opened, results.facets.planned) == (2, 1)
    assert results.facets.industries == ((Industry.MECHANICAL, 2), (Industry.METALLURGY, 1))


async def test_sorting_by_distance_measures_from_the_origin(searches: Searches) -> None:
    query = await searches.parse("машиностроение")
    results = await searches.search(query, sort=Sort.DISTANCE, origin=CHELNY)
    assert [hit.cluster.id for hit in results.hits] == ["far", "machines"]


async def test_nothing_found_suggests_a_radius_neighbours_and_the_nearest(
    searches: Searches,
) -> None:
    query = await searches.parse("агро казань")
    assert not (await searches.search(query)).hits
    suggested = await searches.suggest(query)
    assert suggested.wider == (1000, 1)
    assert [hit.cluster.id for hit in suggested.anywhere] == ["farm"]
    assert suggested.regions == (("Республика Мордовия", 1),)


async def test_misspelt_query_suggests_its_right_spelling(searches: Searches) -> None:
    query = await searches.parse("свращик казнаь")
    assert (await searches.suggest(query)).spelling == "сварщик Казань"
    assert await searches.corrected(query) == "сварщик Казань"


async def test_changed_cluster_is_found_without_anyone_waiting(
    searches: Searches, store: Store, clock: ManualClock
) -> None:
    assert await found(searches, "росинка") == []
    async with store.write() as tx:
        await tx.clusters.save([replace(FARM, employers=("ООО «Росинка»",))])
    clock.advance(seconds=2)
    assert await found(searches, "сельское хозяйство") == ["farm"]
    await searches.settle()
    assert await found(searches, "росинка") == ["farm"]


@pytest.mark.usefixtures("on_threads")
async def test_first_questions_at_once_build_one_index(searches: Searches) -> None:
    indices = await asyncio.gather(*(searches.index() for _ in range(5)))
    assert all(index is indices[0] for index in indices)


async def test_noise_of_any_length_is_answered_honestly(searches: Searches) -> None:
    for noise in ("(" * 4096, "щ" * 4096, "a' OR '1'='1" * 300, "\u200b" * 4096, "\\d+[^%_]*"):
        query = await searches.parse(noise)
        assert query.place is None, noise
        await searches.search(query)
        await searches.suggest(query)


async def test_reading_of_a_text_is_kept_until_the_data_change(
    searches: Searches, clock: ManualClock, store: Store
) -> None:
    unknown = await searches.parse("Берестень")
    same = await searches.parse("Берестень")
    async with store.write() as tx:
        await tx.clusters.save([replace(FARM, employers=("ООО «Берестень»",))])
    clock.advance(seconds=2)
    await searches.index()
    await searches.settle()

    assert same is unknown
    assert unknown.words == ()
    assert (await searches.parse("Берестень")).words == ("берестень",)


async def test_reading_of_what_was_typed_before_takes_no_room_from_what_is_typed_now(
    searches: Searches, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "READ_KEPT", 3)
    searches = Searches(clusters=searches.clusters, lexicon=lexicon)
    before = [await searches.parse(f"сварщик {town}") for town in ("Казань", "Тула", "Омск")]
    again = [await searches.parse_again(one.text) for one in before]
    assert [one is known for one, known in zip(before, again, strict=True)] == [True] * 3

    now = await searches.parse("повар")
    assert await searches.parse_again(before[0].text) == before[0]
    assert await searches.parse_again("повар") is now
    assert [await searches.parse_again(one.text) is one for one in before[1:]] == [True, True]
