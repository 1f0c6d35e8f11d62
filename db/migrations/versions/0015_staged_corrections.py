"""A correction of an announcement that its organiser looks at before it goes out"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    column = sa.Column("correction", sa.JSON(none_as_null=True), nullable=True)
    op.add_column("announcements", column)


def downgrade() -> None:
    op.drop_column("announcements", "correction")
