"""RSS and Atom by feedparser, from bytes that somebody else has fetched."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from domain.errors import FetchError
from domain.news.items import (
    LEAD_LIMIT,
    TITLE_LIMIT,
    Content,
    Entry,
    digest_of,
)
from services.files.charsets import decoded
from services.files.richtext import (
    WRITTEN_AS_HTML,
    RichText,
    cut,
    first_sentences,
    rich_text,
    untagged,
    web_address,
)
from services.news.sources.dates import read_date

OF_CONTROL = frozenset(range(32)) - {9, 10, 13}
ENTRIES_LIMIT = 200
"""The first ones of a document; a site shows 10 to 50, and the newest come first."""

GUID_LIMIT = 500
"""Characters."""

TAGS_LIMIT = 60_000
"""Tags of 200 entries, bodies apart; feedparser needs seconds for more, and holds up the
process."""

BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[a-zA-Z][\w.-]{0,30});)")
ENTITY_DECLARATION = re.compile(r"<!ENTITY", re.IGNORECASE)
ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif)(?:\?|$)", re.IGNORECASE)
"""Some sites tell no type of an enclosure (RSS 2.0 asks for one)."""

PAGE = re.compile(r"<url>(.*?)</url>", re.DOTALL)
PART = re.compile(r"<(?:\w+:)?(loc|title|publication_date)>(.*?)</", re.DOTALL)

OF_NO_CHARACTER = re.compile(r"&#(?:0*(\d{1,7})|[xX]0*([0-9a-fA-F]{1,6}));(?:&#(\d{5});)?")

END_WITHIN = 4_000
"""Characters before the end of a document, among which its last tag stands."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """Entries in the order of the document, usually newest first."""

    title: str
    entries: tuple[Entry, ...]


TAG = re.compile(r"</?[a-z]", re.IGNORECASE)


def parse_feed(body: bytes, url: str, content_type: str = "", zone: tzinfo = UTC) -> ParsedFeed:
    """Takes some time: call it in a thread. Raises FetchError for what is no feed.

    A document that breaks off gives what came whole. Definitions of entities are refused: no
    feed needs them, and they can unpack a kilobyte to gigabytes. Dates without an offset are on
    the clock of `zone`.
    """
    whole = _of_sitemap(decoded(body, content_type))
    if whole.lstrip().startswith("{"):
        title, found = read_json_feed(whole, url, zone)
        return ParsedFeed(title, tuple(_unique(named_apart(found))))
    text, is_whole = _bounded(whole)
    title, found = read_document(text, url, zone)
    if not is_whole:
        found = found[:-1]
    return ParsedFeed(title, tuple(_unique(named_apart(found))))


def _of_sitemap(text: str) -> str:
    """A map of news (Google's extension of sitemaps) as a feed: pages, titles and dates."""
    if "sitemap-news" not in text[:END_WITHIN]:
        return text
    items = [
        f"<item><title>{found['title']}</title><link>{page['loc']}</link>"
        f"<pubDate>{found.get('publication_date', '')}</pubDate></item>"
        for page in map(_parts, PAGE.findall(text))
        if (found := page) and "title" in found and "loc" in found
    ]
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def _parts(page: str) -> dict[str, str]:
    return {name: value.strip() for name, value in PART.findall(page)}


def read_json_feed(text: str, url: str, zone: tzinfo) -> tuple[str, list[Entry | None]]:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). Raises FetchError for other json."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FetchError("feed-not-a-feed") from error
    if not isinstance(document, dict):
        raise FetchError("feed-not-a-feed")
    items = document.get("items")
    if "jsonfeed.org" not in str(document.get("version")) or not isinstance(items, list):
        raise FetchError("feed-not-a-feed")
    found = [_json_entry(one, url, zone) for one in items[:ENTRIES_LIMIT] if isinstance(one, dict)]
    return cut(untagged(str(document.get("title") or "")), TITLE_LIMIT), found


def _json_entry(item: dict[str, Any], url: str, zone: tzinfo) -> Entry | None:
    """An item of a JSON feed as feedparser would give it, so that all that follows is the same."""
    names = ("id", "title", "summary")
    raw: dict[str, Any] = {name: str(item[name]) for name in names if item.get(name)}
    raw["link"] = str(item.get("url") or item.get("external_url") or "")
    body = item.get("content_html") or html.escape(str(item.get("content_text") or ""))
    raw["content"] = [{"value": str(body)}]
    raw["published"] = str(item.get("date_published") or item.get("date_modified") or "")
    raw["media_thumbnail"] = [{"url": str(item["image"])}] if item.get("image") else []
    return _entry(raw, url, zone)


def named_apart(entries: Iterable[Entry | None]) -> list[Entry | None]:
    """A guid that several items of one document share names none of them: their links do, or
    their words where it says «N/A» to all.
    """
    found = list(entries)
    sharing: dict[str, list[str]] = {}
    for entry in found:
        if entry is not None:
            sharing.setdefault(entry.guid, []).append(entry.content.url)
    return [_renamed(entry, sharing[entry.guid]) if entry else None for entry in found]


