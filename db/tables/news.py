"""News with their sources and labels."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import BIG_ROW_ID, UtcDateTime, metadata, one_of
from domain.news.items import LabelKind, NewsOrigin, NewsState

news_sources = sa.Table(
    "news_sources",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("url", sa.Text, unique=True),
    sa.Column("chat_id", sa.BigInteger, unique=True),
    sa.Column("is_trusted", sa.Boolean, nullable=False),
    sa.Column("is_paused", sa.Boolean, nullable=False),
    sa.Column("etag", sa.Text, nullable=False),
    sa.Column("last_modified", sa.Text, nullable=False),
    sa.Column("next_poll_at", UtcDateTime),
    sa.Column("read_at", UtcDateTime),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_error", sa.Text, nullable=False),
    sa.CheckConstraint(one_of("way", NewsOrigin), name="way_known"),
    sa.CheckConstraint("(way = 'feed') = (url IS NOT NULL)", name="feed_has_url"),
    sa.CheckConstraint("(way = 'channel') = (chat_id IS NOT NULL)", name="channel_has_chat"),
    sa.CheckConstraint("failures >= 0", name="failures_counted"),
)
sa.Index("ix_news_sources_due", news_sources.c.next_poll_at)

news = sa.Table(
    "news",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("source_id", sa.ForeignKey("news_sources.id", ondelete="SET NULL"), index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("lead", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("entities", sa.JSON, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("picture_url", sa.Text, nullable=False),
    sa.Column("picture_id", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, index=True),
    sa.Column("published_at", UtcDateTime, nullable=False),
    sa.Column("is_dated", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("fetched_at", UtcDateTime, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("edited_at", UtcDateTime),
    sa.Column("edited_by", sa.BigInteger),
    sa.Column("release_at", UtcDateTime),
    sa.Column("released_at", UtcDateTime),
    sa.Column("told_at", UtcDateTime),
    sa.Column("author_id", sa.BigInteger),
    sa.Column("proposal", sa.JSON(none_as_null=True)),
    sa.Column("topics_by_hand", sa.JSON(none_as_null=True)),
    sa.Column("topics_version", sa.Integer, nullable=False, server_default="0"),
    sa.CheckConstraint(one_of("way", NewsOrigin), name="way_known"),
    sa.CheckConstraint(one_of("state", NewsState), name="state_known"),
    sa.CheckConstraint(
        "state <> 'released' OR released_at IS NOT NULL", name="released_at_some_time"
    ),
    sa.CheckConstraint("release_at IS NULL OR state = 'draft'", name="only_drafts_wait"),
    sa.CheckConstraint("title <> ''", name="has_title"),
)
sa.Index(
    "ix_news_newest",
    news.c.published_at,
    news.c.id,
    sqlite_where=news.c.state == "released",
    postgresql_where=news.c.state == "released",
)
sa.Index(
    "ix_news_drafts",
    news.c.id,
    sqlite_where=news.c.state == "draft",
    postgresql_where=news.c.state == "draft",
)
sa.Index(
    "ix_news_planned",
    news.c.release_at,
    sqlite_where=news.c.release_at.is_not(None),
    postgresql_where=news.c.release_at.is_not(None),
)
sa.Index(
    "ix_news_untold",
    news.c.id,
    sqlite_where=sa.and_(news.c.state == "released", news.c.told_at.is_(None)),
    postgresql_where=sa.and_(news.c.state == "released", news.c.told_at.is_(None)),
)
sa.Index(
    "ix_news_released",
    news.c.released_at,
    sqlite_where=news.c.state == "released",
    postgresql_where=news.c.state == "released",
)
for _column in (news.c.author_id, news.c.edited_by):
    sa.Index(
        f"ix_news_{_column.name}",
        _column,
        sqlite_where=_column.is_not(None),
        postgresql_where=_column.is_not(None),
    )

sa.Index("ix_news_topics_version", news.c.topics_version, news.c.id)

news_entries = sa.Table(
    "news_entries",
    metadata,
    sa.Column("source_id", sa.ForeignKey("news_sources.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("guid", sa.Text, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("news_id", sa.ForeignKey("news.id", ondelete="SET NULL"), index=True),
    sa.Column("seen_at", UtcDateTime, nullable=False),
)

news_labels = sa.Table(
    "news_labels",
    metadata,
    sa.Column("news_id", sa.ForeignKey("news.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("published_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(one_of("kind", LabelKind), name="kind_known"),
)
sa.Index(
    "ix_news_labels_newest",
    news_labels.c.kind,
    news_labels.c.value,
    news_labels.c.published_at,
    news_labels.c.news_id,
)

topics = sa.Table(
    "topics",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name_ru", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("words", sa.JSON, nullable=False),
    sa.CheckConstraint("length(code) BETWEEN 1 AND 20", name="code_fits_buttons"),
)

topic_drafts = sa.Table(
    "topic_drafts",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column(
        "author_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("code", sa.Text),
    sa.Column("name_ru", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("added", sa.JSON, nullable=False),
    sa.Column("removed", sa.JSON, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)
