"""Since when a dispatch is paused, and how long it has been so before: no part of what it took"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("dispatches", sa.Column("paused_at", sa.DateTime(timezone=True)))
    op.add_column(
        "dispatches",
        sa.Column("paused_seconds", sa.Integer, nullable=False, server_default=sa.text("0")),
    )


def downgrade() -> None:
    op.drop_column("dispatches", "paused_seconds")
    op.drop_column("dispatches", "paused_at")
