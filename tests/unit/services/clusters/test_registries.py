"""Tables of clusters as registries and offices keep them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.clusters.cards import Cluster, Industry
from domain.places.geo import Point
from services.clusters.files.cards import ParsedClusters, parse_clusters
from services.clusters.files.open_days import DayRows, read_cards_or_days
from services.places.gazetteer import Gazetteer, load_gazetteer

DATA = Path(__file__).parents[4] / "data"
HEAD = "Код;Название;Отрасль;Регион;Город"
LINE = "arz;А;Машиностроение;Нижегородская область;Арзамас"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")


def read(text: str, gazetteer: Gazetteer) -> ParsedClusters:
    rows = read_cards_or_days("c.csv", text.encode(), date(2026, 11, 30))
    assert not isinstance(rows, DayRows)
    return parse_clusters(rows, gazetteer)


def card(text: str, gazetteer: Gazetteer) -> Cluster:
    parsed = read(text, gazetteer)
    assert parsed.problems == ()
    [cluster] = parsed.clusters
    return cluster


@pytest.mark.parametrize(
    ("column", "cell", "name", "value"),
    [
        ("Сайт", "www.college.ru", "website", "https://www.college.ru"),
        ("Сайт", "арзамас-колледж.рф/abitur", "website", "https://арзамас-колледж.рф/abitur"),
        ("Источник", "minobr.ru/news/5", "source_url", "https://minobr.ru/news/5"),
        ("Координаты", '55°23\'42"" с.ш. 43°50\'24"" в.д.', "point", Point(55.395, 43.84)),
        ("Год", "2024/2025", "year", 2024),
        ("Год", "2024-25 уч. год", "year", 2024),
        ("Год", "с 2024 г.", "year", 2024),
        ("Год", "01.09.2024", "year", 2024),
        ("Год", "1 сентября 2024 г.", "year", 2024),
        ("Студентов", "1 200 чел.", "students", 1200),
        ("Студентов", "1200,0", "students", 1200),
        ("Общежитие", "имеется", "dormitory", True),
        ("Общежитие", "да, 250 мест", "dormitory", True),
        ("Общежитие", "не предоставляется", "dormitory", False),
        ("После какого класса", "основное общее, среднее общее", "grades", (9, 11)),
        ("После какого класса", "СОО", "grades", (11,)),
    ],
)
def test_cell_of_a_registry_is_read(
    gazetteer: Gazetteer, column: str, cell: str, name: str, value: object
) -> None:
    text = f'{HEAD};{column}\n{LINE};"{cell}"\n'

    assert getattr(card(text, gazetteer), name) == value


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Сайт", "сайта нет"),
        ("Год", "2024/2026"),
        ("Общежитие", "уточняется"),
        ("Координаты", "в центре города"),
        ("После какого класса", "высшее"),
    ],
)
def test_cell_that_says_nothing_of_its_column_is_refused(
    gazetteer: Gazetteer, column: str, cell: str
) -> None:
    assert len(read(f"{HEAD};{column}\n{LINE};{cell}\n", gazetteer).problems) == 1


@pytest.mark.parametrize(
    ("region", "city", "address"),
    [
        ("52 Нижегородская область", "Арзамас", ""),
        ("Нижегородская область", "Нижегородская обл., г. Арзамас", ""),
        ("Нижегородская область", "г. Арзамас (Нижегородская область)", ""),
        (
            "Нижегородская область",
            "г. Арзамас, ул. Калинина, д. 12",
            "г. Арзамас, ул. Калинина, д. 12",
        ),
    ],
)
def test_town_is_found_in_a_whole_address(
    gazetteer: Gazetteer, region: str, city: str, address: str
) -> None:
    found = card(f"{HEAD}\narz;А;АПК;{region};{city}\n", gazetteer)

    assert (found.region, found.city, found.address, found.industry) == (
        "Нижегородская область", "Арзамас", address, Industry.AGRICULTURE,
    )  # fmt: skip
    assert found.point is not None


def test_of_two_towns_neither_is_taken(gazetteer: Gazetteer) -> None:
    found = card(f"{HEAD}\narz;А;ИТ;Нижегородская область;Арзамас, Кстово\n", gazetteer)

    assert (found.city, found.point) == ("Арзамас, Кстово", None)


def test_headings_between_rows_are_told_and_left_out(gazetteer: Gazetteer) -> None:
    parsed = read(f"№;{HEAD}\nI. Приволжский округ;;;;;\n1;{LINE}\n", gazetteer)

    assert (parsed.problems, len(parsed.clusters)) == ((), 1)
    assert ("import-note-aside", 2) in [(one.key, one.line) for one in parsed.notes]


def test_name_under_the_name_of_a_college_is_the_colleges(gazetteer: Gazetteer) -> None:
    table = (
        "Код;Наименование;Отрасль;Субъект РФ;Базовая организация;;Контакты\n"
        ";;;;наименование;город;сайт\n"
        "arz;А;ИТ;Нижегородская область;Арзамасский колледж;Арзамас;college.ru\n"
    )
    found = card(table, gazetteer)

    assert (found.name, found.base_college, found.city) == ("А", "Арзамасский колледж", "Арзамас")


@pytest.mark.parametrize(
    "days", ["12, 19 и 26 декабря 2026", "12.12, 19.12 и 26.12.2026", "12, 19, 26 декабря"]
)
def test_last_of_several_days_tells_the_month_of_all(days: str) -> None:
    table = f'Колледж;Дата;Время\nАрзамасский колледж;"{days}";15:00\n'
    found = read_cards_or_days("d.csv", table.encode(), date(2026, 11, 30))

    assert isinstance(found, DayRows)
    assert found.problems == ()
    assert [f"{row.on:%d.%m.%Y}" for row in found.rows] == [
        "12.12.2026", "19.12.2026", "26.12.2026",
    ]  # fmt: skip
