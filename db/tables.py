"""Every table, with CHECKs on the states that must not exist. Equal to the migrations (tested)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from domain.announcements import AnnouncementState, DispatchAction, DispatchState
from domain.answers import AnswerField, AnswerSection
from domain.attending import IntroductionState, LinkPurpose, QuestionState
from domain.news import LabelKind, NewsState, Way
from domain.outbox import OutboxState
from domain.reminders import DEFAULT_REMINDERS
from domain.reports import CardField
from domain.subscriptions import NewsAction, Pace, Reaction, SubscriptionKind
from domain.uploads import UploadSubject
from domain.users import Category, Language, Role

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in and out. SQLite has no zones, so the naive UTC text is made aware again."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime would lose its zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def one_of(column: str, values: type[Any]) -> str:
    return f"{column} IN ({', '.join(repr(str(value.value)) for value in values)})"


BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""SQLite counts only INTEGER PRIMARY KEY columns up by itself."""

users = sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("first_name", sa.Text, nullable=False),
    sa.Column("last_name", sa.Text, nullable=False),
    sa.Column("username", sa.Text, nullable=False),
    sa.Column("client_language", sa.Text, nullable=False),
    sa.Column("language", sa.Text),
    sa.Column("tz", sa.Text, index=True),
    sa.Column("home_name", sa.Text),
    sa.Column("home_lat", sa.Float),
    sa.Column("home_lon", sa.Float),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("seen_on", sa.Date, nullable=False),
    sa.Column("stopped_at", UtcDateTime),
    sa.Column("unreachable_at", UtcDateTime),
    sa.Column("home_region", sa.Text, nullable=False, server_default=""),
    sa.Column("role", sa.Text),
    sa.Column("is_paused", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("mutes_news", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("mutes_sessions", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("quiet_from", sa.Integer, server_default=str(22 * 60)),
    sa.Column("quiet_until", sa.Integer, server_default=str(8 * 60)),
    sa.Column("reminders", sa.Integer, nullable=False, server_default=str(DEFAULT_REMINDERS)),
    sa.Column("wants_digest", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.CheckConstraint(one_of("language", Language), name="language_known"),
    sa.CheckConstraint(one_of("role", Role), name="role_known"),
    sa.CheckConstraint("quiet_from BETWEEN 0 AND 1439", name="quiet_from_in_day"),
    sa.CheckConstraint("quiet_until BETWEEN 0 AND 1439", name="quiet_until_in_day"),
    sa.CheckConstraint(
        "(home_name IS NULL) = (home_lat IS NULL) AND (home_lat IS NULL) = (home_lon IS NULL)",
        name="home_whole",
    ),
    sa.CheckConstraint(
        "home_lat BETWEEN -90 AND 90 AND home_lon BETWEEN -180 AND 180", name="home_on_globe"
    ),
)

clusters = sa.Table(
    "clusters",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("industry", sa.Text, nullable=False),
    sa.Column("region", sa.Text, nullable=False),
    sa.Column("city", sa.Text, nullable=False),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("tz", sa.Text, nullable=False),
    sa.Column("base_college", sa.Text, nullable=False),
    sa.Column("employers", sa.JSON, nullable=False),
    sa.Column("network_colleges", sa.JSON, nullable=False),
    sa.Column("professions", sa.JSON, nullable=False),
    sa.Column("year", sa.Integer),
    sa.Column("students", sa.Integer),
    sa.Column("website", sa.Text, nullable=False),
    sa.Column("source_url", sa.Text, nullable=False),
    sa.Column("source_note", sa.Text, nullable=False),
    sa.Column("checked_on", sa.Date),
    sa.CheckConstraint("length(id) BETWEEN 1 AND 40", name="id_fits_links"),
    sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="point_whole"),
    sa.CheckConstraint(
        "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="point_on_globe"
    ),
    sa.CheckConstraint("students >= 0", name="students_counted"),
)

favourites = sa.Table(
    "favourites",
    metadata,
    sa.Column(
        "user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, nullable=False
    ),
    sa.Column(
        "cluster_id",
        sa.ForeignKey("clusters.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
        index=True,
    ),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

comparisons = sa.Table(
    "comparisons",
    metadata,
    sa.Column(
        "user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, nullable=False
    ),
    sa.Column(
        "cluster_id",
        sa.ForeignKey("clusters.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
        index=True,
    ),
    sa.Column("position", sa.Integer, nullable=False),
)

cluster_changes = sa.Table(
    "cluster_changes",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("actor_name", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("added", sa.JSON, nullable=False),
    sa.Column("before", sa.JSON, nullable=False),
)

card_reports = sa.Table(
    "card_reports",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("cluster_id", sa.ForeignKey("clusters.id", ondelete="SET NULL"), index=True),
    sa.Column("cluster_name", sa.Text, nullable=False),
    sa.Column("reporter_id", sa.ForeignKey("users.id", ondelete="SET NULL")),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("closed_at", UtcDateTime),
    sa.Column("closed_by", sa.Text),
    sa.Column("answer", sa.Text, nullable=False, server_default=""),
    sa.CheckConstraint(one_of("field", CardField), name="field_known"),
    sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by_somebody"),
)
sa.Index("ix_card_reports_reporter", card_reports.c.reporter_id, card_reports.c.created_at)
sa.Index(
    "ix_card_reports_open",
    card_reports.c.id,
    sqlite_where=card_reports.c.closed_at.is_(None),
    postgresql_where=card_reports.c.closed_at.is_(None),
)

data_versions = sa.Table(
    "data_versions",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
)

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("user_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("state", sa.Text),
    sa.Column("data", sa.JSON, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False, index=True),
)

handled_updates = sa.Table(
    "handled_updates",
    metadata,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("handled_at", UtcDateTime, nullable=False, index=True),
)

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
    sa.Column(
        "event_id", sa.ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True
    ),
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

track_reminders = sa.Table(
    "track_reminders",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("event_id", sa.ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("track", sa.Text, primary_key=True),
    sa.Column("reminders", sa.Integer, nullable=False),
    sa.CheckConstraint("reminders >= 0", name="reminders_are_bits"),
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

participants = sa.Table(
    "participants",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("name", sa.Text, nullable=False, server_default=""),
    sa.Column("region", sa.Text, nullable=False, server_default=""),
    sa.Column("industry", sa.Text, nullable=False, server_default=""),
    sa.Column("cluster_id", sa.ForeignKey("clusters.id", ondelete="SET NULL"), index=True),
    sa.Column("organisation", sa.Text, nullable=False, server_default=""),
    sa.Column("position", sa.Text, nullable=False, server_default=""),
    sa.Column("contact", sa.Text, nullable=False, server_default=""),
    sa.Column("is_listed", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("NOT is_listed OR name <> ''", name="listed_by_name"),
)
for _columns in (
    ("name",),
    ("industry", "name"),
    ("region", "name"),
    ("industry", "region", "name"),
):
    sa.Index(
        f"ix_participants_listed_{'_'.join(_columns)}",
        *(participants.c[column] for column in _columns),
        participants.c.user_id,
        sqlite_where=participants.c.is_listed.is_(True),
        postgresql_where=participants.c.is_listed.is_(True),
    )

introductions = sa.Table(
    "introductions",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("from_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("to_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("message", sa.Text, nullable=False, server_default=""),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("answered_at", UtcDateTime),
    sa.UniqueConstraint("from_id", "to_id"),
    sa.CheckConstraint(one_of("state", IntroductionState), name="state_known"),
    sa.CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="answered_when_final"),
    sa.CheckConstraint("from_id <> to_id", name="of_two_people"),
    # Buttons name these rows for ever: a number must not come twice after an erasure.
    sqlite_autoincrement=True,
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

digest_rounds = sa.Table(
    "digest_rounds",
    metadata,
    sa.Column("tz", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("fired_at", UtcDateTime, nullable=False),
)

waves = sa.Table(
    "waves",
    metadata,
    sa.Column("session_id", sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("minutes_before", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("starts_at", UtcDateTime, primary_key=True),
    sa.Column("fired_at", UtcDateTime, nullable=False),
)

organisers = sa.Table(
    "organisers",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("added_by", sa.BigInteger, nullable=False),
    sa.Column("added_at", UtcDateTime, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor_id", sa.BigInteger, nullable=False),
    sa.Column("actor_name", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
)

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
    sa.Column("user_id", sa.BigInteger, primary_key=True),
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

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("until", UtcDateTime, nullable=False),
)

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
sa.Index(
    "ix_outbox_session",
    outbox.c.session_id,
    sqlite_where=sa.and_(outbox.c.state == "queued", outbox.c.session_id.is_not(None)),
    postgresql_where=sa.and_(outbox.c.state == "queued", outbox.c.session_id.is_not(None)),
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

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("words", sa.JSON, nullable=False),
    sa.Column("sources", sa.JSON, nullable=False),
    sa.Column("checked_on", sa.Date),
    sa.Column("keywords", sa.Text, nullable=False, server_default=""),
    sa.Column("is_hidden", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("is_edited", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.CheckConstraint("length(id) BETWEEN 1 AND 40", name="id_fits_buttons"),
    sa.CheckConstraint(one_of("section", AnswerSection), name="section_known"),
)

answer_drafts = sa.Table(
    "answer_drafts",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column(
        "answer_id",
        sa.ForeignKey("answers.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column(
        "author_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(one_of("field", AnswerField), name="field_known"),
)

news_sources = sa.Table(
    "news_sources",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("url", sa.Text, unique=True),
    sa.Column("chat_id", sa.BigInteger, unique=True),
    sa.Column("is_trusted", sa.Boolean, nullable=False),
    sa.Column("is_paused", sa.Boolean, nullable=False),
    sa.Column("etag", sa.Text, nullable=False),
    sa.Column("last_modified", sa.Text, nullable=False),
    sa.Column("next_poll_at", UtcDateTime),
    sa.Column("read_at", UtcDateTime),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_error", sa.Text, nullable=False),
    sa.CheckConstraint(one_of("way", Way), name="way_known"),
    sa.CheckConstraint("(way = 'feed') = (url IS NOT NULL)", name="feed_has_url"),
    sa.CheckConstraint("(way = 'channel') = (chat_id IS NOT NULL)", name="channel_has_chat"),
    sa.CheckConstraint("failures >= 0", name="failures_counted"),
)
sa.Index("ix_news_sources_due", news_sources.c.next_poll_at)

news = sa.Table(
    "news",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("source_id", sa.ForeignKey("news_sources.id", ondelete="SET NULL"), index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("lead", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("entities", sa.JSON, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("picture_url", sa.Text, nullable=False),
    sa.Column("picture_id", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False, index=True),
    sa.Column("published_at", UtcDateTime, nullable=False),
    sa.Column("fetched_at", UtcDateTime, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("edited_at", UtcDateTime),
    sa.Column("edited_by", sa.BigInteger),
    sa.Column("release_at", UtcDateTime),
    sa.Column("released_at", UtcDateTime),
    sa.Column("told_at", UtcDateTime),
    sa.Column("author_id", sa.BigInteger),
    sa.Column("proposal", sa.JSON(none_as_null=True)),
    sa.Column("topics_by_hand", sa.JSON(none_as_null=True)),
    sa.Column("topics_version", sa.Integer, nullable=False, server_default="0"),
    sa.CheckConstraint(one_of("way", Way), name="way_known"),
    sa.CheckConstraint(one_of("state", NewsState), name="state_known"),
    sa.CheckConstraint(
        "state <> 'released' OR released_at IS NOT NULL", name="released_at_some_time"
    ),
    sa.CheckConstraint("release_at IS NULL OR state = 'draft'", name="only_drafts_wait"),
    sa.CheckConstraint("title <> ''", name="has_title"),
)
sa.Index(
    "ix_news_newest",
    news.c.published_at,
    news.c.id,
    sqlite_where=news.c.state == "released",
    postgresql_where=news.c.state == "released",
)
sa.Index(
    "ix_news_drafts",
    news.c.id,
    sqlite_where=news.c.state == "draft",
    postgresql_where=news.c.state == "draft",
)
sa.Index(
    "ix_news_planned",
    news.c.release_at,
    sqlite_where=news.c.release_at.is_not(None),
    postgresql_where=news.c.release_at.is_not(None),
)
sa.Index(
    "ix_news_untold",
    news.c.id,
    sqlite_where=sa.and_(news.c.state == "released", news.c.told_at.is_(None)),
    postgresql_where=sa.and_(news.c.state == "released", news.c.told_at.is_(None)),
)

sa.Index(
    "ix_news_released",
    news.c.released_at,
    sqlite_where=news.c.state == "released",
    postgresql_where=news.c.state == "released",
)

sa.Index("ix_news_topics_version", news.c.topics_version, news.c.id)

news_entries = sa.Table(
    "news_entries",
    metadata,
    sa.Column("source_id", sa.ForeignKey("news_sources.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("guid", sa.Text, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("news_id", sa.ForeignKey("news.id", ondelete="SET NULL"), index=True),
    sa.Column("seen_at", UtcDateTime, nullable=False),
)

news_labels = sa.Table(
    "news_labels",
    metadata,
    sa.Column("news_id", sa.ForeignKey("news.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("published_at", UtcDateTime, nullable=False),
    sa.CheckConstraint(one_of("kind", LabelKind), name="kind_known"),
)
sa.Index(
    "ix_news_labels_newest",
    news_labels.c.kind,
    news_labels.c.value,
    news_labels.c.published_at,
    news_labels.c.news_id,
)

topics = sa.Table(
    "topics",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name_ru", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("words", sa.JSON, nullable=False),
    sa.CheckConstraint("length(code) BETWEEN 1 AND 20", name="code_fits_buttons"),
)

topic_drafts = sa.Table(
    "topic_drafts",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column(
        "author_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("code", sa.Text),
    sa.Column("name_ru", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("added", sa.JSON, nullable=False),
    sa.Column("removed", sa.JSON, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

searches = sa.Table(
    "searches",
    metadata,
    sa.Column("id", BIG_ROW_ID, primary_key=True),
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("choices", sa.JSON, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("used_at", UtcDateTime, nullable=False),
    sa.Column("saved_at", UtcDateTime),
    sa.Column("look_key", sa.Text),
)
sa.Index("ix_searches_user_id_saved_at", searches.c.user_id, searches.c.saved_at)
sa.Index(
    "ix_searches_look_key",
    searches.c.look_key,
    sqlite_where=searches.c.look_key.is_not(None),
    postgresql_where=searches.c.look_key.is_not(None),
)
sa.Index(
    "ix_searches_unread",
    searches.c.id,
    sqlite_where=sa.and_(searches.c.saved_at.is_not(None), searches.c.look_key.is_(None)),
    postgresql_where=sa.and_(searches.c.saved_at.is_not(None), searches.c.look_key.is_(None)),
)
sa.Index(
    "ix_searches_used_at",
    searches.c.used_at,
    sqlite_where=searches.c.saved_at.is_(None),
    postgresql_where=searches.c.saved_at.is_(None),
)

search_looks = sa.Table(
    "search_looks",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("choices", sa.JSON, nullable=False),
    sa.Column("edition", sa.Text, nullable=False),
)

search_finds = sa.Table(
    "search_finds",
    metadata,
    sa.Column("key", sa.ForeignKey("search_looks.key", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "cluster_id",
        sa.ForeignKey("clusters.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
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
    sa.CheckConstraint(one_of("pace", Pace), name="pace_known"),
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
