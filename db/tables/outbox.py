"""Every message that the bot starts itself."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import BIG_ROW_ID, UtcDateTime, metadata, one_of
from domain.outbox import OutboxState

SETTLED_ALONE = sa.text(
    "dispatch_id = 0 AND news_id IS NULL AND settled_at IS NOT NULL "
    "AND (kind <> 'news_digest' OR state <> 'sent')"
)
"""Rows of which no announcement and no news item counts its figures. Written out: a partial index
is taken only where it is said as the index says it."""

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("dedupe_key", sa.Text, nullable=False, unique=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("not_before", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("uncertain", sa.Integer, nullable=False),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("error", sa.Text),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("settled_at", UtcDateTime),
    sa.Column("dispatch_id", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("parent_id", sa.BigInteger),
    sa.Column("thread_id", sa.BigInteger),
    sa.Column("more_message_ids", sa.JSON(none_as_null=True)),
    sa.Column("session_id", sa.Text),
    sa.Column("news_id", sa.BigInteger),
    sa.CheckConstraint(one_of("state", OutboxState), name="state_known"),
    sa.CheckConstraint("(state = 'sending') = (lease_until IS NOT NULL)", name="sending_leased"),
    sa.CheckConstraint("(state = 'sent') = (message_id IS NOT NULL)", name="sent_has_message"),
    sa.CheckConstraint(
        "(state IN ('queued', 'sending')) = (settled_at IS NULL)", name="settled_when_final"
    ),
    sa.CheckConstraint("attempts >= 0 AND uncertain >= 0", name="counts_not_negative"),
)
sa.Index(
    "ix_outbox_due",
    outbox.c.priority,
    outbox.c.dispatch_id,
    outbox.c.not_before,
    outbox.c.id,
    sqlite_where=outbox.c.state == "queued",
    postgresql_where=outbox.c.state == "queued",
)
sa.Index(
    "ix_outbox_sending",
    outbox.c.lease_until,
    sqlite_where=outbox.c.state == "sending",
    postgresql_where=outbox.c.state == "sending",
)
sa.Index(
    "ix_outbox_expiring",
    outbox.c.expires_at,
    sqlite_where=sa.and_(outbox.c.state == "queued", outbox.c.expires_at.is_not(None)),
    postgresql_where=sa.and_(outbox.c.state == "queued", outbox.c.expires_at.is_not(None)),
)
sa.Index(
    "ix_outbox_dispatch",
    outbox.c.dispatch_id,
    outbox.c.state,
    outbox.c.id,
    sqlite_where=outbox.c.dispatch_id > 0,
    postgresql_where=outbox.c.dispatch_id > 0,
)
_IS_COPY_SENT = sa.and_(outbox.c.dispatch_id > 0, outbox.c.state == "sent")
sa.Index(
    "ix_outbox_received",
    outbox.c.dispatch_id,
    outbox.c.chat_id,
    postgresql_where=_IS_COPY_SENT,
    info={"only_on": "postgresql"},
)
"""Who got an announcement, in the order of their ids."""

sa.Index(
    "ix_outbox_received_state",
    outbox.c.dispatch_id,
    outbox.c.state,
    outbox.c.chat_id,
    sqlite_where=_IS_COPY_SENT,
    info={"only_on": "sqlite"},
)
"""The same. Without the state SQLite would take ix_outbox_dispatch, in which it seeks two columns
instead of one, and read the row of each copy; with it PostgreSQL would seek no person."""

sa.Index(
    "ix_outbox_session",
    outbox.c.session_id,
    sqlite_where=sa.and_(outbox.c.state == "queued", outbox.c.session_id.is_not(None)),
    postgresql_where=sa.and_(outbox.c.state == "queued", outbox.c.session_id.is_not(None)),
)
sa.Index(
    "ix_outbox_session_sent",
    outbox.c.session_id,
    sqlite_where=sa.and_(outbox.c.state == "sent", outbox.c.session_id.is_not(None)),
    postgresql_where=sa.and_(outbox.c.state == "sent", outbox.c.session_id.is_not(None)),
)
sa.Index(
    "ix_outbox_news",
    outbox.c.news_id,
    outbox.c.state,
    outbox.c.id,
    sqlite_where=outbox.c.news_id.is_not(None),
    postgresql_where=outbox.c.news_id.is_not(None),
)
sa.Index(
    "ix_outbox_uncertain",
    outbox.c.dispatch_id,
    sqlite_where=outbox.c.uncertain > 0,
    postgresql_where=outbox.c.uncertain > 0,
)
sa.Index(
    "ix_outbox_unsettled_chat",
    outbox.c.chat_id,
    outbox.c.id,
    sqlite_where=outbox.c.state.in_(("queued", "sending")),
    postgresql_where=outbox.c.state.in_(("queued", "sending")),
)
sa.Index(
    "ix_outbox_failed",
    outbox.c.id,
    sqlite_where=outbox.c.state == "failed",
    postgresql_where=outbox.c.state == "failed",
)
sa.Index(
    "ix_outbox_outage",
    outbox.c.id,
    sqlite_where=outbox.c.kind == "outage",
    postgresql_where=outbox.c.kind == "outage",
)
sa.Index(
    "ix_outbox_settled",
    outbox.c.settled_at,
    sqlite_where=SETTLED_ALONE,
    postgresql_where=SETTLED_ALONE,
)
