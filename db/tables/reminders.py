"""Lead times of a track, and what has been filled into the outbox for sessions."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import UtcDateTime, metadata

track_reminders = sa.Table(
    "track_reminders",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("event_id", sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("track", sa.Text, primary_key=True),
    sa.Column("reminders", sa.Integer, nullable=False),
    sa.CheckConstraint("reminders >= 0", name="reminders_are_bits"),
)

waves = sa.Table(
    "waves",
    metadata,
    sa.Column("session_id", sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("minutes_before", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("starts_at", UtcDateTime, primary_key=True),
    sa.Column("fired_at", UtcDateTime, nullable=False),
)

digest_rounds = sa.Table(
    "digest_rounds",
    metadata,
    sa.Column("tz", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("fired_at", UtcDateTime, nullable=False),
)
