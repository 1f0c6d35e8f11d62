"""News: sources, items, what they are about, and the words they are found by"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")

SEARCH_ON_SQLITE = (
    """
    CREATE VIRTUAL TABLE news_words
    USING fts5(title, lead, text, detail=column, tokenize="unicode61 remove_diacritics 0")
    """,
    """
    CREATE TRIGGER news_words_forget AFTER DELETE ON news
    BEGIN DELETE FROM news_words WHERE rowid = old.id; END
    """,
)
SEARCH_ON_POSTGRESQL = (
    """
    CREATE TABLE news_words (
        news_id bigint PRIMARY KEY REFERENCES news (id) ON DELETE CASCADE,
        words tsvector NOT NULL
    )
    """,
    "CREATE INDEX ix_news_words ON news_words USING gin (words)",
)


def upgrade() -> None:
    op.create_table(
        "news_sources",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("is_trusted", sa.Boolean(), nullable=False),
        sa.Column("is_paused", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("next_poll_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(way = 'channel') = (chat_id IS NOT NULL)",
            name=op.f("ck_news_sources_channel_has_chat"),
        ),
        sa.CheckConstraint(
            "(way = 'feed') = (url IS NOT NULL)", name=op.f("ck_news_sources_feed_has_url")
        ),
        sa.CheckConstraint(
            "way IN ('feed', 'channel', 'link', 'chat', 'file')",
            name=op.f("ck_news_sources_way_known"),
        ),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_news_sources_failures_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_sources")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_news_sources_chat_id")),
        sa.UniqueConstraint("url", name=op.f("uq_news_sources_url")),
    )
    op.create_index("ix_news_sources_due", "news_sources", ["next_poll_at"], unique=False)
    op.create_table(
        "topics",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_ru", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "length(code) BETWEEN 1 AND 20", name=op.f("ck_topics_code_fits_buttons")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_topics")),
    )
    op.create_table(
        "news",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("source_id", BIG_ROW_ID, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entities", sa.JSON(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("picture_url", sa.Text(), nullable=False),
        sa.Column("picture_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_by", sa.BigInteger(), nullable=True),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("proposal", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "release_at IS NULL OR state = 'draft'", name=op.f("ck_news_only_drafts_wait")
        ),
        sa.CheckConstraint(
            "state <> 'released' OR released_at IS NOT NULL",
            name=op.f("ck_news_released_at_some_time"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'released', 'withdrawn')", name=op.f("ck_news_state_known")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_news_has_title")),
        sa.CheckConstraint(
            "way IN ('feed', 'channel', 'link', 'chat', 'file')", name=op.f("ck_news_way_known")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["news_sources.id"], name=op.f("fk_news_source_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
    )
    op.create_index(op.f("ix_news_digest"), "news", ["digest"], unique=False)
    op.create_index(
        "ix_news_drafts",
        "news",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_index(
        "ix_news_newest",
        "news",
        ["published_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'released'"),
        postgresql_where=sa.text("state = 'released'"),
    )
    op.create_index(
        "ix_news_planned",
        "news",
        ["release_at"],
        unique=False,
        sqlite_where=sa.text("release_at IS NOT NULL"),
        postgresql_where=sa.text("release_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_news_source_id"), "news", ["source_id"], unique=False)
    op.create_index(
        "ix_news_untold",
        "news",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'released' AND told_at IS NULL"),
        postgresql_where=sa.text("state = 'released' AND told_at IS NULL"),
    )
    op.create_table(
        "news_entries",
        sa.Column("source_id", BIG_ROW_ID, nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("news_id", BIG_ROW_ID, nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["news_id"], ["news.id"], name=op.f("fk_news_entries_news_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["news_sources.id"],
            name=op.f("fk_news_entries_source_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("source_id", "guid", name=op.f("pk_news_entries")),
    )
    op.create_index(op.f("ix_news_entries_news_id"), "news_entries", ["news_id"], unique=False)
    op.create_table(
        "news_labels",
        sa.Column("news_id", BIG_ROW_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('topic', 'region', 'cluster')", name=op.f("ck_news_labels_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["news_id"], ["news.id"], name=op.f("fk_news_labels_news_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("news_id", "kind", "value", name=op.f("pk_news_labels")),
    )
    op.create_index(
        "ix_news_labels_newest",
        "news_labels",
        ["kind", "value", "published_at", "news_id"],
        unique=False,
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SEARCH_ON_SQLITE if is_sqlite else SEARCH_ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE news_words")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER news_words_forget")
    op.drop_index("ix_news_labels_newest", table_name="news_labels")
    op.drop_table("news_labels")
    op.drop_index(op.f("ix_news_entries_news_id"), table_name="news_entries")
    op.drop_table("news_entries")
    op.drop_index(
        "ix_news_untold",
        table_name="news",
        sqlite_where=sa.text("state = 'released' AND told_at IS NULL"),
        postgresql_where=sa.text("state = 'released' AND told_at IS NULL"),
    )
    op.drop_index(op.f("ix_news_source_id"), table_name="news")
    op.drop_index(
        "ix_news_planned",
        table_name="news",
        sqlite_where=sa.text("release_at IS NOT NULL"),
        postgresql_where=sa.text("release_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_news_newest",
        table_name="news",
        sqlite_where=sa.text("state = 'released'"),
        postgresql_where=sa.text("state = 'released'"),
    )
    op.drop_index(
        "ix_news_drafts",
        table_name="news",
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.drop_index(op.f("ix_news_digest"), table_name="news")
    op.drop_table("news")
    op.drop_table("topics")
    op.drop_index("ix_news_sources_due", table_name="news_sources")
    op.drop_table("news_sources")
