"""RSS and Atom by feedparser, from bytes that somebody else has fetched."""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from domain.errors import FetchError
from domain.news import LEAD_LIMIT, TITLE_LIMIT, Content, Entry, digest_of
from services.news.charsets import decoded
from services.news.richtext import (
    RichText,
    cut,
    first_sentences,
    rich_text,
    untagged,
    web_address,
)

ENTRIES_LIMIT = 200
"""The first ones of a document; a site shows 10 to 50, and the newest come first."""

GUID_LIMIT = 500
OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Earlier dates are a computer's zero, not a day of publication."""

TAGS_LIMIT = 60_000
"""Of 200 entries, bodies apart; feedparser needs seconds for more, and holds up the process."""

ENTITY_DECLARATION = re.compile(r"<!ENTITY", re.IGNORECASE)
ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
TAIL_LENGTH = 4_000


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """Entries in the order of the document, usually newest first."""

    title: str
    entries: tuple[Entry, ...]


def parse_feed(body: bytes, url: str, content_type: str = "") -> ParsedFeed:
    """Takes some time: call it in a thread. Raises FetchError for what is no feed.

    A document that breaks off gives what came whole. Definitions of entities are refused: no
    feed needs them, and they can unpack a kilobyte to gigabytes.
    """
    text, is_whole = _bounded(decoded(body, content_type))
    title, found = read_document(text, url)
    if not is_whole:
        found = found[:-1]
    return ParsedFeed(title, tuple(_unique(found)))


def read_document(text: str, url: str) -> tuple[str, list[Entry | None]]:
    """Title and entries, None for one without a word. Raises FetchError for what is no feed."""
    import feedparser  # noqa: PLC0415  (60 ms that a start need not wait for)

    # As a file: given bare bytes, feedparser would first try to open a file of that name.
    document = feedparser.parse(
        io.BytesIO(text.encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not document.get("version") and not document.entries:
        raise FetchError("feed-not-a-feed")
    title = cut(untagged(document.feed.get("title", "")), TITLE_LIMIT)
    return title, [_entry(raw, url) for raw in document.entries]


def _bounded(text: str) -> tuple[str, bool]:
    """The document up to the last entry that is read, and whether that one is there wholly."""
    starts = [found.start() for found in islice(ENTRY.finditer(text), ENTRIES_LIMIT + 1)]
    if ENTITY_DECLARATION.search(text, 0, starts[0] if starts else len(text)):
        raise FetchError("feed-has-entities")
    is_cut = len(starts) > ENTRIES_LIMIT
    is_whole = is_cut or END.search(text, max(0, len(text) - TAIL_LENGTH)) is not None
    if is_cut:
        text = text[: starts[ENTRIES_LIMIT]]
    if _tags(text) > TAGS_LIMIT:
        raise FetchError("feed-too-large")
    return text, is_whole


def _tags(text: str) -> int:
    """Outside of CDATA sections, where the bodies stand."""
    first, *others = text.split("<![CDATA[")
    return first.count("<") + sum(1 + part.partition("]]>")[2].count("<") for part in others)


def _unique(entries: Iterable[Entry | None]) -> Iterable[Entry]:
    """A guid that stands twice is one entry: the first."""
    known: set[str] = set()
    for entry in entries:
        if entry is not None and entry.guid not in known:
            known.add(entry.guid)
            yield entry


def _entry(raw: Any, feed_url: str) -> Entry | None:
    """None for an entry without a word in it."""
    link = web_address(raw.get("link") or "", feed_url)
    base = link or feed_url
    summary = rich_text(raw.get("summary") or "", base)
    body = max(
        (rich_text(part.get("value") or "", base) for part in raw.get("content", ())),
        key=lambda part: len(part.text),
        default=RichText(""),
    )
    whole = body if len(body.text) >= len(summary.text) else summary
    title = untagged(raw.get("title") or "") or first_sentences(whole.text, TITLE_LIMIT)
    if not title:
        return None
    content = Content(
        title=cut(title, TITLE_LIMIT),
        lead=first_sentences(summary.text or whole.text, LEAD_LIMIT),
        text=whole.text,
        entities=whole.entities,
        url=link,
        picture_url=_picture(raw, base) or body.picture_url or summary.picture_url,
    )
    guid = str(raw.get("id") or link or digest_of(content))
    return Entry(guid=guid[:GUID_LIMIT], content=content, published_at=_moment(raw))


def _picture(raw: Any, base_url: str) -> str:
    """Of an enclosure or of Media RSS, as far as it says to be a picture."""
    named = [
        *raw.get("media_thumbnail", ()),
        *(one for one in raw.get("media_content", ()) if _is_picture(one)),
        *(one for one in raw.get("enclosures", ()) if _is_picture(one)),
    ]
    found = (web_address(one.get("url") or one.get("href") or "", base_url) for one in named)
    return next((url for url in found if url), "")


def _is_picture(one: Any) -> bool:
    return one.get("medium") == "image" or str(one.get("type") or "").startswith("image/")


def _moment(raw: Any) -> datetime | None:
    # In this order: feedparser warns when `updated` is asked for and only `published` is there.
    parsed = raw.get("published_parsed") or (
        raw.get("updated_parsed") if "published" not in raw else None
    )
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return moment if moment is not None and moment >= OLDEST else None
