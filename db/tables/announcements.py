"""Announcements with their audiences, where they go, and the rounds that carry them."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import BIG_ROW_ID, UtcDateTime, metadata, one_of
from domain.announcements.announcements import AnnouncementState, DispatchAction, DispatchState
from domain.people.users import Category

outlets = sa.Table(
    "outlets",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("thread_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("added_at", UtcDateTime, nullable=False),
)

announcements = sa.Table(
    "announcements",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("post", sa.JSON, nullable=False),
    sa.Column("buttons", sa.JSON, nullable=False),
    sa.Column("is_silent", sa.Boolean, nullable=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("audience", sa.JSON, nullable=False),
    sa.Column("outlets", sa.JSON, nullable=False),
    sa.Column("starts_at", UtcDateTime),
    sa.Column("is_local", sa.Boolean, nullable=False),
    sa.Column("expires_at", UtcDateTime),
    sa.Column("approved_by", sa.BigInteger),
    sa.Column("panel_id", sa.BigInteger),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("correction", sa.JSON(none_as_null=True)),
    sa.CheckConstraint(one_of("state", AnnouncementState), name="state_known"),
    sa.CheckConstraint(one_of("category", Category), name="category_known"),
    sa.CheckConstraint(
        "state <> 'planned' OR starts_at IS NOT NULL", name="planned_for_some_time"
    ),
    sa.CheckConstraint("starts_at IS NOT NULL OR NOT is_local", name="local_needs_time"),
)
sa.Index("ix_announcements_state", announcements.c.state, announcements.c.starts_at)

audience_members = sa.Table(
    "audience_members",
    metadata,
    sa.Column(
        "announcement_id",
        sa.ForeignKey("announcements.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("user_id", sa.BigInteger, primary_key=True, index=True),
)

dispatches = sa.Table(
    "dispatches",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("announcement_id", sa.ForeignKey("announcements.id"), nullable=False, index=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("post", sa.JSON, nullable=False),
    sa.Column("weight", sa.Integer, nullable=False),
    sa.Column("begun_by", sa.BigInteger, nullable=False),
    sa.Column("is_filled", sa.Boolean, nullable=False),
    sa.Column("cursor", sa.BigInteger, nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
    sa.Column("progress_id", sa.BigInteger),
    sa.Column("is_reported", sa.Boolean, nullable=False),
    sa.Column("paused_at", UtcDateTime),
    sa.Column("paused_seconds", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.CheckConstraint(one_of("action", DispatchAction), name="action_known"),
    sa.CheckConstraint(one_of("state", DispatchState), name="state_known"),
    sa.CheckConstraint(
        "(state IN ('finished', 'cancelled')) = (finished_at IS NOT NULL)",
        name="finished_when_final",
    ),
    sa.CheckConstraint("weight > 0", name="weighs_something"),
    sa.CheckConstraint("NOT is_reported OR finished_at IS NOT NULL", name="reported_when_final"),
)
sa.Index(
    "uq_dispatches_one_send",
    dispatches.c.announcement_id,
    unique=True,
    sqlite_where=dispatches.c.action == "send",
    postgresql_where=dispatches.c.action == "send",
)
sa.Index(
    "ix_dispatches_unreported",
    dispatches.c.id,
    sqlite_where=dispatches.c.is_reported.is_(False),
    postgresql_where=dispatches.c.is_reported.is_(False),
)
