"""What settings each replica has, as digests by their names, so that a difference is noticed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("replicas", sa.Column("settings", sa.JSON))


def downgrade() -> None:
    op.drop_column("replicas", "settings")
