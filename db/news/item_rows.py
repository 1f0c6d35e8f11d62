"""What the rows of news hold, as values, and values as rows: items, and lighter kinds of them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from db.tables import news, news_labels
from domain.ids import ClusterId, NewsId, SourceId, TopicCode, UserId
from domain.news.items import (
    LEAD_LIMIT,
    Content,
    Entity,
    Headline,
    LabelKind,
    Labels,
    NewNews,
    NewsItem,
    NewsLine,
    NewsOrigin,
    NewsState,
    TopicsByHand,
    digest_of,
    first_line,
)

c = news.c

NEXT_LABEL, VALUE_FOLLOWS = "\x1e", "\x1f"
"""Separators of records and units (ECMA-48): in no name of a region, no id, no code."""

LABELS = (
    sa.select(
        sa.func.aggregate_strings(
            news_labels.c.kind + VALUE_FOLLOWS + news_labels.c.value, NEXT_LABEL
        )
    )
    .where(news_labels.c.news_id == c.id)
    .correlate(news)
    .scalar_subquery()
    .label("labels")
)
"""All labels of an item in one value: a statement of their own would double what a page costs."""

ITEM = (news, LABELS)
"""Columns of a NewsItem (`item_of`)."""

HEADLINE = (c.id, c.title, c.published_at, LABELS)
"""Columns of a Headline (`headline_of`)."""

BEGINNING = sa.case((c.lead == "", sa.func.substr(c.text, 1, LEAD_LIMIT)), else_="")
LINE = (c.id, c.title, c.lead, BEGINNING.label("beginning"), c.published_at, c.is_dated)
"""Columns of a NewsLine (`line_of`)."""


def new_values(new: NewNews, now: datetime) -> dict[str, Any]:
    is_released = new.state is NewsState.RELEASED
    return {
        **content_values(new.content),
        "way": new.origin.value,
        "source_id": new.source_id,
        "published_at": new.published_at,
        "is_dated": new.is_dated,
        "fetched_at": now,
        "state": new.state.value,
        "revision": 0,
        "released_at": now if is_released else None,
        "told_at": now if new.is_told else None,
        "author_id": new.author_id,
        "topics_version": new.topics_version,
    }


def content_values(content: Content) -> dict[str, Any]:
    return {
        "title": content.title,
        "lead": content.lead,
        "text": content.text,
        "entities": [asdict(entity) for entity in content.entities],
        "url": content.url,
        "picture_url": content.picture_url,
        "picture_id": content.picture_id,
        "digest": digest_of(content),
    }


def _content(values: Any) -> Content:
    """The content in a row, or in the JSON of a proposal."""
    return Content(
        title=values["title"],
        lead=values["lead"],
        text=values["text"],
        entities=tuple(Entity(**entity) for entity in values["entities"]),
        url=values["url"],
        picture_url=values["picture_url"],
        picture_id=values["picture_id"],
    )


def item_of(row: sa.Row[Any]) -> NewsItem:
    return NewsItem(
        id=NewsId(row.id),
        origin=NewsOrigin(row.way),
        source_id=SourceId(row.source_id) if row.source_id is not None else None,
        content=_content(row._mapping),  # noqa: SLF001  (SQLAlchemy's public name for it)
        labels=_labels(row.labels),
        published_at=row.published_at,
        is_dated=row.is_dated,
        fetched_at=row.fetched_at,
        state=NewsState(row.state),
        revision=row.revision,
        edited_at=row.edited_at,
        edited_by=_user_id(row.edited_by),
        release_at=row.release_at,
        released_at=row.released_at,
        author_id=_user_id(row.author_id),
        proposal=_content(row.proposal) if row.proposal else None,
        by_hand=_by_hand(row.topics_by_hand),
    )


def line_of(row: sa.Row[Any]) -> NewsLine:
    return NewsLine(
        id=NewsId(row.id),
        title=row.title,
        lead=row.lead or first_line(row.beginning),
        published_at=row.published_at,
        is_dated=row.is_dated,
    )


def headline_of(row: sa.Row[Any]) -> Headline:
    return Headline(
        id=NewsId(row.id),
        title=row.title,
        published_at=row.published_at,
        labels=_labels(row.labels),
    )


def _labels(told: str | None) -> Labels:
    """Reads the value of LABELS; labels of a kind come in the order of their values."""
    found: dict[str, list[str]] = {}
    for one in sorted(told.split(NEXT_LABEL)) if told else ():
        kind, _, value = one.partition(VALUE_FOLLOWS)
        found.setdefault(kind, []).append(value)
    return Labels(
        topics=tuple(map(TopicCode, found.get(LabelKind.TOPIC, ()))),
        regions=tuple(found.get(LabelKind.REGION, ())),
        clusters=tuple(map(ClusterId, found.get(LabelKind.CLUSTER, ()))),
    )


def _by_hand(stored: dict[str, list[str]] | None) -> TopicsByHand:
    if stored is None:
        return TopicsByHand()
    return TopicsByHand(
        added=tuple(map(TopicCode, stored["added"])),
        removed=tuple(map(TopicCode, stored["removed"])),
    )


def _user_id(value: int | None) -> UserId | None:
    return UserId(value) if value is not None else None
