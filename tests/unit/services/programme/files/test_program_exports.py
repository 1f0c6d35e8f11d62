"""Tables that programs for events write, and the layouts that organisers make of them by hand."""

from __future__ import annotations

import io
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from domain.ids import EventId
from domain.programme.sessions import Event
from services.programme.files import read_schedule
from services.programme.files.parsed import ParsedSchedule

FAIR = Event(id=EventId("fair"), title="Ярмарка", tz="Europe/Moscow")
URALS = Event(id=EventId("fair"), title="Ярмарка", tz="Asia/Yekaterinburg")
TODAY = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Europe/Moscow"))
SESSION = "15.12.2026 10:00-11:30 Открытие"


def read(data: str, name: str = "p.csv", event: Event = FAIR) -> ParsedSchedule:
    return read_schedule(name, data.encode(), event, TODAY)


def told(parsed: ParsedSchedule, event: Event = FAIR) -> list[str]:
    """Day, times and title, then the hall, where it has one."""
    assert parsed.problems == ()
    zone = ZoneInfo(event.tz)
    return [
        f"{one.starts_at.astimezone(zone):%d.%m.%Y %H:%M}-{one.ends_at.astimezone(zone):%H:%M} "
        + " @".join(filter(None, (one.title, one.room)))
        for one in parsed.sessions
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Subject,Start Date,Start Time,End Date,End Time\n"
        "Открытие,12/15/2026,10:00 AM,12/15/2026,11:30 AM\n",
        "*Date (MM/DD/YYYY),*Time Start,*Time End,*Session Title\n"
        "12/15/2026,10:00 AM,11:30 AM,Открытие\n",
        "UID,NAME,EVENT START,EVENT END,VENUE\na1,Открытие,2026-12-15 10:00,2026-12-15 11:30,\n",
        "Session Id,Title,Scheduled At,Scheduled Duration,Status\n"
        "1,Открытие,2026-12-15 10:00:00,90,Accepted\n",
        "ID,Proposal title,Start,End\n"
        "1,Открытие,2026-12-15T10:00:00+03:00,2026-12-15T11:30+03:00\n",
        "Id,Title,Date,Duration\n1,Открытие,2026-12-15T10:00:00+03:00,1:30:00\n",
        "Период;Тема\n15.12.2026 10:00 – 15.12.2026 11:30;Открытие\n",
        "Период;Тема\nс 15.12.2026 10:00 по 15.12.2026 11:30;Открытие\n",
        "Период;Тема\n15 декабря 10:00 – 15 декабря 11:30;Открытие\n",
        "Период;Тема\n2026-12-15 10:00 - 2026-12-15 11:30;Открытие\n",
        "Дата и время;Тема\n15.12.2026 в 10:00–11:30;Открытие\n",
        "Дата и время;Тема\n15.12.2026 (10:00–11:30);Открытие\n",
        "Дата;Начало, ч:мин;Продолжительность, мин.;Тема\n15.12.2026;10:00;90;Открытие\n",
        'Дата;Начало;Длительность (час);Тема\n15.12.2026;10:00;"1,5";Открытие\n',
        "Дата;Начало;Длительность, ак. ч;Тема\n15.12.2026;10:00;2;Открытие\n",
        "Дата;Начало;Длительность;Тема\n15.12.2026;10:00;2 академических часа;Открытие\n",
        "Дата;Время;Тема\n15.12.2026;10:00 мск - 11:30 мск;Открытие\n",
        "Когда;Что\n15.12.2026 10:00-11:30;Открытие\n",
        "Дата|Время|Тема\n15.12.2026|10:00-11:30|Открытие\n",
        "| Дата | Время | Тема |\n|---|:---|---|\n| 15.12.2026 | 10:00-11:30 | Открытие |\n",
    ],
)
def test_session_is_the_same_whichever_program_wrote_it(text: str) -> None:
    assert told(read(text)) == [SESSION]


def test_place_that_is_an_address_is_the_address() -> None:
    [one] = read(
        "Дата;Время;Тема;Место\n15.12.2026;10:00-11:30;О;https://example.org/1\n"
    ).sessions

    assert (one.room, one.url) == ("", "https://example.org/1")


def test_hours_of_a_span_may_be_told_in_words() -> None:
    assert told(read("Дата;Время;Тема\n15.12.2026;10 ч. – 11 ч.;Т\n")) == [
        "15.12.2026 10:00-11:00 Т"
    ]


def test_day_beyond_twelve_tells_the_order_of_all_dates() -> None:
    head = "Дата,Время,Тема\n"
    american = head + "12/10/2026,10:00-11:00,А\n12/15/2026,10:00-11:00,Б\n"
    russian = head + "10/12/2026,10:00-11:00,А\n15/12/2026,10:00-11:00,Б\n"
    both = head + "12/15/2026,10:00-11:00,А\n16/12/2026,10:00-11:00,Б\n"
    same = ["10.12.2026 10:00-11:00 А", "15.12.2026 10:00-11:00 Б"]

    assert (told(read(american)), told(read(russian))) == (same, same)
    assert [(one.line, one.key) for one in read(both).problems] == [(2, "import-row-date")]


