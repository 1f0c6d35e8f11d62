"""Telegram ids from a file: one a line, or a column of a table."""

from __future__ import annotations

from codecs import BOM_UTF8

from domain.errors import UserError
from domain.ids import UserId
from services.files.tables import Row, read_table

COLUMNS = ("id", "user_id", "telegram_id", "telegram id")


def read_ids(name: str, data: bytes) -> list[UserId]:
    """Takes the column named id, user_id or telegram_id, else the first one; a header is optional.

    All or nothing: raises UserError with the line of the first value that is no id.
    """
    rows = read_table(name, _with_header(name, data))
    column = next((one for one in COLUMNS if one in rows[0].values), next(iter(rows[0].values)))
    found = [_read(row.values[column], row) for row in rows]
    # A table without a header: what was taken for one is the first id.
    return [UserId(int(column)), *found] if column.isdecimal() else found


def _with_header(name: str, data: bytes) -> bytes:
    first = data.removeprefix(BOM_UTF8).lstrip()[:1]
    is_text = not name.casefold().endswith((".xlsx", ".xlsm", ".ods", ".json"))
    return b"id\n" + data.removeprefix(BOM_UTF8) if is_text and first.isdigit() else data


def _read(value: str, row: Row) -> UserId:
    if not (value.isascii() and value.isdecimal()):
        raise UserError("audience-file-row", line=row.line, value=value[:40])
    return UserId(int(value))
