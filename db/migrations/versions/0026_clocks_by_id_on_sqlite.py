"""The index of people's clocks in the order of their ids, which PostgreSQL has, on SQLite too"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

CLOCK = ["quiet_from", "quiet_until", "tz", "is_paused", "mutes_news", "mutes_sessions"]

HERE = sa.text("stopped_at IS NULL AND unreachable_at IS NULL")


def upgrade() -> None:
    if _is_sqlite():
        op.create_index(op.f("ix_users_clock"), "users", ["id", *CLOCK], sqlite_where=HERE)


def downgrade() -> None:
    if _is_sqlite():
        op.drop_index(op.f("ix_users_clock"), table_name="users")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
