"""Tables for spreadsheets, written as the rows come; what people typed stays text.

A cell that begins with = + - @ would be run as a formula by whoever opens the file (OWASP, CSV
Injection), so it gets an apostrophe in front: `harmless`. Our own importer takes one away again
(`services.files.tables`), so what it shall read back is `guarded`: numbers stay numbers. In an
xlsx, where a cell knows that it is text, it may be `verbatim`. All of it blocks: use a thread.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from domain.people.users import Language
from services.files.tables import FORMULA

BOM = "\ufeff"
"""By it Excel knows UTF-8 from cp1251."""

NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 (section 2.2) has no way to write."""

DELIMITERS = {Language.RU: ";", Language.EN: ","}
"""What Excel splits a csv at in that language, as it lists there."""

A4 = "9"
"""Code of the paper size (ECMA-376, 18.3.1.63, ST_PaperSize)."""

CELL_LIMIT = 32_767
"""Characters in a cell of Excel."""

IN_MEMORY = 4 * 2**20
"""Bytes of a csv; a longer one waits on the disk for its end."""


class Table(Protocol):
    def add(self, rows: Iterable[Sequence[str]]) -> None: ...

    def finish(self) -> bytes:
        """The whole file; nothing can be added after it."""


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula, and that every format can
    hold."""
    clean = UNWRITABLE.sub("", text)[: CELL_LIMIT - 1]
    return f"'{clean}" if FORMULA.match(clean) else clean


def guarded(text: str) -> str:
    return text if NUMBER.fullmatch(text) else harmless(text)


def verbatim(text: str) -> str:
    return text


class CsvTable:
    """UTF-8 with a byte order mark."""

    def __init__(self, delimiter: str, cell: Callable[[str], str] = harmless) -> None:
        self._cell = cell
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (till finish)
        self._delimiter = delimiter
        self._file.write(BOM.encode())

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        part = io.StringIO(newline="")
        writer = csv.writer(part, delimiter=self._delimiter)
        writer.writerows(map(self._cell, row) for row in rows)
        self._file.write(part.getvalue().encode())

    def finish(self) -> bytes:
        with self._file as file:
            file.seek(0)
            return file.read()


class XlsxTable:
    """Rows go to a temporary file at once (openpyxl, write-only mode). The first one stays in
    sight, on the screen and on every printed page.
    """

    def __init__(
        self, title: str, cell: Callable[[str], str] = harmless, *, widths: Sequence[int]
    ) -> None:
        """`widths` of the columns are in characters."""
        from openpyxl import Workbook  # noqa: PLC0415  (heavy, and lists are rare)
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        self._cell = cell
        self._book = Workbook(write_only=True)
        self._sheet = sheet = self._book.create_sheet(title[:31])
        # Of these the file tells before the rows.
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        for row in rows:
            self._sheet.append([self._typed(self._cell(text)) for text in row])

    def finish(self) -> bytes:
        content = io.BytesIO()
        self._book.save(content)
        return content.getvalue()

    def _typed(self, text: str) -> object:
        """openpyxl takes a text that begins with = for a formula and #N/A for an error, unless it
        is told otherwise; so does Excel once somebody edits the cell (quotePrefix, ECMA-376
        18.8.45).
        """
        if not (text.startswith("#") or FORMULA.match(text)):
            return text
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  (as above)

        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell
