"""A migration takes nothing from the program of the version before, which works on beside it.

Replicas are replaced one after another (docs/scaling.md): from the migration on until the last of
them is replaced, an old program reads and writes the new tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.ext.asyncio import AsyncConnection

from db.schema import alembic_config, known
from tests.stores import opened

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

Schema = dict[str, dict[str, dict[str, Any]]]
"""Table -> part ("columns", "rules") -> name -> what it is."""

EXCEPTIONS: dict[str, dict[str, str]] = {
    "0012": {
        "subscriptions: ck_subscriptions_kind_known may refuse what it writes": (
            "it lets in another kind, and all that there were before"
        )
    },
    "0014": {
        "card_reports: ck_card_reports_field_known may refuse what it writes": (
            "it lets in other fields, and all that there were before"
        )
    },
}
"""Revision -> what it takes away -> why no program of the version before misses it."""


def schema_of(connection: sa.Connection) -> Schema:
    """All tables are asked about at once: a question for each part of each takes seconds. Rules
    say what may not be written, in words that have the columns in them."""
    found = sa.inspect(connection)
    columns, checks = found.get_multi_columns(), found.get_multi_check_constraints()
    unique, foreign = found.get_multi_unique_constraints(), found.get_multi_foreign_keys()
    indexes = found.get_multi_indexes()
    return {
        key[1]: {
            "columns": {one["name"]: one for one in of_table},
            "rules": {
                **{str(one["name"]): one["sqltext"] for one in checks[key]},
                **{str(one["name"]): _words(one) for one in unique[key]},
                **{str(one["name"]): _words(one) for one in foreign[key]},
                **{str(one["name"]): _words(one) for one in indexes[key] if one["unique"]},
            },
        }
        for key, of_table in columns.items()
        if not key[1].startswith("news_words")
    }


def _words(rule: Any) -> str:
    return repr({key: value for key, value in sorted(rule.items()) if key != "comment"})


def taken(before: Schema, after: Schema) -> Iterator[str]:
    """What a program that knows the tables as they were could miss, or be refused."""
    for table, old in sorted(before.items()):
        new = after.get(table)
        if new is None:
            yield f"{table} is gone"
            continue
        yield from _of_columns(table, old["columns"], new["columns"])
        for name, words in new["rules"].items():
            is_known = old["rules"].get(name) == words
            if not is_known and old["columns"].keys() & set(re.findall(r"\w+", words)):
                yield f"{table}: {name} may refuse what it writes"


def _of_columns(table: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for name, column in old.items():
        if name not in new:
            yield f"{table}.{name} is gone"
        elif repr(column["type"]) != repr(new[name]["type"]):
            yield f"{table}.{name} is of another type"
        elif column["nullable"] and not new[name]["nullable"]:
            yield f"{table}.{name} may be empty no more"
        elif column["default"] is not None and new[name]["default"] is None:
            yield f"{table}.{name} has no default any more"
    for name in new.keys() - old.keys():
        if not new[name]["nullable"] and new[name]["default"] is None:
            yield f"{table}.{name} has to be given"


async def test_migrations_take_nothing_from_the_version_before(tmp_path: Path) -> None:
    """On PostgreSQL: a SQLite file is of one process."""
    found: dict[str, set[str]] = {}
    async with opened("postgresql", tmp_path) as database, database.write() as connection:
        before: Schema = {}
        for revision in sorted(known()):
            await connection.run_sync(
                lambda c, to=revision: command.upgrade(alembic_config(c), to)  # type: ignore[misc]
            )
            after = await connection.run_sync(schema_of)
            if away := set(taken(before, after)):
                found[revision] = away
            before = after

    assert found == {revision: set(allowed) for revision, allowed in EXCEPTIONS.items()}


ORIGIN = """
CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL DEFAULT '', town text, age int);
CREATE TABLE towns (name text PRIMARY KEY)
"""


@pytest.mark.parametrize(
    ("change", "away"),
    [
        ("DROP TABLE towns", ["towns is gone"]),
        ("ALTER TABLE people RENAME town TO city", ["people.town is gone"]),
        ("ALTER TABLE people ALTER age TYPE text", ["people.age is of another type"]),
        ("ALTER TABLE people ALTER town SET NOT NULL", ["people.town may be empty no more"]),
        ("ALTER TABLE people ALTER name DROP DEFAULT", ["people.name has no default any more"]),
        ("ALTER TABLE people ADD zone text NOT NULL", ["people.zone has to be given"]),
        (
            "ALTER TABLE people ADD CONSTRAINT adults CHECK (age > 17)",
            ["people: adults may refuse what it writes"],
        ),
        ("CREATE UNIQUE INDEX one ON people (town)", ["people: one may refuse what it writes"]),
        (
            "ALTER TABLE people ADD CONSTRAINT known FOREIGN KEY (town) REFERENCES towns",
            ["people: known may refuse what it writes"],
        ),
        ("CREATE TABLE zones (name text); CREATE INDEX of_town ON people (town)", []),
        ("ALTER TABLE people ADD zone text CHECK (zone <> ''), ADD rank int DEFAULT 0", []),
    ],
)
async def test_what_takes_something_away_is_named(
    tmp_path: Path, change: str, away: list[str]
) -> None:
    async with opened("postgresql", tmp_path) as database, database.write() as connection:
        await _execute(connection, ORIGIN)
        before = await connection.run_sync(schema_of)
        await _execute(connection, change)
        after = await connection.run_sync(schema_of)

    assert list(taken(before, after)) == away


async def _execute(connection: AsyncConnection, statements: str) -> None:
    for one in statements.split(";"):
        await connection.exec_driver_sql(one)
