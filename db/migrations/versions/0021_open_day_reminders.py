"""Days of open doors that people want to be reminded of"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

DUE = sa.text("remind_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "open_day_reminders",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_open_day_reminders_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "user_id", "cluster_id", "day", name=op.f("pk_open_day_reminders")
        ),
    )
    op.create_index(op.f("ix_open_day_reminders_day"), "open_day_reminders", ["cluster_id", "day"])
    op.create_index(
        op.f("ix_open_day_reminders_due"),
        "open_day_reminders",
        ["remind_at"],
        sqlite_where=DUE,
        postgresql_where=DUE,
    )


def downgrade() -> None:
    op.drop_table("open_day_reminders")
