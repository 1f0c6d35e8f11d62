"""People who talked to the bot, with what they have set."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import UtcDateTime, metadata, one_of
from domain.people.users import Language, Role
from domain.programme.reminders import DEFAULT_REMINDERS

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

_IS_HERE = sa.and_(users.c.stopped_at.is_(None), users.c.unreachable_at.is_(None))
sa.Index(
    "ix_users_audience",
    users.c.quiet_from,
    users.c.quiet_until,
    users.c.tz,
    users.c.is_paused,
    users.c.mutes_news,
    users.c.mutes_sessions,
    users.c.role,
    users.c.home_region,
    users.c.language,
    users.c.client_language,
    sqlite_where=_IS_HERE,
    postgresql_where=_IS_HERE,
)
"""All that an audience asks of a person: counted in one pass, in the order of their clocks. The
zone is not first: who looks for people of a zone, part by part, takes the index that is in the
order of their ids. No id: PostgreSQL keeps those who are alike under one key, in an eighth of
the place."""

sa.Index(
    "ix_users_clock",
    users.c.id,
    users.c.quiet_from,
    users.c.quiet_until,
    users.c.tz,
    users.c.is_paused,
    users.c.mutes_news,
    users.c.mutes_sessions,
    sqlite_where=_IS_HERE,
    postgresql_where=_IS_HERE,
)
"""All that is asked of those who got an announcement, in the order of their ids, as the copies
are: PostgreSQL merges the two, SQLite seeks each person close to the one before. People's rows lie
in the order in which they came."""

sa.Index("ix_users_seen_on", users.c.seen_on)
for _column in (users.c.stopped_at, users.c.unreachable_at):
    sa.Index(
        f"ix_users_{_column.name}",
        _column,
        sqlite_where=_column.is_not(None),
        postgresql_where=_column.is_not(None),
    )
sa.Index(
    "ix_users_home",
    users.c.home_lat,
    users.c.home_lon,
    sqlite_where=users.c.home_lat.is_not(None),
    postgresql_where=users.c.home_lat.is_not(None),
)
sa.Index(
    "ix_users_home_region",
    users.c.home_region,
    sqlite_where=users.c.home_region != "",
    postgresql_where=users.c.home_region != "",
)
