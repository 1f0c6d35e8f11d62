"""Tables as offices and their programs make them: what is read, and what is told instead."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
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
MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = datetime(2026, 11, 30, 12, tzinfo=MOSCOW)
HEAD = ["Дата", "Начало", "Окончание", "Тема", "Спикер", "Зал", "Мест"]
DAY = datetime(2026, 12, 15)  # noqa: DTZ001  (as a cell has it)


def book(*rows: list[Any], title: str = "Лист1") -> bytes:
    workbook, target = Workbook(), io.BytesIO()
    sheet = workbook.create_sheet(title, 0)
    for row in rows:
        sheet.append(row)
    workbook.save(target)
    return target.getvalue()


def read(data: bytes | str, name: str = "") -> ParsedSchedule:
    content = data.encode() if isinstance(data, str) else data
    name = name or ("p.csv" if isinstance(data, str) else "p.xlsx")
    return read_schedule(name, content, FAIR, TODAY)


def times(parsed: ParsedSchedule) -> list[tuple[str, str, str]]:
    assert parsed.problems == ()
    return [
        (
            one.title,
            f"{one.starts_at.astimezone(MOSCOW):%d %H:%M}",
            f"{one.ends_at.astimezone(MOSCOW):%H:%M}",
        )
        for one in parsed.sessions
    ]


# -- cells that say nothing


@pytest.mark.parametrize("dash", ["-", "–", "—", "−", " — "])
def test_dash_alone_is_an_empty_cell(dash: str) -> None:
    [one] = read(book(HEAD, [DAY, time(10), time(11), "Открытие", dash, dash, dash])).sessions

    assert (one.speakers, one.room, one.capacity) == ((), "", None)


def test_dash_in_a_grid_is_no_session() -> None:
    grid = "Время;15 декабря;16 декабря\n10:00-11:00;Открытие;—\n12:00-13:00;–;Итоги\n"

    assert times(read(grid)) == [("Открытие", "15 10:00", "11:00"), ("Итоги", "16 12:00", "13:00")]


def test_invisible_characters_of_pages_are_passed_over() -> None:
    csv = "Дата;На\u00adчало;Окон\u200bчание;Тема\n"
    csv += "15.12.2026\u200b;\ufeff10:00;11:00;От\u00adкрытие\n"

    assert times(read(csv)) == [("Открытие", "15 10:00", "11:00")]


# -- formulas that failed


@pytest.mark.parametrize(
    "error",
    ["#REF!", "#ССЫЛКА!", "#Н/Д", "#N/A", "#ЗНАЧ!", "#ИМЯ?", "#DIV/0!", "Err:502", "#####"],
)
@pytest.mark.parametrize("column", [3, 4, 5])
def test_failed_formula_in_a_column_that_is_read_is_told(error: str, column: int) -> None:
    row = ["15.12.2026", "10:00", "11:00", "Открытие", "Иванов", "Зал 1", "5"]
    row[column] = error
    with pytest.raises(ImportFileError) as refused:
        read(f"{';'.join(HEAD)}\n{';'.join(row)}\n")

    assert refused.value.key == "import-file-formula"
    assert refused.value.params == {"line": 2, "column": HEAD[column], "sheet": "none"}


def broken(*rows: list[Any], column: int) -> bytes:
    """The last row has a failed formula, as Excel keeps it."""
    workbook, target = Workbook(), io.BytesIO()
    sheet = workbook.create_sheet("День 1", 0)
    for row in rows:
        sheet.append(row)
    cell = sheet.cell(len(rows), column)
    cell.value, cell.data_type = "#REF!", "e"
    workbook.save(target)
    return target.getvalue()


SESSION = [DAY, time(10), time(11), "Открытие", "Иванов", "Зал 1", 5]


def test_failed_formula_of_a_workbook_is_told() -> None:
    with pytest.raises(ImportFileError) as refused:
        read(broken(HEAD, SESSION, column=6))

    assert refused.value.params == {"line": 2, "column": "Зал", "sheet": "none"}


def test_failed_formula_in_a_hall_of_a_grid_is_told() -> None:
    grid = broken(["Время", "Зал А", "Зал Б"], ["10:00-11:00", "Открытие", "x"], column=3)
    with pytest.raises(ImportFileError) as refused:
        read(grid)

    assert refused.value.params["column"] == "Зал Б"


def test_failed_formula_that_nobody_reads_stops_nothing() -> None:
    aside = broken([*HEAD, "Бюджет"], [*SESSION, 1], column=8)
    total = broken(HEAD, SESSION, ["Итого", None, None, None, None, None, 5], column=7)

    assert times(read(aside)) == times(read(total)) == [("Открытие", "15 10:00", "11:00")]


# -- headers of two lines, days in names of sheets


def test_header_of_two_lines_is_one() -> None:
    csv = (
        "№ п/п;Время проведения;;Наименование мероприятия;Место проведения\n"
        ";начало;окончание;;\n"
        "1;15.12.2026 10:00;15.12.2026 11:00;Открытие;Актовый зал\n"
    )
    [one] = read(csv).sessions

    assert times(read(csv)) == [("Открытие", "15 10:00", "11:00")]
    assert one.room == "Актовый зал"


def test_header_whose_lower_line_names_more_is_one() -> None:
    csv = "Дата;Тема;;;;\n;;начало;конец;зал;спикер\n15.12.2026;Открытие;10:00;11:00;1;Иванов\n"

    assert times(read(csv)) == [("Открытие", "15 10:00", "11:00")]


def test_numbers_of_columns_are_no_session() -> None:
    csv = "№;Дата;Время;Тема\n1;2;3;4\n1;15.12.2026;10:00-11:00;Открытие\n"

    assert times(read(csv)) == [("Открытие", "15 10:00", "11:00")]


def test_header_further_down_does_not_take_names_of_the_first() -> None:
    csv = (
        "Дата;Начало;Конец;Тема\n15.12.2026;10:00;11:00;Открытие\n"
        "Начало;Конец;Тема;\n12:00;13:00;Итоги;\n"
    )

    assert times(read(csv)) == [("Открытие", "15 10:00", "11:00"), ("Итоги", "15 12:00", "13:00")]


@pytest.mark.parametrize("title", ["15.12.2026", "15 декабря", "День 1 (15 декабря 2026)"])
def test_only_sheet_may_be_named_by_the_day(title: str) -> None:
    data = book(["Начало", "Конец", "Тема"], [time(10), time(11), "Открытие"], title=title)

    assert times(read(data)) == [("Открытие", "15 10:00", "11:00")]


def test_sheets_may_be_named_by_halls() -> None:
    target, workbook = io.BytesIO(), Workbook()
    for number, title in enumerate(("Зал А", "Аудитория 5", "Программа")):
        sheet = workbook.create_sheet(title, number)
        sheet.append(["Дата", "Начало", "Конец", "Тема"])
        sheet.append([DAY, time(10), time(11), f"Открытие {number}"])
    workbook.save(target)
    parsed = read(target.getvalue())

    assert [one.room for one in parsed.sessions] == ["", "Аудитория 5", "Зал А"]
    assert parsed.unknown_columns == ()


# -- moments of programs that have nothing else


@pytest.mark.parametrize(
    "start",
    [
        "01.01.0001 10:00:00", "30.12.1899 10:00:00", "1899-12-30T10:00:00", "31.12.1899 10:00",
        "00.01.1900 10:00", "10:00:00 AM", "10:00 am", "0,4166666667",
    ],
)  # fmt: skip
def test_clock_of_a_program_that_has_moments_alone(start: str) -> None:
    csv = f"Дата;Начало;Конец;Тема\n15.12.2026 0:00:00;{start};{start.replace('10', '11')};Т\n"
    csv = csv.replace("0,4166666667;0,4", "0,4166666667;0,45833333").replace("166666667;Т", ";Т")

    assert times(read(csv)) == [("Т", "15 10:00", "11:00")]


@pytest.mark.parametrize(
    ("length", "end"),
    [("1,5 ч", "11:30"), ("1.5 часа", "11:30"), ("0,75 ч.", "10:45"), ("2.25 h", "12:15"),
     ("01.01.0001 1:30:00", "11:30"), ("30.12.1899 0:45:00", "10:45")],
)  # fmt: skip
def test_length_with_a_fraction_or_as_a_moment(length: str, end: str) -> None:
    csv = f"Дата;Начало;Длительность;Тема\n15.12.2026;10:00;{length};Т\n"

    assert times(read(csv)) == [("Т", "15 10:00", end)]


# -- speakers and addresses


@pytest.mark.parametrize(
    ("cell", "speakers"),
    [
        ("Иванов И.И.,\nдиректор колледжа,\nк.п.н.", ("Иванов И.И., директор колледжа, к.п.н.",)),
        ("Иванов И.И.\n(модератор)\nПетров", ("Иванов И.И. (модератор)", "Петров")),
        ("Иванов,\nПетров,\nСидоров", ("Иванов", "Петров", "Сидоров")),
        ("Иванов, к.т.н.;\nпетров", ("Иванов, к.т.н.", "петров")),
        (
            "1. Иванов И.И., директор\n2) Петров\n- Сидоров",
            ("Иванов И.И., директор", "Петров", "Сидоров"),
        ),
        ("• Иванов\n• Петров", ("Иванов", "Петров")),
        (
            "Модератор:\nИванов\nСпикеры:\nПетров\nСидоров",
            ("Модератор: Иванов", "Петров", "Сидоров"),
        ),
        ("Эксперты: Иванов; Петров", ("Иванов", "Петров")),
        ("Anna Lee,\r\nhead of school\r\nBob Ray", ("Anna Lee, head of school", "Bob Ray")),
    ],
)
def test_what_goes_on_below_a_speaker_is_said_of_them(
    cell: str, speakers: tuple[str, ...]
) -> None:
    row = [*SESSION]
    row[4] = cell
    [one] = read(book(HEAD, row)).sessions

    assert one.speakers == speakers


@pytest.mark.parametrize(
    ("cell", "url"),
    [
        ("telemost.yandex.ru/j/1", "https://telemost.yandex.ru/j/1"),
        ("https://a.ru/b", "https://a.ru/b"),
    ],
)
def test_address_may_lack_its_scheme(cell: str, url: str) -> None:
    [one] = read(f"Дата;Начало;Конец;Тема;Ссылка\n15.12.2026;10:00;11:00;Т;{cell}\n").sessions

    assert one.url == url


# -- files that are called otherwise

PLAIN = "Дата;Начало;Конец;Тема\n15.12.2026;10:00;11:00;Открытие\n"


@pytest.mark.parametrize("name", ["p.xlsx", "p.XLS", "p.ods", "p.xlsb", "программа"])
@pytest.mark.parametrize("charset", ["cp1251", "utf-8-sig", "utf-16"])
def test_text_that_is_called_a_workbook_is_read(name: str, charset: str) -> None:
    for text in (PLAIN, PLAIN.replace(";", "\t")):
        assert times(read(text.encode(charset), name)) == [("Открытие", "15 10:00", "11:00")]


def packed(part: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(part, PLAIN)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("p.xlsx", packed("p.csv"), "zip"),
        ("p.xlsx", packed("xl/workbook.bin"), "xlsb"),
        ("p.xlsx", packed("word/document.xml"), "docx"),
        ("p.csv", b"%PDF-1.7\n", "pdf"),
        ("p.csv", b"{\\rtf1\\ansi", "rtf"),
        ("p.xlsx", b"7z\xbc\xaf\x27\x1c\x00", "7z"),
        ("p.xls", b"<table border=1><tr><td>x</td></tr></table>", "html"),
        ("p.xls", b"<meta http-equiv='Content-Type'><table></table>", "html"),
        ("p.xml", b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "xls"),
        ("p.xml", b'<?xml version="1.0"?><office:document>', "fods"),
        ("p.xls", b"\0\0\1\0\2", "xls"),
    ],
)
def test_what_is_no_table_is_told_whatever_it_is_called(name: str, data: bytes, kind: str) -> None:
    with pytest.raises(ImportFileError) as refused:
        read(data, name)

    assert refused.value.params == {"kind": kind}


# -- dates and spans as few write them


def on_the_15th(cell: str) -> ParsedSchedule:
    return read(book(["Дата", "Начало", "Конец", "Тема"], [cell, "10:00", "11:00", "Открытие"]))


@pytest.mark.parametrize(
    "cell",
    [
        "15.XII.2026", "15 xii 2026", "15-XII-26", "15/XII/2026", "15.ХІІ.2026", "15.XII.",
        "вт, 15.XII.2026", "15-дек-26", "15.дек.2026", "15 Дек 2026", "2026.12.15", "2026/12/15",
        "15 . 12 . 2026", "15·12·2026", "15,12,2026", "15 декабря т.г.", "15 декабря с. г.",
        "15 декабря текущего года",
    ],
)  # fmt: skip
def test_date_that_few_write_so_is_read(cell: str) -> None:
    assert times(on_the_15th(cell)) == [("Открытие", "15 10:00", "11:00")]


@pytest.mark.parametrize(
    "cell", ["15.IIII.2026", "15.XIII.2026", "10, 11, 12", "10,11,12", "среда, 15.XII.2026"]
)
def test_date_of_which_nobody_knows_is_told(cell: str) -> None:
    assert [one.column for one in on_the_15th(cell).problems] == ["дата"]


def spanned(cell: str) -> ParsedSchedule:
    return read(book(["Дата", "Время", "Тема"], [DAY, cell, "Открытие"]))


@pytest.mark.parametrize(
    "cell",
    [
        "9:00-10:30 (90 мин)", "09:00 – 10:30 (1,5 часа)", "9.00-10.30 (1 ч 30 мин)",
        "09:00 (90 мин)", "9.00, 90 мин", "9:00-10:30 мск", "09:00 – 10:30 (МСК)",
        "9:00-10:30 (по московскому времени)", "9:00-10:30 (по местному времени)",
        "9.00-10.30*", "9.00-10.30.", "9.00-10.30 ч.", "9:00-10:30 час.", "9:00 ÷ 10:30",
        "9ч00-10ч30", "9h00-10h30", "0900-1030", "в 9:00, до 10:30", "1 пара 9:00-10:30",
        "1-я пара (9:00–10:30)", "I пара, 9.00–10.30", "9:00-10:30 (1 пара)",
    ],
)  # fmt: skip
def test_span_with_what_is_said_beside_it_is_read(cell: str) -> None:
    assert times(spanned(cell)) == [("Открытие", "15 09:00", "10:30")]


def test_length_behind_a_start_may_pass_midnight() -> None:
    assert times(spanned("23:00 (2 часа)")) == [("Открытие", "15 23:00", "01:00")]


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("9:00-10:30 (45 мин)", "import-session-length"),
        ("9:00-10:30 (НСК)", "import-session-time"),
        ("9:00-10:30 (МСК+4)", "import-session-time"),
        ("9:00-10:30 (отменено)", "import-session-time"),
        ("9:00-10:30 (12 чел.)", "import-session-time"),
        ("9:00 (1.30 ч)", "import-session-time"),
        ("2025-2026", "import-session-time"),
    ],
)
def test_span_with_something_else_beside_it_is_told(cell: str, key: str) -> None:
    assert [one.key for one in spanned(cell).problems] == [key]


def test_clock_of_moscow_is_told_in_an_event_elsewhere() -> None:
    event = Event(id=EventId("fair"), title="Ярмарка", tz="Asia/Omsk")
    [problem] = read_schedule(
        "p.csv", "Дата;Время;Тема\n15.12.2026;9:00-10:30 (МСК);Т\n".encode(), event, TODAY
    ).problems

    assert problem.key == "import-session-time"


@pytest.mark.parametrize("length", ["1.30 ч", "1,15 ч"])
def test_hours_that_may_be_minutes_are_told(length: str) -> None:
    csv = f"Дата;Начало;Длительность;Тема\n15.12.2026;10:00;{length};Т\n"

    assert [one.key for one in read(csv).problems] == ["import-session-time"]


@pytest.mark.parametrize(
    "header", ["Время (местное)", "Время (по местному времени)", "Время (МСК)", "Время (чч:мм)"]
)
def test_clock_of_the_event_in_a_header_changes_nothing(header: str) -> None:
    csv = f"Дата;{header};Тема\n15.12.2026;10:00-11:00;Открытие\n"

    assert times(read(csv)) == [("Открытие", "15 10:00", "11:00")]


@pytest.mark.parametrize(
    "header",
    ["Время (иркутское)", "Время (по Иркутску)", "Время (НСК)", "Время (красноярское время)"],
)
def test_clock_of_another_place_in_a_header_is_told(header: str) -> None:
    with pytest.raises(ImportFileError) as refused:
        read(f"Дата;{header};Тема\n15.12.2026;10:00-11:00;Открытие\n")

    assert refused.value.key == "import-file-columns"


# -- tables of programs that keep meetings

OUTLOOK = (
    '"Тема","Дата начала","Время начала","Дата завершения","Время завершения","Целый день",'
    '"Расположение","Описание","Частное"\n'
)


def test_export_of_a_calendar_has_days_and_clocks_apart() -> None:
    csv = OUTLOOK + (
        '"Открытие","15.12.2026","10:00:00","15.12.2026","11:00:00","Ложь","Зал 1","","Ложь"\n'
        '"Хакатон","15.12.2026","18:00:00","17.12.2026","9:00:00","Ложь","","","Ложь"\n'
        '"Каникулы","16.12.2026","0:00:00","17.12.2026","0:00:00","Истина","","","Ложь"\n'
    )
    parsed = read(csv)

    assert times(parsed) == [("Открытие", "15 10:00", "11:00"), ("Хакатон", "15 18:00", "09:00")]
    assert [f"{one.ends_at:%d}" for one in parsed.sessions] == ["15", "17"]
    assert parsed.sessions[0].room == "Зал 1"
    assert [(one.line, one.key) for one in parsed.notes] == [(4, "import-note-all-day")]


def test_end_before_the_start_is_told_where_its_day_is_said() -> None:
    csv = OUTLOOK + '"Т","15.12.2026","23:00","15.12.2026","1:00","Ложь","","","Ложь"\n'

    assert [one.key for one in read(csv).problems] == ["import-session-order"]


@pytest.mark.parametrize(
    "row",
    [
        "Мероприятие;ДатаНачала;ДатаОкончания\nОткрытие;15.12.2026 10:00:00;15.12.2026 11:00:00\n",
        "Название;Дата начала;Дата окончания\n"
        "Открытие;2026-12-15T10:00:00+0300;2026-12-15T11:00:00+0300\n",
        "Subject;Start Date;Start Time;End Date;End Time\n"
        "Открытие;15.12.2026;10:00:00 AM;15.12.2026;11:00:00 AM\n",
        "Тема;Дата и время начала;Дата и время окончания\n"
        "Открытие;15.12.2026 10:00;15.12.2026 11:00\n",
    ],
)
def test_day_of_a_start_may_be_its_moment(row: str) -> None:
    assert times(read(row)) == [("Открытие", "15 10:00", "11:00")]


@pytest.mark.parametrize("day", ["15.12.2026", "15 декабря 2026", "15.XII.2026", "2026-12-15"])
@pytest.mark.parametrize("header", ["Тема;Дата начала;Дата окончания", "Тема;Начало;Окончание"])
def test_days_without_clocks_are_told(header: str, day: str) -> None:
    """They were taken for midnights."""
    csv = f"{header}\nВыставка;{day};{day.replace('15', '17')}\n"

    assert {one.key for one in read(csv).problems} == {"import-session-date-only"}


# -- what contradicts itself


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2-3 pm", "14:00", "15:00"), ("2:30 – 3 PM", "14:30", "15:00"),
        ("11-1 pm", "11:00", "13:00"), ("9-10.30 am", "09:00", "10:30"),
        ("12-1 pm", "12:00", "13:00"), ("10 am - 1 pm", "10:00", "13:00"),
    ],
)  # fmt: skip
def test_half_of_the_day_is_that_of_both(cell: str, start: str, end: str) -> None:
    assert times(spanned(cell)) == [("Открытие", f"15 {start}", end)]


def test_start_on_another_day_than_its_row_is_told() -> None:
    csv = "Дата;Начало;Конец;Тема\n15.12.2026;16.12.2026 10:00;11:00;Т\n"
    [problem] = read(csv).problems
    same = csv.replace("16.12", "15.12").replace(";Т\n", ";Открытие\n")

    assert (problem.column, problem.key) == ("начало", "import-session-two-days")
    assert times(read(same)) == [("Открытие", "15 10:00", "11:00")]


def test_weekday_in_a_column_of_its_own_has_to_fit() -> None:
    csv = "Дата;День недели;Время;Тема\n15.12.2026;{};10:00-11:00;Открытие\n"

    for right in ("вторник", "Вт.", "Tuesday", "1", ""):
        assert times(read(csv.format(right))) == [("Открытие", "15 10:00", "11:00")]
    [problem] = read(csv.format("среда")).problems
    assert (problem.column, problem.key) == ("день недели", "import-row-weekday")


@pytest.mark.parametrize(
    "title",
    ["ОТМЕНА! Открытие", "Отмена! Открытие", "ОТМЕНА: Открытие", "ОТМЕНЕНО-Открытие"],
)
def test_calling_off_before_a_title_cancels(title: str) -> None:
    [one] = read(f"Дата;Время;Тема\n15.12.2026;10:00-11:00;{title}\n").sessions

    assert (one.title, one.is_cancelled) == ("Открытие", True)


@pytest.mark.parametrize(
    "title",
    [
        "Отмена: что это было",
        "Отмена крепостного права",
        "Cancelled-flight case study",
        "Отменён-не отменён: дебаты",
        "ОТМЕНА-2026: жизнь без экзамена",
    ],
)
def test_title_about_a_calling_off_stays(title: str) -> None:
    [one] = read(f"Дата;Время;Тема\n15.12.2026;10:00-11:00;{title}\n").sessions

    assert (one.title, one.is_cancelled) == (title, False)


@pytest.mark.parametrize("head", ["Дата начала;Дата окончания", "День;Дата", "Дата;День"])
def test_column_of_days_beside_a_span_is_the_one_with_dates(head: str) -> None:
    cells = {"День": "вторник"}
    days = ";".join(cells.get(one, "15.12.2026") for one in head.split(";"))
    csv = f"{head};Время;Тема\n{days};10:00-11:00;Открытие\n"

    assert times(read(csv)) == [("Открытие", "15 10:00", "11:00")]


def test_span_over_several_days_is_told() -> None:
    csv = "Дата начала;Дата окончания;Время;Тема\n15.12.2026;17.12.2026;10:00-11:00;Т\n"
    [problem] = read(csv).problems

    assert (problem.column, problem.key) == ("дата окончания", "import-row-days")


def test_day_above_the_table_may_have_a_month_of_rome() -> None:
    csv = "III форум;\n15.XII.2026;\nВремя;Тема\n10:00-11:00;Открытие\n"

    assert times(read(csv)) == [("Открытие", "15 10:00", "11:00")]
