from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from domain.clusters.cards import Cluster, Industry
from domain.clusters.facts import Fact, PointOf
from domain.errors import ImportFileError
from domain.ids import ClusterId
from domain.people.users import Language
from domain.places.geo import Point
from services.clusters.files.cards import (
    LIMITS,
    ParsedClusters,
    diff_clusters,
    parse_clusters,
)
from services.clusters.files.exports import row_of
from services.files.rows import Problem
from services.files.tables import (
    FILE_LIMIT,
    Row,
    read_table,
)
from services.files.workbooks import MIB
from services.places.gazetteer import Gazetteer, load_gazetteer
from ui.formatting import error_words
from ui.translator import translator

DATA = Path(__file__).parents[4] / "data"
HEADER = "id,name,industry,region,city,lat,lon"
LINE = "a,Кластер А,it,Нижегородская область,Бор,56.3,44.0"
VALUES = dict(zip(HEADER.split(","), LINE.split(","), strict=True))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")


def refused(name: str, data: bytes) -> str:
    with pytest.raises(ImportFileError) as raised:
        read_table(name, data)
    return raised.value.key


def xlsx(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.create_sheet(index=0)
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        f"{HEADER}\n{LINE}\n".encode(),
        f"\ufeff{HEADER}\r\n{LINE}\r\n".encode(),
        f"{HEADER}\n{LINE}\n".replace(",", ";").encode("cp1251"),
        f"{HEADER}\n{LINE}\n".replace(",", "\t").encode(),
        f"{HEADER.upper()}\n{LINE}\n".encode(),
    ],
)
def test_csv_in_any_usual_form_is_the_same_table(data: bytes) -> None:
    assert read_table("x.csv", data) == [Row(2, VALUES)]


def test_csv_lines_are_counted_as_the_person_sees_them() -> None:
    data = 'id,name\n\na,"две\nстроки"\nb,x\n'.encode()

    assert [(row.line, row.values["id"]) for row in read_table("x.csv", data)] == [
        (3, "a"),
        (5, "b"),
    ]


def test_xlsx_and_json_are_the_same_table() -> None:
    book = xlsx(HEADER.split(","), LINE.split(","))
    objects = json.dumps({"clusters": [VALUES]}).encode()

    assert read_table("x.xlsx", book) == [Row(2, VALUES)]
    assert read_table("x.json", objects) == [Row(1, VALUES)]


def test_numbers_and_lists_of_spreadsheets_and_json_become_text() -> None:
    book = xlsx(["id", "year", "note"], ["a", 2025, None])
    objects = json.dumps([{"id": "a", "employers": ["x", "y"], "year": 2025}]).encode()

    assert read_table("x.xlsx", book)[0].values == {"id": "a", "year": "2025", "note": ""}
    assert read_table("x.json", objects)[0].values == {
        "id": "a", "employers": "x; y", "year": "2025",
    }  # fmt: skip


