"""Questions and answers about admission, and organisers' unsaved changes of them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("keywords", sa.Text(), server_default="", nullable=False),
        sa.Column("is_hidden", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_edited", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("length(id) BETWEEN 1 AND 40", name=op.f("ck_answers_id_fits_buttons")),
        sa.CheckConstraint(
            "section IN ('programme', 'admission', 'study', 'after')",
            name=op.f("ck_answers_section_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_table(
        "answer_drafts",
        sa.Column("id", BIG_ROW_ID, nullable=False),
        sa.Column("answer_id", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answers.id"],
            name=op.f("fk_answer_drafts_answer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["users.id"],
            name=op.f("fk_answer_drafts_author_id"),
            ondelete="CASCADE",
        ),
        sa.CheckConstraint(
            "field IN ('qru', 'aru', 'qen', 'aen', 'src', 'day', 'key')",
            name=op.f("ck_answer_drafts_field_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_drafts")),
    )
    op.create_index(
        op.f("ix_answer_drafts_answer_id"), "answer_drafts", ["answer_id"], unique=False
    )
    op.create_index(
        op.f("ix_answer_drafts_author_id"), "answer_drafts", ["author_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_answer_drafts_author_id"), table_name="answer_drafts")
    op.drop_index(op.f("ix_answer_drafts_answer_id"), table_name="answer_drafts")
    op.drop_table("answer_drafts")
    op.drop_table("answers")
