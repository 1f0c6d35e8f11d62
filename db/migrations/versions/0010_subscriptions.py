"""Subscriptions to news, and what becomes of items that were delivered"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("news_id", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_outbox_news",
        "outbox",
        ["news_id", "state", "id"],
        unique=False,
        sqlite_where=sa.text("news_id IS NOT NULL"),
        postgresql_where=sa.text("news_id IS NOT NULL"),
    )
    op.create_index(
        "ix_news_released",
        "news",
        ["released_at"],
        unique=False,
        sqlite_where=sa.text("state = 'released'"),
        postgresql_where=sa.text("state = 'released'"),
    )
    op.create_table(
        "subscribers",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("pace", sa.Text(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("is_silent", sa.Boolean(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("digest_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_digest_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(digest_from IS NULL) = (next_digest_at IS NULL)",
            name=op.f("ck_subscribers_digest_has_both_ends"),
        ),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_subscribers_hour_of_a_day")),
        sa.CheckConstraint(
            "pace IN ('at_once', 'daily', 'weekly')", name=op.f("ck_subscribers_pace_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_subscribers_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_subscribers")),
    )
    op.create_index(
        "ix_subscribers_digest",
        "subscribers",
        ["next_digest_at"],
        unique=False,
        sqlite_where=sa.text("next_digest_at IS NOT NULL"),
        postgresql_where=sa.text("next_digest_at IS NOT NULL"),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("is_minus", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind = 'words' OR NOT is_minus", name=op.f("ck_subscriptions_only_words_are_minus")
        ),
        sa.CheckConstraint(
            "kind IN ('all', 'topic', 'region', 'favourites', 'words')",
            name=op.f("ck_subscriptions_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_subscriptions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint(
            "user_id", "kind", "value", name=op.f("uq_subscriptions_user_id_kind_value")
        ),
    )
    op.create_index("ix_subscriptions_kind", "subscriptions", ["kind", "value"], unique=False)
    op.create_table(
        "news_reactions",
        sa.Column("news_id", BIG_ROW_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('opened', 'stopped')", name=op.f("ck_news_reactions_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["news_id"], ["news.id"], name=op.f("fk_news_reactions_news_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_news_reactions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("news_id", "kind", "user_id", name=op.f("pk_news_reactions")),
    )
    op.create_index(op.f("ix_news_reactions_user_id"), "news_reactions", ["user_id"], unique=False)
    op.create_table(
        "news_changes",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("news_id", BIG_ROW_ID, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "action IN ('edit', 'recall')", name=op.f("ck_news_changes_action_known")
        ),
        sa.ForeignKeyConstraint(
            ["news_id"], ["news.id"], name=op.f("fk_news_changes_news_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_news_changes_news_id"), "news_changes", ["news_id"], unique=False)


def downgrade() -> None:
    for table in ("news_changes", "news_reactions", "subscriptions", "subscribers"):
        op.drop_table(table)
    op.drop_index("ix_news_released", table_name="news")
    op.drop_index("ix_outbox_news", table_name="outbox")
    op.drop_column("outbox", "news_id")
