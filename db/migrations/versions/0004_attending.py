"""Around a session: changes, materials, questions, ratings, participants, check-in, uploads"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "digest_rounds",
        sa.Column("tz", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tz", "day", name=op.f("pk_digest_rounds")),
    )
    op.create_table(
        "uploads",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "subject IN ('sessions', 'clusters', 'news')", name=op.f("ck_uploads_subject_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_table(
        "admissions",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("join_code", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_admissions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "join_code", name=op.f("pk_admissions")),
    )
    op.create_table(
        "wrong_codes",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_wrong_codes_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "update_id", name=op.f("pk_wrong_codes")),
    )
    op.create_index(op.f("ix_wrong_codes_tried_at"), "wrong_codes", ["tried_at"], unique=False)
    op.create_table(
        "introductions",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("from_id", sa.BigInteger(), nullable=False),
        sa.Column("to_id", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'asked') = (answered_at IS NULL)",
            name=op.f("ck_introductions_answered_when_final"),
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'accepted', 'declined')", name=op.f("ck_introductions_state_known")
        ),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_introductions_of_two_people")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["users.id"], name=op.f("fk_introductions_from_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["users.id"], name=op.f("fk_introductions_to_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introductions")),
        sa.UniqueConstraint("from_id", "to_id", name=op.f("uq_introductions_from_id_to_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_introductions_to_id"), "introductions", ["to_id"], unique=False)
    op.create_table(
        "participants",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("industry", sa.Text(), server_default="", nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Text(), server_default="", nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("is_listed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "NOT is_listed OR name <> ''", name=op.f("ck_participants_listed_by_name")
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["clusters.id"],
            name=op.f("fk_participants_cluster_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_participants_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_participants")),
    )
    op.create_index(
        op.f("ix_participants_cluster_id"), "participants", ["cluster_id"], unique=False
    )
    for columns in (
        ["name"],
        ["industry", "name"],
        ["region", "name"],
        ["industry", "region", "name"],
    ):
        op.create_index(
            op.f(f"ix_participants_listed_{'_'.join(columns)}"),
            "participants",
            [*columns, "user_id"],
            unique=False,
            sqlite_where=sa.text("is_listed IS 1"),
            postgresql_where=sa.text("is_listed IS true"),
        )
    op.create_table(
        "personal_links",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('calendar', 'badge')", name=op.f("ck_personal_links_purpose_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_personal_links_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "purpose", name=op.f("pk_personal_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_personal_links_digest")),
    )
    op.create_table(
        "session_changes",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "before IS NOT NULL OR after IS NOT NULL",
            name=op.f("ck_session_changes_changes_something"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_session_changes_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_changes")),
    )
    op.create_index(
        op.f("ix_session_changes_event_id"), "session_changes", ["event_id"], unique=False
    )
    op.create_table(
        "track_reminders",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.CheckConstraint("reminders >= 0", name=op.f("ck_track_reminders_reminders_are_bits")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
            name=op.f("fk_track_reminders_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_track_reminders_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "event_id", "track", name=op.f("pk_track_reminders")),
    )
    op.create_table(
        "materials",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("file_type", sa.Text(), nullable=True),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(file_id IS NULL) = (file_type IS NULL)", name=op.f("ck_materials_file_has_type")
        ),
        sa.CheckConstraint(
            "(url IS NULL) <> (file_id IS NULL)", name=op.f("ck_materials_link_or_file")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_materials_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_materials")),
    )
    op.create_index(op.f("ix_materials_session_id"), "materials", ["session_id"], unique=False)
    op.create_table(
        "questions",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'shown', 'hidden', 'answered')",
            name=op.f("ck_questions_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_questions_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_questions_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index(op.f("ix_questions_session_id"), "questions", ["session_id"], unique=False)
    op.create_index(op.f("ix_questions_user_id"), "questions", ["user_id"], unique=False)
    op.create_table(
        "ratings",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_ratings_stars_one_to_five")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_ratings_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_ratings_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "user_id", name=op.f("pk_ratings")),
    )
    op.create_index(op.f("ix_ratings_user_id"), "ratings", ["user_id"], unique=False)
    op.create_table(
        "session_drafts",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_session_drafts_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_drafts")),
    )
    op.create_index(
        op.f("ix_session_drafts_session_id"), "session_drafts", ["session_id"], unique=False
    )
    op.create_table(
        "question_votes",
        sa.Column("question_id", BIG_ROW_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk_question_votes_question_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_question_votes_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "user_id", name=op.f("pk_question_votes")),
    )
    op.create_index(op.f("ix_question_votes_user_id"), "question_votes", ["user_id"], unique=False)
    op.add_column(
        "registrations", sa.Column("attended_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "registrations",
        sa.Column(
            "attended_by",
            sa.BigInteger(),
            sa.CheckConstraint(
                "(attended_at IS NULL) = (attended_by IS NULL)",
                name=op.f("ck_registrations_attendance_has_witness"),
            ),
            nullable=True,
        ),
    )
    op.add_column("sessions", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sessions", sa.Column("join_code", sa.Text(), nullable=True))
    op.add_column(
        "sessions", sa.Column("rating_asked_for", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_index(op.f("ix_sessions_join_code"), "sessions", ["join_code"], unique=False)
    op.create_index(op.f("ix_sessions_ends_at"), "sessions", ["ends_at"], unique=False)
    op.create_index(op.f("ix_users_tz"), "users", ["tz"], unique=False)
    op.add_column(
        "users", sa.Column("wants_digest", sa.Boolean(), server_default=sa.true(), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("users", "wants_digest")
    op.drop_index(op.f("ix_users_tz"), table_name="users")
    op.drop_index(op.f("ix_sessions_ends_at"), table_name="sessions")
    op.drop_index(op.f("ix_sessions_join_code"), table_name="sessions")
    op.drop_column("sessions", "rating_asked_for")
    op.drop_column("sessions", "join_code")
    op.drop_column("sessions", "changed_at")
    op.drop_column("registrations", "attended_by")
    op.drop_column("registrations", "attended_at")
    op.drop_index(op.f("ix_question_votes_user_id"), table_name="question_votes")
    op.drop_table("question_votes")
    op.drop_index(op.f("ix_session_drafts_session_id"), table_name="session_drafts")
    op.drop_table("session_drafts")
    op.drop_index(op.f("ix_ratings_user_id"), table_name="ratings")
    op.drop_table("ratings")
    op.drop_index(op.f("ix_questions_user_id"), table_name="questions")
    op.drop_index(op.f("ix_questions_session_id"), table_name="questions")
    op.drop_table("questions")
    op.drop_index(op.f("ix_materials_session_id"), table_name="materials")
    op.drop_table("materials")
    op.drop_table("track_reminders")
    op.drop_index(op.f("ix_session_changes_event_id"), table_name="session_changes")
    op.drop_table("session_changes")
    op.drop_table("personal_links")
    op.drop_index(op.f("ix_participants_cluster_id"), table_name="participants")
    op.drop_table("participants")
    op.drop_index(op.f("ix_introductions_to_id"), table_name="introductions")
    op.drop_table("introductions")
    op.drop_index(op.f("ix_wrong_codes_tried_at"), table_name="wrong_codes")
    op.drop_table("wrong_codes")
    op.drop_table("admissions")
    op.drop_table("uploads")
    op.drop_table("digest_rounds")
