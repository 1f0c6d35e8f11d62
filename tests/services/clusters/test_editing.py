"""Clusters changed from the chat: compared, applied once, taken back."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.unit_of_work import Store
from domain.clusters.cards import Cluster
from domain.errors import Forbidden, NotFound, UserError
from domain.ids import ClusterId, UpdateId, UploadId, UserId
from domain.people.users import Actor, Language
from services.clusters.editing import ClusterEditing
from services.clusters.files.cards import parse_clusters
from services.clusters.files.exports import clusters_csv, clusters_xlsx, row_of
from services.clusters.imports import ClusterImports
from services.files.tables import Row, read_table
from services.people.organisers import Organisers
from services.places.gazetteer import Gazetteer, load_gazetteer
from tests.clocks import ManualClock
from tests.services.rigs import day_reminders

DATA = Path(__file__).parents[3] / "data"
HEADER = "id,name,industry,region,city,professions\n"
FILE = HEADER + "a,Альфа,it,Москва,,Сварщик\nb,Бета,it,Москва,,Повар\n"


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")


@pytest.fixture
def imports(store: Store, places: Gazetteer) -> ClusterImports:
    clock = ManualClock()
    return ClusterImports(
        store=store, clock=clock, places=places, reminders=day_reminders(store, clock)
    )


@pytest.fixture
def uploads(store: Store, imports: ClusterImports) -> ClusterEditing:
    clock = ManualClock()
    organisers = Organisers(store=store, clock=clock, owners=frozenset({UserId(1), UserId(2)}))
    return ClusterEditing(store=store, clock=clock, organisers=organisers, imports=imports)


UPDATES = itertools.count(1)


def actor(user_id: int = 1, name: str = "Ольга") -> Actor:
    """Each act is an update of its own."""
    return Actor(
        id=UserId(user_id),
        name=name,
        language=Language.RU,
        zone=ZoneInfo("Europe/Moscow"),
        home=None,
        is_owner=False,
        update_id=UpdateId(next(UPDATES)),
    )


OLGA = actor()


async def upload(
    uploads: ClusterEditing, actor: Actor, text: str, name: str = "x.csv"
) -> UploadId:
    return await uploads.add(actor, "x.csv", text.encode())


async def cards(store: Store) -> dict[str, Cluster]:
    async with store.read() as tx:
        return {one.id: one for one in await tx.clusters.all()}


async def applied(uploads: ClusterEditing, text: str) -> None:
    upload_id = await upload(uploads, actor(), text)
    await uploads.preview(OLGA, upload_id)
    await uploads.apply(OLGA, upload_id)


async def test_file_is_compared_first_and_applied_once(
    uploads: ClusterEditing, store: Store
) -> None:
    upload_id = await upload(uploads, OLGA, FILE)
    preview = await uploads.preview(OLGA, upload_id)
    before = await cards(store)
    done = await uploads.apply(OLGA, upload_id)

    assert (len(preview.report.diff.added), before) == (2, {})
    assert done.report.is_applied
    assert sorted(await cards(store)) == ["a", "b"]
    with pytest.raises(UserError, match="upload-applied-already"):
        await uploads.apply(OLGA, upload_id)


async def test_cards_changed_meanwhile_are_compared_again(
    uploads: ClusterEditing, store: Store, imports: ClusterImports
) -> None:
    upload_id = await upload(uploads, OLGA, FILE)
    await uploads.preview(OLGA, upload_id)
    await imports.import_file("y.csv", (HEADER + "a,Иначе,it,Москва,,\n").encode())

    news = await uploads.apply(OLGA, upload_id)
    now = await cards(store)
    done = await uploads.apply(OLGA, upload_id)

    assert (news.is_news, news.report.is_applied, now["a"].name) == (True, False, "Иначе")
    assert [change.fields for change in news.report.diff.changed] == [("name", "professions")]
    assert (done.report.is_applied, (await cards(store))["a"].name) == (True, "Альфа")


async def test_bad_row_applies_nothing(uploads: ClusterEditing, store: Store) -> None:
    upload_id = await upload(uploads, OLGA, FILE + "c,Гамма,выдумка,Москва,,\n")
    preview = await uploads.preview(OLGA, upload_id)
    done = await uploads.apply(OLGA, upload_id)

    [problem] = preview.report.parsed.problems
    assert (problem.line, problem.column) == (4, "industry")
    assert (done.report.is_applied, await cards(store)) == (False, {})


async def test_undo_restores_removes_and_can_be_undone(
    uploads: ClusterEditing, store: Store
) -> None:
    await applied(uploads, FILE)
    first = await cards(store)
    await applied(uploads, FILE.replace("Бета", "Бета-2") + "c,Гамма,it,Москва,,\n")
    second = await cards(store)

    last = (await uploads.overview(OLGA)).last
    assert last is not None
    await uploads.undo(OLGA, last.version)
    undone = await cards(store)
    redo = (await uploads.overview(OLGA)).last
    assert redo is not None
    await uploads.undo(OLGA, redo.version)

    assert undone == first
    assert await cards(store) == second
    assert (last.actor_name, last.added, len(last.before)) == ("Ольга", ("c",), 1)


async def test_undo_of_what_is_not_the_last_is_refused(
    uploads: ClusterEditing, store: Store
) -> None:
    await applied(uploads, FILE)
    last = (await uploads.overview(OLGA)).last
    assert last is not None
    await applied(uploads, FILE.replace("Бета", "Бета-2"))

    with pytest.raises(UserError, match="clusters-undo-late"):
        await uploads.undo(OLGA, last.version)

    assert (await cards(store))["b"].name == "Бета-2"


async def test_one_field_is_changed_and_cleared(uploads: ClusterEditing, store: Store) -> None:
    await applied(uploads, FILE)
    for column, text in (("website", " https://example.org/ "), ("professions", "-")):
        upload_id = await uploads.edit(actor(), ClusterId("a"), column, text)
        preview = await uploads.preview(OLGA, upload_id)
        assert [change.fields for change in preview.report.diff.changed] == [(column,)]
        await uploads.apply(OLGA, upload_id)

    alpha = (await cards(store))["a"]
    assert (alpha.website, alpha.professions) == ("https://example.org/", ())


async def test_edit_of_the_id_or_of_nothing_is_refused(uploads: ClusterEditing) -> None:
    await applied(uploads, FILE)

    with pytest.raises(NotFound, match="button-outdated"):
        await uploads.edit(OLGA, ClusterId("a"), "id", "b")
    with pytest.raises(NotFound, match="cluster-gone"):
        await uploads.edit(OLGA, ClusterId("zz"), "name", "b")


async def test_uploads_are_for_organisers_and_their_senders(uploads: ClusterEditing) -> None:
    upload_id = await upload(uploads, OLGA, FILE)

    with pytest.raises(NotFound):
        await uploads.preview(actor(2, "Пётр"), upload_id)
    for call in (
        uploads.add(actor(3), "x.csv", FILE.encode()),
        uploads.preview(actor(3), upload_id),
        uploads.apply(actor(3), upload_id),
        uploads.undo(actor(3), 1),
        uploads.export(actor(3), "csv"),
        uploads.overview(actor(3)),
        uploads.begin(actor(3)),
    ):
        with pytest.raises(Forbidden):
            await call


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_export_of_the_shipped_cards_imports_unchanged(
    uploads: ClusterEditing, imports: ClusterImports, store: Store, kind: str
) -> None:
    await imports.import_starter(DATA / "clusters.csv")
    exported = await uploads.export(OLGA, kind)

    preview = await uploads.preview(OLGA, await uploads.add(OLGA, f"clusters.{kind}", exported))

    diff = preview.report.diff
    assert (preview.report.parsed.problems, diff.added, diff.changed) == ((), (), ())
    assert len(diff.unchanged) == len(await cards(store))


@pytest.mark.slow
def test_row_of_a_card_reads_back_as_the_card(places: Gazetteer) -> None:
    shipped = parse_clusters(read_table("c.csv", (DATA / "clusters.csv").read_bytes()), places)
    odd = replace(shipped.clusters[0], name='=1+1; "x", \'y', students=0, year=None, point=None)

    for one in (*shipped.clusters, odd):
        row = Row(2, row_of(one))
        [back] = parse_clusters([row], places).clusters
        # A card in a town of the gazetteer gets the town's point.
        assert back == (replace(one, point=back.point) if one.point is None else one)


@pytest.mark.slow
def test_text_that_looks_like_a_formula_stays_a_text(places: Gazetteer) -> None:
    shipped = parse_clusters(read_table("c.csv", (DATA / "clusters.csv").read_bytes()), places)
    odd = replace(shipped.clusters[0], name="=HYPERLINK(1)")

    for kind, content in (("csv", clusters_csv([odd])), ("xlsx", clusters_xlsx([odd]))):
        [row] = read_table(f"c.{kind}", content)
        assert row.values["name"] == "=HYPERLINK(1)"
