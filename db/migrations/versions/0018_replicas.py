"""A queue of updates for several replicas, and what tells them of each other's changes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

TELL = """
CREATE FUNCTION profkompas_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify(left('profkompas/' || TG_TABLE_SCHEMA, 63), TG_ARGV[0]);
    RETURN NULL;
END $$
"""
"""PostgreSQL tells when the transaction commits, and the same words once."""

TOLD = (
    ("incoming_updates", "INSERT", "updates"),
    ("outbox", "INSERT", "outbox"),
    ("dispatches", "INSERT OR UPDATE OF state", "dispatches"),
    ("data_versions", "INSERT OR UPDATE", "data"),
    ("leases", "DELETE", "lease"),
)
"""Tables, what happens to them, and what others are told then (db.listening)."""


def upgrade() -> None:
    op.create_table(
        "replicas",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replicas")),
    )
    op.create_table(
        "flood_buckets",
        sa.Column("lane", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_warned", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_flood_buckets")),
    )
    op.create_index(op.f("ix_flood_buckets_filled_at"), "flood_buckets", ["filled_at"])
    op.create_table(
        "incoming_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lane", sa.BigInteger(), nullable=False),
        sa.Column("album", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (body IS NOT NULL)",
            name=op.f("ck_incoming_updates_finished_empty"),
        ),
        sa.CheckConstraint(
            "finished_at IS NULL OR taken_by IS NULL",
            name=op.f("ck_incoming_updates_finished_free"),
        ),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_incoming_updates")),
    )
    op.create_index(op.f("ix_incoming_updates_received_at"), "incoming_updates", ["received_at"])
    op.create_index(
        "ix_incoming_updates_waiting",
        "incoming_updates",
        ["lane", "update_id"],
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_index(
        "uq_incoming_updates_lane",
        "incoming_updates",
        ["lane"],
        unique=True,
        sqlite_where=sa.text("taken_by IS NOT NULL"),
        postgresql_where=sa.text("taken_by IS NOT NULL"),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(TELL)
    for table, change, words in TOLD:
        op.execute(
            f"CREATE TRIGGER profkompas_tell_{words} AFTER {change} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION profkompas_tell('{words}')"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, _, words in TOLD:
            op.execute(f"DROP TRIGGER profkompas_tell_{words} ON {table}")
        op.execute("DROP FUNCTION profkompas_tell()")
    for table in ("incoming_updates", "flood_buckets", "replicas"):
        op.drop_table(table)
