"""Reports of wrong cards, and what clusters were before each change"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
FIELDS = (
    "'name', 'industry', 'place', 'college', 'professions', 'employers', 'year', 'website', "
    "'other'"
)


def upgrade() -> None:
    op.create_table(
        "card_reports",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=True),
        sa.Column("cluster_name", sa.Text(), nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=True),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(f"field IN ({FIELDS})", name=op.f("ck_card_reports_field_known")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL)",
            name=op.f("ck_card_reports_closed_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["clusters.id"],
            name=op.f("fk_card_reports_cluster_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"],
            ["users.id"],
            name=op.f("fk_card_reports_reporter_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_reports")),
    )
    op.create_index(op.f("ix_card_reports_cluster_id"), "card_reports", ["cluster_id"])
    op.create_index("ix_card_reports_reporter", "card_reports", ["reporter_id", "created_at"])
    condition = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_card_reports_open",
        "card_reports",
        ["id"],
        sqlite_where=condition,
        postgresql_where=condition,
    )
    op.create_table(
        "cluster_changes",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_cluster_changes")),
    )


def downgrade() -> None:
    op.drop_table("cluster_changes")
    op.drop_table("card_reports")
