"""The programme: what a session is, who waits for a place, which reminders went out"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXTS = {
    "events": ("venue", "address", "description"),
    "sessions": ("uid", "abstract", "room", "url"),
}


def upgrade() -> None:
    for table, names in TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in ("lat", "lon"):
        op.add_column("events", sa.Column(name, sa.Float(), nullable=True))
    for column in (
        sa.Column("speakers", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column(
            "capacity",
            sa.Integer(),
            sa.CheckConstraint("capacity > 0", name=op.f("ck_sessions_capacity_counts")),
        ),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("sessions", column)
    op.create_index(op.f("ix_sessions_starts_at"), "sessions", ["starts_at"])
    for column in (
        sa.Column("is_waiting", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column(
            "reminders",
            sa.Integer(),
            sa.CheckConstraint("reminders >= 0", name=op.f("ck_registrations_reminders_are_bits")),
        ),
    ):
        op.add_column("registrations", column)
    op.add_column(
        "users", sa.Column("reminders", sa.Integer(), nullable=False, server_default="164")
    )
    op.create_table(
        "waves",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("minutes_before", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_waves_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "session_id", "minutes_before", "starts_at", name=op.f("pk_waves")
        ),
    )
    op.add_column("outbox", sa.Column("session_id", sa.Text(), nullable=True))
    condition = sa.text("state = 'queued' AND session_id IS NOT NULL")
    op.create_index(
        "ix_outbox_session",
        "outbox",
        ["session_id"],
        sqlite_where=condition,
        postgresql_where=condition,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_session", "outbox")
    op.drop_column("outbox", "session_id")
    op.drop_table("waves")
    op.drop_column("users", "reminders")
    for name in ("reminders", "is_waiting"):
        op.drop_column("registrations", name)
    op.drop_index(op.f("ix_sessions_starts_at"), "sessions")
    for name in ("sequence", "is_cancelled", "capacity", "speakers"):
        op.drop_column("sessions", name)
    for name in ("lon", "lat"):
        op.drop_column("events", name)
    for table, names in TEXTS.items():
        for name in names:
            op.drop_column(table, name)
