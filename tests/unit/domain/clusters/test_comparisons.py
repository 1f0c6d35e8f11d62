from __future__ import annotations

from datetime import date

from domain.clusters.cards import Cluster, Industry
from domain.clusters.comparisons import Aspect, ComparisonRow, compare
from domain.ids import ClusterId
from domain.places.geo import Point

ONE = Cluster(
    id=ClusterId("one"),
    name="Первый",
    industry=Industry.IT,
    region="Татарстан",
    city="Казань",
    point=Point(55.79, 49.12),
    professions=("Сварщик", "Токарь"),
    employers=("Завод",),
    year=2023,
    checked_on=date(2026, 11, 23),
)
TWO = Cluster(
    id=ClusterId("two"),
    name="Второй",
    industry=Industry.IT,
    region="Татарстан",
    city="Казань",
    professions=("сварщик", "Швея"),
    employers=("завод",),
    year=2024,
)


def rows(*clusters: Cluster, home: Point | None = None) -> dict[Aspect, ComparisonRow]:
    return {row.aspect: row for row in compare(clusters, home).rows}


def test_compare_leaves_out_what_nobody_knows() -> None:
    assert list(rows(ONE, TWO)) == [
        Aspect.INDUSTRY,
        Aspect.PLACE,
        Aspect.PROFESSIONS,
        Aspect.EMPLOYERS,
        Aspect.OPENED,
        Aspect.CHECKED,
    ]


def test_compare_lists_are_parted_into_common_and_own_whatever_the_case() -> None:
    found = rows(ONE, TWO)

    assert found[Aspect.PROFESSIONS] == ComparisonRow(
        aspect=Aspect.PROFESSIONS,
        values=(("Токарь",), ("Швея",)),
        shared=("Сварщик",),
        is_same=False,
    )
    assert found[Aspect.EMPLOYERS].is_same
    assert found[Aspect.EMPLOYERS].shared == ("Завод",)


def test_compare_known_and_unknown_differ() -> None:
    found = rows(ONE, TWO)

    assert found[Aspect.PLACE].is_same
    assert (found[Aspect.CHECKED].values, found[Aspect.CHECKED].is_same) == (
        (date(2026, 11, 23), None),
        False,
    )


def test_compare_distance_is_from_home_where_the_place_is_known() -> None:
    [near, far] = rows(ONE, TWO, home=Point(55.79, 49.12))[Aspect.DISTANCE].values

    assert (near, far) == (0.0, None)
    assert Aspect.DISTANCE not in rows(TWO, TWO, home=Point(55.79, 49.12))