def bomb() -> bytes:
    """120 MB of zeros in a few hundred kilobytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(6):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * (20 * MIB))
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("x.csv", b"", "import-file-empty"),
        ("x.csv", b" \n ", "import-file-empty"),
        ("x.csv", HEADER.encode(), "import-file-no-rows"),
        ("x.csv", b"id\0,name\n", "import-file-corrupt"),
        ("x.csv", b"id,name\na,b,c\n", "import-file-row-too-wide"),
        ("x.csv", b'id,name\na,"open\n', "import-file-corrupt"),
        ("x.csv", b"id\n" + b"\x98" * 3, "import-file-encoding"),
        pytest.param(
            *("x.csv", b"id,name\n" + b"a,b\n" * 200_001, "import-file-too-many-rows"),
            marks=pytest.mark.slow,
        ),
        ("x.pdf", b"%PDF", "import-file-type"),
        ("x.xlsx", b"PK\x03\x04 not really", "import-file-corrupt"),
        ("x.xlsx", b"plain text", "import-file-corrupt"),
        ("x.json", b"{", "import-file-corrupt"),
        ("x.json", b"[" * 100_000, "import-file-corrupt"),
        ("x.json", b'{"a": 1}', "import-file-json-shape"),
        ("x.json", b"[1, 2]", "import-file-json-shape"),
        ("x.json", b"[]", "import-file-no-rows"),
    ],
)
def test_unreadable_file_is_refused_with_a_reason(name: str, data: bytes, key: str) -> None:
    assert refused(name, data) == key


def test_file_of_50_megabytes_is_refused_unread() -> None:
    assert refused("x.csv", b"x" * 50 * MIB) == "import-file-too-large"
    assert FILE_LIMIT == 20 * MIB


@pytest.mark.slow
def test_zip_bomb_is_refused_before_it_is_opened() -> None:
    assert refused("x.xlsx", bomb()) == "import-file-unpacks-too-large"


def test_xlsx_cut_short_is_refused() -> None:
    whole = xlsx(["id"], ["a"])

    assert refused("x.xlsx", whole[: len(whole) // 2]) == "import-file-corrupt"


def problems(gazetteer: Gazetteer, **changed: str) -> list[tuple[str, str]]:
    parsed = parse_clusters([Row(2, {**VALUES, **changed})], gazetteer)
    assert all(problem.line == 2 for problem in parsed.problems)
    return [(problem.column, problem.key) for problem in parsed.problems]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"id": ""}, [("id", "import-row-empty")]),
        ({"name": ""}, [("name", "import-row-empty")]),
        ({"id": "Ж"}, [("id", "import-row-id")]),
        ({"id": "a" * 41}, [("id", "import-row-id")]),
        ({"industry": "piracy"}, [("industry", "import-row-industry")]),
        ({"industry": "IT"}, []),
        ({"lat": "44.0", "lon": "156.3"}, [("lat", "import-row-far")]),
        ({"city": "", "lat": "44.0", "lon": "150.3"}, []),
        ({"city": "", "lat": "0", "lon": "0"}, [("lat", "import-row-far")]),
        ({"lat": "37.6", "lon": "55.75"}, [("lat", "import-row-swapped")]),
        ({"lat": "95", "lon": "200"}, [("lat", "import-row-off-globe")]),
        ({"lat": "56,3", "lon": "44,0"}, []),
        ({"lat": "56.3", "lon": ""}, [("lat", "import-row-half-point")]),
        ({"lat": "север", "lon": "44"}, [("lat", "import-row-number")]),
        ({"lat": "nan", "lon": "44"}, [("lat", "import-row-number")]),
        ({"website": "example.org"}, []),
        ({"website": "javascript:alert(1)"}, [("website", "import-row-url")]),
        ({"website": "https://колледж.рф/о-нас"}, []),
        ({"source_url": "http://[::1"}, [("source_url", "import-row-url")]),
        ({"name": "я" * 201}, [("name", "import-row-too-long")]),
        ({"name": "a\x07b"}, [("name", "import-row-control")]),
        ({"year": "1812"}, [("year", "import-row-out-of-range")]),
        ({"year": "2025"}, []),
        ({"students": "-5"}, [("students", "import-row-out-of-range")]),
        ({"students": "много"}, [("students", "import-row-out-of-range")]),
        ({"tz": "Mars/Base"}, [("tz", "import-row-zone")]),
        ({"checked_on": "23.11.2026"}, []),
        ({"checked_on": "вчера"}, [("checked_on", "import-row-date")]),
        (
            {"industry": "piracy", "website": "x"},
            [("industry", "import-row-industry"), ("website", "import-row-url")],
        ),
    ],
)
def test_row_is_refused_for_each_reason(
    gazetteer: Gazetteer, changed: dict[str, str], found: list[tuple[str, str]]
) -> None:
    assert problems(gazetteer, **changed) == found


def test_row_becomes_a_cluster(gazetteer: Gazetteer) -> None:
    values = {
        **VALUES,
        "region": "Нижегородская",
        "lat": "",
        "lon": "",
        "employers": "Завод; ; Верфь ",
        "year": "2025",
        "students": "120",
        "checked_on": "2026-11-23",
    }
    parsed = parse_clusters([Row(2, values)], gazetteer)

    assert parsed.problems == ()
    [cluster] = parsed.clusters
    place = gazetteer.in_region("Бор", "Нижегородская область")
    assert place is not None
    assert cluster == Cluster(
        id=ClusterId("a"),
        name="Кластер А",
        industry=Industry.IT,
        region="Нижегородская область",
        city="Бор",
        point=place.point,
        tz="Europe/Moscow",
        employers=("Завод", "Верфь"),
        year=2025,
        students=120,
        checked_on=date(2026, 11, 23),
    )


def test_town_of_another_region_is_not_placed(gazetteer: Gazetteer) -> None:
    values = {**VALUES, "region": "Курская область", "lat": "", "lon": ""}

    [cluster] = parse_clusters([Row(2, values)], gazetteer).clusters

    assert cluster.point is None


def test_duplicate_id_names_the_first_line(gazetteer: Gazetteer) -> None:
    parsed = parse_clusters([Row(2, VALUES), Row(7, VALUES)], gazetteer)

    assert parsed.problems == (Problem(7, "id", "import-row-duplicate", {"first": "2"}),)


def test_missing_column_is_refused_and_an_unknown_one_reported(gazetteer: Gazetteer) -> None:
    with pytest.raises(ImportFileError) as raised:
        parse_clusters([Row(2, {"id": "a", "name": "x"})], gazetteer)
    parsed = parse_clusters([Row(2, {**VALUES, "mood": "good"})], gazetteer)

    assert error_words(raised.value, translator(Language.RU)) == (
        "В файле не хватает столбцов: «Отрасль (industry)», «Регион (region)». "
        "Вижу столбцы: «id», «name»."
    )
    assert error_words(raised.value, translator(Language.EN)) == (
        "The file lacks the columns “industry”, “region”. I see these: «id», «name»."
    )
    assert parsed.unknown_columns == ("mood",)


def test_diff_tells_what_is_new_changed_and_the_same() -> None:
    def cluster(name: str, **values: Any) -> Cluster:
        return Cluster(
            id=ClusterId(name), name=name, industry=Industry.IT, region="Курская область", **values
        )

    old = {ClusterId(n): cluster(n) for n in ("same", "moved")}
    moved = cluster("moved", city="Курск", point=Point(51.7, 36.2))

    diff = diff_clusters(old, [cluster("same"), moved, cluster("new")])

    assert diff.added == (cluster("new"),)
    assert [(c.new, c.fields) for c in diff.changed] == [(moved, ("city", "point"))]
    assert diff.unchanged == (cluster("same"),)


@pytest.mark.slow
def test_shipped_clusters_have_no_problem_and_fit_the_limits(gazetteer: Gazetteer) -> None:
    parsed = parse_clusters(
        read_table("clusters.csv", (DATA / "clusters.csv").read_bytes()), gazetteer
    )

    assert (parsed.problems, parsed.unknown_columns, len(parsed.clusters)) == ((), (), 393)
    assert all(len(cluster.name) <= LIMITS["name"] for cluster in parsed.clusters)


REGISTRY = "id;name;industry;region;city;lat;lon;employers;base_college"


def clusters_of(gazetteer: Gazetteer, *lines: str) -> ParsedClusters:
    data = "\n".join((REGISTRY, *lines)).encode()
    return parse_clusters(read_table("x.csv", data), gazetteer)


@pytest.mark.parametrize(
    ("region", "city"),
    [
        ("Республика Татарстан", "г. Казань"),
        ("Республика Татарстан (Татарстан)", "Казань"),
        ("Татарстан Респ", "Казань г"),
        ("респ. Татарстан", "город Казань"),
    ],
)
def test_town_and_region_as_registries_write_them_are_placed(
    gazetteer: Gazetteer, region: str, city: str
) -> None:
    parsed = clusters_of(gazetteer, f"t;Сварка;it;{region};{city};;;КАМАЗ;Техникум")
    [cluster] = parsed.clusters

    assert (cluster.region, cluster.city) == ("Республика Татарстан", "Казань")
    assert (cluster.point, cluster.tz) == (Point(55.78874, 49.12214), "Europe/Moscow")
    assert parsed.notes == ()


def test_region_and_town_that_no_map_knows_are_noted_and_taken(gazetteer: Gazetteer) -> None:
    parsed = clusters_of(
        gazetteer,
        "a;А;it;Татарстон;Казань;;;",
        "b;Б;it;Томская область;Несуществующий;;;",
        "c;В;it;Томская область;;;;",
    )

    assert [cluster.id for cluster in parsed.clusters] == ["a", "b", "c"]
    assert parsed.notes == (
        Problem(2, "region", "import-note-region", {"value": "Татарстон"}),
        Problem(3, "city", "import-note-city", {"value": "Несуществующий"}),
    )


def test_town_without_a_college_is_noted_for_nobody_near_will_find_it(
    gazetteer: Gazetteer,
) -> None:
    parsed = clusters_of(gazetteer, "t;Сварка;it;Республика Татарстан;Казань;;;КАМАЗ;")
    [cluster] = parsed.clusters

    assert (cluster.city, cluster.is_placed) == ("Казань", False)
    assert parsed.notes == (Problem(2, "base_college", "import-note-college"),)


@pytest.mark.parametrize("point", ["60.6057;56.8389", "0;0", "56.8389;6.06057", "55.75;37.61"])
def test_point_far_from_its_town_is_refused(gazetteer: Gazetteer, point: str) -> None:
    parsed = clusters_of(gazetteer, f"a;А;it;Свердловская область;Екатеринбург;{point};")

    [problem] = parsed.problems
    assert (problem.line, problem.column, problem.key) == (2, "lat", "import-row-far")


def test_lines_inside_a_cell_divide_a_list_and_join_a_text(gazetteer: Gazetteer) -> None:
    parsed = clusters_of(
        gazetteer,
        'a;"Кластер\n«Сварка»";it;Томская область;Томск;;;"ПАО «КАМАЗ»;\r\nАО «Завод»\nООО"',
    )
    [cluster] = parsed.clusters

    assert cluster.name == "Кластер «Сварка»"
    assert cluster.employers == ("ПАО «КАМАЗ»", "АО «Завод»", "ООО")


FACTS = (
    "id;name;industry;region;city;base_college;"
    "point_of;lat;lon;phone;study_forms;grades;dormitory;places;open_days"
)


def facts_of(gazetteer: Gazetteer, facts: str) -> ParsedClusters:
    line = f"t;Сварка;it;Республика Татарстан;Казань;Колледж;{facts}"
    data = f"{FACTS}\n{line}".encode()
    return parse_clusters(read_table("x.csv", data), gazetteer)


def test_facts_of_a_college_are_read_and_written_back_the_same(gazetteer: Gazetteer) -> None:
    facts = (
        "building;55,79;49,12;+7 843 200-00-00;Очная, заочная форма;9, 11;да;75;"
        '"17.04.2027 11:00 | ул. Мира, 1 | https://example.org/a; 2027-10-16"'
    )
    [cluster] = facts_of(gazetteer, facts).clusters
    [again] = parse_clusters([Row(2, row_of(cluster))], gazetteer).clusters

    assert cluster.point == Point(55.79, 49.12)
    assert cluster.has_building
    assert cluster.facts(date(2027, 4, 17)) == {
        Fact.FULL_TIME, Fact.EXTRAMURAL, Fact.AFTER_9, Fact.AFTER_11, Fact.DORMITORY,
        Fact.OPEN_DAY,
    }  # fmt: skip
    assert Fact.OPEN_DAY not in cluster.facts(date(2027, 10, 17))
    assert again == cluster


def test_facts_that_are_not_told_are_not_known(gazetteer: Gazetteer) -> None:
    [cluster] = facts_of(gazetteer, ";;;;;;;;").clusters

    assert (cluster.dormitory, cluster.places, cluster.phone) == (None, None, "")
    assert cluster.facts(date(2027, 4, 17)) == frozenset()
    assert cluster.point_of is PointOf.TOWN


@pytest.mark.parametrize(
    ("facts", "column", "key"),
    [
        ("roof;55,79;49,12;;;;;;", "point_of", "import-row-point-of"),
        ("building;;;;;;;;", "point_of", "import-row-point-of-none"),
        (";;;по запросу;;;;;", "phone", "import-row-phone"),
        (";;;;дистанционно;;;;", "study_forms", "import-row-study-form"),
        (";;;;;10;;;", "grades", "import-row-grades"),
        (";;;;;любого;;;", "grades", "import-row-grades"),
        (";;;;;;наверное;;", "dormitory", "import-row-yes-no"),
        (";;;;;;;много;", "places", "import-row-out-of-range"),
        (";;;;;;;;весной", "open_days", "import-row-open-day"),
        (";;;;;;;;31.02.2027", "open_days", "import-row-open-day"),
        (";;;;;;;;17.04.2027 25:00", "open_days", "import-row-open-day"),
    ],
)
def test_fact_that_is_none_is_refused_by_name(
    gazetteer: Gazetteer, facts: str, column: str, key: str
) -> None:
    parsed = facts_of(gazetteer, facts)

    assert [(one.column, one.key) for one in parsed.problems] == [(column, key)]
