"""Indexes by which people are counted, and by which the last errors are found"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

AUDIENCE = [
    "quiet_from",
    "quiet_until",
    "tz",
    "is_paused",
    "mutes_news",
    "mutes_sessions",
    "role",
    "home_region",
    "language",
    "client_language",
    "id",
]

INDEXES = (
    ("users", "ix_users_audience", AUDIENCE, "stopped_at IS NULL AND unreachable_at IS NULL"),
    ("users", "ix_users_seen_on", ["seen_on"], None),
    ("users", "ix_users_stopped_at", ["stopped_at"], "stopped_at IS NOT NULL"),
    ("users", "ix_users_unreachable_at", ["unreachable_at"], "unreachable_at IS NOT NULL"),
    ("users", "ix_users_home", ["home_lat", "home_lon"], "home_lat IS NOT NULL"),
    ("users", "ix_users_home_region", ["home_region"], "home_region <> ''"),
    ("outbox", "ix_outbox_failed", ["id"], "state = 'failed'"),
    ("outbox", "ix_outbox_outage", ["id"], "kind = 'outage'"),
    ("audience_members", "ix_audience_members_user_id", ["user_id"], None),
    ("news", "ix_news_author_id", ["author_id"], "author_id IS NOT NULL"),
    ("news", "ix_news_edited_by", ["edited_by"], "edited_by IS NOT NULL"),
    ("search_looks", "ix_search_looks_edition", ["edition"], None),
    ("sessions", "ix_sessions_event_id_starts_at", ["event_id", "starts_at", "sequence"], None),
)

DISPATCH = ["dispatch_id", "state", "id"]


def upgrade() -> None:
    op.drop_index(op.f("ix_sessions_event_id"), table_name="sessions")
    # By it alone it is known who got an announcement.
    _index_dispatches([*DISPATCH, "chat_id"])
    for table, name, columns, condition in INDEXES:
        where = None if condition is None else sa.text(condition)
        op.create_index(op.f(name), table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for table, name, _, _ in reversed(INDEXES):
        op.drop_index(op.f(name), table_name=table)
    op.create_index(op.f("ix_sessions_event_id"), "sessions", ["event_id"])
    _index_dispatches(DISPATCH)


def _index_dispatches(columns: list[str]) -> None:
    name, where = op.f("ix_outbox_dispatch"), sa.text("dispatch_id > 0")
    op.drop_index(name, table_name="outbox")
    op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)
