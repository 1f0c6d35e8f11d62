from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from services.exports.spreadsheets import CELL_LIMIT, CsvTable, XlsxTable, harmless, verbatim


@pytest.mark.parametrize("text", ["=1+1", "+7", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ия", "a=b", "1-2", "«=»"])
def test_other_text_stays(text: str) -> None:
    assert harmless(text) == text


@given(st.text())
def test_every_text_becomes_a_cell_that_is_no_formula(text: str) -> None:
    cell = harmless(text)

    assert cell[:1] not in tuple("=+-@\t\r")
    assert cell.encode().decode() == cell


def test_tables_hold_rows_added_in_parts() -> None:
    comma, book = CsvTable(","), XlsxTable("x" * 40)
    for table in (comma, book):
        table.add([["a", "б,в"]])
        table.add([["\x00=1", 'г"\n'], ["x" * (CELL_LIMIT + 5), "\ud800"]])
    csv_text = comma.finish().decode("utf-8-sig")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.finish())).get_sheet_by_index(0)

    assert csv_text.startswith('a,"б,в"\r\n\'=1,"г""\n"\r\n')
    assert sheet.to_python()[1][0] == "'=1"
    assert [len(str(row[0])) for row in sheet.to_python()] == [1, 3, CELL_LIMIT - 1]


def test_verbatim_table_keeps_what_looks_like_a_formula_as_text() -> None:
    comma, book = CsvTable(",", verbatim), XlsxTable("x", verbatim)
    for table in (comma, book):
        table.add([["=1+1", "-2"]])
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.finish())).get_sheet_by_index(0)

    assert comma.finish().decode("utf-8-sig") == "=1+1,-2\r\n"
    assert sheet.to_python() == [["=1+1", "-2"]]
