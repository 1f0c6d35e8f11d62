"""A file of news to entries, with a reason for every row that is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import repeat
from zoneinfo import ZoneInfo

from domain.errors import FetchError, ImportFileError
from domain.news.items import (
    LEAD_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Content,
    Entry,
    digest_of,
)
from domain.texts import utf16_units
from services.clusters.files.facts import yes_or_no
from services.files.charsets import decoded
from services.files.richtext import (
    first_sentences,
    rich_text,
    untagged,
    web_address,
    with_scheme,
)
from services.files.rows import Problem
from services.files.tables import FILE_LIMIT, Row, missing_columns, read_sheets
from services.files.texts import kind_of
from services.files.workbooks import MIB, corrupt
from services.news.sources.dates import OLDEST
from services.news.sources.feeds import (
    END,
    ENTRIES_LIMIT,
    ENTRY,
    read_document,
)

OF_WORDPRESS = re.compile(r"<wp:(post_type|status)>\s*(?:<!\[CDATA\[)?\s*(\w+)", re.IGNORECASE)
OF_BLOGGER = re.compile(r"schemas\.google\.com/blogger/2008/kind#(\w+)", re.IGNORECASE)
DRAFT = re.compile(r"<(?:\w+:)?draft>\s*yes\s*<", re.IGNORECASE)
"""RFC 5023, 13.1.1"""

NO_NEWS = frozenset(
    {"attachment", "page", "nav_menu_item", "revision", "custom_css", "customize_changeset"}
)
"""Kinds of items that WordPress has itself; what a site has made of its own may be news."""

REQUIRED = ("title",)
COLUMNS = ("id", "title", "lead", "text", "url", "picture", "published", "dated")
NAMES = {
    "код": "id", "заголовок": "title", "название": "title", "подводка": "lead", "анонс": "lead",
    "текст": "text", "ссылка": "url", "адрес": "url", "картинка": "picture",
    "изображение": "picture", "дата": "published", "дата выхода": "published",
    "дата публикации": "published",
}  # fmt: skip
"""What offices and the bot call the columns."""

LIMITS = {"title": TITLE_LIMIT, "lead": LEAD_LIMIT, "text": TEXT_LIMIT}
"""UTF-16 units. HTML in `text` becomes links and emphasis before it is measured."""

GUID_LIMIT = 200
"""Characters."""

FEED_KINDS = frozenset(["xml", "rss", "atom", "rdf"])
DATE_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True, slots=True)
class ParsedNews:
    """Newest first, as the intake wants them."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[str, ...] = ()


def read_news(name: str, data: bytes, zone: ZoneInfo, now: datetime) -> ParsedNews:
    """csv, xlsx, json, or an export as RSS or Atom. `zone` is that of moments without one.

    Raises ImportFileError for a file that cannot be read at all.
    """
    if name.rsplit(".", 1)[-1].casefold() in FEED_KINDS or kind_of(name, data) == "xml":
        return _of_feed(data, zone, now)
    known = [*COLUMNS, *NAMES]
    addresses = [name for name in known if NAMES.get(name, name) in {"url", "picture"}]
    sheets = read_sheets(name, data, key="news", known=known, addresses=addresses)
    rows = [_by_codes(row) for sheet in sheets for row in sheet.rows]
    columns = {column: None for row in rows for column in row.values}
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        seen = dict.fromkeys(name for sheet in sheets for row in sheet.rows for name in row.values)
        raise missing_columns(missing, list(seen))
    parsers = [_RowParser(row, zone, now) for row in rows]
    lined = [(parser.row.line, parser.row.sheet, parser.entry()) for parser in parsers]
    problems = [problem for parser in parsers for problem in parser.problems]
    unknown = tuple(column for column in columns if column not in COLUMNS)
    return _unique(lined, problems, unknown)


def _by_codes(row: Row) -> Row:
    """With the columns of news by their codes; one that is called so by itself goes before."""
    values = {name: text for name, text in row.values.items() if name not in NAMES}
    for name, text in row.values.items():
        values.setdefault(NAMES.get(name, name), text)
    return replace(row, values=values)


