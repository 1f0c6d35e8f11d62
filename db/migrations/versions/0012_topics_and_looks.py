"""Topics that organisers edit, and saved searches that bring news"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
KINDS = ("all", "topic", "region", "favourites", "words")


def upgrade() -> None:
    _edited_topics()
    _followed_searches()
    _change_kinds((*KINDS[:4], "searches", "words"))


def _edited_topics() -> None:
    op.add_column("news", sa.Column("topics_by_hand", sa.JSON(none_as_null=True), nullable=True))
    op.add_column(
        "news", sa.Column("topics_version", sa.Integer(), nullable=False, server_default="0")
    )
    # What is stored was read by the topics as they are: nothing is to be labelled anew for it.
    op.execute(
        "UPDATE news SET topics_version ="
        " COALESCE((SELECT version FROM data_versions WHERE name = 'topics'), 0)"
    )
    op.create_index("ix_news_topics_version", "news", ["topics_version", "id"], unique=False)
    op.create_table(
        "topic_drafts",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("added", sa.JSON(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["users.id"],
            name=op.f("fk_topic_drafts_author_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_drafts")),
    )
    op.create_index(op.f("ix_topic_drafts_author_id"), "topic_drafts", ["author_id"], unique=False)


def _followed_searches() -> None:
    op.add_column("searches", sa.Column("look_key", sa.Text(), nullable=True))
    op.create_index(
        "ix_searches_look_key",
        "searches",
        ["look_key"],
        unique=False,
        sqlite_where=sa.text("look_key IS NOT NULL"),
        postgresql_where=sa.text("look_key IS NOT NULL"),
    )
    op.create_index(
        "ix_searches_unread",
        "searches",
        ["id"],
        unique=False,
        sqlite_where=sa.text("saved_at IS NOT NULL AND look_key IS NULL"),
        postgresql_where=sa.text("saved_at IS NOT NULL AND look_key IS NULL"),
    )
    op.create_table(
        "search_looks",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_search_looks")),
    )
    op.create_table(
        "search_finds",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"],
            ["search_looks.key"],
            name=op.f("fk_search_finds_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["clusters.id"],
            name=op.f("fk_search_finds_cluster_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", "cluster_id", name=op.f("pk_search_finds")),
    )
    op.create_index(
        op.f("ix_search_finds_cluster_id"), "search_finds", ["cluster_id"], unique=False
    )


def _change_kinds(kinds: tuple[str, ...]) -> None:
    name = op.f("ck_subscriptions_kind_known")
    rule = "kind IN (" + ", ".join(f"'{kind}'" for kind in kinds) + ")"
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(name, "subscriptions", type_="check")
        op.create_check_constraint(name, "subscriptions", rule)
        return
    # SQLite changes no constraint: the table is made anew with its rows.
    with op.batch_alter_table(
        "subscriptions", recreate="always", copy_from=_subscriptions(sa.text(rule))
    ):
        pass


def _subscriptions(kinds: sa.TextClause) -> sa.Table:
    table = sa.Table(
        "subscriptions",
        sa.MetaData(),
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("is_minus", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind = 'words' OR NOT is_minus", name=op.f("ck_subscriptions_only_words_are_minus")
        ),
        sa.CheckConstraint(kinds, name=op.f("ck_subscriptions_kind_known")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_subscriptions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint(
            "user_id", "kind", "value", name=op.f("uq_subscriptions_user_id_kind_value")
        ),
    )
    sa.Index("ix_subscriptions_kind", table.c.kind, table.c.value)
    return table


def downgrade() -> None:
    op.execute("DELETE FROM subscriptions WHERE kind = 'searches'")
    _change_kinds(KINDS)
    op.drop_table("search_finds")
    op.drop_table("search_looks")
    op.drop_index("ix_searches_unread", table_name="searches")
    op.drop_index("ix_searches_look_key", table_name="searches")
    op.drop_column("searches", "look_key")
    op.drop_table("topic_drafts")
    op.drop_index("ix_news_topics_version", table_name="news")
    op.drop_column("news", "topics_version")
    op.drop_column("news", "topics_by_hand")
