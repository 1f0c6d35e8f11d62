"""What a table is of: a file that is sent to the wrong desk is told where to go."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from domain.errors import ImportFileError
from services.clusters.files.open_days import DayRows, read_cards_or_days
from services.programme.files.tables import read_schedule_table
from tests.programmes import EVENT

TODAY = date(2026, 11, 23)

CLUSTERS = "id,name,industry,region,city\nc1,Кластер,it,Москва,Москва\n"
DAYS = (
    "Колледж;Город;Дата;Время;Адрес\nКолледж связи;Пермь;5 марта 2027;12:00;ул. Мира, 1\n",
    "Образовательная организация,День открытых дверей\nТехникум,05.03.2027\n",
    "College,Date,Time,Address\nCollege of Ships,2027-03-05,12:00,Mira 1\n",
)
PROGRAMMES = (
    "Дата;Время;Название;Зал\n25.11.2026;10:00-11:00;Открытие;1\n",
    "title,start,end,room\nA,2026-11-25T10:00,2026-11-25T11:00,1\n",
    "Дата,Начало,Окончание,Мероприятие,Место\n25.11.2026,10:00,11:00,Открытие,Холл\n",
    "Дата,Время,Тема,Спикер,Колледж\n25.11.2026,10:00-11:00,Сварка,Иванов,КПТ\n",
)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        (CLUSTERS, "import-file-of-clusters"),
        *((table, "import-file-of-open-days") for table in DAYS),
    ],
)
def test_table_of_clusters_or_days_is_no_programme(table: str, key: str) -> None:
    with pytest.raises(ImportFileError, match=key):
        read_schedule_table("a.csv", table.encode(), EVENT, ZoneInfo(EVENT.tz), TODAY)


@pytest.mark.parametrize("table", PROGRAMMES)
def test_programme_is_read_as_one(table: str) -> None:
    parsed = read_schedule_table("a.csv", table.encode(), EVENT, ZoneInfo(EVENT.tz), TODAY)

    assert (len(parsed.sessions), parsed.problems) == (1, ())


@pytest.mark.parametrize("table", PROGRAMMES[:3])
def test_programme_is_no_table_of_clusters(table: str) -> None:
    with pytest.raises(ImportFileError, match="import-file-of-programme"):
        read_cards_or_days("a.csv", table.encode(), TODAY)


@pytest.mark.parametrize(
    "table",
    [
        *DAYS,
        "Организация,Дата,Время,Мероприятие\nКолледж,5 марта 2027,12:00,День открытых дверей\n",
    ],
)
def test_open_days_are_read_as_such(table: str) -> None:
    found = read_cards_or_days("a.csv", table.encode(), TODAY)

    assert isinstance(found, DayRows)
    assert len(found.rows) == 1


def test_clusters_are_read_as_such() -> None:
    assert not isinstance(read_cards_or_days("a.csv", CLUSTERS.encode(), TODAY), DayRows)
