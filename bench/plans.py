"""Statements as they were sent to a store, and how the engine would run each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import metadata

READ_OR_CHANGE = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")

_OTHER_NAME = re.compile(r"(\w+) AS (\w+)")


@dataclass(frozen=True, slots=True)
class Step:
    """A table that is read through: no value of an index is sought in it.

    `index` is what it is read along, None for the table itself; `is_bounded` where the rows above
    it stop at a LIMIT without being sorted first.
    """

    table: str
    index: str | None
    is_bounded: bool

    def __str__(self) -> str:
        way = f" along {self.index}" if self.index else ""
        return f"{self.table} read through{way}{' up to a limit' if self.is_bounded else ''}"


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement with the values of its first row."""

    text: str
    given: Any


@dataclass(slots=True)
class Record:
    sent: dict[str, Sent] = field(default_factory=dict)
    """By text: a statement that is sent again has the same plan."""


@contextmanager
def recorded() -> Iterator[Record]:
    """All that any store of this process is asked while the block runs."""
    record = Record()

    def keep(_connection: object, _cursor: object, text: str, given: Any, *_rest: object) -> None:
        if text.lstrip().startswith(READ_OR_CHANGE):
            first = given[0] if isinstance(given, list) else given
            record.sent.setdefault(text, Sent(text, first))

    sa.event.listen(sa.Engine, "before_cursor_execute", keep)
    try:
        yield record
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", keep)


async def read_through(connection: AsyncConnection, sent: Sent) -> list[Step]:
    """The tables that a statement reads through, by the engine's own EXPLAIN."""
    if connection.dialect.name == "sqlite":
        return await _of_sqlite(connection, sent)
    return await _of_postgres(connection, sent)


async def _of_sqlite(connection: AsyncConnection, sent: Sent) -> list[Step]:
    found = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sent.text}", sent.given)
    rows = found.all()
    is_sorted = any("TEMP B-TREE" in row.detail for row in rows)
    is_bounded = " LIMIT " in sent.text.replace("\n", " ") and not is_sorted
    tables = {other: name for name, other in _OTHER_NAME.findall(sent.text)}
    steps = []
    for row in rows:
        what, _, rest = row.detail.partition(" ")
        name = rest.partition(" ")[0]
        table = tables.get(name, name)
        # What is no table are results of inner statements, whose own steps are told too.
        if what == "SCAN" and table in metadata.tables:
            index = re.search(r"USING (?:COVERING )?INDEX (\S+)", rest)
            steps.append(Step(table, index and index[1], is_bounded))
    return steps


async def _of_postgres(connection: AsyncConnection, sent: Sent) -> list[Step]:
    found = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sent.text}", sent.given)
    [plan] = found.scalar_one()
    return list(_steps(plan["Plan"], is_bounded=False))


def _steps(node: dict[str, Any], *, is_bounded: bool) -> Iterator[Step]:
    kind = node["Node Type"]
    if kind == "Seq Scan":
        yield Step(node["Relation Name"], None, is_bounded)
    elif "Index Name" in node and "Index Cond" not in node:
        yield Step(node.get("Relation Name", ""), node["Index Name"], is_bounded)
    goes_on = kind not in {"Sort", "Aggregate", "Hash", "Incremental Sort"}
    for inner in node.get("Plans", ()):
        yield from _steps(inner, is_bounded=kind == "Limit" or (is_bounded and goes_on))
