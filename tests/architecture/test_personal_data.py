"""No table that knows people is forgotten where they take their data along, or have it erased."""

from __future__ import annotations

import sqlalchemy as sa

from db.tables import metadata
from services.people.personal_data import CHAPTERS

PEOPLE = frozenset(
    [
        "user_id",
        "author_id",
        "reporter_id",
        "actor_id",
        "from_id",
        "to_id",
        "chat_id",
        "added_by",
        "edited_by",
        "approved_by",
        "begun_by",
        "attended_by",
    ]
)

NOT_TOLD = {
    "announcements": "an organiser's work, which belongs to the house",
    "dispatches": "as announcements",
    "organisers": "a right that an owner gave; those who have it see the list",
    "audit": "the log of the house",
    "audience_members": "ids that an organiser brought along, of a person or of nobody",
    "conversations": "which text the bot waits for, and nothing that was said",
    "news_sources": "channels, not people",
    "outlets": "channels and groups, not people",
    "outbox": "what the bot told: the chat itself has it",
}
"""Tables with somebody's id that do not stand in the file, and why."""


def knows_people(table: sa.Table) -> bool:
    named = {key.parent.name for key in table.foreign_keys if key.column.table.name == "users"}
    return bool((PEOPLE | named) & set(table.columns.keys()))


def test_every_table_with_people_is_told_or_has_a_reason_not_to_be() -> None:
    told = {name for chapter in CHAPTERS for name in chapter.tables}
    known = {table.name for table in metadata.tables.values() if knows_people(table)}

    assert known - told == set(NOT_TOLD)
    assert told - known == {"users"}


def test_no_row_of_a_person_keeps_them_from_being_erased() -> None:
    kept = {
        str(column)
        for table in metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "users" and key.ondelete not in {"CASCADE", "SET NULL"}
    }

    assert kept == set()
