"""Revisions of programmes, which are staged, saved at once and followed piece by piece"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
PHASES = "phase IN ('staged', 'listing', 'retiming', 'promoting', 'telling', 'done')"


def upgrade() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("person", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("in_flight", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("staged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(PHASES, name=op.f("ck_revisions_phase_known")),
        sa.CheckConstraint(
            "(phase = 'staged') = (saved_at IS NULL)", name=op.f("ck_revisions_saved_when_seen")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_staged_at"), "revisions", ["staged_at"], unique=False)
    op.create_table(
        "revised_sessions",
        sa.Column("revision_id", BIG_ROW_ID, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("speakers", sa.JSON(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("known", sa.JSON(), nullable=True),
        sa.Column("is_retimed", sa.Boolean(), nullable=False),
        sa.Column("is_resized", sa.Boolean(), nullable=False),
        sa.CheckConstraint("place > 0", name=op.f("ck_revised_sessions_place_counts")),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name=op.f("fk_revised_sessions_revision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision_id", "place", name=op.f("pk_revised_sessions")),
    )
    op.create_index(
        op.f("ix_revised_sessions_session_id"), "revised_sessions", ["session_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("revised_sessions")
    op.drop_table("revisions")
