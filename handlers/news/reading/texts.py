"""An item's words as HTML within Telegram's limits."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

from aiogram.enums import MessageEntityType
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration

from domain.news.items import Entity, NewsItem, NewsLine
from domain.texts import utf16_units
from services.files.richtext import (
    RichText,
    cut,
    cut_rich,
    without_heading,
)
from ui.formatting import day, moment
from ui.translator import Html, Translator

SHOWN_TYPES = frozenset(
    ["bold", "italic", "underline", "strikethrough", "spoiler", "blockquote",
     "expandable_blockquote", "code", "pre", "text_link", "date_time"]
)  # fmt: skip
"""Addresses, mentions and tags are found by clients themselves; others name what is not ours."""

LEAST_TEXT = 80
"""UTF-16 units; less than that would be a scrap."""

ENTITIES_SHOWN = 90
"""Telegram leaves out what comes after the hundredth of a message, title and date included."""


def day_of(item: NewsItem | NewsLine, zone: ZoneInfo, t: Translator) -> str:
    """Empty where it is not known."""
    return day(item.published_at.astimezone(zone).date(), t) if item.is_dated else ""


def moment_of(item: NewsItem, zone: ZoneInfo, t: Translator, *, with_year: bool = False) -> Html:
    """The item's day with the hour. Empty where it is not known."""
    if not item.is_dated:
        return Html("")
    return moment(item.published_at, zone, t, with_year=with_year)


def without_empty_line(text: str) -> str:
    """The text without its second line where that is empty, because the day is not known."""
    head, _, rest = text.partition("\n")
    return "\n".join([head, rest.removeprefix("\n")]) if rest.startswith("\n") else text


def item_text(item: NewsItem, zone: ZoneInfo, t: Translator, limit: int) -> tuple[str, bool]:
    """HTML of at most `limit` UTF-16 units, and whether the text is there as a whole."""
    content = item.content
    place = moment_of(item, zone, t, with_year=True)
    title = t("news-item-title", title=content.title)
    body = without_heading(RichText(content.text, content.entities), content.title)
    lead = "" if body.text.startswith(content.lead) else content.lead
    parts = [f"{title}\n{place}".strip(), *([t("news-item-lead", lead=lead)] if lead else [])]
    used = sum(map(utf16_units, (content.title, _shown(place), lead))) + 5
    shown = RichText("")
    if limit - used >= min(LEAST_TEXT, utf16_units(body.text)):
        shown = cut_rich(body.text, body.entities, limit - used)
    if shown.text:
        parts.append(html_of(shown.text, shown.entities))
    return "\n\n".join(parts), shown.text == body.text


def beginning(text: str, entities: Sequence[Entity], limit: int) -> Html:
    """HTML of at most `limit` UTF-16 units of the text, with its entities."""
    short = cut_rich(text, tuple(entities), limit)
    return Html(html_of(short.text, short.entities))


def html_of(text: str, entities: Sequence[Entity]) -> str:
    wanted = [shown for one in entities if (shown := _shown_entity(one)) is not None]
    return html_decoration.unparse(text, wanted[:ENTITIES_SHOWN])


def kept(mark: MessageEntity, offset: int, length: int) -> Entity:
    """An entity as an item stores it. A moment is kept as the link that Telegram's own markup
    writes for it (core.telegram.org/bots/api#markdownv2-style)."""
    if mark.type == MessageEntityType.DATE_TIME and mark.unix_time is not None:
        written = {"unix": mark.unix_time, "format": mark.date_time_format or ""}
        return Entity(mark.type, offset, length, f"tg://time?{urlencode(written)}")
    return Entity(str(mark.type), offset, length, mark.url or "")


def _shown_entity(one: Entity) -> MessageEntity | None:
    if one.type not in SHOWN_TYPES or one.length <= 0:
        return None
    shown = MessageEntity(type=one.type, offset=one.offset, length=one.length)
    if one.type != MessageEntityType.DATE_TIME:
        return shown.model_copy(update={"url": one.url or None})
    written = parse_qs(urlsplit(one.url).query, keep_blank_values=True)
    unix, moment_format = written.get("unix", [""])[0], written.get("format", [""])[0]
    if not unix.removeprefix("-").isdecimal():
        return None
    return shown.model_copy(
        update={"unix_time": int(unix), "date_time_format": moment_format or None}
    )


def marked(text: str, places: Sequence[tuple[int, int]]) -> Html:
    """The text with the words that were looked for underlined; `places` in characters."""
    shown, at = "", 0
    for start, end in places:
        shown += html_decoration.quote(text[at:start])
        shown += f"<u>{html_decoration.quote(text[start:end])}</u>"
        at = end
    return Html(shown + html_decoration.quote(text[at:]))


def passage(text: str, places: Sequence[tuple[int, int]], limit: int) -> str:
    """Around the first word that was looked for: about `limit` characters, on word borders."""
    first = places[0][0] if places else 0
    start = text.rfind(" ", 0, max(0, first - limit // 3)) + 1 if first > limit // 2 else 0
    shown = cut(text[start:], limit)
    return f"…{shown}" if start else shown


def _shown(html: str) -> str:
    """Without the mark of the moment, which is no text."""
    return html.partition(">")[2].replace("</tg-time>", "")