def _renamed(entry: Entry, links: list[str]) -> Entry:
    if len(links) == 1:
        return entry
    if entry.content.url and len(set(links)) > 1:
        return replace(entry, guid=entry.content.url[:GUID_LIMIT])
    has_name = any(character.isdigit() for character in entry.guid)
    return entry if has_name else replace(entry, guid=digest_of(entry.content))


def read_document(text: str, url: str, zone: tzinfo = UTC) -> tuple[str, list[Entry | None]]:
    """Title and entries, None for one without a word. Raises FetchError for what is no feed."""
    import feedparser  # noqa: PLC0415  (60 ms that a start need not wait for)

    # As a file: given bare bytes, feedparser would first try to open a file of that name.
    document = feedparser.parse(
        io.BytesIO(_escaped(text).encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not document.get("version") and not document.entries:
        raise FetchError("feed-not-a-feed")
    title = cut(untagged(document.feed.get("title", "")), TITLE_LIMIT)
    # An export that is read from a file has no address of its own: it tells that of its site.
    base = url or web_address(document.feed.get("link") or "")
    return title, [_entry(raw, base, zone) for raw in document.entries]


def _escaped(text: str) -> str:
    """An ampersand without a semicolon is no reference (XML 1.0, 4.1), outside of CDATA."""
    text = OF_NO_CHARACTER.sub(_as_character, text)
    first, *others = text.split("<![CDATA[")
    parts = [BARE_AMPERSAND.sub("&amp;", first)]
    for other in others:
        inside, end, after = other.partition("]]>")
        parts.append(f"<![CDATA[{inside}{end}{BARE_AMPERSAND.sub('&amp;', after)}")
    return "".join(parts)


def _as_character(found: re.Match[str]) -> str:
    """Halves of a character that are referred to one by one are that character; what is none
    (XML 1.0, 2.2) is left out."""
    first = int(found[1]) if found[1] else int(found[2], 16)
    second = int(found[3] or 0)
    if 0xD800 <= first < 0xDC00 <= second < 0xE000:
        return chr(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    is_none = first in OF_CONTROL or 0xD800 <= first < 0xE000 or first > 0x10FFFF
    rest = found[0].partition(";")[2]
    return OF_NO_CHARACTER.sub(_as_character, rest) if is_none else found[0]


def _bounded(text: str) -> tuple[str, bool]:
    """The document up to the last entry that is read, and whether that one is there wholly."""
    starts = [found.start() for found in islice(ENTRY.finditer(text), ENTRIES_LIMIT + 1)]
    if ENTITY_DECLARATION.search(text, 0, starts[0] if starts else len(text)):
        raise FetchError("feed-has-entities")
    is_cut = len(starts) > ENTRIES_LIMIT
    is_whole = is_cut or END.search(text, max(0, len(text) - END_WITHIN)) is not None
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


def _entry(raw: Any, feed_url: str, zone: tzinfo) -> Entry | None:
    """None for an entry without a word in it."""
    link = web_address(raw.get("link") or "", feed_url)
    base = link or feed_url
    summary = rich_text(_escaped_once(raw.get("summary") or ""), base)
    body = max(
        (
            rich_text(
                _escaped_once(part.get("value") or ""), urljoin(base, part.get("base") or "")
            )
            for part in (*raw.get("content", ()), *_full_texts(raw))
        ),
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
    date = _date_of(raw)
    published_at = read_date(date, zone)
    return Entry(
        guid=guid[:GUID_LIMIT],
        content=content,
        published_at=published_at,
        is_date_unread=bool(date.strip()) and published_at is None,
    )


def _escaped_once(text: str) -> str:
    """Some sites escape what is escaped: their readers would see «<p>»."""
    if TAG.search(text):
        return text
    bare = html.unescape(text)
    return bare if WRITTEN_AS_HTML.search(bare) else text


def _full_texts(raw: Any) -> list[dict[str, str]]:
    """<yandex:full-text> and <turbo:content>, under whatever prefix: such feeds have no
    description."""
    named = (name for name in raw if name.endswith(("full-text", "turbo_content")) and raw[name])
    return [{"value": str(raw[name])} for name in named]


def _picture(raw: Any, base_url: str) -> str:
    """The address of an enclosure or of Media RSS, as far as it says to be a picture."""
    named = [
        *raw.get("media_thumbnail", ()),
        *(one for one in raw.get("media_content", ()) if _is_picture(one)),
        *(one for one in raw.get("enclosures", ()) if _is_picture(one)),
        raw.get("image") or {},
        *([{"href": raw.get("href")}] if PICTURE_NAME.search(str(raw.get("href") or "")) else []),
    ]
    found = (web_address(one.get("url") or one.get("href") or "", base_url) for one in named)
    return next((url for url in found if url), "")


def _is_picture(one: Any) -> bool:
    kind, address = str(one.get("type") or ""), str(one.get("url") or one.get("href") or "")
    is_called_so = not kind and PICTURE_NAME.search(address) is not None
    return one.get("medium") == "image" or kind.startswith("image/") or is_called_so


def _date_of(raw: Any) -> str:
    # In this order: feedparser warns when `updated` is asked for and only `published` is there.
    return str(
        raw.get("published")
        or (raw.get("updated") if not raw.get("published") and "updated" in raw else "")
        or ""
    )
