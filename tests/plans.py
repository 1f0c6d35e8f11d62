"""How SQLite would run what was sent to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from db.engine import Database


@dataclass(slots=True)
class Statements:
    seen: list[tuple[str, Any]] = field(default_factory=list)

    async def plans(self, database: Database) -> str:
        """Every step of every one of them, in one text."""
        steps = []
        async with database.read() as connection:
            for statement, given in self.seen:
                found = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
                steps += [row.detail for row in found]
        return "\n".join(steps)


@contextmanager
def watched(*beginnings: str) -> Iterator[Statements]:
    """Keeps statements that begin so, while the block runs."""
    statements = Statements()

    def keep(_c: object, _cursor: object, statement: str, given: Any, *_rest: object) -> None:
        if statement.startswith(beginnings):
            statements.seen.append((statement, given))

    sa.event.listen(sa.Engine, "before_cursor_execute", keep)
    try:
        yield statements
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", keep)
