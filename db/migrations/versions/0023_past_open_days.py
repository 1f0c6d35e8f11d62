"""An index of open days by their day, by which those that are over are found"""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_index(op.f("ix_open_day_reminders_past"), "open_day_reminders", ["day"])


def downgrade() -> None:
    op.drop_index(op.f("ix_open_day_reminders_past"), table_name="open_day_reminders")
