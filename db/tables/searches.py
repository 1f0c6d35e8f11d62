"""Searches, which buttons name, and the saved ones among them."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import BIG_ROW_ID, UtcDateTime, metadata

searches = sa.Table(
    "searches",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("choices", sa.JSON, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("used_at", UtcDateTime, nullable=False),
    sa.Column("saved_at", UtcDateTime),
)
sa.Index("ix_searches_user_id_saved_at", searches.c.user_id, searches.c.saved_at)
sa.Index(
    "ix_searches_used_at",
    searches.c.used_at,
    sqlite_where=searches.c.saved_at.is_(None),
    postgresql_where=searches.c.saved_at.is_(None),
)
