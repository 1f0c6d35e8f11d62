"""Announcements, dispatches, organisers; what people want to hear and when"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def row_id(name: str = "id") -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False)


def upgrade() -> None:
    # Each CHECK comes with its column: SQLite would rebuild a table for a later one, and dropping
    # the old `users` would take everybody's favourites along.
    for column in (
        sa.Column("home_region", sa.Text(), nullable=False, server_default=""),
        sa.Column(
            "role",
            sa.Text(),
            sa.CheckConstraint(
                "role IN ('student', 'parent', 'cluster', 'employer', 'other')",
                name=op.f("ck_users_role_known"),
            ),
        ),
        sa.Column("is_paused", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("mutes_news", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("mutes_sessions", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column(
            "quiet_from",
            sa.Integer(),
            sa.CheckConstraint(
                "quiet_from BETWEEN 0 AND 1439", name=op.f("ck_users_quiet_from_in_day")
            ),
            server_default="1320",
        ),
        sa.Column(
            "quiet_until",
            sa.Integer(),
            sa.CheckConstraint(
                "quiet_until BETWEEN 0 AND 1439", name=op.f("ck_users_quiet_until_in_day")
            ),
            server_default="480",
        ),
    ):
        op.add_column("users", column)
    _create_programme()
    _create_organisers()
    _create_announcements()
    _widen_outbox()


def _create_programme() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("tz", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        moment("starts_at"),
        moment("ends_at"),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_sessions_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_sessions_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_event_id"), "sessions", ["event_id"])
    op.create_table(
        "registrations",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        moment("created_at"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_registrations_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_registrations_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "session_id", name=op.f("pk_registrations")),
    )
    op.create_index(op.f("ix_registrations_session_id"), "registrations", ["session_id"])


def _create_organisers() -> None:
    op.create_table(
        "organisers",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        moment("added_at"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_organisers")),
    )
    op.create_table(
        "audit",
        row_id(),
        moment("at"),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "outlets",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        moment("added_at"),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name=op.f("pk_outlets")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        moment("until"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )


def _create_announcements() -> None:
    op.create_table(
        "announcements",
        row_id(),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("post", sa.JSON(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("is_silent", sa.Boolean(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("outlets", sa.JSON(), nullable=False),
        moment("starts_at", nullable=True),
        sa.Column("is_local", sa.Boolean(), nullable=False),
        moment("expires_at", nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("panel_id", sa.BigInteger(), nullable=True),
        moment("created_at"),
        sa.CheckConstraint(
            "state IN ('draft', 'awaiting', 'planned', 'started', 'discarded')",
            name=op.f("ck_announcements_state_known"),
        ),
        sa.CheckConstraint(
            "category IN ('important', 'news', 'sessions')",
            name=op.f("ck_announcements_category_known"),
        ),
        sa.CheckConstraint(
            "state <> 'planned' OR starts_at IS NOT NULL",
            name=op.f("ck_announcements_planned_for_some_time"),
        ),
        sa.CheckConstraint(
            "starts_at IS NOT NULL OR NOT is_local",
            name=op.f("ck_announcements_local_needs_time"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index("ix_announcements_state", "announcements", ["state", "starts_at"])
    op.create_table(
        "audience_members",
        row_id("announcement_id"),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name=op.f("fk_audience_members_announcement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("announcement_id", "user_id", name=op.f("pk_audience_members")),
    )
    op.create_table(
        "dispatches",
        row_id(),
        row_id("announcement_id"),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("post", sa.JSON(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("begun_by", sa.BigInteger(), nullable=False),
        sa.Column("is_filled", sa.Boolean(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        moment("started_at"),
        moment("finished_at", nullable=True),
        sa.Column("progress_id", sa.BigInteger(), nullable=True),
        sa.Column("is_reported", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "action IN ('send', 'correct', 'recall')", name=op.f("ck_dispatches_action_known")
        ),
        sa.CheckConstraint(
            "state IN ('running', 'paused', 'finished', 'cancelled')",
            name=op.f("ck_dispatches_state_known"),
        ),
        sa.CheckConstraint(
            "(state IN ('finished', 'cancelled')) = (finished_at IS NOT NULL)",
            name=op.f("ck_dispatches_finished_when_final"),
        ),
        sa.CheckConstraint("weight > 0", name=op.f("ck_dispatches_weighs_something")),
        sa.CheckConstraint(
            "NOT is_reported OR finished_at IS NOT NULL",
            name=op.f("ck_dispatches_reported_when_final"),
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_dispatches_announcement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatches")),
    )
    op.create_index(op.f("ix_dispatches_announcement_id"), "dispatches", ["announcement_id"])
    _partial_index(
        "uq_dispatches_one_send", "dispatches", ["announcement_id"], "action = 'send'", unique=True
    )
    _partial_index("ix_dispatches_unreported", "dispatches", ["id"], "is_reported IS false")


def _widen_outbox() -> None:
    for column in (
        sa.Column("dispatch_id", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("more_message_ids", sa.JSON(), nullable=True),
    ):
        op.add_column("outbox", column)
    op.drop_index("ix_outbox_due", "outbox")
    _partial_index(
        "ix_outbox_due",
        "outbox",
        ["priority", "dispatch_id", "not_before", "id"],
        "state = 'queued'",
    )
    _partial_index("ix_outbox_sending", "outbox", ["lease_until"], "state = 'sending'")
    _partial_index(
        "ix_outbox_expiring", "outbox", ["expires_at"],
        "state = 'queued' AND expires_at IS NOT NULL",
    )  # fmt: skip
    _partial_index(
        "ix_outbox_dispatch", "outbox", ["dispatch_id", "state", "id"], "dispatch_id > 0"
    )
    _partial_index("ix_outbox_uncertain", "outbox", ["dispatch_id"], "uncertain > 0")


def _partial_index(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def downgrade() -> None:
    for name in (
        "ix_outbox_uncertain", "ix_outbox_dispatch", "ix_outbox_expiring", "ix_outbox_sending",
    ):  # fmt: skip
        op.drop_index(name, "outbox")
    op.drop_index("ix_outbox_due", "outbox")
    _partial_index("ix_outbox_due", "outbox", ["priority", "id"], "state = 'queued'")
    for name in ("more_message_ids", "thread_id", "parent_id", "dispatch_id"):
        op.drop_column("outbox", name)
    for name in (
        "dispatches", "audience_members", "announcements", "leases", "outlets", "audit",
        "organisers", "registrations", "sessions", "events",
    ):  # fmt: skip
        op.drop_table(name)
    for name in ("quiet_until", "quiet_from", "mutes_sessions", "mutes_news", "is_paused", "role",
                 "home_region"):  # fmt: skip
        op.drop_column("users", name)
