"""Who wants which news, and what became of those that were told."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import BIG_ROW_ID, UtcDateTime, metadata, one_of
from domain.news.subscriptions import (
    DigestFrequency,
    NewsAction,
    Reaction,
    SubscriptionKind,
)

subscribers = sa.Table(
    "subscribers",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("pace", sa.Text, nullable=False),
    sa.Column("hour", sa.SmallInteger, nullable=False),
    sa.Column("is_silent", sa.Boolean, nullable=False),
    sa.Column("is_on", sa.Boolean, nullable=False),
    sa.Column("digest_from", UtcDateTime),
    sa.Column("next_digest_at", UtcDateTime),
    sa.CheckConstraint(one_of("pace", DigestFrequency), name="pace_known"),
    sa.CheckConstraint("hour BETWEEN 0 AND 23", name="hour_of_a_day"),
    sa.CheckConstraint(
        "(digest_from IS NULL) = (next_digest_at IS NULL)", name="digest_has_both_ends"
    ),
)
sa.Index(
    "ix_subscribers_digest",
    subscribers.c.next_digest_at,
    sqlite_where=subscribers.c.next_digest_at.is_not(None),
    postgresql_where=subscribers.c.next_digest_at.is_not(None),
)

subscriptions = sa.Table(
    "subscriptions",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("shown", sa.Text, nullable=False),
    sa.Column("is_minus", sa.Boolean, nullable=False),
    sa.UniqueConstraint("user_id", "kind", "value"),
    sa.CheckConstraint(one_of("kind", SubscriptionKind), name="kind_known"),
    sa.CheckConstraint("kind = 'words' OR NOT is_minus", name="only_words_are_minus"),
)
sa.Index("ix_subscriptions_kind", subscriptions.c.kind, subscriptions.c.value)

news_reactions = sa.Table(
    "news_reactions",
    metadata,
    sa.Column("news_id", sa.ForeignKey("news.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column(
        "user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint(one_of("kind", Reaction), name="kind_known"),
)

news_digest_items = sa.Table(
    "news_digest_items",
    metadata,
    sa.Column("outbox_id", sa.ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "news_id", sa.ForeignKey("news.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    sa.Column("place", sa.SmallInteger, nullable=False),
    sa.CheckConstraint("place >= 0", name="place_not_negative"),
)

news_changes = sa.Table(
    "news_changes",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("news_id", sa.ForeignKey("news.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("cursor", sa.BigInteger, nullable=False),
    sa.CheckConstraint(one_of("action", NewsAction), name="action_known"),
    # Its id stands in dedupe keys, which outlive the row.
    sqlite_autoincrement=True,
)
