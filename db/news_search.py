"""Full-text search in news: FTS5 on SQLite, tsvector on PostgreSQL, the same words in both.

Words come as stems, made by services.news.stems: the engines only compare them, so both find
the same. `news_words` is no table of db.tables, because it is another thing on each engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import news
from domain.ids import NewsId
from domain.news import NewsState

SIMPLE: sa.ColumnElement[str] = sa.literal_column("'simple'")
"""The text search configuration that changes nothing (PostgreSQL, 12.6.1)."""


@dataclass(frozen=True, slots=True)
class IndexedWords:
    """Stems divided by spaces: Latin or Cyrillic letters and digits only."""

    title: str
    lead: str
    text: str


class NewsSearch:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._engine = _PostgreSql() if connection.dialect.name == "postgresql" else _Sqlite()

    async def add(self, given: Iterable[tuple[NewsId, IndexedWords]]) -> None:
        """Of items that have none yet."""
        rows = [
            {"id": news_id, "title": words.title, "lead": words.lead, "text": words.text}
            for news_id, words in given
        ]
        if rows:
            await self._connection.execute(self._engine.insert(), rows)

    async def put(self, news_id: NewsId, words: IndexedWords) -> None:
        """Instead of those that it had."""
        key = self._engine.key
        await self._connection.execute(sa.delete(self._engine.table).where(key == news_id))
        await self.add([(news_id, words)])

    async def find(
        self,
        stems: Sequence[str],
        limit: int,
        *,
        is_prefix: bool = False,
        is_best_first: bool = False,
        after: NewsId | None = None,
    ) -> list[NewsId]:
        """Released items that have all the stems, from the one that follows `after`.

        Newest first. Best first: those with all the words in the title, then in title and lead,
        then the others, each group newest first; an order that no other item changes, so that
        pages stay in place. With `is_prefix` the last stem may be the beginning of a word.
        """
        engine = self._engine
        tier = engine.tier(stems, is_prefix=is_prefix) if is_best_first else sa.literal(0)
        order = (tier, news.c.published_at, news.c.id)
        query = (
            sa.select(news.c.id)
            .join(engine.table, engine.key == news.c.id)
            .where(news.c.state == NewsState.RELEASED.value)
            .where(engine.matches(stems, "", is_prefix=is_prefix))
        )
        if after is not None:
            edge = await self._edge(tier, after)
            if edge is None:
                return []
            query = query.where(sa.tuple_(*order) < sa.tuple_(*edge))
        query = query.order_by(*(column.desc() for column in order)).limit(limit)
        return [NewsId(one) for one in (await self._connection.execute(query)).scalars()]

    async def having_any(self, stems: Sequence[str], limit: int) -> list[NewsId]:
        """The newest arrivals that have one of the stems in the title, however many have."""
        key = self._engine.key
        query = (
            sa.select(key).where(self._engine.matches_any(stems)).order_by(key.desc()).limit(limit)
        )
        return [NewsId(one) for one in (await self._connection.execute(query)).scalars()]

    async def _edge(
        self, tier: sa.ColumnElement[Any], after: NewsId
    ) -> list[sa.ColumnElement[Any]] | None:
        table, key = self._engine.table, self._engine.key
        query = (
            sa.select(tier.label("tier"), news.c.published_at)
            .select_from(news)
            .join(table, key == news.c.id)
            .where(news.c.id == after)
        )
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        return [
            sa.literal(row.tier, sa.Integer),
            sa.literal(row.published_at, news.c.published_at.type),
            sa.literal(after, sa.BigInteger),
        ]


COLUMNS = {"": "", "A": "{title} : ", "AB": "{title lead} : "}
"""What PostgreSQL calls weights, as column filters of FTS5."""


class _Sqlite:
    """https://sqlite.org/fts5.html, section 3 (query syntax) and 4.4 (rowid)."""

    table = sa.table(
        "news_words", sa.column("rowid"), sa.column("title"), sa.column("lead"), sa.column("text")
    )
    key: sa.ColumnElement[int] = table.c.rowid

    def insert(self) -> sa.Insert:
        into: dict[str, sa.BindParameter[str]] = {
            name: sa.bindparam(name) for name in ("title", "lead", "text")
        }
        return sa.insert(self.table).values(rowid=sa.bindparam("id"), **into)

    def matches(
        self, stems: Sequence[str], weights: str, *, is_prefix: bool
    ) -> sa.ColumnElement[bool]:
        words = [f'"{stem}"' for stem in stems]
        if is_prefix:
            words[-1] += " *"
        return self._match(f"{COLUMNS[weights]}({' AND '.join(words)})")

    def matches_any(self, stems: Sequence[str]) -> sa.ColumnElement[bool]:
        return self._match("{title} : (" + " OR ".join(f'"{stem}"' for stem in stems) + ")")

    def tier(self, stems: Sequence[str], *, is_prefix: bool) -> sa.ColumnElement[Any]:
        inside = [
            sa.select(self.key).where(self.matches(stems, weights, is_prefix=is_prefix))
            for weights in ("A", "AB")
        ]
        return sa.case((news.c.id.in_(inside[0]), 2), (news.c.id.in_(inside[1]), 1), else_=0)

    def _match(self, expression: str) -> sa.ColumnElement[bool]:
        name: sa.ColumnElement[Any] = sa.literal_column("news_words")
        return name.op("MATCH", is_comparison=True)(expression)


class _PostgreSql:
    """https://www.postgresql.org/docs/current/textsearch-controls.html"""

    table = sa.table(
        "news_words", sa.column("news_id", sa.BigInteger), sa.column("words", TSVECTOR)
    )
    key: sa.ColumnElement[int] = table.c.news_id

    def insert(self) -> sa.Insert:
        parts = [
            sa.func.setweight(
                sa.func.to_tsvector(SIMPLE, sa.bindparam(name, type_=sa.Text)),
                sa.literal_column(f"'{weight}'"),
            )
            for name, weight in (("title", "A"), ("lead", "B"), ("text", "D"))
        ]
        words = parts[0].op("||")(parts[1]).op("||")(parts[2])
        return sa.insert(self.table).values(news_id=sa.bindparam("id"), words=words)

    def matches(
        self, stems: Sequence[str], weights: str, *, is_prefix: bool
    ) -> sa.ColumnElement[bool]:
        marks = [weights] * len(stems)
        if is_prefix:
            marks[-1] += "*"
        words = [
            f"{stem}:{mark}" if mark else stem for stem, mark in zip(stems, marks, strict=True)
        ]
        return self._match(" & ".join(words))

    def matches_any(self, stems: Sequence[str]) -> sa.ColumnElement[bool]:
        return self._match(" | ".join(f"{stem}:A" for stem in stems))

    def tier(self, stems: Sequence[str], *, is_prefix: bool) -> sa.ColumnElement[Any]:
        return sa.case(
            (self.matches(stems, "A", is_prefix=is_prefix), 2),
            (self.matches(stems, "AB", is_prefix=is_prefix), 1),
            else_=0,
        )

    def _match(self, expression: str) -> sa.ColumnElement[bool]:
        asked = sa.func.to_tsquery(SIMPLE, expression)
        words: sa.ColumnElement[Any] = self.table.c.words
        return words.op("@@", is_comparison=True)(asked)
