"""From a page's HTML to text with links and emphasis: nothing else of it reaches a reader."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from domain.errors import UserError
from domain.news.items import TEXT_LIMIT, Entity, Mark
from domain.texts import utf16_units

HTML_LIMIT = 500_000
"""Characters of one item's markup that are read; a 10 MB body is an accident or an attack."""

DROPPED = frozenset(
    ["script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "form",
     "button", "select", "textarea", "head", "title", "audio", "video", "canvas"]
)  # fmt: skip
BLOCKS = frozenset(
    ["p", "div", "section", "article", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
     "ul", "ol", "table", "tr", "blockquote", "pre", "figure", "figcaption", "hr", "dl", "dt",
     "dd", "main", "aside", "nav"]
)  # fmt: skip
MARKS = {"b": Mark.BOLD, "strong": Mark.BOLD, "i": Mark.ITALIC, "em": Mark.ITALIC}
LATE_SOURCES = ("data-src", "data-original", "data-lazy-src")
PIXEL = 2
"""A picture of so many points or fewer, in either direction, counts visits and shows nothing."""

INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]"
)
SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
MARKUP = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
WRITTEN_AS_HTML = re.compile(
    r"</[a-z][a-z0-9]*\s*>|<br\s*/?>|<p(?:\s[^>]*)?>|<a\s[^>]*href|<(?:img|hr)\b[^>]*>"
    r"|&(?:nbsp|amp|quot|lt|gt|laquo|raquo|mdash|ndash|hellip|#\d+|#x[0-9a-f]+);",
    re.IGNORECASE,
)
"""A lone «<b>» or «a < b» may be what somebody typed."""

