"""Answers to questions of applicants, and what organisers write of them."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables.base import BIG_ROW_ID, UtcDateTime, metadata, one_of
from domain.clusters.answers import AnswerField, AnswerSection

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
