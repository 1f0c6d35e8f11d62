"""Clusters and what readers and organisers leave on them."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import BIG_ROW_ID, UtcDateTime, metadata, one_of
from domain.clusters.card_reports import CardField

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
    sa.Column("point_of", sa.Text, nullable=False, server_default="town"),
    sa.Column("phone", sa.Text, nullable=False, server_default=""),
    sa.Column("address", sa.Text, nullable=False, server_default=""),
    sa.Column("study_forms", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("grades", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("open_days", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("dormitory", sa.Boolean),
    sa.Column("places", sa.Integer),
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

open_day_reminders = sa.Table(
    "open_day_reminders",
    metadata,
    sa.Column(
        "user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, nullable=False
    ),
    # No foreign key: whoever waits for a day of a card that is taken back and brought again
    # waits on.
    sa.Column("cluster_id", sa.Text, primary_key=True, nullable=False),
    sa.Column("day", sa.Date, primary_key=True, nullable=False),
    sa.Column("remind_at", UtcDateTime),
    sa.Column("created_at", UtcDateTime, nullable=False),
)
sa.Index("ix_open_day_reminders_day", open_day_reminders.c.cluster_id, open_day_reminders.c.day)
sa.Index(
    "ix_open_day_reminders_due",
    open_day_reminders.c.remind_at,
    sqlite_where=open_day_reminders.c.remind_at.is_not(None),
    postgresql_where=open_day_reminders.c.remind_at.is_not(None),
)
sa.Index("ix_open_day_reminders_past", open_day_reminders.c.day)

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
