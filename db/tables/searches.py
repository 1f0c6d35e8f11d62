"""Searches, which buttons name, the saved ones among them, and what those find."""

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
    sa.Column("look_key", sa.Text),
)
sa.Index("ix_searches_user_id_saved_at", searches.c.user_id, searches.c.saved_at)
sa.Index(
    "ix_searches_used_at",
    searches.c.used_at,
    sqlite_where=searches.c.saved_at.is_(None),
    postgresql_where=searches.c.saved_at.is_(None),
)
sa.Index(
    "ix_searches_look_key",
    searches.c.look_key,
    sqlite_where=searches.c.look_key.is_not(None),
    postgresql_where=searches.c.look_key.is_not(None),
)
sa.Index(
    "ix_searches_unread",
    searches.c.id,
    sqlite_where=sa.and_(searches.c.saved_at.is_not(None), searches.c.look_key.is_(None)),
    postgresql_where=sa.and_(searches.c.saved_at.is_not(None), searches.c.look_key.is_(None)),
)

search_looks = sa.Table(
    "search_looks",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("choices", sa.JSON, nullable=False),
    sa.Column("edition", sa.Text, nullable=False, index=True),
)

search_finds = sa.Table(
    "search_finds",
    metadata,
    sa.Column("key", sa.ForeignKey("search_looks.key", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "cluster_id",
        sa.ForeignKey("clusters.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)
