"""Whose store it is, and what each replica would send"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "served_bots",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", name=op.f("pk_served_bots")),
    )
    # With a default: replicas of the version before write rows without it.
    op.add_column(
        "replicas", sa.Column("wanted", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    with op.batch_alter_table("replicas") as replicas:
        replicas.drop_column("wanted")
    op.drop_table("served_bots")
