"""Tables as organisers make them: what is a session, what stands beside it, and what is told."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from domain.errors import ImportFileError
from domain.ids import EventId
from domain.programme.sessions import Event
from services.programme.files import read_schedule
from services.programme.files.parsed import ParsedSchedule

FAIR = Event(id=EventId("fair"), title="Ярмарка", tz="Europe/Moscow")
NOW = datetime.fromisoformat("2026-11-29T12:00+03:00")
HEADER = ["Дата", "Время", "Название", "Зал", "Спикеры"]
OPENING = ["20.12.2026", "10:00–11:30", "Открытие", "Зал 1", "Иванов"]
CLOSING = ["21.12.2026", "10:00–11:30", "Закрытие", "Зал 2", "Петров"]
BOTH = ["20.12 10:00–11:30 Открытие, Зал 1", "21.12 10:00–11:30 Закрытие, Зал 2"]


def xlsx(*rows: list[Any], merged: tuple[str, ...] = ()) -> bytes:
    book, target = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(target)
    return target.getvalue()


def read(*rows: list[Any], merged: tuple[str, ...] = (), event: Event = FAIR) -> ParsedSchedule:
    return read_schedule("x.xlsx", xlsx(*rows, merged=merged), event, NOW)


def listed(parsed: ParsedSchedule) -> list[str]:
    assert parsed.problems == ()
    zone = ZoneInfo(FAIR.tz)
    return [
        f"{one.starts_at.astimezone(zone):%d.%m %H:%M}–{one.ends_at.astimezone(zone):%H:%M} "
        + ", ".join(filter(None, (one.title, one.room, one.track)))
        for one in parsed.sessions
    ]


def told(parsed: ParsedSchedule) -> list[tuple[int, str]]:
    return [(note.line, note.key) for note in parsed.notes]


@pytest.mark.parametrize(
    "note",
    [
        ["* Программа может быть изменена"],
        ["Контакты: +7 900 000-00-00, Мария"],
        [None, None, "Примечание: вход по паспорту"],
    ],
)
def test_footnote_is_left_out_and_told(note: list[Any]) -> None:
    parsed = read(HEADER, OPENING, CLOSING, [], note)

    assert listed(parsed) == BOTH
    assert told(parsed) == [(5, "import-note-aside")]


@pytest.mark.parametrize(
    "row",
    [
        [None, None, "Доклад без времени"],
        ["20.12.2026", None, "Доклад без времени"],
        [None, "12:00–13:00"],
    ],
)
def test_half_a_session_is_a_mistake_and_no_footnote(row: list[Any]) -> None:
    [problem] = read(HEADER, OPENING, row).problems

    assert (problem.line, problem.key) == (3, "import-row-empty")


def test_numbered_rows_that_wait_for_sessions_say_nothing() -> None:
    waiting = [[number] for number in range(3, 30)]
    parsed = read(["№", *HEADER], ["1", *OPENING], ["2", *CLOSING], *waiting)

    assert (listed(parsed), told(parsed)) == (BOTH, [])


@pytest.mark.parametrize(
    ("rows", "speakers"),
    [
        ([OPENING, [*OPENING[:4], "Петров"]], ("Иванов", "Петров")),
        ([OPENING, [None, None, None, None, "Петров"]], ("Иванов", "Петров")),
        ([OPENING, ["20.12.2026", "10:00–11:30", None, None, "Петров"]], ("Иванов", "Петров")),
    ],
)
def test_speakers_below_one_another_are_of_one_session(
    rows: list[list[Any]], speakers: tuple[str, ...]
) -> None:
    parsed = read(HEADER, *rows)
    [session] = parsed.sessions

    assert (session.speakers, parsed.problems) == (speakers, ())
    assert told(parsed) == [(3, "import-note-speakers")]


def test_speakers_of_several_columns_are_all_read() -> None:
    """Of two columns of one name the last was read alone."""
    parsed = read([*HEADER[:4], "Спикер", "Спикер", "Модератор"], [*OPENING, "Петров", "Сидоров"])

    assert parsed.sessions[0].speakers == ("Иванов", "Петров", "Сидоров")
    assert parsed.unknown_columns == ()


def test_row_that_says_the_same_once_more_is_taken_once() -> None:
    parsed = read(HEADER, OPENING, CLOSING, OPENING)

    assert (listed(parsed), told(parsed)) == (BOTH, [(4, "import-note-repeated")])


def test_sessions_of_one_title_and_time_are_told_apart_by_their_rooms() -> None:
    parsed = read(HEADER, OPENING, [*OPENING[:3], "Зал 2", "Петров"])

    assert listed(parsed) == [BOTH[0], "20.12 10:00–11:30 Открытие, Зал 2"]
    assert len({one.uid for one in parsed.sessions}) == 2


def test_repeated_session_that_says_other_things_is_refused_by_its_line() -> None:
    [problem] = read([*HEADER, "Описание"], [*OPENING, "Раз"], [*OPENING, "Два"]).problems

    assert (problem.line, problem.column, problem.key) == (3, "название", "import-row-repeated")
    assert problem.params == {"first": "2"}


@pytest.mark.parametrize(
    "title",
    ["Открытие (отменено)", "ОТМЕНЕНО: Открытие", "Открытие — отменено!", "Canceled: Открытие"],
)
def test_session_whose_title_says_so_is_cancelled(title: str) -> None:
    """It keeps the name that it had, or the old one would go on beside it."""
    [session] = read(HEADER, [*OPENING[:2], title, *OPENING[3:]]).sessions
    [before] = read(HEADER, OPENING).sessions

    assert (session.title, session.is_cancelled) == ("Открытие", True)
    assert session.uid == before.uid


@pytest.mark.parametrize("title", ["Отмена крепостного права", "Отмена: причины", "Отменённые"])
def test_title_about_cancelling_is_a_title(title: str) -> None:
    [session] = read(HEADER, [*OPENING[:2], title, *OPENING[3:]]).sessions

    assert (session.title, session.is_cancelled) == (title, False)


def test_cancelled_in_a_column_of_remarks_is_heard() -> None:
    parsed = read([*HEADER, "Примечание"], [*OPENING, "ОТМЕНЕНО"], [*CLOSING, "не отменено ли?"])

    assert [one.is_cancelled for one in parsed.sessions] == [True, False]


@pytest.mark.parametrize(
    "above", ["пн, 20 декабря 2026", "День 1. 20 декабря 2026 г. (понедельник)"]
)
def test_day_above_its_sessions_of_another_weekday_is_told_at_each(above: str) -> None:
    """It was no day at all, and its sessions were said to have none."""
    header = ["Время", "Название"]
    parsed = read(header, [above], ["10:00–11:00", "Открытие"], ["11:00–12:00", "Кадры"])

    assert [(one.line, one.column, one.key) for one in parsed.problems] == [
        (3, "date", "import-row-weekday"),
        (4, "date", "import-row-weekday"),
    ]
    assert parsed.problems[0].params["date"] == "20.12.2026"


GRID = ["Время", "Зал 1", "Трек «Сварка»", "Зал 3"]


@pytest.mark.parametrize(
    "above",
    [["Программа форума 20 декабря 2026 года"], ["20.12.2026"], ["День 1: 20 декабря"]],
)
def test_grid_of_halls_is_read_and_said_to_be_one(above: list[Any]) -> None:
    parsed = read(
        above,
        GRID,
        ["10:00–11:00", "Открытие"],
        ["11:00–12:00", "Кадры", "Аргон", "Атом"],
        ["12:00–13:00", "Обед"],
        ["13:00–14:00", "Кадры 2", "Лазер", None],
        ["14:00–15:00", None, "Лазер", None],
        merged=("B5:D5", "C6:C7"),
    )

    assert listed(parsed) == [
        "20.12 10:00–11:00 Открытие, Зал 1",
        "20.12 11:00–12:00 Аргон, Трек «Сварка»",
        "20.12 11:00–12:00 Кадры, Зал 1",
        "20.12 11:00–12:00 Атом, Зал 3",
        "20.12 12:00–13:00 Обед",
        "20.12 13:00–15:00 Лазер, Трек «Сварка»",
        "20.12 13:00–14:00 Кадры 2, Зал 1",
    ]
    assert (3, "import-note-grid") in told(parsed)
    assert parsed.unknown_columns == ()


def test_grid_below_two_lines_of_headers_is_read() -> None:
    parsed = read(
        ["Время", "Параллельные сессии"],
        [None, "Трек «ИТ»", "Трек «Агро»"],
        ["20 декабря 2026"],
        ["10:00–11:00", "ИИ", "Теплицы"],
        merged=("A1:A2", "B1:C1"),
    )

    assert listed(parsed) == [
        "20.12 10:00–11:00 ИИ, Трек «ИТ»",
        "20.12 10:00–11:00 Теплицы, Трек «Агро»",
    ]


def test_table_without_a_header_is_refused_with_what_it_has_instead() -> None:
    """«Доклад» in a row of sessions is no name of a column."""
    with pytest.raises(ImportFileError) as refused:
        read(OPENING, ["20.12.2026", "12:00–13:00", "Доклад", "Зал 1", "Петров"])

    assert refused.value.key == "import-file-columns"
    assert str(refused.value.params["seen"]).startswith("«20.12.2026», «10:00–11:30», «открытие»")


def test_grid_of_days_is_read() -> None:
    parsed = read(
        ["Время", "20 декабря 2026 (вс)", "21 декабря 2026 (пн)"],
        ["10:00–11:30", "Открытие", "Закрытие"],
    )

    assert listed(parsed) == ["20.12 10:00–11:30 Открытие", "21.12 10:00–11:30 Закрытие"]


@pytest.mark.parametrize(
    "above",
    [
        [["УТВЕРЖДАЮ 01.12.2026"], ["Программа форума 20 декабря 2026 года"]],
        [["Программа форума 20–21 декабря 2026 года"]],
        [["20 - 21 декабря"]],
    ],
)
def test_day_above_a_table_that_may_be_another_is_not_taken(above: list[list[Any]]) -> None:
    parsed = read(*above, ["Время", "Название"], ["10:00–11:00", "А"])

    assert [one.key for one in parsed.problems] == ["import-row-empty"]


def test_tables_side_by_side_are_refused() -> None:
    """The left one was lost without a word."""
    with pytest.raises(ImportFileError) as refused:
        read(
            ["Дата", "Время", "Название", None, "Дата", "Время", "Название"],
            ["20.12.2026", "10:00–11:30", "Открытие", None, "21.12.2026", "9:00–10:00", "Б"],
        )

    assert (refused.value.key, refused.value.params) == (
        "import-file-column-twice",
        {"column": "название"},
    )


def test_header_of_another_order_further_down_is_heard() -> None:
    parsed = read(
        ["20 декабря 2026"],
        ["Время", "Название", "Зал"],
        ["10:00–11:30", "Открытие", "Зал 1"],
        ["21 декабря 2026"],
        ["Время", "Зал", "Название"],
        ["10:00–11:30", "Зал 2", "Закрытие"],
    )

    assert listed(parsed) == BOTH


@pytest.mark.parametrize(
    "header",
    [
        ["Дата проведения", "Начало/окончание", "Тема выступления", "Зал/ауд.", "ФИО спикера"],
        ["Date", "Time", "Session title", "Location", "Speaker(s)"],
        ["Дата мероприятия", "Время", "Наименование", "Место (аудитория)", "Ведущий/модератор"],
    ],
)
def test_columns_of_other_names_are_known(header: list[str]) -> None:
    parsed = read(header, OPENING, CLOSING)

    assert (listed(parsed), parsed.unknown_columns) == (BOTH, ())
    assert [one.speakers for one in parsed.sessions] == [("Иванов",), ("Петров",)]


@pytest.mark.parametrize(
    "cell",
    ["20.12.2026, 10:00–11:30", "20.12.2026 10:00-11:30", "20 декабря\n10.00–11.30",
     "20 декабря 2026 г., с 10:00 до 11:30"],
)  # fmt: skip
def test_day_and_times_may_stand_in_one_cell(cell: str) -> None:
    parsed = read(["Дата и время", "Название"], [cell, "Открытие"])

    assert listed(parsed) == ["20.12 10:00–11:30 Открытие"]


def test_end_is_on_the_day_of_a_start_that_names_it() -> None:
    parsed = read(["Название", "Начало", "Окончание"], ["Открытие", "20.12.2026 10:00", "11:30"])

    assert listed(parsed) == ["20.12 10:00–11:30 Открытие"]


@pytest.mark.parametrize(
    "span",
    ["10:00 AM – 11:30 AM", "10 am - 11.30 a.m.", "10 ч. 00 мин. – 11 ч. 30 мин.", "10:00~11:30"],
)
def test_times_are_read_in_the_ways_of_others(span: str) -> None:
    assert listed(read(HEADER, [OPENING[0], span, *OPENING[2:]])) == BOTH[:1]


def test_day_and_month_that_may_be_exchanged_are_refused_beside_english_clocks() -> None:
    [problem] = read(HEADER, ["03/12/2027", "10:00 AM – 11:00 AM", *OPENING[2:]]).problems

    assert (problem.column, problem.key) == ("дата", "import-row-date")


@pytest.mark.parametrize(
    ("cell", "capacity"),
    [("30 чел.", 30), ("до 30", 30), ("30 мест", 30), ("1 200", 1200), ("не огр.", None),
     ("без ограничений", None), ("—", None)],
)  # fmt: skip
def test_seats_are_read_in_words(cell: str, capacity: int | None) -> None:
    [session] = read([*HEADER, "Вместимость, чел."], [*OPENING, cell]).sessions

    assert session.capacity == capacity


@pytest.mark.parametrize("status", ["Подтверждено", "утверждена", "по плану", "Запланировано"])
def test_session_that_is_confirmed_goes_on(status: str) -> None:
    [session] = read([*HEADER, "Статус"], [*OPENING, status]).sessions

    assert not session.is_cancelled
