"""What the digests of news have carried, so that they can be changed afterwards"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "news_digest_items",
        sa.Column("outbox_id", BIG_ROW_ID, nullable=False),
        sa.Column("news_id", BIG_ROW_ID, nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("place >= 0", name=op.f("ck_news_digest_items_place_not_negative")),
        sa.ForeignKeyConstraint(
            ["news_id"], ["news.id"], name=op.f("fk_news_digest_items_news_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["outbox_id"],
            ["outbox.id"],
            name=op.f("fk_news_digest_items_outbox_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("outbox_id", "news_id", name=op.f("pk_news_digest_items")),
    )
    op.create_index(
        op.f("ix_news_digest_items_news_id"), "news_digest_items", ["news_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_news_digest_items_news_id", table_name="news_digest_items")
    op.drop_table("news_digest_items")
