"""From an organiser's message to the content of an item."""

from __future__ import annotations

from dataclasses import replace

from aiogram.types import Message, MessageEntity

from domain.errors import UserError
from domain.news.items import Content, Entity
from domain.texts import utf16_units
from handlers.callbacks.news.editing import NewsField
from handlers.news.reading.texts import kept
from services.files.richtext import plain, typed_address
from ui.photo_screens import file_id

NOTHING = frozenset({"-", "—", "–"})
"""What takes a lead, a text or a picture away."""

KEPT = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link",
     "blockquote", "expandable_blockquote", "date_time"}
)  # fmt: skip
"""Entities that mean the same wherever the text is shown."""


def address_in(message: Message) -> str:
    """The address, where the message is nothing else; a link preview changes nothing of that.

    Raises UserError for an address of no page.
    """
    return typed_address(message.text or "")


def content_of(message: Message) -> Content:
    """The first line is the title, the rest the text. Raises UserError without any words."""
    whole, marks = _words(message)
    title, _, rest = whole.partition("\n")
    if not plain(title):
        raise UserError("news-desk-no-words")
    text = rest.strip()
    start = utf16_units(whole[: len(whole) - len(rest.lstrip())]) if text else 0
    return Content(
        title=title.strip(),
        text=text,
        entities=_entities(marks, start, utf16_units(text)),
        picture_id=file_id(message),
    )


def changed(content: Content, field: NewsField, message: Message) -> Content:
    """`content` with the field as the message says. Raises UserError for what does not fit."""
    if field is NewsField.PICTURE:
        return _with_picture(content, message)
    whole, marks = _words(message)
    words = whole.strip()
    if not words:
        raise UserError("news-desk-need-text")
    if field is NewsField.TITLE:
        return replace(content, title=" ".join(words.split()))
    if words in NOTHING:
        words, marks = "", []
    if field is NewsField.LEAD:
        return replace(content, lead=" ".join(words.split()))
    start = utf16_units(whole[: len(whole) - len(whole.lstrip())])
    return replace(content, text=words, entities=_entities(marks, start, utf16_units(words)))


def _with_picture(content: Content, message: Message) -> Content:
    if message.text and message.text.strip() in NOTHING:
        return replace(content, picture_id="", picture_url="")
    picture_id = file_id(message)
    if not picture_id:
        raise UserError("news-desk-need-picture")
    return replace(content, picture_id=picture_id, picture_url="")


def _words(message: Message) -> tuple[str, list[MessageEntity]]:
    if message.text is not None:
        return message.text, message.entities or []
    return message.caption or "", message.caption_entities or []


def _entities(marks: list[MessageEntity], start: int, length: int) -> tuple[Entity, ...]:
    """Those within the stretch, counted from its beginning, in UTF-16 units."""
    found = []
    for mark in marks:
        begins = max(mark.offset, start) - start
        ends = min(mark.offset + mark.length, start + length) - start
        if mark.type in KEPT and begins < ends:
            found.append(kept(mark, begins, ends - begins))
    return tuple(found)