BLOCK = re.compile(r"<(?:p|br|div|ul|ol|li|h[1-6]|table)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…]+[»\")]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class RichText:
    """`entities` in UTF-16 units; `picture_url` is the first picture that is no pixel."""

    text: str
    entities: tuple[Entity, ...] = ()
    picture_url: str = ""


def rich_text(html: str, base_url: str = "") -> RichText:
    """Paragraphs divided by an empty line. Markup that is broken gives what text it has.

    Links are kept where they lead to http or https; relative ones are completed by `base_url`.
    """
    html = html[:HTML_LIMIT]
    if not MARKUP.search(html):
        return RichText(cut(plain(html, keeps_lines=True), TEXT_LIMIT))
    root = _parsed(html)
    if root is None:
        return RichText("")
    builder = _Builder(base_url)
    builder.read(root)
    return builder.finished()


def words_and_links(html: str) -> str:
    """Text with the address of each link behind its words; one without markup as it is."""
    if not WRITTEN_AS_HTML.search(html):
        return html
    # Lines of a text that has only some tags in it are lines to a reader too.
    marked = html if BLOCK.search(html) else re.sub(r"\r\n|\r|\n", "<br>", html)
    rich = rich_text(marked)
    units = rich.text.encode("utf-16-le")
    parts, done = [], 0
    links = [one for one in rich.entities if one.type == Mark.LINK.value]
    for one in sorted(links, key=lambda one: one.offset):
        end = (one.offset + one.length) * 2
        words = units[one.offset * 2 : end].decode("utf-16-le")
        parts.append(units[done:end].decode("utf-16-le"))
        parts.append("" if words.strip() == one.url.strip() else f" ({one.url})")
        done = end
    return "".join((*parts, units[done:].decode("utf-16-le")))


def plain(text: str, *, keeps_lines: bool = False) -> str:
    """Without invisible signs and runs of spaces; one line unless `keeps_lines`."""
    text = INVISIBLE.sub("", text.encode("utf-8", "replace").decode())
    if not keeps_lines:
        return SPACES.sub(" ", text).strip()
    lines = [SPACES.sub(" ", line).strip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def untagged(html: str) -> str:
    """One line, of a title, which may hold markup against all rules."""
    return plain(rich_text(html).text)


def cut(text: str, limit: int) -> str:
    """The text in at most `limit` UTF-16 units, to the end of a sentence, else of a word with an
    ellipsis."""
    if utf16_units(text) <= limit:
        return text
    head = _head(text, limit)
    ends = [found.end() for found in SENTENCE_END.finditer(head)]
    if ends and ends[-1] >= len(head) // 2:
        return head[: ends[-1]]
    words = _head(text, limit - 1).rsplit(None, 1)
    return words[0].rstrip(" ,;:—-") + "…"


def cut_rich(text: str, entities: tuple[Entity, ...], limit: int) -> RichText:
    """Cuts the text as `cut` does; an entity that would be divided loses its end, one behind the
    cut goes."""
    shorter = cut(text, limit)
    end = utf16_units(shorter)
    kept = tuple(
        replace(one, length=min(one.length, end - one.offset))
        for one in entities
        if one.offset < end
    )
    return RichText(shorter, kept)


def without_heading(rich: RichText, title: str) -> RichText:
    """The text without a first paragraph that only repeats the title."""
    first, gap, rest = rich.text.partition("\n\n")
    if not gap or plain(first).casefold() != title.casefold():
        return rich
    shift = utf16_units(first + gap)
    kept = tuple(
        replace(one, offset=one.offset - shift) for one in rich.entities if one.offset >= shift
    )
    return replace(rich, text=rest, entities=kept)


def first_sentences(text: str, limit: int) -> str:
    """The first sentences of the first paragraph, as a lead."""
    return cut(plain(text.split("\n\n", 1)[0]), limit)


BARE_ADDRESS = re.compile(
    r"(?:[\w-]+\.)+(?:[a-z]{2,}|рф|рус|дети|москва|онлайн|сайт|орг|ком)(?::\d+)?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def with_scheme(text: str) -> str:
    """An address as pages of colleges are written in tables: «example.ru/doors» too."""
    return web_address(f"https://{text}") or text if BARE_ADDRESS.fullmatch(text) else text


def typed_address(text: str) -> str:
    """The address that somebody means who types nothing else, the scheme perhaps left out; empty
    for words. Raises UserError for an address of no page: «ftp://x».
    """
    typed = text.strip()
    if BARE_ADDRESS.fullmatch(typed):
        return web_address(f"https://{typed}")
    if typed.split()[1:] or not SCHEME.match(typed):
        return ""
    address = web_address(typed)
    if not address:
        raise UserError("fetch-bad-url")
    return address


def web_address(url: str, base_url: str = "") -> str:
    """Complete and http(s), else empty."""
    if not url.strip():
        return ""
    try:
        # As browsers do (WHATWG URL, path state): a space is encoded, breaks of lines go.
        typed = re.sub(r"[\t\r\n]", "", url.strip()).replace(" ", "%20").replace("\xa0", "%C2%A0")
        full = urljoin(base_url, typed) if base_url else typed
        parts = urlsplit(full)
    except ValueError:
        return ""
    is_web = parts.scheme.casefold() in {"http", "https"} and bool(parts.hostname)
    is_web = is_web and "%" not in (parts.hostname or "")
    has_gap = any(sign.isspace() or ord(sign) < 32 for sign in full)
    return full if is_web and not has_gap and len(full) <= 2_000 else ""


def _head(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore")


def _parsed(html: str) -> Any:
    """A tree of lxml, or None. Its HTML parser knows no entities but those of HTML."""
    from lxml import etree  # noqa: PLC0415  (heavy; only news need it)
    from lxml import html as lxml_html  # noqa: PLC0415

    cleaned = INVISIBLE.sub("", html.encode("utf-8", "replace").decode())
    try:
        return lxml_html.fragment_fromstring(cleaned, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


@dataclass(slots=True)
class _Builder:
    """Walks a tree without recursion: pages nest as deep as they like."""

    base_url: str
    picture_url: str = ""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _gap: str = ""
    _open: list[tuple[Any, Mark, int, str]] = field(default_factory=list)
    _entities: list[Entity] = field(default_factory=list)

    def read(self, root: Any) -> None:
        from lxml import etree  # noqa: PLC0415  (as above)

        skipped: Any = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if skipped is None and event == "start":
                if element.tag in DROPPED:
                    skipped = element
                else:
                    self._begin(element)
            elif skipped is element or (skipped is None and event == "end"):
                if skipped is None:
                    self._end(element)
                skipped = None
            if event != "start" and skipped is None and element is not root:
                self._say(element.tail or "")
            if self._length > TEXT_LIMIT:
                break

    def finished(self) -> RichText:
        while self._open:
            self._close()
        text = "".join(self._parts)
        entities = tuple(sorted(self._entities, key=lambda one: (one.offset, -one.length)))
        whole = cut_rich(text, entities, TEXT_LIMIT)
        return replace(whole, picture_url=self.picture_url)

    def _begin(self, element: Any) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._break("\n\n")
        elif tag == "br":
            self._break("\n")
        elif tag == "li":
            self._break("\n")
            self._say("• ")
        elif tag in {"td", "th"}:
            self._say(" ")
        elif tag == "img":
            self._see(element)
        elif tag in MARKS:
            self._open.append((element, MARKS[tag], -1, ""))
        elif tag == "a":
            url = web_address(element.get("href") or "", self.base_url)
            if url:
                self._open.append((element, Mark.LINK, -1, url))
        self._say(element.text or "")

    def _end(self, element: Any) -> None:
        if self._open and self._open[-1][0] is element:
            self._close()
        if element.tag in BLOCKS:
            self._break("\n\n")

    def _say(self, text: str) -> None:
        """Runs of spaces are one, as a browser shows them, and none at the edge of a line."""
        collapsed = SPACES.sub(" ", text)
        words = collapsed.strip(" ")
        if collapsed.startswith(" ") and not self._gap and self._parts:
            self._gap = " "
        if not words:
            return
        if self._gap and self._parts:
            self._add(self._gap)
        self._gap = ""
        self._open = [
            (element, mark, self._length if start < 0 else start, url)
            for element, mark, start, url in self._open
        ]
        self._add(words)
        if collapsed.endswith(" "):
            self._gap = " "

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += utf16_units(text)

    def _break(self, gap: str) -> None:
        if len(gap) > len(self._gap) or self._gap == " ":
            self._gap = gap

    def _close(self) -> None:
        _, mark, start, url = self._open.pop()
        if 0 <= start < self._length:
            self._entities.append(Entity(mark.value, start, self._length - start, url))

    def _see(self, image: Any) -> None:
        if self.picture_url or any(_is_tiny(image.get(side)) for side in ("width", "height")):
            return
        self.picture_url = web_address(_source(image), self.base_url)


def _is_tiny(size: str | None) -> bool:
    found = re.match(r"\s*(\d{1,6})", size or "")
    return found is not None and int(found[1]) <= PIXEL


def _source(image: Any) -> str:
    """The address of a picture; pages that load it late have another one in its place."""
    source = str(image.get("src") or "")
    late = next((str(image.get(name)) for name in LATE_SOURCES if image.get(name)), "")
    return late if not source or source.startswith("data:") else source
