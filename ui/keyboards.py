"""Rows of buttons and the pager, alike in every conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from ui.formatting import shortened
from ui.translator import Translator

LABEL_LIMIT = 60
"""Characters; clients cut longer labels on a phone anyway."""

BUTTONS_KEPT = 5_000
"""Most are pressed and shown by everybody, and to make one takes longer than to find it."""

Row = list[InlineKeyboardButton]


def button(
    label: str, data: CallbackData, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    return _button(shortened(label, LABEL_LIMIT), data.pack(), style)


@lru_cache(maxsize=BUTTONS_KEPT)
def _button(text: str, packed: str, style: ButtonStyle | None) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=packed, style=style)


def link(label: str, url: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=shortened(label, LABEL_LIMIT), url=url)


def disabled(label: str) -> InlineKeyboardButton:
    """Says something and does nothing (Bot API 10.3, DisabledButton)."""
    return InlineKeyboardButton(text=shortened(label, LABEL_LIMIT), disabled=DisabledButton())


def copying(label: str, text: str) -> InlineKeyboardButton:
    """Puts up to 256 characters into the reader's clipboard (Bot API, CopyTextButton)."""
    return InlineKeyboardButton(
        text=shortened(label, LABEL_LIMIT), copy_text=CopyTextButton(text=text)
    )


def asking(label: str, query: str) -> InlineKeyboardButton:
    """Puts the bot's name and the query into the reader's message field (inline mode)."""
    return InlineKeyboardButton(
        text=shortened(label, LABEL_LIMIT), switch_inline_query_current_chat=query
    )


def inline(*rows: Row) -> InlineKeyboardMarkup:
    """Leaves out empty rows, so that callers can write a row that may hold nothing."""
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])


def in_columns(buttons: Sequence[InlineKeyboardButton], columns: int) -> list[Row]:
    return [list(buttons[i : i + columns]) for i in range(0, len(buttons), columns)]


def pager(t: Translator, page: int, pages: int, target: Callable[[int], CallbackData]) -> Row:
    """‹ back · 2 / 5 · on ›, and nothing at all for a single page."""
    row: Row = []
    if page > 0:
        row.append(button(t.plain("pager-back"), target(page - 1)))
    if pages > 1:
        label = t.plain("pager-position", page=page + 1, pages=pages)
        row.append(disabled(label))
    if page < pages - 1:
        row.append(button(t.plain("pager-on"), target(page + 1)))
    return row
