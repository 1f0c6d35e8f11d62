"""What people do at sessions: register, get in, ask, rate."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import BIG_ROW_ID, UtcDateTime, metadata, one_of
from domain.people.personal_links import LinkPurpose
from domain.programme.questions import QuestionState

registrations = sa.Table(
    "registrations",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "session_id",
        sa.ForeignKey("sessions.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("is_waiting", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("reminders", sa.Integer),
    sa.Column("attended_at", UtcDateTime),
    sa.Column("attended_by", sa.BigInteger),
    sa.CheckConstraint("reminders >= 0", name="reminders_are_bits"),
    sa.CheckConstraint(
        "(attended_at IS NULL) = (attended_by IS NULL)", name="attendance_has_witness"
    ),
)

admissions = sa.Table(
    "admissions",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("join_code", sa.Text, primary_key=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

wrong_codes = sa.Table(
    "wrong_codes",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("update_id", sa.BigInteger, primary_key=True),
    sa.Column("tried_at", UtcDateTime, nullable=False, index=True),
)

personal_links = sa.Table(
    "personal_links",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("purpose", sa.Text, primary_key=True),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, unique=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(one_of("purpose", LinkPurpose), name="purpose_known"),
)

questions = sa.Table(
    "questions",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column(
        "session_id", sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="SET NULL"), index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(one_of("state", QuestionState), name="state_known"),
)

question_votes = sa.Table(
    "question_votes",
    metadata,
    sa.Column("question_id", sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)

ratings = sa.Table(
    "ratings",
    metadata,
    sa.Column("session_id", sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    sa.Column("stars", sa.Integer, nullable=False),
    sa.Column("comment", sa.Text, nullable=False, server_default=""),
    sa.Column("rated_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("stars BETWEEN 1 AND 5", name="stars_one_to_five"),
)
