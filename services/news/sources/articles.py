"""From the address of an article to a draft, by trafilatura."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from domain.errors import FetchError
from domain.news.items import (
    LEAD_LIMIT,
    TITLE_LIMIT,
    Content,
    Entry,
)
from domain.ports import ExpectedContent, Fetcher
from services.files.charsets import decoded
from services.files.richtext import (
    cut,
    first_sentences,
    rich_text,
    untagged,
    web_address,
    without_heading,
)
from services.language.moments.moment_words import MONTHS
from services.news.sources.dates import read_date

PAGE_LIMIT = 2_000_000
"""Characters of a page that are read; trafilatura needs seconds for more."""

TAGS_LIMIT = 60_000
PUBLISHED = re.compile(
    r"""(?:article:published_time["'][^>]{0,200}?content|"datePublished"\s{0,9}:|itemprop=["']"""
    r"""datePublished["'][^>]{0,200}?(?:content|datetime))\s{0,9}=?\s{0,9}["']([^"']{10,40})["']""",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"\b(?:опубликовано?|размещено?|дата\s{1,9}публикации)\s{0,9}:?\s{0,9}"
    r"(?:<[^<>]{0,200}>\s{0,9}){0,3}(\d{1,2}\s{1,9}[а-яё]{3,8}\.?\s{1,9}\d{4})(?!\d)",
    re.IGNORECASE,
)
"""«Опубликовано 12 мая 2025 года»: a day that the page calls its own."""

LANGUAGES = frozenset(["be", "bg", "ce", "en", "kk", "os", "ru", "sah", "uk"])
"""Whose names of months are read: of sites in Russia and beside it, as far as dateparser goes."""

UNBROKEN = re.compile(r"&(?:nbsp|#160|#xa0);", re.IGNORECASE)
"""Between a number and its month, as sites about type have it."""


@dataclass(frozen=True, slots=True)
class Articles:
    fetcher: Fetcher

    async def extract(self, url: str) -> Entry:
        """Title, lead, text with links, picture and date of the page, for a draft.

        The guid is the address in the end, so that the same article is the same item. Raises
        FetchError: what `fetch` raises, and `article-empty` for a page without an article.
        """
        address = web_address(url)
        if not address:
            raise FetchError("fetch-bad-url")
        fetched = await self.fetcher.fetch(address, ExpectedContent.ARTICLE)
        return await asyncio.to_thread(
            read_article, fetched.body or b"", fetched.url, fetched.content_type
        )


def read_article(body: bytes, url: str, content_type: str = "") -> Entry:
    """Takes up to a second: call it in a thread."""
    page = decoded(body, content_type)[:PAGE_LIMIT]
    if page.count("<") > TAGS_LIMIT:
        raise FetchError("fetch-too-large")
    found: Any = _trafilatura().bare_extraction(
        page, url=url, include_comments=False, include_links=True, include_formatting=True,
        with_metadata=True, favor_precision=True,
    )  # fmt: skip
    html = _html(found.body) if found is not None and found.body is not None else ""
    title = untagged((found.title if found is not None else "") or "")
    text = without_heading(rich_text(html, url), title)
    if not title or not text.text:
        raise FetchError("article-empty")
    description = untagged(found.description or "")
    content = Content(
        title=cut(title, TITLE_LIMIT),
        lead=cut(description, LEAD_LIMIT) or first_sentences(text.text, LEAD_LIMIT),
        text=text.text,
        entities=text.entities,
        url=url,
        picture_url=web_address(found.image or "", url) or text.picture_url,
    )
    return Entry(guid=url, content=content, published_at=_published(page, found.date))


@cache
def _trafilatura() -> Any:
    """It looks for a day in each of dateparser's 205 languages, whatever the page is in: for the
    first article that took two seconds and 40 MiB, which stayed."""
    import trafilatura  # noqa: PLC0415  (half a second that a start need not wait for)
    from dateparser.languages import loader  # noqa: PLC0415  (as above)

    known: Any = vars(loader)
    known["language_order"] = [one for one in known["language_order"] if one in LANGUAGES]
    return trafilatura


def _html(body: Any) -> str:
    """trafilatura keeps its own XML (TEI): names that mean the same in HTML."""
    from lxml import etree  # noqa: PLC0415  (heavy; only news need it)

    for element in body.iter():
        if element.tag == "ref":
            element.tag = "a"
            element.set("href", element.get("target") or "")
        elif element.tag == "hi":
            element.tag = "b" if element.get("rend") == "#b" else "i"
        elif element.tag == "head":
            element.tag = "h2"
        elif element.tag == "lb":
            element.tag = "br"
        elif element.tag == "item":
            element.tag = "li"
        elif element.tag == "list":
            element.tag = "ul"
        elif element.tag == "quote":
            element.tag = "blockquote"
    return str(etree.tostring(body, encoding="unicode"))


def _published(page: str, day: str | None) -> datetime | None:
    """When the page was published: to the minute where it says so, else its day."""
    page = UNBROKEN.sub(" ", page)
    found = PUBLISHED.search(page)
    labelled = LABELLED.search(page)
    guessed = day if day and _is_written(page, day) else ""
    for text in (found[1] if found else "", labelled[1] if labelled else "", guessed):
        moment = read_date(text, UTC) if text else None
        if moment is not None:
            return moment
    return None


def _is_written(page: str, day: str) -> bool:
    """Whether the page has that day, or htmldate made it of a year or of a month.

    htmldate 1.11.0 (`search_page` in core.py) takes the first of January for the day of «© 2025»
    and of each sentence with a Russian month (findings/htmldate_first_of_january.sh).
    """
    try:
        at = date.fromisoformat(day)
    except ValueError:
        return False
    if at.day != 1:
        return True
    year, month = f"(?:{at:%Y}|{at:%y})", f"0?{at.month}"
    name = rf"(?:{MONTHS[at.month].pattern})"
    return bool(
        re.search(
            rf"(?<!\d)(?:{at:%Y%m%d}|{at:%Y}\W{month}\W0?1|0?1\W{month}\W{year}"
            rf"|{month}\W0?1\W{year}|0?1(?:-?го|st)?\W{{1,3}}{name}\W{{1,3}}{at:%Y})(?!\d)"
            rf"|\b{name}\W{{1,3}}0?1(?:st)?\W{{1,3}}{at:%Y}(?!\d)",
            page,
            re.IGNORECASE,
        )
    )
