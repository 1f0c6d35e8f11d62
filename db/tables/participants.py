"""What participants tell of themselves, and who asked to meet whom."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import BIG_ROW_ID, UtcDateTime, metadata, one_of
from domain.programme.participants import IntroductionState

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
