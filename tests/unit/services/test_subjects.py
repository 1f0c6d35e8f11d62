"""What a table is of: a file that is sent to the wrong desk is told where to go."""

from __future__ import annotations

import json
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from domain.errors import ImportFileError
from services.clusters.files.cards import ParsedClusters, parse_clusters
from services.clusters.files.open_days import DayRows, read_cards_or_days
from services.clusters.open_days.filing import Filing
from services.files.tables import Row
from services.places.gazetteer import Gazetteer
from services.programme.files import EventDetails, event_details, read_schedule
from services.programme.files.parsed import ParsedSchedule
from services.programme.files.tables import read_schedule_table
from tests.clocks import START
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
    "Дата,Время,Тема,Спикер,Регион,Отрасль\n25.11.2026,10:00-11:00,Сварка,Иванов,Пермь,IT\n",
    "Дата,Время,Название,Отрасль,Регион\n25.11.2026,10:00-11:00,Сварка,IT,Пермь\n",
    "title,start,end,industry,region\nA,2026-11-25T10:00,2026-11-25T11:00,it,Perm\n",
)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        (CLUSTERS, "import-file-of-clusters"),
        ("Код;Название;Отрасль;Регион\nc1;К;Медицина;Москва\n", "import-file-of-clusters"),
        (
            "Код;Название;Отрасль;Регион;Дата\nc1;К;IT;Москва;1.12.2026\n",
            "import-file-of-clusters",
        ),
        *((table, "import-file-of-open-days") for table in DAYS),
        (
            "Колледж;Регион;Отрасль;Дата;Время\nК;Пермь;IT;5.3.2027;12:00\n",
            "import-file-of-open-days",
        ),
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


def calendar(*titles: str, name: str = "") -> bytes:
    """Of events a day apart."""
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTART:202703{day:02}T090000Z\r\nDTEND:202703{day:02}T100000Z\r\n"
        f"SUMMARY:{title}\r\nEND:VEVENT\r\n"
        for day, title in enumerate(titles, 1)
    )
    return f"BEGIN:VCALENDAR\r\nX-WR-CALNAME:{name}\r\n{events}END:VCALENDAR\r\n".encode()


def as_programme(name: str, data: bytes) -> ParsedSchedule:
    return read_schedule(name, data, EVENT, START)


@pytest.mark.parametrize(
    "titles",
    [
        ("День открытых дверей", "День открытых дверей"),
        ("ДОД: колледж связи", "Колледж связи открывает двери: день открытых дверей"),
        ("Open day, College of Ships", "Open doors at the College of Ships"),
    ],
)
def test_calendar_of_open_days_is_no_programme(titles: tuple[str, ...]) -> None:
    with pytest.raises(ImportFileError, match="import-file-of-open-days"):
        as_programme("a.ics", calendar(*titles))


@pytest.mark.parametrize("titles", [("День открытых дверей",), ("День открытых дверей", "Ужин")])
def test_open_day_among_sessions_is_one_of_them(titles: tuple[str, ...]) -> None:
    assert len(as_programme("a.ics", calendar(*titles)).sessions) == len(titles)


def filed(data: bytes) -> ParsedClusters:
    """Beside no card at all."""
    found = read_cards_or_days("a.ics", data, TODAY)
    assert isinstance(found, DayRows)
    places = Gazetteer(places=(), regions=())
    return Filing(places=places, default_zone=ZoneInfo(EVENT.tz), now=START).filed(found, {})


def test_calendar_of_sessions_is_none_of_open_days() -> None:
    with pytest.raises(ImportFileError, match="import-file-of-programme"):
        filed(calendar("Открытие", "Сварка", "Ужин"))


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("Дни открытых дверей", ("Встреча", "Экскурсия")),
        ("", ("Колледж связи", "Техникум транспорта")),
        ("", ("Встреча с поступающими",)),
    ],
)
def test_calendar_of_unknown_colleges_is_refused_line_by_line(
    name: str, titles: tuple[str, ...]
) -> None:
    problems = filed(calendar(*titles, name=name)).problems

    assert [one.key for one in problems] == ["import-day-college"] * len(titles)


CLUSTER = {"id": "c1", "name": "Кластер", "industry": "it", "region": "Москва"}
SESSION = {"title": "A", "start": "2026-11-25T10:00", "end": "2026-11-25T11:00"}
FRAB = {"schedule": {"conference": {"title": "x", "days": []}}}


@pytest.mark.parametrize("content", [[CLUSTER], {"clusters": [CLUSTER]}, {"clusters": []}])
def test_json_of_clusters_is_no_programme(content: object) -> None:
    with pytest.raises(ImportFileError, match="import-file-of-clusters"):
        as_programme("a.json", json.dumps(content).encode())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", json.dumps(FRAB).encode()),
        ("a.json", json.dumps([{**SESSION, "room": "1"}]).encode()),
        ("a.xml", b'<?xml version="1.0"?><schedule><day/></schedule>'),
    ],
)
def test_schedule_is_no_file_of_clusters(name: str, data: bytes) -> None:
    with pytest.raises(ImportFileError, match="import-file-of-programme"):
        read_cards_or_days(name, data, TODAY)


@pytest.mark.parametrize("content", [[SESSION], {"sessions": [SESSION]}])
def test_json_of_sessions_is_read_by_its_columns(content: object) -> None:
    parsed = as_programme("a.json", json.dumps(content).encode())

    assert [(one.title, one.starts_at.hour) for one in parsed.sessions] == [("A", 7)]
    assert event_details("a.json", json.dumps(content).encode()) == EventDetails()


def test_news_are_not_taken_for_sessions() -> None:
    with pytest.raises(ImportFileError, match="import-file-columns"):
        parse_clusters(
            rows_of(read_cards_or_days("a.csv", b"title,text\nA,B\n", TODAY)),
            Gazetteer(places=(), regions=()),
        )


def rows_of(found: list[Row] | DayRows) -> list[Row]:
    assert isinstance(found, list)
    return found


def test_clusters_are_read_as_such() -> None:
    assert not isinstance(read_cards_or_days("a.csv", CLUSTERS.encode(), TODAY), DayRows)
