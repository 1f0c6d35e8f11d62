"""News whose day is not known, which the starter news are but for one"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

STARTER = ("nizhny-session", "hightech-final", "championships-meeting", "master-relay",
           "sco-centre", "clusters-how", "admission")  # fmt: skip
"""Of data/news.json when this was written: their moments only put them in an order."""


def upgrade() -> None:
    is_dated = sa.Column("is_dated", sa.Boolean, nullable=False, server_default=sa.true())
    op.add_column("news", is_dated)
    news = sa.table("news", sa.column("id"), sa.column("is_dated", sa.Boolean))
    seen = sa.table("news_entries", sa.column("guid"), sa.column("news_id"))
    undated = sa.select(seen.c.news_id).where(
        seen.c.guid.in_([f"starter-{one}" for one in STARTER])
    )
    op.execute(sa.update(news).where(news.c.id.in_(undated)).values(is_dated=sa.false()))


def downgrade() -> None:
    op.drop_column("news", "is_dated")
