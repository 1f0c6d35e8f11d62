"""Delivered reminders are found by their session, to be edited when it moves"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    delivered = sa.text("state = 'sent' AND session_id IS NOT NULL")
    op.create_index(
        "ix_outbox_session_sent",
        "outbox",
        ["session_id"],
        unique=False,
        sqlite_where=delivered,
        postgresql_where=delivered,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_session_sent", table_name="outbox")
