"""An index of what has been settled in the outbox, by which old rows are found"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

SETTLED = (
    "dispatch_id = 0 AND news_id IS NULL AND settled_at IS NOT NULL "
    "AND (kind <> 'news_digest' OR state <> 'sent')"
)


def upgrade() -> None:
    op.create_index(
        op.f("ix_outbox_settled"),
        "outbox",
        ["settled_at"],
        sqlite_where=sa.text(SETTLED),
        postgresql_where=sa.text(SETTLED),
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_outbox_settled"), table_name="outbox")
