"""Facts of colleges, what the point of a card is of, and reports of what is missing"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")

FIELDS = (
    "name",
    "industry",
    "place",
    "college",
    "professions",
    "employers",
    "year",
    "website",
    "other",
)

COLUMNS = (
    ("point_of", sa.Text(), "town"),
    ("phone", sa.Text(), ""),
    ("address", sa.Text(), ""),
    ("study_forms", sa.JSON(), "[]"),
    ("grades", sa.JSON(), "[]"),
    ("open_days", sa.JSON(), "[]"),
)


def upgrade() -> None:
    for name, kind, default in COLUMNS:
        column = sa.Column(name, kind, nullable=False, server_default=default)
        op.add_column("clusters", column)
    op.add_column("clusters", sa.Column("dormitory", sa.Boolean(), nullable=True))
    op.add_column("clusters", sa.Column("places", sa.Integer(), nullable=True))
    _change_fields((*FIELDS, "missing"))


def _change_fields(fields: tuple[str, ...]) -> None:
    name = op.f("ck_card_reports_field_known")
    rule = "field IN (" + ", ".join(f"'{field}'" for field in fields) + ")"
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(name, "card_reports", type_="check")
        op.create_check_constraint(name, "card_reports", rule)
        return
    # SQLite changes no constraint: the table is made anew with its rows.
    with op.batch_alter_table(
        "card_reports", recreate="always", copy_from=_card_reports(sa.text(rule))
    ):
        pass


def _card_reports(fields: sa.TextClause) -> sa.Table:
    table = sa.Table(
        "card_reports",
        sa.MetaData(),
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("cluster_id", sa.Text(), nullable=True),
        sa.Column("cluster_name", sa.Text(), nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=True),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(fields, name=op.f("ck_card_reports_field_known")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by IS NULL)",
            name=op.f("ck_card_reports_closed_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"],
            ["clusters.id"],
            name=op.f("fk_card_reports_cluster_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"],
            ["users.id"],
            name=op.f("fk_card_reports_reporter_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_reports")),
    )
    sa.Index("ix_card_reports_cluster_id", table.c.cluster_id)
    sa.Index("ix_card_reports_reporter", table.c.reporter_id, table.c.created_at)
    sa.Index("ix_card_reports_open", table.c.id, sqlite_where=table.c.closed_at.is_(None))
    return table


def downgrade() -> None:
    op.execute("UPDATE card_reports SET field = 'other' WHERE field = 'missing'")
    _change_fields(FIELDS)
    op.drop_column("clusters", "places")
    op.drop_column("clusters", "dormitory")
    for name, _, _ in reversed(COLUMNS):
        op.drop_column("clusters", name)
