"""All that the store knows as files for its owner: one a table, csv or json, without secrets."""

from __future__ import annotations

import base64
import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TextIO

import sqlalchemy as sa

from bot.redaction import IN_ADDRESS, IN_FEED, LONG_TOKEN
from db.copies.snapshots import snapshot
from db.copies.transfer import parts_of, require_head
from db.tables import metadata
from domain.errors import UserError
from services.files.spreadsheets import BOM
from services.files.tables import FORMULA

SECRETS = {
    "personal_links": {"token", "digest"},
    "sessions": {"join_code"},
    "admissions": {"join_code"},
}
"""Columns that let in whoever knows what stands there."""

IN_LOGIN = re.compile(r"(?<=://)[^/@\s]+(?=@)")
"""Name and password in an address."""

Value = Any
"""What SQLAlchemy reads from a column."""


class Sheet(Protocol):
    def add(self, rows: Iterable[Sequence[Value]]) -> None: ...

    def finish(self) -> None: ...


class CsvSheet:
    """UTF-8 with a byte order mark; moments in ISO 8601, lists and files as JSON and base64.

    Nothing is shortened, unlike in files for Excel.
    """

    def __init__(self, file: TextIO, columns: Sequence[str], delimiter: str) -> None:
        file.write(BOM)
        self._writer = csv.writer(file, delimiter=delimiter)
        self._writer.writerow(columns)

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        self._writer.writerows([_cell(value) for value in row] for row in rows)

    def finish(self) -> None:
        return None


def _cell(value: Value) -> str:
    """What a person wrote gets an apostrophe where a spreadsheet would run it."""
    if value is None:
        return ""
    text = _plain(value)
    if not isinstance(text, str):
        return json.dumps(text, ensure_ascii=False)
    return f"'{text}" if FORMULA.match(text) else text


class JsonSheet:
    """One array of objects."""

    def __init__(self, file: TextIO, columns: Sequence[str]) -> None:
        self._file, self._columns = file, columns
        self._before = "[\n"

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        for row in rows:
            named = dict(zip(self._columns, map(_plain, row), strict=True))
            self._file.write(self._before + json.dumps(named, ensure_ascii=False))
            self._before = ",\n"

    def finish(self) -> None:
        self._file.write("[]\n" if self._before == "[\n" else "\n]\n")


def _plain(value: Value) -> Value:
    """A value as JSON knows it, and without what looks like a token wherever that stands."""
    if isinstance(value, str):
        return _without_tokens(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _without_tokens(text: str) -> str:
    for pattern in (IN_ADDRESS, LONG_TOKEN, IN_FEED, IN_LOGIN):
        text = pattern.sub("<secret>", text)
    return text


def columns_of(table: sa.Table) -> list[str]:
    secret = SECRETS.get(table.name, set())
    return [column.name for column in table.columns if column.name not in secret]


async def export(
    url: str, folder: Path, form: str, delimiter: str, *, schema: str | None = None
) -> dict[str, int]:
    """Rows of each table, as of one moment. `form` is csv or json.

    Raises UserError, also for a folder that has something in it, and OSError.
    """
    found = {}
    async with snapshot(sa.make_url(url), schema) as connection:
        await require_head(connection)
        _make(folder)
        for table in metadata.sorted_tables:
            columns, count = columns_of(table), 0
            with (folder / f"{table.name}.{form}").open("x", encoding="utf-8", newline="") as file:
                sheet: Sheet = _sheet(form, delimiter)(file, columns)
                async for rows in parts_of(connection, table):
                    count += len(rows)
                    sheet.add([row[name] for name in columns] for row in rows)
                sheet.finish()
            found[table.name] = count
    return found


def _make(folder: Path) -> None:
    """Nobody else may look into it: it is all about people."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise UserError("export-folder-filled", folder=str(folder))
    folder.chmod(0o700)


def _sheet(form: str, delimiter: str) -> Callable[[TextIO, Sequence[str]], Sheet]:
    if form == "json":
        return JsonSheet
    return lambda file, columns: CsvSheet(file, columns, delimiter)
