"""An index of who got an announcement, and a narrower one of all that is counted of people"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

SENT = "dispatch_id > 0 AND state = 'sent'"

HERE = "stopped_at IS NULL AND unreachable_at IS NULL"

CLOCK = ["quiet_from", "quiet_until", "tz", "is_paused", "mutes_news", "mutes_sessions"]

AUDIENCE = [*CLOCK, "role", "home_region", "language", "client_language"]


REPLACED = (
    ("ix_users_audience", "users", AUDIENCE, HERE),
    ("ix_outbox_dispatch", "outbox", ["dispatch_id", "state", "id"], "dispatch_id > 0"),
)


def upgrade() -> None:
    """On PostgreSQL nothing is dropped before all is built: from then on nobody can read the
    table, and an older version answers people meanwhile."""
    if not _is_postgres():
        for name, table, columns, condition in REPLACED:
            op.drop_index(op.f(name), table_name=table)
            _index(name, table, columns, condition)
        _index("ix_outbox_received_state", "outbox", ["dispatch_id", "state", "chat_id"], SENT)
        return
    for name, table, columns, condition in REPLACED:
        _index(f"{name}_new", table, columns, condition)
    _index("ix_outbox_received", "outbox", ["dispatch_id", "chat_id"], SENT)
    _index("ix_users_clock", "users", ["id", *CLOCK], HERE)
    for name, table, _, _ in REPLACED:
        op.drop_index(op.f(name), table_name=table)
        op.execute(f"ALTER INDEX {name}_new RENAME TO {name}")


def downgrade() -> None:
    if _is_postgres():
        op.drop_index(op.f("ix_users_clock"), table_name="users")
        op.drop_index(op.f("ix_outbox_received"), table_name="outbox")
    else:
        op.drop_index(op.f("ix_outbox_received_state"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_dispatch"), table_name="outbox")
    before = ["dispatch_id", "state", "id", "chat_id"]
    _index("ix_outbox_dispatch", "outbox", before, "dispatch_id > 0")
    op.drop_index(op.f("ix_users_audience"), table_name="users")
    _index("ix_users_audience", "users", [*AUDIENCE, "id"], HERE)


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _index(name: str, table: str, columns: Sequence[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(op.f(name), table, columns, sqlite_where=where, postgresql_where=where)
