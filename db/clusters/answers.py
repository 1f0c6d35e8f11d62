"""Questions with answers, and what organisers are about to change in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import answer_drafts, answers, data_versions
from db.upserts import upsert
from domain.clusters.answers import (
    Answer,
    AnswerField,
    AnswerSection,
    AnswerSource,
    Wording,
)
from domain.ids import AnswerDraftId, AnswerId, UserId
from domain.people.users import Language

VERSION_NAME = "answers"


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerDraft:
    """What an organiser typed for a field, checked but not saved."""

    id: AnswerDraftId
    answer_id: AnswerId
    field: AnswerField
    text: str


class AnswerQueries:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def version(self) -> int:
        """Grows with every change; 0 in a store that never held an answer."""
        return (await self._connection.execute(_VERSION)).scalar_one_or_none() or 0

    async def all(self) -> list[Answer]:
        rows = await self._connection.execute(sa.select(answers))
        return sorted((_answer(row) for row in rows), key=_order)

    async def find(self, answer_id: AnswerId) -> Answer | None:
        query = sa.select(answers).where(answers.c.id == answer_id)
        row = (await self._connection.execute(query)).first()
        return _answer(row) if row is not None else None

    async def save(self, changed: Iterable[Answer]) -> None:
        """Adds or replaces whole answers and raises the version."""
        columns = [column.name for column in answers.columns if not column.primary_key]
        values = [{"id": one.id, **_values(one)} for one in changed]
        if values:
            await self._connection.execute(upsert(self._connection, answers, *columns), values)
        statement = upsert(self._connection, data_versions, "version")
        version = await self.version() + 1
        await self._connection.execute(statement, {"name": VERSION_NAME, "version": version})

    async def put_draft(
        self, author_id: UserId, answer_id: AnswerId, field: AnswerField, text: str, now: datetime
    ) -> AnswerDraftId:
        """Keeps the draft in place of the author's earlier ones: a person changes one thing at a
        time."""
        await self._connection.execute(
            sa.delete(answer_drafts).where(answer_drafts.c.author_id == author_id)
        )
        statement = sa.insert(answer_drafts).values(
            answer_id=answer_id,
            author_id=author_id,
            field=field.value,
            text=text,
            created_at=now,
        )
        row = await self._connection.execute(statement.returning(answer_drafts.c.id))
        return AnswerDraftId(row.scalar_one())

    async def take_draft(self, author_id: UserId, draft_id: AnswerDraftId) -> AnswerDraft | None:
        """The draft, which is gone after that: a second tap finds none."""
        statement = (
            sa.delete(answer_drafts)
            .where(answer_drafts.c.id == draft_id, answer_drafts.c.author_id == author_id)
            .returning(answer_drafts)
        )
        row = (await self._connection.execute(statement)).first()
        return _draft(row) if row is not None else None

    async def drafts_of(self, author_id: UserId) -> list[AnswerDraft]:
        query = sa.select(answer_drafts).where(answer_drafts.c.author_id == author_id)
        return [_draft(row) for row in await self._connection.execute(query)]


_VERSION = sa.select(data_versions.c.version).where(data_versions.c.name == VERSION_NAME)
_SECTIONS = list(AnswerSection)


def _order(answer: Answer) -> tuple[int, int, str]:
    return _SECTIONS.index(answer.section), answer.position, answer.id


def _answer(row: sa.Row[Any]) -> Answer:
    return Answer(
        id=AnswerId(row.id),
        section=AnswerSection(row.section),
        position=row.position,
        words={Language(code): Wording(*pair) for code, pair in row.words.items()},
        sources=tuple(AnswerSource(*pair) for pair in row.sources),
        checked_on=row.checked_on,
        keywords=row.keywords,
        is_hidden=row.is_hidden,
        is_edited=row.is_edited,
    )


def _draft(row: sa.Row[Any]) -> AnswerDraft:
    return AnswerDraft(
        id=AnswerDraftId(row.id),
        answer_id=AnswerId(row.answer_id),
        field=AnswerField(row.field),
        text=row.text,
    )


def _values(answer: Answer) -> dict[str, Any]:
    return {
        "section": answer.section.value,
        "position": answer.position,
        "words": {code.value: [one.question, one.answer] for code, one in answer.words.items()},
        "sources": [[source.name, source.url] for source in answer.sources],
        "checked_on": answer.checked_on,
        "keywords": answer.keywords,
        "is_hidden": answer.is_hidden,
        "is_edited": answer.is_edited,
    }
