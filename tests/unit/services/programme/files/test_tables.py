from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from domain.errors import ImportFileError
from domain.ids import EventId
from domain.people.users import Language
from domain.programme.sessions import Event, Session
from services.files.workbooks import MIB
from services.programme.files import read_schedule
from services.programme.files.parsed import SESSION_LIMIT, ParsedSchedule
from ui.formatting import error_words
from ui.translator import translator

FAIR = Event(id=EventId("fair"), title="Ярмарка", tz="Europe/Moscow")
BERLIN = Event(id=EventId("fair"), title="Messe", tz="Europe/Berlin")

ROW = {
    "uid": "opening",
    "title": "Открытие",
    "date": "2026-12-01",
    "start": "10:00",
    "end": "11:30",
    "room": "Зал 1",
    "track": "Главное",
    "speakers": "Модератор; Эксперт",
    "capacity": "50",
    "abstract": "Коротко",
    "url": "https://example.org/1",
    "status": "",
}


def table(*rows: dict[str, str]) -> bytes:
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def xlsx(*rows: list[Any]) -> bytes:
    book, target = Workbook(), io.BytesIO()
    sheet = book.create_sheet(index=0)
    for row in rows:
        sheet.append(row)
    book.save(target)
    return target.getvalue()


def ods(*rows: list[str]) -> bytes:
    """The least that OpenDocument, part 3 (packages) and 4 (9, tables), asks for."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="1">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target, kind = io.BytesIO(), "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return target.getvalue()


def read(*rows: dict[str, str], event: Event = FAIR) -> ParsedSchedule:
    return read_schedule("x.csv", table(*rows), event)


def only(parsed: ParsedSchedule) -> Session:
    assert parsed.problems == ()
    [session] = parsed.sessions
    return session


def refusal(name: str, data: bytes, event: Event = FAIR) -> ImportFileError:
    with pytest.raises(ImportFileError) as raised:
        read_schedule(name, data, event)
    return raised.value


def test_row_becomes_a_session() -> None:
    parsed = read({**ROW, "mood": "good"})

    session = only(parsed)
    assert (session.id, session.uid, session.title) == ("opening", "opening", "Открытие")
    assert session.speakers == ("Модератор", "Эксперт")
    assert (session.room, session.track, session.capacity) == ("Зал 1", "Главное", 50)
    assert (session.abstract, session.url) == ("Коротко", "https://example.org/1")
    assert session.starts_at == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert session.ends_at - session.starts_at == timedelta(minutes=90)
    assert (parsed.unknown_columns, parsed.silent) == (("mood",), frozenset())


def test_table_with_russian_headers_and_cells_of_a_spreadsheet_is_read() -> None:
    book = xlsx(
        ["Название", "Дата", "Начало", "Конец", "Зал", "Направление", "Спикеры", "Мест",
         "Описание"],
        ["Открытие", datetime.fromisoformat("2026-12-01"), time(10), time(11, 30), "Зал 1",
         "Главное", "Модератор;Эксперт", 50, "Коротко"],
        ["Закрытие", date(2026, 12, 2), "18.00", "19:15", "", "", "", None, ""],
    )  # fmt: skip

    parsed = read_schedule("x.xlsx", book, FAIR)

    assert parsed.problems == ()
    opening, closing = parsed.sessions
    assert (opening.capacity, opening.speakers) == (50, ("Модератор", "Эксперт"))
    assert opening.starts_at == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert closing.starts_at == datetime(2026, 12, 2, 15, tzinfo=UTC)
    assert parsed.silent == {"url", "is_cancelled"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"date": "01.12.2026"}, "12-01 07:00"),
        ({"date": "01.12.26"}, "12-01 07:00"),
        ({"date": "1 декабря 2026"}, "12-01 07:00"),
        ({"date": "1 дек. 2026 г."}, "12-01 07:00"),
        ({"start": "10:00–11:30", "end": ""}, "12-01 07:00"),
        ({"start": "с 10.00 до 11.30", "end": ""}, "12-01 07:00"),
        ({"date": "01.12.2026 00:00:00"}, "12-01 07:00"),
        ({"start": "9:30"}, "12-01 06:30"),
        ({"start": "09:30:00"}, "12-01 06:30"),
        ({"date": "", "start": "2026-12-01T10:00", "end": "2026-12-01T11:00"}, "12-01 07:00"),
        ({"date": "", "start": "2026-12-01 10:00:00", "end": "2026-12-02 01:00"}, "12-01 07:00"),
        ({"start": "2026-12-01T10:00+05:00", "end": "2026-12-01T08:30Z"}, "12-01 05:00"),
        ({"date": "", "start": "01.12.2026 10:00", "end": "01.12.2026 11:00"}, "12-01 07:00"),
    ],
)
def test_start_is_read_as_people_write_it(changed: dict[str, str], expected: str) -> None:
    assert f"{only(read({**ROW, **changed})).starts_at:%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"uid": ""}, [("uid", "import-row-empty")]),
        ({"title": " "}, [("title", "import-row-empty")]),
        ({"date": ""}, [("date", "import-row-empty")]),
        ({"date": "завтра"}, [("date", "import-row-date")]),
        ({"date": "20 декабря"}, [("date", "import-row-no-year")]),
        ({"end": "24:30"}, [("end", "import-session-time")]),
        ({"date": "2026-02-30"}, [("date", "import-row-date")]),
        ({"date": "1812-12-01"}, [("start", "import-session-year")]),
        ({"start": ""}, [("start", "import-row-empty")]),
        ({"start": "25:00"}, [("start", "import-session-time")]),
        ({"start": "утром"}, [("start", "import-session-time")]),
        ({"start": "2026-12-01"}, [("start", "import-session-date-only")]),
        ({"end": "10:00"}, [("end", "import-session-order")]),
        ({"end": "2027-12-01T10:00"}, [("end", "import-session-too-long")]),
        ({"capacity": "0"}, [("capacity", "import-row-out-of-range")]),
        ({"capacity": "-5"}, [("capacity", "import-row-out-of-range")]),
        ({"capacity": "много"}, [("capacity", "import-row-out-of-range")]),
        ({"status": "может быть"}, [("status", "import-session-status")]),
        ({"url": "javascript:alert(1)"}, [("url", "import-row-url")]),
        ({"url": "http://[::1"}, [("url", "import-row-url")]),
        ({"title": "я" * 201}, [("title", "import-row-too-long")]),
        ({"speakers": "я;" * 1_000}, []),
        ({"room": "a\x07b"}, [("room", "import-row-control")]),
        ({"title": "", "url": "x"}, [("title", "import-row-empty"), ("url", "import-row-url")]),
    ],
)
def test_row_is_refused_for_each_reason(
    changed: dict[str, str], found: list[tuple[str, str]]
) -> None:
    parsed = read({**ROW, **changed})

    assert [(one.column, one.key) for one in parsed.problems] == found
    assert all(one.line == 2 for one in parsed.problems)


def test_time_that_clocks_skip_is_refused() -> None:
    [found] = read({**ROW, "date": "2026-03-29", "start": "02:30"}, event=BERLIN).problems

    assert (found.column, found.key) == ("start", "import-session-skipped")


def test_every_problem_can_be_told() -> None:
    rows = [{"start": "02:30", "date": "2026-03-29"}, {"start": "02:30", "date": "2026-10-25"},
            {"end": "10:00"}, {"end": "2027-12-01T10:00"}, {"start": "x"}, {"status": "x"},
            {"start": "2026-12-01"}, {"date": "1812-12-01"}, {"capacity": "0"}]  # fmt: skip
    changed = [{**ROW, "uid": f"u{number}", **row} for number, row in enumerate(rows)]

    problems = read(*changed, event=BERLIN).problems

    assert len(problems) == len(rows)
    said = {translator(Language.RU).plain(one.key, **one.params) for one in problems}
    assert len(said) == len(rows)


@pytest.mark.parametrize("status", ["cancelled", "Отменена", "отмена"])
def test_status_cancels(status: str) -> None:
    assert only(read({**ROW, "status": status})).is_cancelled


def test_uids_may_repeat_in_no_file() -> None:
    [problem] = read(ROW, ROW).problems

    assert (problem.line, problem.key, problem.params) == (
        3,
        "import-row-duplicate",
        {"first": "2"},
    )


def test_rows_without_ids_keep_their_names_when_they_move() -> None:
    def uids(*rows: dict[str, str]) -> list[str]:
        named = [{**ROW, **row} for row in rows]
        parsed = read(*[{k: v for k, v in row.items() if k != "uid"} for row in named])
        assert parsed.problems == ()
        return [session.uid for session in parsed.sessions]

    [one] = uids({"start": "10:00"})
    [moved] = uids({"start": "11:00", "room": "Зал 2"})
    lunches = uids({"title": "Обед"}, {"title": "Обед ", "date": "2026-12-02"})

    assert one == moved
    assert one.endswith("@fair")
    assert len(set(lunches)) == 2


def test_column_that_is_missing_is_refused_or_says_nothing() -> None:
    parsed = read({name: ROW[name] for name in ("title", "date", "start", "end")})

    assert refusal("x.csv", b"title,date\na,b").params["columns"] == "start, end"
    assert parsed.silent == {
        "room", "track", "speakers", "capacity", "abstract", "url", "is_cancelled",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("x.csv", b" ", "import-file-empty"),
        ("x.csv", b"x" * (20 * MIB + 1), "import-file-too-large"),
        ("x.xlsx", b"PK\x03\x04" + b"x" * (20 * MIB), "import-file-too-large"),
        ("x.pdf", b"%PDF", "import-schedule-type"),
        ("x.xlsx", b"PK\x03\x04 not really", "import-file-corrupt"),
        ("x.csv", b"title,start,end\n" + b"a,b,c\n" * (SESSION_LIMIT + 1),
         "import-schedule-too-many"),
        ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Excel", "import-schedule-type"),
        (
            "x.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 " + "EncryptedPackage".encode("utf-16-le"),
            "import-file-password",
        ),
        ("x.docx", b"PK\x03\x04 a text", "import-schedule-type"),
        ("x.zip", b"PK\x03\x04 an archive", "import-schedule-type"),
        ("x.xls", b"<!DOCTYPE html><html><table></table></html>", "import-schedule-type"),
        ("x.csv", b"<html><body></body></html>", "import-schedule-type"),
    ],
)  # fmt: skip
def test_unreadable_file_is_refused_with_a_reason(name: str, data: bytes, key: str) -> None:
    assert refusal(name, data).key == key


def test_event_with_an_unknown_zone_is_refused() -> None:
    event = Event(id=EventId("fair"), title="Ярмарка", tz="Mars/Base")

    assert refusal("x.csv", table(ROW), event).key == "import-schedule-zone"


@pytest.mark.parametrize("name", ["x", "x.txt", "x.ics", "x.csv", "x.XML"])
def test_contents_tell_more_than_the_name(name: str) -> None:
    book = xlsx(list(ROW), list(ROW.values()))
    calendar = b"\xef\xbb\xbf\r\nbegin:vcalendar\nEND:VCALENDAR\n"

    assert only(read_schedule(name, book, FAIR)).title == "Открытие"
    assert refusal(name, calendar).key == "import-schedule-empty"


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("23:30", "01:00", 90),
        ("10:00", "24:00", 840),
        ("22:00", "00:00", 120),
        ("22:00", "полночь", 120),
        ("22:00", "до полуночи", 120),
        ("22:00", "Midnight", 120),
        ("10:00", "полдень", 120),
        ("10:00", "до полудня", 120),
        ("10:00", "До  полудня", 120),
        ("10:00", "до 11:30", 90),
        ("10:00", "until noon", 120),
        ("22:00", "till midnight", 120),
    ],
)
def test_night_ends_on_the_next_day(start: str, end: str, minutes: int) -> None:
    session = only(read({**ROW, "start": start, "end": end}))

    assert session.ends_at - session.starts_at == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("time", "minutes"),
    [
        ("22:00-полночь", 120),
        ("20:00 — полночь", 240),
        ("с 21 до полуночи", 180),
        ("с 9 до полудня", 180),
        ("полдень - 14:00", 120),
    ],
)
def test_span_may_be_told_in_words(time: str, minutes: int) -> None:
    data = f"Дата;Время;Название\n05.03.2027;{time};А\n".encode()
    session = only(read_schedule("a.csv", data, FAIR))

    assert session.ends_at - session.starts_at == timedelta(minutes=minutes)


@pytest.mark.parametrize("time", ["полночь-02:00", "до полудня", "до полуночи"])
def test_half_a_span_in_words_is_told_as_it_is_written(time: str) -> None:
    data = f"Дата;Время;Название\n05.03.2027;{time};А\n".encode()
    [problem] = read_schedule("a.csv", data, FAIR).problems

    assert (problem.key, problem.params["value"]) == ("import-session-time", time)


@pytest.mark.parametrize(
    "days",
    ["12-13 дек", "12–13 декабря 2026", "с 12 по 13 декабря", "30 ноября - 2 декабря",
     "12-13.12.2026", "12.12-13.12", "12-13 dec"],
)  # fmt: skip
def test_several_days_of_one_row_are_told_to_be_several(days: str) -> None:
    [problem] = read({**ROW, "date": days}).problems

    assert (problem.column, problem.key) == ("date", "import-row-days")


def test_end_long_before_the_start_is_a_slip() -> None:
    [problem] = read({**ROW, "start": "15:00", "end": "12:00"}).problems

    assert problem.key == "import-session-order"


def test_one_column_of_time_holds_start_and_end() -> None:
    data = "Название;Дата;Время\nОткрытие;20.12.2026;10:00–11:30\n".encode()

    session = only(read_schedule("x.csv", data, FAIR))
    assert session.starts_at == datetime(2026, 12, 20, 7, tzinfo=UTC)
    assert session.ends_at - session.starts_at == timedelta(minutes=90)


def test_header_may_stand_below_titles() -> None:
    day, at, till = date(2026, 12, 20), time(10), time(11)
    book = xlsx(
        ["Программа форума, 2026"], [], ["Название", "Дата", "Начало", "Конец"],
        ["Открытие", day, at, till],
    )  # fmt: skip
    text = "Программа форума, 20 декабря\nНазвание;Дата;Начало;Конец\nО;20.12.2026;9:00;\n"

    assert only(read_schedule("x.xlsx", book, FAIR)).title == "Открытие"
    [problem] = read_schedule("x.csv", text.encode(), FAIR).problems
    assert (problem.line, problem.column) == (3, "конец")


def test_merged_date_stands_in_all_its_rows() -> None:
    book, target = Workbook(), io.BytesIO()
    sheet = book.create_sheet(index=0)
    for row in (
        ["Название", "Дата", "Начало", "Конец"],
        ["А", date(2026, 12, 20), time(10), time(11)],
        ["Б", None, time(12), time(13)],
    ):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    book.save(target)

    parsed = read_schedule("x.xlsx", target.getvalue(), FAIR)
    assert [f"{one.starts_at:%d %H}" for one in parsed.sessions] == ["20 07", "20 09"]


def test_text_of_excel_is_read_in_its_encoding() -> None:
    """«Текст Юникод (*.txt)»: UTF-16 with a mark, and tabs."""
    text = "Название\tДата\tНачало\tКонец\r\nОткрытие\t20.12.2026\t10:00\t11:00\r\n"

    for encoding in ("utf-16", "utf-8-sig", "cp1251"):
        assert only(read_schedule("x.txt", text.encode(encoding), FAIR)).title == "Открытие"


def test_delimiter_may_be_declared() -> None:
    text = "sep=|\r\nНазвание|Дата|Начало|Конец\r\nОткрытие|20.12.2026|10:00|\r\n"

    [problem] = read_schedule("x.csv", text.encode(), FAIR).problems
    assert (problem.line, problem.column) == (3, "конец")


def test_stray_octet_is_a_slip_of_its_character() -> None:
    text = "Название;Дата;Начало;Конец\nОткрытие выставки;20.12.2026;10:00;11:00\n".encode()
    cut = text.replace("вы".encode(), "вы".encode()[:3], 1)

    assert only(read_schedule("x.csv", cut, FAIR)).title == "Открытие в�ставки"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            Language.RU,
            "В файле не хватает столбцов: «Начало (start)», «Конец (end)». "
            "Вижу столбцы: «название», «дата».",
        ),
        (
            Language.EN,
            "The file lacks the columns “start”, “end”. I see these: «название», «дата».",
        ),
    ],
)
def test_missing_columns_are_named_in_the_language_of_the_reader(
    language: Language, words: str
) -> None:
    found = refusal("x.csv", "Название;Дата\nА;20.12.2026\n".encode())

    assert error_words(found, translator(language)) == words


def test_quotation_marks_inside_a_cell_are_told_with_their_line() -> None:
    data = 'название;дата;начало;конец\nА;01.12.2026;10:00;11:00\n"Б": в;1;2;3\n'.encode()

    found = refusal("x.csv", data)
    assert (found.key, found.params) == ("import-file-quotes", {"line": "3"})
    assert "expected" not in translator(Language.RU).plain(found.key, **found.params)


def test_table_of_libreoffice_is_read() -> None:
    cells = [["Название", "Дата", "Начало", "Конец"], ["Открытие", "20.12.2026", "10:00", "11:00"]]

    assert only(read_schedule("x.ods", ods(*cells), FAIR)).title == "Открытие"


# -- dates as people write them


def dated(now: str, **cells: str) -> ParsedSchedule:
    moment = datetime.fromisoformat(now)
    return read_schedule("x.csv", table({**ROW, **cells}), FAIR, moment)


@pytest.mark.parametrize(
    ("now", "text", "day"),
    [
        ("2026-11-29T12:00+03:00", "20 декабря", "2026-12-20"),
        ("2026-11-29T12:00+03:00", "20.12", "2026-12-20"),
        ("2026-11-29T12:00+03:00", "Вс, 20 дек.", "2026-12-20"),
        ("2026-11-29T12:00+03:00", "15 января", "2027-01-15"),
        ("2026-11-29T12:00+03:00", "January 15", "2027-01-15"),
        ("2027-01-05T12:00+03:00", "20 декабря", "2026-12-20"),
        # At the fair it is the next year already.
        ("2026-12-31T22:00+00:00", "1 июля", "2027-07-01"),
        ("2027-11-29T12:00+03:00", "29 февраля", "2028-02-29"),
    ],
)
def test_date_without_a_year_is_the_nearest_and_noted(now: str, text: str, day: str) -> None:
    parsed = dated(now, date=text)
    [note] = parsed.notes

    assert only(parsed).starts_at.date().isoformat() == day
    told = date.fromisoformat(day)
    assert (note.line, note.column, note.key) == (2, "date", "import-note-year")
    assert (note.params["value"], note.params["date"]) == (text, f"{told:%d.%m.%Y}")


@pytest.mark.parametrize("text", ["вс 20.12.2026", "20 дек 2026 г.", "December 20, 2026"])
def test_date_with_its_year_is_not_noted(text: str) -> None:
    parsed = dated("2027-12-01T12:00+03:00", date=text)

    assert only(parsed).starts_at == datetime(2026, 12, 20, 7, tzinfo=UTC)
    assert parsed.notes == ()


@pytest.mark.parametrize(
    "text", ["завтра", "пятница", "20 декабря или 21", "30 февраля", "вечером"]
)
def test_date_that_says_less_or_two_things_is_refused(text: str) -> None:
    [problem] = dated("2026-11-29T12:00+03:00", date=text).problems

    assert (problem.line, problem.column, problem.key) == (2, "date", "import-row-date")


@pytest.mark.parametrize("text", ["пн, 20 декабря", "20 декабря (чт)", "20.12.2026, понедельник"])
def test_wrong_weekday_is_told_with_the_right_one(text: str) -> None:
    """«Не дата» sent people to look for a slip in the numbers."""
    [problem] = dated("2026-11-29T12:00+03:00", date=text).problems

    assert (problem.column, problem.key) == ("date", "import-row-weekday")
    assert translator(Language.RU).plain(problem.key, **problem.params) == (
        f"«{text}» — не тот день недели: 20.12.2026 — воскресенье"
    )


def test_moments_without_a_year_stand_in_one_column_too() -> None:
    rows = [{"title": "Ночь", "start": "20 декабря, 23:30", "end": "21.12 01:00"},
            {"title": "Утро", "start": "20 декабря, 23:30", "end": "21.12 01:00"}]  # fmt: skip
    parsed = read_schedule(
        "x.csv", table(*rows), FAIR, datetime.fromisoformat("2026-11-29T12:00+03:00")
    )

    assert [(one.starts_at, one.ends_at) for one in parsed.sessions] == [
        (datetime(2026, 12, 20, 20, 30, tzinfo=UTC), datetime(2026, 12, 20, 22, tzinfo=UTC))
    ] * 2
    assert [(one.line, one.column) for one in parsed.notes] == [(2, "start"), (2, "end")]


def test_day_alone_is_no_moment() -> None:
    rows = {"title": "Ночь", "start": "20 декабря", "end": "21 декабря"}
    now = datetime.fromisoformat("2026-11-29T12:00+03:00")
    [problem] = read_schedule("x.csv", table(rows), FAIR, now).problems

    assert (problem.column, problem.key) == ("start", "import-session-date-only")


@pytest.mark.parametrize(
    ("start", "end"), [("9-00", "9-45"), ("9-00 – 9-45", ""), ("с 9-00 до 9-45", "")]
)
def test_clocks_with_a_hyphen_are_clocks(start: str, end: str) -> None:
    parsed = read({**ROW, "start": start, "end": end})

    assert parsed.problems == ()
    lesson = only(parsed)
    assert (lesson.starts_at, lesson.ends_at - lesson.starts_at) == (
        datetime(2026, 12, 1, 6, tzinfo=UTC),
        timedelta(minutes=45),
    )


@pytest.mark.parametrize("places", ["1 000", "1\xa0000", "1\u202f000"])
def test_places_may_be_written_in_groups(places: str) -> None:
    assert only(read({**ROW, "capacity": places})).capacity == 1000


def test_room_may_be_called_as_schools_call_it() -> None:
    data = "Тема;День;Время начала;Время окончания;Кабинет\nУрок;21.12.2026;9:00;9:45;101\n"

    assert only(read_schedule("x.csv", data.encode(), FAIR)).room == "101"


def book_of(sheets: dict[str, list[list[Any]]], hidden: str = "") -> bytes:
    book, target = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    book.save(target)
    return target.getvalue()


def listed(data: bytes, name: str = "x.xlsx") -> list[str]:
    """Start, end and title of each session, on the clock of the fair."""
    now = datetime.fromisoformat("2026-11-29T12:00+03:00")
    parsed = read_schedule(name, data, FAIR, now)
    assert parsed.problems == ()
    zone = ZoneInfo(FAIR.tz)
    return [
        f"{one.starts_at.astimezone(zone):%d.%m %H:%M}–{one.ends_at.astimezone(zone):%H:%M} "
        f"{one.title}"
        for one in parsed.sessions
    ]


SHORT = ["Время", "Мероприятие"]
OPENING = ["10:00–11:30", "Открытие"]
CLOSING = ["10:00–11:30", "Закрытие"]
TWO_DAYS = ["20.12 10:00–11:30 Открытие", "21.12 10:00–11:30 Закрытие"]


@pytest.mark.parametrize(
    "rows",
    [
        [SHORT, ["20 декабря 2026 г."], OPENING, ["21 декабря 2026 г., понедельник"], CLOSING],
        [SHORT, ["День 1. 20 декабря"], OPENING, ["День 2 (21 декабря)"], CLOSING],
        [SHORT, ["Первый день — 20.12.2026"], OPENING, ["Второй день — 21.12.2026"], CLOSING],
        [SHORT, [date(2026, 12, 20)], OPENING, [date(2026, 12, 21)], SHORT, CLOSING],
        [["Дата", *SHORT], ["20.12.2026", *OPENING], ["21.12.2026", *CLOSING]],
        [["Дата", *SHORT], ["«20» декабря 2026 г.", *OPENING], ["21-12-2026", *CLOSING]],
        [["Дата", *SHORT], [46376, *OPENING], [46377, *CLOSING]],
        [["Дата", *SHORT], ["20 декабря (воскресенье)", *OPENING], ["21. 12. 2026", *CLOSING]],
    ],
)
def test_day_is_read_as_programmes_name_it(rows: list[list[Any]]) -> None:
    assert listed(xlsx(*rows)) == TWO_DAYS


def test_day_named_in_the_first_of_its_rows_is_that_of_the_others() -> None:
    data = "Дата;Время;Тема\n20.12.2026;9:00-10:00;А\n;10:00-11:00;Б\n21.12.2026;9:00-10:00;В\n"

    assert listed(data.encode(), "x.csv") == [
        "20.12 09:00–10:00 А",
        "20.12 10:00–11:00 Б",
        "21.12 09:00–10:00 В",
    ]


def test_lunch_of_each_day_below_its_heading_is_one_of_its_own() -> None:
    lunch = ["13:00-14:00", "Обед"]

    assert listed(xlsx(SHORT, ["20 декабря"], lunch, ["21 декабря"], lunch)) == [
        "20.12 13:00–14:00 Обед",
        "21.12 13:00–14:00 Обед",
    ]


@pytest.mark.parametrize(
    "sheets",
    [
        {"День 1": [["Дата", *SHORT], ["20.12.2026", *OPENING]],
         "День 2": [["Дата", *SHORT], ["21.12.2026", *CLOSING]]},
        {"20 декабря": [SHORT, OPENING], "21 декабря": [SHORT, CLOSING]},
        {"Обложка": [["Форум"]], "20 декабря": [SHORT, OPENING], "21 декабря": [SHORT, CLOSING]},
        {"Старое": [["Дата", *SHORT], ["19.12.2026", "9:00-10:00", "Нет"]],
         "20 декабря": [SHORT, OPENING], "21 декабря": [SHORT, CLOSING]},
    ],
)  # fmt: skip
def test_every_sheet_of_a_programme_is_read(sheets: dict[str, list[list[Any]]]) -> None:
    """A day of its own in each; those after the first were lost without a word."""
    assert listed(book_of(sheets, hidden="Старое")) == TWO_DAYS


def test_sheet_without_the_columns_of_a_programme_is_named() -> None:
    data = book_of(
        {
            "Программа": [["Дата", *SHORT], ["20.12.2026", *OPENING]],
            "Спикеры": [["Спикер", "Тема"], ["Эксперт", "Открытие"]],
        }
    )
    parsed = read_schedule("x.xlsx", data, FAIR)

    assert only(parsed).title == "Открытие"
    assert (parsed.unread_sheets, "speakers" in parsed.silent) == (("Спикеры",), True)


def test_slip_in_a_later_sheet_is_named_with_it() -> None:
    slip = [["Дата", *SHORT], ["21.12.2026", "утром", "Закрытие"]]
    data = book_of({"Первый": [["Дата", *SHORT], ["20.12.2026", *OPENING]], "Второй": slip})
    [problem] = read_schedule("x.xlsx", data, FAIR).problems

    assert (problem.sheet, problem.line) == ("Второй", 2)


@pytest.mark.parametrize(
    "span",
    [
        "10.00–11.30", "10:00 — 11:30", "с 10 до 11:30", "10 00 - 11 30", "10:00−11:30",
        "10:00‑11:30", "10:00-11:30 ч.", "10,00-11,30", "10:00\n11:30", "10⁰⁰–11³⁰", "10–11:30",
        "10:00 / 11:30",
    ],
)  # fmt: skip
def test_span_is_read_as_people_write_it(span: str) -> None:
    assert listed(xlsx(["Дата", *SHORT], ["20.12.2026", span, "А"])) == ["20.12 10:00–11:30 А"]


@pytest.mark.parametrize("start", ["10:00", "в 10:00", "10,00", "10⁰⁰", "10:00 ч.", 0.41666667])
@pytest.mark.parametrize(
    ("column", "end"),
    [
        ("Конец", "11:30"),
        ("Окончание", "11,30"),
        ("Продолжительность", "1 ч 30 мин"),
        ("Длительность", "90 мин"),
        ("Длительность", 90),
        ("Длительность", time(1, 30)),
    ],
)
def test_start_and_end_are_read_as_people_write_them(
    start: object, column: str, end: object
) -> None:
    rows = ["Название", "Дата", "Начало", column], ["А", "20.12.2026", start, end]

    assert listed(xlsx(*rows)) == ["20.12 10:00–11:30 А"]


@pytest.mark.parametrize("text", ["10:00", "9-30", "в 10:00"])
def test_start_without_an_end_is_said_to_be_one(text: str) -> None:
    """«Конец не позже начала» sent people to look for an end that they had not typed."""
    [problem] = read_schedule(
        "x.xlsx", xlsx(["Дата", *SHORT], ["20.12.2026", text, "А"]), FAIR
    ).problems

    assert problem.key == "import-session-no-end"


@pytest.mark.parametrize(
    "totals", [["Итого: 1"], ["Итого", None, "Всего 1"], [None, None, "ИТОГО мероприятий: 1"]]
)
def test_line_of_totals_is_no_session(totals: list[Any]) -> None:
    assert listed(xlsx(["Дата", *SHORT], ["20.12.2026", *OPENING], totals)) == TWO_DAYS[:1]


@pytest.mark.parametrize(
    "header",
    [
        ["Hазвание", "Дaта", "Вpемя"],
        ["Название мероприятия ", "Дата проведения", "Время (начало и конец)"],
        ["НАИМЕНОВАНИЕ\nМЕРОПРИЯТИЯ:", "Дата*", "Время проведения"],
        ["Тема сессии", "День", "Время"],
    ],
)
def test_columns_are_known_by_what_people_call_them(header: list[str]) -> None:
    assert listed(xlsx(header, ["Открытие", "20.12.2026", "10:00–11:30"])) == TWO_DAYS[:1]


@pytest.mark.parametrize("event", [FAIR, BERLIN])
def test_clock_of_another_zone_in_a_header_is_not_passed_over(event: Event) -> None:
    data = xlsx(["Название", "Дата", "Время (МСК+4)"], ["А", "20.12.2026", "9:00-10:00"])

    found = refusal("x.xlsx", data, event)

    assert (found.key, found.params["seen"]) == (
        "import-file-columns",
        "«название», «дата», «время (мск+4)»",
    )


@pytest.mark.parametrize("name", ["Время (МСК)", "Время (по МСК)", "Время, мск", "Время (UTC+3)"])
def test_clock_of_moscow_in_a_header_is_that_of_an_event_there(name: str) -> None:
    data = xlsx(["Название", "Дата", name], ["Открытие", "20.12.2026", "10:00–11:30"])

    assert listed(data) == TWO_DAYS[:1]
    assert refusal("x.xlsx", data, BERLIN).key == "import-file-columns"


def test_hidden_rows_are_read_and_said_to_be() -> None:
    """Of a filter that somebody forgot nobody knows whether the rest is meant."""
    book, target = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in (["Дата", *SHORT], ["20.12.2026", *OPENING], ["21.12.2026", *CLOSING]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(target)

    assert listed(target.getvalue()) == TWO_DAYS
    [note] = read_schedule("x.xlsx", target.getvalue(), FAIR).notes
    assert (note.line, note.key, note.params) == (3, "import-note-hidden", {"count": 1})
