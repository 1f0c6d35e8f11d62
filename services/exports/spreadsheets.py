"""Tables for spreadsheets, written as the rows come; what people typed stays text.

A cell that begins with = + - @ would be run as a formula by whoever opens the file (OWASP, CSV
Injection), so it gets an apostrophe in front, in both formats: `harmless`. Only what our own
importer shall read back is `verbatim`. All of it blocks: use a thread.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

BOM = "\ufeff"
"""By it Excel knows UTF-8 from cp1251."""

FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 (section 2.2) has no way to write."""

CELL_LIMIT = 32_767
"""Characters in a cell of Excel."""

IN_MEMORY = 4 * 2**20
"""Bytes of a csv; a longer one waits on the disk for its end."""


class Table(Protocol):
    def add(self, rows: Iterable[Sequence[str]]) -> None: ...

    def finish(self) -> bytes:
        """The whole file; nothing can be added after it."""


def harmless(text: str) -> str:
    """As a cell that no spreadsheet takes for a formula, and that every format can hold."""
    clean = UNWRITABLE.sub("", text)[: CELL_LIMIT - 1]
    return f"'{clean}" if FORMULA.match(clean) else clean


def verbatim(text: str) -> str:
    return text


class CsvTable:
    """UTF-8 with a byte order mark."""

    def __init__(self, delimiter: str, cell: Callable[[str], str] = harmless) -> None:
        """Excel splits at what the locale lists with: `;` in Russian, `,` in English."""
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
    """Rows go to a temporary file at once (openpyxl, write-only mode)."""

    def __init__(self, title: str, cell: Callable[[str], str] = harmless) -> None:
        from openpyxl import Workbook  # noqa: PLC0415  (heavy, and lists are rare)

        self._cell = cell
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(title[:31])

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        for row in rows:
            self._sheet.append([self._typed(self._cell(text)) for text in row])

    def finish(self) -> bytes:
        content = io.BytesIO()
        self._book.save(content)
        return content.getvalue()

    def _typed(self, text: str) -> object:
        """openpyxl takes a text that begins with = for a formula, unless it is told otherwise."""
        if not text.startswith("="):
            return text
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  (as above)

        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        return cell
