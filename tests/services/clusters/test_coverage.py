"""How much of what there is the cards know."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.clusters.coverage import Coverage, Extent
from domain.errors import ConfigError, Forbidden, NotFound
from domain.ids import ClusterId, UpdateId, UserId
from domain.people.users import Actor, Language
from services.clusters.catalogue import Clusters, region_key
from services.clusters.coverage import Coverages, Told, load_told
from services.people.organisers import Organisers
from services.places.gazetteer import load_gazetteer
from tests.clocks import ManualClock
from tests.searching import DATA

REGIONS = ("Курская область", "Москва", "Пермский край", "Томская область", "Чукотка")


def cluster(name: str, region: str) -> Cluster:
    return Cluster(id=ClusterId(name), name=name, industry=Industry.IT, region=region)


def covering(store: Store, told: Told) -> Coverages:
    clock = ManualClock()
    return Coverages(
        clusters=Clusters(store=store, clock=clock),
        told=told,
        regions=REGIONS,
        organisers=Organisers(store=store, clock=clock, owners=frozenset({UserId(1)})),
    )


@pytest.fixture
async def coverages(store: Store) -> Coverages:
    async with store.write() as tx:
        await tx.clusters.save(
            [
                cluster("a", "Курская область"),
                cluster("b", "Курская область"),
                cluster("c", "Пермский край"),
                cluster("d", "Томская область"),
            ]
        )
    told = {
        "Курская область": (5, "газета"),
        "Пермский край": (1, "сайт"),
        "Москва": (4, "сайт"),
        "Россия": (20, "агентство"),
    }
    return covering(store, told)


async def test_report_has_every_region_with_the_most_missing_first(coverages: Coverages) -> None:
    report = await coverages.report()

    assert report.whole == Coverage(region="", known=4, exist=20, source="агентство")
    assert [(one.region, one.extent, one.missing) for one in report.regions] == [
        ("Москва", Extent.NOTHING, 4),
        ("Курская область", Extent.PART, 3),
        ("Чукотка", Extent.NOTHING, 0),
        ("Пермский край", Extent.WHOLE, 0),
        ("Томская область", Extent.UNTOLD, 0),
    ]
    assert await coverages.empty() == ["Москва", "Чукотка"]


async def test_report_is_for_organisers(coverages: Coverages) -> None:
    owner = Actor(
        id=UserId(1),
        name="",
        language=Language.RU,
        zone=ZoneInfo("Europe/Moscow"),
        home=None,
        is_owner=True,
        update_id=UpdateId(1),
    )
    stranger = replace(owner, id=UserId(2), is_owner=False)
    assert await coverages.for_organisers(owner) == await coverages.report()
    with pytest.raises(Forbidden):
        await coverages.for_organisers(stranger)


async def test_more_than_a_source_tells_is_no_lack(coverages: Coverages, store: Store) -> None:
    coverages.clusters.clock.advance(seconds=5)  # type: ignore[attr-defined]
    async with store.write() as tx:
        await tx.clusters.save([cluster("e", "Пермский край")])

    found = await coverages.of("Пермский край")

    assert (found.extent, found.missing) == (Extent.MORE, 0)


def test_region_is_known_by_its_key_with_and_without_cards(store: Store) -> None:
    known = covering(store, {})

    assert known.region_of(region_key("Чукотка")) == "Чукотка"
    with pytest.raises(NotFound):
        known.region_of("00000000")


def test_shipped_coverage_names_regions_of_the_gazetteer() -> None:
    regions = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv").regions
    told = load_told(DATA / "coverage.csv", regions)

    assert told["Россия"][0] == 601
    assert all(source for _, source in told.values())


def test_row_of_an_unknown_region_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "coverage.csv"
    path.write_text("region,exist,source\nТатарстон,4,сайт\n", "utf-8")

    with pytest.raises(ConfigError, match="Татарстон"):
        load_told(path, REGIONS)