def _of_feed(data: bytes, zone: ZoneInfo, now: datetime) -> ParsedNews:
    """An export is not cut to the length of a feed: it is read in slices."""
    if len(data) > FILE_LIMIT:
        raise ImportFileError("import-file-too-large", limit=FILE_LIMIT // MIB)
    text = decoded(data)
    starts = [found.start() for found in ENTRY.finditer(text)]
    if not starts:
        raise ImportFileError("import-file-no-rows")
    if END.search(text, starts[-1]) is None:
        raise corrupt()
    ends = [*starts[1:], len(text)]
    lines = _line_numbers(text, starts)
    items = [
        (line, text[start:end])
        for line, start, end in zip(lines, starts, ends, strict=True)
        if _is_published(text, start, end)
    ]
    lined: list[tuple[int, str, Entry | None]] = []
    problems: list[Problem] = []
    for first in range(0, len(items), ENTRIES_LIMIT):
        some = items[first : first + ENTRIES_LIMIT]
        try:
            whole = text[: starts[0]] + "".join(item for _, item in some)
            _, found = read_document(whole, "", zone)
        except FetchError as error:
            problems.append(Problem(some[0][0], "xml", error.key))
            continue
        lined += zip((line for line, _ in some), repeat(""), found, strict=False)
    problems += [_problem(line, entry) for line, _, entry in lined if _is_bad(entry, now)]
    return _unique(lined, problems, ())


def _is_published(text: str, start: int, end: int) -> bool:
    """An export of WordPress has drafts, pages and pictures too, each as an item; one of Blogger
    has comments, the template and settings."""
    blogger = OF_BLOGGER.search(text, start, end)
    if DRAFT.search(text, start, end) or (blogger and blogger[1].casefold() != "post"):
        return False
    told = {name.casefold(): value for name, value in OF_WORDPRESS.findall(text, start, end)}
    kind = told.get("post_type", "post")
    is_news = kind not in NO_NEWS and not kind.startswith("wp_")
    return is_news and told.get("status", "publish") == "publish"


def _is_bad(entry: Entry | None, now: datetime) -> bool:
    return (
        entry is None
        or entry.is_date_unread
        or (entry.published_at is not None and entry.published_at > now)
    )


def _problem(line: int, entry: Entry | None) -> Problem:
    if entry is None:
        return Problem(line, "title", "import-row-empty")
    if entry.is_date_unread:
        return Problem(line, "published", "import-news-date", {"value": entry.content.title[:60]})
    return Problem(line, "published", "import-news-future")


def _line_numbers(text: str, places: Sequence[int]) -> list[int]:
    lines, line, before = [], 1, 0
    for place in places:
        line += text.count("\n", before, place)
        lines.append(line)
        before = place
    return lines


def _unique(
    lined: Sequence[tuple[int, str, Entry | None]],
    problems: list[Problem],
    unknown_columns: tuple[str, ...],
) -> ParsedNews:
    first_line: dict[str, int] = {}
    entries: list[Entry] = []
    for line, sheet, entry in lined:
        if entry is None:
            continue
        if entry.guid in first_line:
            first: dict[str, str | int] = {"first": str(first_line[entry.guid])}
            problems.append(Problem(line, "id", "import-row-duplicate", first, sheet))
            continue
        first_line[entry.guid] = line
        entries.append(entry)
    ordered = sorted(problems, key=lambda problem: problem.line)
    return ParsedNews(tuple(entries), tuple(ordered), unknown_columns)


class _RowParser:
    """Reads one row and collects every problem of it, not only the first."""

    def __init__(self, row: Row, zone: ZoneInfo, now: datetime) -> None:
        self.row = row
        self._zone = zone
        self._now = now
        self.problems: list[Problem] = []

    def entry(self) -> Entry | None:
        """None when anything in the row was refused."""
        url = self._url("url")
        body = rich_text(self.row.values.get("text", ""), url)
        content = Content(
            title=self._line("title"),
            lead=self._line("lead"),
            text=body.text,
            entities=body.entities,
            url=url,
            picture_url=self._url("picture") or body.picture_url,
        )
        if not content.title:
            self._refuse("title", "import-row-empty")
        if not content.lead:
            content = replace(content, lead=first_sentences(content.text, LEAD_LIMIT))
        published_at = self._moment()
        is_dated = self._is_dated()
        guid = self.row.values.get("id", "")
        if len(guid) > GUID_LIMIT:
            self._refuse("id", "import-row-too-long", length=len(guid), limit=GUID_LIMIT)
        # Without an id of its own a row is known by its address, else by its words.
        guid = guid or url or digest_of(content)
        if self.problems:
            return None
        return Entry(guid=guid, content=content, published_at=published_at, is_dated=is_dated)

    def _refuse(self, column: str, key: str, **params: str | int) -> None:
        self.problems.append(Problem(self.row.line, column, key, params, self.row.sheet))

    def _line(self, column: str) -> str:
        text = untagged(self.row.values.get(column, ""))
        if utf16_units(text) > LIMITS[column]:
            length, limit = utf16_units(text), LIMITS[column]
            self._refuse(column, "import-row-too-long", length=length, limit=limit)
        return text

    def _url(self, column: str) -> str:
        given = self.row.values.get(column, "")
        url = web_address(with_scheme(given))
        if given and not url:
            self._refuse(column, "import-row-url", value=given[:60])
        return url

    def _is_dated(self) -> bool:
        """«no»: the moment only puts the item in an order, for its day is not known."""
        text = self.row.values.get("dated", "")
        try:
            return yes_or_no(text) is not False
        except ValueError:
            self._refuse("dated", "import-row-yes-no", value=text[:60])
            return True

    def _moment(self) -> datetime | None:
        """A day alone begins at midnight of the zone."""
        text = self.row.values.get("published", "")
        if not text:
            return None
        for moment in _read_moments(text):
            aware = moment if moment.tzinfo else moment.replace(tzinfo=self._zone)
            if aware > self._now:
                self._refuse("published", "import-news-future")
            if aware >= OLDEST:
                return aware.astimezone(UTC)
        self._refuse("published", "import-news-date", value=text[:60])
        return None


def _read_moments(text: str) -> Iterator[datetime]:
    text = re.sub(r"\s+", " ", text)
    for form in DATE_FORMS:
        try:
            yield datetime.strptime(text, form)  # noqa: DTZ007  (the zone is added by the caller)
        except ValueError:
            continue
    try:
        yield datetime.fromisoformat(text)
    except ValueError:
        return
