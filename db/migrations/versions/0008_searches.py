"""Searches that people have typed, saved ones among them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "searches",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_searches_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searches")),
    )
    op.create_index("ix_searches_user_id_saved_at", "searches", ["user_id", "saved_at"])
    op.create_index(
        "ix_searches_used_at",
        "searches",
        ["used_at"],
        sqlite_where=sa.text("saved_at IS NULL"),
        postgresql_where=sa.text("saved_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_searches_used_at", table_name="searches")
    op.drop_index("ix_searches_user_id_saved_at", table_name="searches")
    op.drop_table("searches")
