"""Columns and industries of a table of clusters, called as the bot calls them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.clusters.cards import Industry
from domain.errors import ImportFileError
from domain.people.users import Language
from services.clusters.files.cards import COLUMNS, ParsedClusters, parse_clusters
from services.clusters.files.columns import by_codes, industry_of
from services.clusters.files.open_days import DayRows, read_cards_or_days
from services.files.tables import Row
from services.places.gazetteer import load_gazetteer
from ui.translator import translator

DATA = Path(__file__).parents[4] / "data"
PLACES = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
TODAY = date(2026, 11, 23)
LINE = "c1;Кластер;Медицина;Республика Мордовия;Саранск;Саранский колледж;54,18;45,18\n"


@pytest.mark.parametrize("language", Language)
def test_every_name_that_the_bot_shows_is_read(language: Language) -> None:
    t = translator(language)
    shown = {code: t.plain(f"column-{code.replace('_', '-')}") for code in COLUMNS}
    rows = by_codes([Row(2, {name.casefold(): code for code, name in shown.items()})])

    assert rows[0].values == {code: code for code in COLUMNS}
    for one in Industry:
        for key in (f"industry-{one}", f"industry-{one}-short"):
            if t.has(key):
                assert industry_of(t.plain(key)) is one
                assert industry_of(t.plain(key).upper()) is one


def parsed(text: str) -> ParsedClusters:
    found = read_cards_or_days("a.csv", text.encode(), TODAY)
    assert not isinstance(found, DayRows)
    return parse_clusters(found, PLACES)


@pytest.mark.parametrize(
    "header",
    [
        "Код;Название;Отрасль;Регион;Город;Базовый колледж;Широта;Долгота\n",
        "КОД; Название ;Отрасль:;Регион;Город;Базовый колледж;Широта;Долгота\n",
        "id;name;Отрасль;Регион;city;base_college;lat;lon\n",
        "Кластеры региона\nКод;Название;Отрасль;Регион;Город;Базовый колледж;Широта;Долгота\n",
    ],
)
def test_table_in_russian_is_read_as_one_of_codes(header: str) -> None:
    [cluster] = parsed(header + LINE).clusters

    assert (cluster.id, cluster.industry, cluster.city) == ("c1", Industry.MEDICINE, "Саранск")
    assert (cluster.base_college, cluster.point is not None) == ("Саранский колледж", True)


def test_missing_code_of_a_russian_table_is_told_alone() -> None:
    with pytest.raises(ImportFileError) as caught:
        parsed("Название;Отрасль;Регион\nК;Медицина;Москва\n")

    assert caught.value.params["columns"] == "id"


@pytest.mark.parametrize("name", ["мед", "выдумка", "Медицина и право"])
def test_unknown_industry_is_refused_as_it_is_written(name: str) -> None:
    [problem] = parsed(f"Код;Название;Отрасль;Регион\nc1;К;{name};Москва\n").problems

    assert (problem.key, problem.params["value"]) == ("import-row-industry", name)


def test_days_with_an_industry_beside_them_stay_days() -> None:
    table = (
        "Колледж;Отрасль;Регион;Дата;Источник\n"
        "Колледж связи;Медиа;Пермский край;5 марта 2027;https://a.ru\n"
    )
    found = read_cards_or_days("a.csv", table.encode(), TODAY)

    assert isinstance(found, DayRows)
    assert [(row.names, row.source) for row in found.rows] == [
        (("Колледж связи",), "https://a.ru")
    ]
