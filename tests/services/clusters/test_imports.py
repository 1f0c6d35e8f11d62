"""Files of clusters into the store: all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.unit_of_work import Store
from domain.clusters.cards import Cluster, Industry
from domain.errors import ConfigError
from domain.ids import ClusterId
from services.clusters.imports import ClusterImports, ImportReport
from services.places.gazetteer import load_gazetteer
from tests.clocks import ManualClock
from tests.services.rigs import day_reminders

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture
def imports(store: Store, clock: ManualClock) -> ClusterImports:
    places = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    reminders = day_reminders(store, clock)
    return ClusterImports(store=store, clock=clock, places=places, reminders=reminders)


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
