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
from domain.news.items import IndexedWords, NewsState

SIMPLE: sa.ColumnElement[str] = sa.literal_column("'simple'")
"""The text search configuration that changes nothing (PostgreSQL, 12.6.1)."""


WINDOW = 64
"""How many of the newest items are looked at before the index is asked. A word that one item in
ten has fills a page from them; of one that fewer have the index finds all within some
milliseconds."""

TIERS = ("A", "AB", "")
"""Best first, as weights: all the words in the title, in title and lead, anywhere."""

Edge = tuple[sa.ColumnElement[Any], sa.ColumnElement[Any]]
"""When the last item of the page before was published, and its id."""


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """The stems that are looked for. With `is_prefix` the last one may be the beginning of a
    word."""

    stems: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Tier:
    """Items that fit by these weights and do not by the better ones, from the edge on."""

    asked: SearchTerms
    weights: str
    better: str | None
    edge: Edge | None


class NewsSearch:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._engine = _PostgreSql() if connection.dialect.name == "postgresql" else _Sqlite()

    async def add(self, given: Iterable[tuple[NewsId, IndexedWords]]) -> None:
        """Indexes the words of items that have none yet."""
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
        asked = SearchTerms(tuple(stems), is_prefix=is_prefix)
        tiers = TIERS if is_best_first else TIERS[-1:]
        place, edge = 0, None
        if after is not None:
            edge = await self._edge(after)
            if edge is None:
                return []
            place = await self._place(after, asked, tiers)
        found: list[NewsId] = []
        for number in range(place, len(tiers)):
            better = tiers[number - 1] if number else None
            tier = Tier(asked, tiers[number], better, edge if number == place else None)
            found += await self._of_tier(tier, limit - len(found))
            if len(found) == limit:
                break
        return found

    async def _of_tier(self, tier: Tier, limit: int) -> list[NewsId]:
        """Words that most items have are found among the newest; of others there are few."""
        window, found = await self._newest(tier)
        if len(found) >= limit or window < WINDOW:
            return found[:limit]
        engine = self._engine
        query = (
            self._released(tier.edge)
            .join(engine.table, engine.key == news.c.id)
            .where(engine.matches(tier.asked, tier.weights))
            .limit(limit)
        )
        if tier.better is not None:
            query = query.where(engine.matches_not(tier.asked, tier.better))
        return [NewsId(one) for one in (await self._connection.execute(query)).scalars()]

    async def _newest(self, tier: Tier) -> tuple[int, list[NewsId]]:
        """How many of the newest items were looked at, WINDOW if there are more, and which fit.

        Their words are read: the index would go through a list of all items that have the word.
        """
        engine = self._engine
        window = self._released(tier.edge).limit(WINDOW).subquery()
        fits = engine.holds(tier.asked, tier.weights)
        if tier.better is not None:
            fits = sa.and_(fits, sa.not_(engine.holds(tier.asked, tier.better)))
        query = (
            sa.select(window.c.id, fits.label("fits"))
            .outerjoin(engine.table, engine.key == window.c.id)
            .order_by(window.c.published_at.desc(), window.c.id.desc())
        )
        rows = (await self._connection.execute(query)).all()
        return len(rows), [NewsId(row.id) for row in rows if row.fits]

    def _released(self, edge: Edge | None) -> sa.Select[Any]:
        """Newest first, all that follow the edge."""
        order = news.c.published_at, news.c.id
        query = sa.select(news.c.id, news.c.published_at)
        query = query.where(news.c.state == NewsState.RELEASED.value)
        if edge is not None:
            query = query.where(sa.tuple_(*order) < sa.tuple_(*edge))
        return query.order_by(*(column.desc() for column in order))

    async def _place(self, news_id: NewsId, asked: SearchTerms, tiers: Sequence[str]) -> int:
        """The tier that an item is in; the last one when it has the words no more."""
        engine = self._engine
        query = sa.select(*(engine.holds(asked, weights) for weights in tiers))
        row = (await self._connection.execute(query.where(engine.key == news_id))).one_or_none()
        fits = [place for place, holds in enumerate(row or ()) if holds]
        return fits[0] if fits else len(tiers) - 1

    async def having_any(self, stems: Sequence[str], limit: int) -> list[NewsId]:
        """The newest arrivals that have one of the stems in the title, however many have."""
        key = self._engine.key
        query = (
            sa.select(key).where(self._engine.matches_any(stems)).order_by(key.desc()).limit(limit)
        )
        return [NewsId(one) for one in (await self._connection.execute(query)).scalars()]

    async def _edge(self, after: NewsId) -> Edge | None:
        query = sa.select(news.c.published_at).where(news.c.id == after)
        moment = (await self._connection.execute(query)).scalar_one_or_none()
        if moment is None:
            return None
        return sa.literal(moment, news.c.published_at.type), sa.literal(after, sa.BigInteger)


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

    def matches(self, asked: SearchTerms, weights: str) -> sa.ColumnElement[bool]:
        words = [f'"{stem}"' for stem in asked.stems]
        if asked.is_prefix:
            words[-1] += " *"
        return self._match(f"{COLUMNS[weights]}({' AND '.join(words)})")

    def matches_not(self, asked: SearchTerms, weights: str) -> sa.ColumnElement[bool]:
        return self.key.not_in(sa.select(self.key).where(self.matches(asked, weights)))

    def holds(self, asked: SearchTerms, weights: str) -> sa.ColumnElement[bool]:
        """Whether a row that is at hand matches, by the rule of `matches`."""
        columns = self.table.c
        parts = {"A": (columns.title,), "AB": (columns.title, columns.lead)}
        text: sa.ColumnElement[str] = sa.literal(" ")
        for part in parts.get(weights, (columns.title, columns.lead, columns.text)):
            text = text.concat(part).concat(" ")
        ends = [" *"] * len(asked.stems)
        if asked.is_prefix:
            ends[-1] = "*"
        globs = [f"* {stem}{end}" for stem, end in zip(asked.stems, ends, strict=True)]
        return sa.and_(*(text.bool_op("GLOB")(one) for one in globs))

    def matches_any(self, stems: Sequence[str]) -> sa.ColumnElement[bool]:
        return self._match("{title} : (" + " OR ".join(f'"{stem}"' for stem in stems) + ")")

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

    def matches(self, asked: SearchTerms, weights: str) -> sa.ColumnElement[bool]:
        marks = [weights] * len(asked.stems)
        if asked.is_prefix:
            marks[-1] += "*"
        pairs = zip(asked.stems, marks, strict=True)
        return self._match(" & ".join(f"{stem}:{mark}" if mark else stem for stem, mark in pairs))

    def matches_not(self, asked: SearchTerms, weights: str) -> sa.ColumnElement[bool]:
        return sa.not_(self.matches(asked, weights))

    def holds(self, asked: SearchTerms, weights: str) -> sa.ColumnElement[bool]:
        return self.matches(asked, weights)

    def matches_any(self, stems: Sequence[str]) -> sa.ColumnElement[bool]:
        return self._match(" | ".join(f"{stem}:A" for stem in stems))

    def _match(self, expression: str) -> sa.ColumnElement[bool]:
        asked = sa.func.to_tsquery(SIMPLE, expression)
        words: sa.ColumnElement[Any] = self.table.c.words
        return words.op("@@", is_comparison=True)(asked)
