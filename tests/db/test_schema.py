"""What must not exist is refused by the schema itself."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from db.engine import Database
from db.tables import clusters, outbox, users
from db.unit_of_work import Store
from domain.ids import UpdateId
from tests.clocks import START

GOOD_ROW: dict[str, Any] = {
    "dedupe_key": "k", "chat_id": 1, "kind": "report", "payload": {}, "priority": 0,
    "state": "queued", "not_before": START, "attempts": 0, "uncertain": 0, "created_at": START,
}  # fmt: skip

GOOD_USER: dict[str, Any] = {
    "id": 1, "first_name": "", "last_name": "", "username": "", "client_language": "",
    "created_at": START, "seen_on": START.date(),
}  # fmt: skip

GOOD_CLUSTER: dict[str, Any] = {
    "id": "a", "name": "x", "industry": "it", "region": "x", "city": "", "tz": "",
    "base_college": "", "employers": [], "network_colleges": [], "professions": [],
    "website": "", "source_url": "", "source_note": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "good", "bad"),
    [
        (outbox, GOOD_ROW, {"state": "sending"}),
        (outbox, GOOD_ROW, {"state": "sent", "settled_at": START}),
        (outbox, GOOD_ROW, {"state": "failed"}),
        (outbox, GOOD_ROW, {"state": "lost"}),
        (outbox, GOOD_ROW, {"attempts": -1}),
        (users, GOOD_USER, {"language": "fr"}),
        (users, GOOD_USER, {"home_lat": 1.0}),
        (users, GOOD_USER, {"home_name": "x", "home_lat": 91.0, "home_lon": 0.0}),
        (clusters, GOOD_CLUSTER, {"lat": 1.0}),
        (clusters, GOOD_CLUSTER, {"lat": 91.0, "lon": 1.0}),
        (clusters, GOOD_CLUSTER, {"id": "a" * 41}),
        (clusters, GOOD_CLUSTER, {"students": -1}),
    ],
)
async def test_impossible_row_is_refused_by_the_schema(
    store: Store, database: Database, table: sa.Table, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(sa.insert(table), {**good, **bad})
    async with database.write() as connection:
        await connection.execute(sa.insert(table), good)


async def test_naive_moment_is_refused(store: Store) -> None:
    with pytest.raises(sa.exc.StatementError, match="naive datetime"):
        async with store.write() as tx:
            await tx.updates.claim(UpdateId(1), START.replace(tzinfo=None))
