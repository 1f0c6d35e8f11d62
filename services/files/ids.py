"""Telegram ids from a file: one a line, or a column of a table."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8

from domain.errors import UserError
from domain.ids import UserId
from services.files.rows import columns_of, is_beside_table
from services.files.tables import Row, missing_columns, read_sheets

COLUMNS = (
    "id",
    "user_id",
    "telegram_id",
    "telegram id",
    "id telegram",
    "user id",
    "tg id",
    "id tg",
    "tg_id",
    "telegram",
    "телеграм",
    "телеграмм",
    "тг",
    "ид",
    "id пользователя",
    "id телеграм",
    "id в telegram",
    "id в телеграм",
    "телеграм id",
)
"""Those that stand first are read first where a table has several."""

ONE_LINE = re.compile(rb"\s*[0-9]+(?:[,;] *[0-9]+)*[,;]?\s*")
"""A cell of one line: of several lines a number and a comma may be the number of the row."""

OF_LINK = re.compile(r"^tg://(?:user\?id=|openmessage\?user_id=)")
LIST_OF_JSON = re.compile(rb"\s*\[[\s0-9,\"']*\]\s*")
IN_GROUPS = re.compile(r"[0-9]{1,3}(?:\s[0-9]{3})+")


def read_ids(name: str, data: bytes) -> list[UserId]:
    """Takes the column named id, user_id or telegram_id, or the only one; a header is optional.

    Every sheet with such a column is read. All or nothing: raises UserError with the line of the
    first value that is no id, and for several columns of which none is named so: numbers of rows
    and phones look like ids.
    """
    found = read_sheets(name, _with_header(name, data), key="clusters", known=COLUMNS)
    sheets = [sheet.rows for sheet in found]
    named = [rows for rows in sheets if _known_column(rows)]
    return [one for rows in named or sheets[:1] for one in _ids(rows)]


def _ids(rows: list[Row]) -> list[UserId]:
    column = _column(rows)
    found = [
        _read(row.values.get(column, ""), row)
        for row in rows
        if not (is_beside_table(row, {column}) or _are_numbers(row))
    ]
    # A table without a header: what was taken for one is the first id.
    return [UserId(int(column)), *found] if column.isdecimal() else found


def _are_numbers(row: Row) -> bool:
    """Of the columns, as forms have them under the header: the second is no id 2."""
    filled = [text for text in row.values.values() if text]
    return len(filled) > 1 and filled == [str(n + 1) for n in range(len(filled))]


def _known_column(rows: list[Row]) -> str:
    named = columns_of(rows, {one: (one,) for one in COLUMNS})
    return next((named[one] for one in COLUMNS if one in named), "")


def _column(rows: list[Row]) -> str:
    if known := _known_column(rows):
        return known
    first, *others = rows[0].values
    if first.isdecimal() or not (others or re.match("тел|моб|phone", first)):
        return first
    raise missing_columns(["id"], [first, *others])


def _with_header(name: str, data: bytes) -> bytes:
    data = data.removeprefix(BOM_UTF8)
    if LIST_OF_JSON.fullmatch(data):
        return json.dumps([{"id": one} for one in json.loads(data)]).encode()
    if name.casefold().endswith((".xlsx", ".xlsm", ".ods", ".json")):
        return data
    if ONE_LINE.fullmatch(data):
        return b"id\n" + re.sub(rb"[,;]\s*", b"\n", data)
    return b"id\n" + data if data.lstrip()[:1].isdigit() else data


def _read(value: str, row: Row) -> UserId:
    value = OF_LINK.sub("", value.removeprefix("'"))
    number = "".join(value.split()) if IN_GROUPS.fullmatch(value) else value
    if not (number.isascii() and number.isdecimal()):
        line = f"{row.line} («{row.sheet}»)" if row.sheet else row.line
        raise UserError("audience-file-row", line=line, value=value[:40])
    return UserId(int(number))
