"""Every table, with CHECKs on the states that must not exist. Equal to the migrations (tested)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from domain.outbox import OutboxState
from domain.users import Language

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in and out. SQLite has no zones, so the naive UTC text is made aware again."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime would lose its zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def one_of(column: str, values: type[Any]) -> str:
    return f"{column} IN ({', '.join(repr(str(value.value)) for value in values)})"


BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""SQLite counts only INTEGER PRIMARY KEY columns up by itself."""

users = sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("first_name", sa.Text, nullable=False),
    sa.Column("last_name", sa.Text, nullable=False),
    sa.Column("username", sa.Text, nullable=False),
    sa.Column("client_language", sa.Text, nullable=False),
    sa.Column("language", sa.Text),
    sa.Column("tz", sa.Text),
    sa.Column("home_name", sa.Text),
    sa.Column("home_lat", sa.Float),
    sa.Column("home_lon", sa.Float),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("seen_on", sa.Date, nullable=False),
    sa.Column("stopped_at", UtcDateTime),
    sa.Column("unreachable_at", UtcDateTime),
    sa.CheckConstraint(one_of("language", Language), name="language_known"),
    sa.CheckConstraint(
        "(home_name IS NULL) = (home_lat IS NULL) AND (home_lat IS NULL) = (home_lon IS NULL)",
        name="home_whole",
    ),
    sa.CheckConstraint(
        "home_lat BETWEEN -90 AND 90 AND home_lon BETWEEN -180 AND 180", name="home_on_globe"
    ),
)

clusters = sa.Table(
    "clusters",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("industry", sa.Text, nullable=False),
    sa.Column("region", sa.Text, nullable=False),
    sa.Column("city", sa.Text, nullable=False),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("tz", sa.Text, nullable=False),
    sa.Column("base_college", sa.Text, nullable=False),
    sa.Column("employers", sa.JSON, nullable=False),
    sa.Column("network_colleges", sa.JSON, nullable=False),
    sa.Column("professions", sa.JSON, nullable=False),
    sa.Column("year", sa.Integer),
    sa.Column("students", sa.Integer),
    sa.Column("website", sa.Text, nullable=False),
    sa.Column("source_url", sa.Text, nullable=False),
    sa.Column("source_note", sa.Text, nullable=False),
    sa.Column("checked_on", sa.Date),
    sa.CheckConstraint("length(id) BETWEEN 1 AND 40", name="id_fits_links"),
    sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="point_whole"),
    sa.CheckConstraint(
        "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="point_on_globe"
    ),
    sa.CheckConstraint("students >= 0", name="students_counted"),
)

favourites = sa.Table(
    "favourites",
    metadata,
    sa.Column(
        "user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, nullable=False
    ),
    sa.Column(
        "cluster_id",
        sa.ForeignKey("clusters.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
        index=True,
    ),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

data_versions = sa.Table(
    "data_versions",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
)

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("user_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("state", sa.Text),
    sa.Column("data", sa.JSON, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False, index=True),
)

handled_updates = sa.Table(
    "handled_updates",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("handled_at", UtcDateTime, nullable=False, index=True),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("dedupe_key", sa.Text, nullable=False, unique=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("not_before", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("uncertain", sa.Integer, nullable=False),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("error", sa.Text),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("settled_at", UtcDateTime),
    sa.CheckConstraint(one_of("state", OutboxState), name="state_known"),
    sa.CheckConstraint("(state = 'sending') = (lease_until IS NOT NULL)", name="sending_leased"),
    sa.CheckConstraint("(state = 'sent') = (message_id IS NOT NULL)", name="sent_has_message"),
    sa.CheckConstraint(
        "(state IN ('queued', 'sending')) = (settled_at IS NULL)", name="settled_when_final"
    ),
    sa.CheckConstraint("attempts >= 0 AND uncertain >= 0", name="counts_not_negative"),
)
sa.Index(
    "ix_outbox_due",
    outbox.c.priority,
    outbox.c.id,
    sqlite_where=outbox.c.state == "queued",
    postgresql_where=outbox.c.state == "queued",
)
sa.Index(
    "ix_outbox_unsettled_chat",
    outbox.c.chat_id,
    outbox.c.id,
    sqlite_where=outbox.c.state.in_(("queued", "sending")),
    postgresql_where=outbox.c.state.in_(("queued", "sending")),
)
