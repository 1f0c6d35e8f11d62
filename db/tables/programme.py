"""Events with their sessions, and what organisers bring and change of them."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import BIG_ROW_ID, UtcDateTime, metadata, one_of
from domain.programme.revisions import RevisionPhase
from domain.uploads import UploadSubject

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("tz", sa.Text, nullable=False),
    sa.Column("venue", sa.Text, nullable=False, server_default=""),
    sa.Column("address", sa.Text, nullable=False, server_default=""),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("description", sa.Text, nullable=False, server_default=""),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("event_id", sa.ForeignKey("events.id", ondelete="CASCADE"), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("track", sa.Text, nullable=False),
    sa.Column("starts_at", UtcDateTime, nullable=False, index=True),
    sa.Column("ends_at", UtcDateTime, nullable=False, index=True),
    sa.Column("uid", sa.Text, nullable=False, server_default=""),
    sa.Column("abstract", sa.Text, nullable=False, server_default=""),
    sa.Column("speakers", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("room", sa.Text, nullable=False, server_default=""),
    sa.Column("capacity", sa.Integer),
    sa.Column("url", sa.Text, nullable=False, server_default=""),
    sa.Column("is_cancelled", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("sequence", sa.Integer, nullable=False, server_default="0"),
    sa.Column("changed_at", UtcDateTime),
    sa.Column("join_code", sa.Text, index=True),
    sa.Column("rating_asked_for", UtcDateTime),
    sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    sa.CheckConstraint("capacity > 0", name="capacity_counts"),
)
sa.Index(
    "ix_sessions_event_id_starts_at",
    sessions.c.event_id,
    sessions.c.starts_at,
    sessions.c.sequence,
)

materials = sa.Table(
    "materials",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column(
        "session_id", sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("file_id", sa.Text),
    sa.Column("file_type", sa.Text),
    sa.Column("added_by", sa.BigInteger, nullable=False),
    sa.Column("added_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("(url IS NULL) <> (file_id IS NULL)", name="link_or_file"),
    sa.CheckConstraint("(file_id IS NULL) = (file_type IS NULL)", name="file_has_type"),
)

session_changes = sa.Table(
    "session_changes",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column(
        "event_id", sa.ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("session_id", sa.Text, nullable=False),
    sa.Column("before", sa.JSON(none_as_null=True)),
    sa.Column("after", sa.JSON(none_as_null=True)),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="changes_something"),
)

revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    # No foreign key: what is staged may bring the event along.
    sa.Column("event_id", sa.Text, nullable=False),
    sa.Column("phase", sa.Text, nullable=False),
    sa.Column("place", sa.Integer, nullable=False, server_default="0"),
    sa.Column("person", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("in_flight", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("staged_at", UtcDateTime, nullable=False, index=True),
    sa.Column("saved_at", UtcDateTime),
    sa.CheckConstraint(one_of("phase", RevisionPhase), name="phase_known"),
    sa.CheckConstraint("(phase = 'staged') = (saved_at IS NULL)", name="saved_when_seen"),
)

revised_sessions = sa.Table(
    "revised_sessions",
    metadata,
    sa.Column("revision_id", sa.ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("session_id", sa.Text, nullable=False, index=True),
    sa.Column("event_id", sa.Text, nullable=False),
    sa.Column("uid", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("starts_at", UtcDateTime, nullable=False),
    sa.Column("ends_at", UtcDateTime, nullable=False),
    sa.Column("abstract", sa.Text, nullable=False),
    sa.Column("speakers", sa.JSON, nullable=False),
    sa.Column("room", sa.Text, nullable=False),
    sa.Column("track", sa.Text, nullable=False),
    sa.Column("capacity", sa.Integer),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("is_cancelled", sa.Boolean, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("before", sa.JSON(none_as_null=True)),
    sa.Column("after", sa.JSON, nullable=False),
    sa.Column("known", sa.JSON(none_as_null=True)),
    sa.Column("is_retimed", sa.Boolean, nullable=False),
    sa.Column("is_resized", sa.Boolean, nullable=False),
    sa.CheckConstraint("place > 0", name="place_counts"),
)
"""`known`: what those who are to be told knew, as the payload of their notices."""

session_drafts = sa.Table(
    "session_drafts",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column(
        "session_id", sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("applied_at", UtcDateTime),
    sa.CheckConstraint(one_of("subject", UploadSubject), name="subject_known"),
)
