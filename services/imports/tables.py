"""Reading a table out of bytes of unknown origin: csv, xlsx or json, each within bounds."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from domain.errors import ImportFileError

MIB = 2**20
FILE_LIMIT = 20 * MIB
"""What Telegram lets a bot download (getFile); the command line keeps to it too."""

UNPACKED_LIMIT = 100 * MIB
"""Of an xlsx, counted while unpacking: the sizes that a zip declares can lie."""

ROW_LIMIT = 200_000
DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is where a person finds it: counted from 1, the header included."""

    line: int
    values: dict[str, str]


def read_table(name: str, data: bytes, *, key: str = "clusters") -> list[Row]:
    """Raises ImportFileError for anything that is not a readable table within the bounds.

    `key` is where the list of a json file may stand, instead of being the whole of it.
    """
    if not data.strip():
        raise ImportFileError("import-file-empty")
    if len(data) > FILE_LIMIT:
        raise ImportFileError("import-file-too-large", limit=FILE_LIMIT // MIB)
    kind = name.rsplit(".", 1)[-1].casefold()
    if kind == "xlsx":
        rows = _xlsx(data)
    elif kind == "json":
        rows = _json(data, key)
    elif kind in {"csv", "txt", "tsv"}:
        rows = _csv(data)
    else:
        raise ImportFileError("import-file-type", kind=kind)
    return _bounded(rows)


def _bounded(rows: Iterable[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        if len(kept) == ROW_LIMIT:
            raise ImportFileError("import-file-too-many-rows", limit=ROW_LIMIT)
        kept.append(row)
    if not kept:
        raise ImportFileError("import-file-no-rows")
    return kept


def _csv(data: bytes) -> Iterator[Row]:
    text = _decoded(data)
    header_line = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(reader)
        before = reader.line_num
        for cells in reader:
            # A quoted cell may span lines: the row begins after the line where the last one ended.
            line, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield Row(line, _named(header, cells, line))
    except csv.Error as error:
        raise ImportFileError("import-file-corrupt", reason=str(error)) from error


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise ImportFileError("import-file-corrupt", reason="NUL")
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportFileError("import-file-encoding")


def _xlsx(data: bytes) -> Iterator[Row]:
    from python_calamine import (  # noqa: PLC0415  (only imports of xlsx files need it)
        CalamineError,
        CalamineWorkbook,
    )

    _refuse_zip_bomb(data)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise ImportFileError("import-file-corrupt", reason=str(error)) from error
    if not cells:
        return
    header = [_text(cell) for cell in cells[0]]
    for line, row in enumerate(cells[1:], start=2):
        texts = [_text(cell) for cell in row]
        if any(texts):
            yield Row(line, _named(header, texts, line))


def _refuse_zip_bomb(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = 0
            for member in archive.infolist():
                with archive.open(member) as content:
                    while chunk := content.read(MIB):
                        unpacked += len(chunk)
                        if unpacked > UNPACKED_LIMIT:
                            raise ImportFileError(
                                "import-file-unpacks-too-large", limit=UNPACKED_LIMIT // MIB
                            )
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, RuntimeError) as error:
        raise ImportFileError("import-file-corrupt", reason=str(error)) from error
    except (NotImplementedError, ValueError) as error:
        raise ImportFileError("import-file-corrupt", reason=str(error)) from error


def _json(data: bytes, key: str) -> Iterator[Row]:
    try:
        content = json.loads(_decoded(data))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ImportFileError("import-file-corrupt", reason=str(error)) from error
    if isinstance(content, dict):
        content = content.get(key)
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise ImportFileError("import-file-json-shape", list=key)
    for number, item in enumerate(content, start=1):
        yield Row(number, {str(key).strip().casefold(): _text(item[key]) for key in item})


def _named(header: list[str], cells: list[str], line: int) -> dict[str, str]:
    names = [name.strip().casefold() for name in header]
    if len(cells) > len(names):
        raise ImportFileError("import-file-row-too-wide", line=str(line))
    padded = cells + [""] * (len(names) - len(cells))
    return {name: cell.strip() for name, cell in zip(names, padded, strict=True) if name}


def _text(cell: Any) -> str:
    """Spreadsheets hold 2025 as 2025.0, and JSON lists stand for our «a; b»."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, list):
        return "; ".join(_text(item) for item in cell)
    return str(cell).strip()
