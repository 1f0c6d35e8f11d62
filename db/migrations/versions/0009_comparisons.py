"""Cards that a person compares"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "comparisons",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["clusters.id"],
            name=op.f("fk_comparisons_cluster_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_comparisons_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "cluster_id", name=op.f("pk_comparisons")),
    )
    op.create_index(op.f("ix_comparisons_cluster_id"), "comparisons", ["cluster_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_comparisons_cluster_id"), table_name="comparisons")
    op.drop_table("comparisons")
