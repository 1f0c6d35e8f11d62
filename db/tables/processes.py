"""What processes of the bot leave to each other and to themselves after a restart."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import UtcDateTime, metadata

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

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("until", UtcDateTime, nullable=False),
)

replicas = sa.Table(
    "replicas",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.Column("wanted", sa.Integer, nullable=False, server_default="0"),
    sa.Column("settings", sa.JSON),
)
"""Processes that work on the queue below, by the database's clock, how many messages each would
send in the next second, and digests of its settings by their names."""

served_bots = sa.Table(
    "served_bots",
    metadata,
    sa.Column("bot_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("since", UtcDateTime, nullable=False),
)
"""One row: whose chats, updates and files the store is about."""

incoming_updates = sa.Table(
    "incoming_updates",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("lane", sa.BigInteger, nullable=False),
    sa.Column("album", sa.Text),
    sa.Column("body", sa.Text),
    sa.Column("received_at", UtcDateTime, nullable=False, index=True),
    sa.Column("taken_by", sa.Text),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("finished_at", UtcDateTime),
    sa.CheckConstraint("(finished_at IS NULL) = (body IS NOT NULL)", name="finished_empty"),
    sa.CheckConstraint("finished_at IS NULL OR taken_by IS NULL", name="finished_free"),
)
"""Updates that came by the webhook of several replicas (docs/adr/0030). A finished one keeps its
number, so that it is known when it is delivered again, and nothing else."""

sa.Index(
    "ix_incoming_updates_waiting",
    incoming_updates.c.lane,
    incoming_updates.c.update_id,
    sqlite_where=incoming_updates.c.finished_at.is_(None),
    postgresql_where=incoming_updates.c.finished_at.is_(None),
)

sa.Index(
    "uq_incoming_updates_lane",
    incoming_updates.c.lane,
    unique=True,
    sqlite_where=incoming_updates.c.taken_by.is_not(None),
    postgresql_where=incoming_updates.c.taken_by.is_not(None),
)
"""One update of a lane at a time, whatever several replicas see of each other."""

flood_buckets = sa.Table(
    "flood_buckets",
    metadata,
    sa.Column("lane", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("tokens", sa.Float, nullable=False),
    sa.Column("filled_at", UtcDateTime, nullable=False, index=True),
    sa.Column("is_warned", sa.Boolean, nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),
)
"""The buckets of bot.updates.flood_gate, one of each person for all replicas."""
