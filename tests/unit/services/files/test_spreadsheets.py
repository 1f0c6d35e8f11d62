from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from services.files.spreadsheets import (
    CELL_LIMIT,
    NUMBER,
    UNWRITABLE,
    CsvTable,
    XlsxTable,
    guarded,
    harmless,
    verbatim,
)
from services.files.tables import read_table


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
    comma, book = CsvTable(","), XlsxTable("x" * 40, widths=[10, 20])
    for table in (comma, book):
        table.add([["a", "б,в"]])
        table.add([["\x00=1", 'г"\n'], ["x" * (CELL_LIMIT + 5), "\ud800"]])
    csv_text = comma.finish().decode("utf-8-sig")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.finish())).get_sheet_by_index(0)

    assert csv_text.startswith('a,"б,в"\r\n\'=1,"г""\n"\r\n')
    assert sheet.to_python()[1][0] == "'=1"
    assert [len(str(row[0])) for row in sheet.to_python()] == [1, 3, CELL_LIMIT - 1]


def sheet_of(book: XlsxTable) -> Worksheet:
    [sheet] = load_workbook(io.BytesIO(book.finish())).worksheets
    return sheet


def test_verbatim_workbook_keeps_what_looks_like_a_formula_as_text() -> None:
    row = ["=1+1", "-2", "#N/A", "@SUM(A1)", "plain"]
    book = XlsxTable("x", verbatim, widths=[])
    book.add([row])
    cells = next(sheet_of(book).iter_rows())

    assert [cell.value for cell in cells] == row
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [True, True, True, True, False]


@given(st.text(), st.integers(0, 2))
def test_guarded_csv_holds_no_formula_and_is_read_back(text: str, apostrophes: int) -> None:
    """As our importer reads texts: without the spaces around them."""
    text = "'" * apostrophes + UNWRITABLE.sub("", text).strip()
    table = CsvTable(",", guarded)
    table.add([["a", "b"], [text, "x"]])
    content = table.finish()

    [_, [cell, _]] = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert NUMBER.fullmatch(cell) or cell[:1] not in tuple("=+-@\t\r")
    assert read_table("x.csv", content)[0].values["a"] == text.strip()


def test_workbook_is_laid_out_to_be_read_and_printed() -> None:
    book = XlsxTable("x", widths=[12, 34])
    book.add([["a", "b"], ["1", "2"]])
    sheet = sheet_of(book)

    widths = {name: column.width for name, column in sheet.column_dimensions.items()}
    assert widths == {"A": 12, "B": 34}
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
