"""Lists of Telegram ids, as they come out of registrations and of people's own tables."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from domain.errors import UserError
from services.files.ids import read_ids

IDS = [123456789, 5987654321]


def xlsx(*rows: list[Any]) -> bytes:
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        [["id"], [123456789], [5987654321]],
        [[123456789], [5987654321]],
        [[123456789, "Иванов"], [5987654321, "Петров"]],
        [["ID пользователя"], ["123 456 789"], ["5 987 654 321 "]],
        [["№", "Telegram"], [1, 123456789], [2, 5987654321]],
        [["№", "ФИО", "ID (Telegram)"], [1, "Иванов", 123456789], [2, "Петров", 5987654321]],
        [["Список"], [], ["№", "ФИО", "ID Telegram"], [1, "А", 123456789], [2, "Б", 5987654321]],
        [["Telegram", "id"], ["@a", 123456789], ["@b", 5987654321]],
        [["Участники"], [123456789], [5987654321]],
        [["№", "id"], [1, 123456789], [2, 5987654321], [3, None], ["Итого: 2"]],
    ],
)
def test_ids_are_found_in_a_workbook(rows: list[list[Any]]) -> None:
    assert read_ids("x.xlsx", xlsx(*rows)) == IDS


@pytest.mark.parametrize(
    "text",
    [
        "123456789\n5987654321\n",
        "\ufeff123456789\r\n\r\n5987654321",
        "123456789, 5987654321",
        "123456789;5987654321;",
        "id\n123456789\n5987654321",
        "ФИО;id;\nИванов;123456789;\nПетров;5987654321;\n",
    ],
)
def test_ids_are_found_in_a_text(text: str) -> None:
    assert read_ids("x.txt", text.encode()) == IDS


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        ([["№", "ФИО"], [1, "Иванов"], [2, "Петров"]], "«№», «фио»"),
        ([["№", "Чат"], [1, 123456789], [2, 5987654321]], "«№», «чат»"),
        ([["Телефон"], [79001234567]], "«телефон»"),
    ],
)
def test_column_of_ids_that_nobody_named_is_asked_for(rows: list[list[Any]], seen: str) -> None:
    """Numbers of rows were taken for ids, and whom the list should leave out was written to."""
    with pytest.raises(UserError) as refused:
        read_ids("x.xlsx", xlsx(*rows))

    assert refused.value.key == "import-file-columns"
    assert (refused.value.params["columns"], refused.value.params["seen"]) == ("id", seen)


@pytest.mark.parametrize("text", ["1,123456789\n2,5987654321\n", "123456789 5987654321\n"])
def test_numbers_of_which_nobody_knows_are_no_ids(text: str) -> None:
    with pytest.raises(UserError):
        read_ids("x.csv", text.encode())


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([["ФИО", "id"], ["Иванов", 123456789], ["Петров", None]], 3),
        ([["ФИО", "Telegram"], ["Иванов", "@ivanov"]], 2),
        ([["id"], ["5.12346E+09"]], 2),
    ],
)
def test_value_that_is_no_id_is_told_by_its_line(rows: list[list[Any]], line: int) -> None:
    with pytest.raises(UserError) as refused:
        read_ids("x.xlsx", xlsx(*rows))

    assert (refused.value.key, refused.value.params["line"]) == ("audience-file-row", line)


def test_every_sheet_of_ids_is_read() -> None:
    """Those after the first were lost without a word."""
    book, target = Workbook(), io.BytesIO()
    for name, row in (("Студенты", ["А", 123456789]), ("Родители", ["Б", 5987654321])):
        sheet = book.create_sheet(name)
        for line in (["ФИО", "id"], row):
            sheet.append(line)
    notes = book.create_sheet("Примечания")
    notes.append(["Кто", "Что"])
    book.save(target)

    assert read_ids("x.xlsx", target.getvalue()) == IDS


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.csv", "№;Telegram ID\n1;2\n1;123456789\n2;5987654321\n"),
        ("x.csv", "telegram\ntg://user?id=123456789\ntg://user?id=5987654321\n"),
        ("x.csv", "id\n'123456789\n'5987654321\n"),
        ("x.json", "[123456789, 5987654321]"),
    ],
)
def test_ids_are_read_as_forms_and_programs_write_them(name: str, text: str) -> None:
    """The numbers of the columns under a header were an id 2."""
    assert read_ids(name, text.encode()) == IDS