def test_time_of_the_events_own_clock_may_be_told_from_moscow() -> None:
    table = "Дата;Время (МСК{});Тема\n15.12.2026;12:00-13:30;Открытие\n"
    parsed = read(table.format("+2"), event=URALS)

    assert told(parsed, URALS) == ["15.12.2026 12:00-13:30 Открытие"]


GRID = [
    ["Время", "15 декабря", "", "16 декабря", ""],
    ["", "Зал 1", "Зал 2", "Зал 1", "Зал 2"],
    ["10:00-11:00", "А", "Б", "В", ""],
    ["11:00-12:00", "", "Г", "", "Д"],
]
DAYS_UNDER_HALLS = [
    ["", "Зал 1", "", "Зал 2", ""],
    ["Время", "15 декабря", "16 декабря", "15 декабря", "16 декабря"],
    ["10:00-11:00", "А", "В", "Б", ""],
    ["11:00-12:00", "", "", "Г", "Д"],
]


@pytest.mark.parametrize("rows", [GRID, DAYS_UNDER_HALLS, [["Форум"], *GRID]])
def test_grid_has_days_and_halls(rows: list[list[str]]) -> None:
    parsed = read("\n".join(";".join(row) for row in rows))

    assert told(parsed) == [
        "15.12.2026 10:00-11:00 А @Зал 1",
        "15.12.2026 10:00-11:00 Б @Зал 2",
        "15.12.2026 11:00-12:00 Г @Зал 2",
        "16.12.2026 10:00-11:00 В @Зал 1",
        "16.12.2026 11:00-12:00 Д @Зал 2",
    ]


@pytest.mark.parametrize("words", ["I. Пленарная часть", "Секция 2", "Блок 1. Практика"])
def test_heading_of_a_part_is_told_and_left_out(words: str) -> None:
    parsed = read(f"Время;Тема;Зал\n15 декабря;;\n{words};;\n10:00-11:30;Открытие;\n")

    assert told(parsed) == [SESSION]
    asides = [one for one in parsed.notes if one.key == "import-note-aside"]
    assert [(one.line, one.params["value"]) for one in asides] == [(3, words)]


@pytest.mark.parametrize(
    "content",
    [
        {
            "sessions": [
                {"title": "Открытие", "startsAt": "2026-12-15T10:00:00", "roomId": 7,
                 "endsAt": "2026-12-15T11:30:00", "speakers": ["u1"]},
            ],
            "speakers": [{"id": "u1", "fullName": "Иванов"}],
            "rooms": [{"id": 7, "name": "Зал 1"}],
        },
        [{"groupName": "Все", "sessions": [
            {"title": "Открытие", "startsAt": "2026-12-15T10:00:00", "room": "Зал 1",
             "endsAt": "2026-12-15T11:30:00", "speakers": [{"id": "u1", "name": "Иванов"}]},
        ]}],
    ],
)  # fmt: skip
def test_json_names_speakers_and_halls(content: object) -> None:
    parsed = read(json.dumps(content), "p.json")

    assert told(parsed) == [f"{SESSION} @Зал 1"]
    assert parsed.sessions[0].speakers == ("Иванов",)


def test_cell_over_the_halls_of_two_days_is_a_session_of_each() -> None:
    workbook, target = Workbook(), io.BytesIO()
    sheet = workbook.create_sheet("П", 0)
    for row in [*GRID, ["12:00-13:00", "Обед", "", "", ""]]:
        sheet.append(row)
    for merged in ("B1:C1", "D1:E1", "B5:E5"):
        sheet.merge_cells(merged)
    workbook.save(target)
    parsed = read_schedule("p.xlsx", target.getvalue(), FAIR, TODAY)

    assert [one for one in told(parsed) if "Обед" in one] == [
        "15.12.2026 12:00-13:00 Обед",
        "16.12.2026 12:00-13:00 Обед",
    ]


def test_line_across_the_table_is_told_and_left_out() -> None:
    workbook, target = Workbook(), io.BytesIO()
    sheet = workbook.create_sheet("П", 0)
    sheet.append(["Дата", "Время", "Тема"])
    sheet.append(["Деловая программа"])
    sheet.append(["15.12.2026", "10:00-11:30", "Открытие"])
    sheet.merge_cells("A2:C2")
    workbook.save(target)
    parsed = read_schedule("p.xlsx", target.getvalue(), FAIR, TODAY)

    assert told(parsed) == [SESSION]
    assert [one.key for one in parsed.notes] == ["import-note-aside"]
