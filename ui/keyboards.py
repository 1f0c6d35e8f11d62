"""Rows of buttons and the pager, alike in every conversation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import TypeVar

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import MAX_CALLBACK_LENGTH, CallbackData
from aiogram.types import (
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from domain.paging import clamped, page_count
from ui.formatting import shortened
from ui.screens import SharedMarkup, like, pressed, shared_markup
from ui.translator import Translator

LABEL_LIMIT = 64
"""Characters of a label before its row is known."""

LABEL_WIDTHS = (36, 17)
"""Characters to which a label is cut that stands alone or beside another one: phones keep it on
one line and lose the rest."""

ROW_POINTS, GAP_POINTS, EDGE_POINTS = 280, 4, 12
"""Of a row of buttons, of the gap between two, and of what a button has around its label, on a
phone of 320 points: the narrowest there is."""

POINTS = {
    4.5: "ijlIJ .,:;·/'|\xa0",
    5.5: "ftr!‹›()[]-",
    7.5: "гзсэcsz?–",
    8.0: "ткkFL",
    8.5: "абвеёкоухчьяГРТУaeovxyPTY«»•“”",
    9.5: "дцАБВХЧЬЯABRVXZ",
    10.0: "ъКСЭCU+−",
    10.5: "мИЙЛНПHN",
    11.0: "ыДОЦDGOQ&",
    12.0: "юфМФЪMw✕",
    13.0: "жшщЫm☆★",
    14.5: "W%…№—",
    15.0: "ЖШЩЮ",
}
"""Width of letters and signs at the size of a label, measured in the web chat."""

LETTER_POINTS, SIGN_POINTS, FIRST_SIGN = 9.0, 17.5, 0x2190
"""Of all others: letters and digits, and signs from the arrows on."""

COUNT = re.compile(r" · [\d\s]+$")
"""What a label must not lose: one tells by it which is worth a tap."""

INVISIBLE = re.compile("[\ufe0e\ufe0f\u200d]")

LABELS_KEPT = 5_000
"""Most are shown to everybody, and to measure one takes longer than to find it."""

Row = list[InlineKeyboardButton]

Item = TypeVar("Item")


def button(
    label: str, data: CallbackData, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    return button_of(shortened(label, LABEL_LIMIT), packed(data), style)


def button_of(label: str, data: str, style: ButtonStyle | None = None) -> InlineKeyboardButton:
    """`data` is packed. Made anew: most say a search, a point or a page of one's own, and to keep
    5,000 of them for others to find took 3 to 4 % of a list's time, and 6 MiB."""
    if style is None:
        return pressed(label, data)
    return like(_blank(), text=label, callback_data=data, style=style.value)


def packed(data: CallbackData) -> str:
    """The same text as `data.pack()`, which dumps the model first: its fields are plain values
    already."""
    fields = vars(data).values()
    encoded = [value if type(value) is str else _encoded(value) for value in fields]
    text = data.__separator__.join([data.__prefix__, *encoded])
    length = len(text) if text.isascii() else len(text.encode())
    is_whole = length <= MAX_CALLBACK_LENGTH and text.count(data.__separator__) == len(fields)
    # Of what cannot be packed aiogram says why.
    return text if is_whole else data.pack()


def _encoded(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    return str(int(value) if isinstance(value, bool) else value)


@cache
def _blank() -> InlineKeyboardButton:
    """Copied, for its validators would take longer than all else of a button."""
    return InlineKeyboardButton(text="")


@cache
def _bare() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[])


def cancelling_to(data: CallbackData, t: Translator) -> InlineKeyboardButton:
    """Under a question that waits for a text: ends it, and goes back to where it was asked."""
    return button(t.plain("cancel-button"), data)


def link(label: str, url: str) -> InlineKeyboardButton:
    return _link(shortened(label, LABEL_LIMIT), url)


@lru_cache(maxsize=LABELS_KEPT)
def _link(text: str, url: str) -> InlineKeyboardButton:
    return like(_blank(), text=text, url=url)


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
    """Leaves out empty rows, so that callers can write a row that may hold nothing.

    Buttons of a row whose labels a phone would cut stand in rows of fewer.
    """
    parts = [part for row in rows for part in fitted(row)]
    return like(_bare(), inline_keyboard=parts)


def shared(*rows: Row) -> SharedMarkup:
    """An inline keyboard as `inline` makes it, for a message that many people get."""
    return shared_markup([part for row in rows for part in fitted(row)])


def fitted(row: Row) -> list[Row]:
    if len(row) > 1 and _fit(row):
        return [list(row)]
    parts: list[Row] = []
    rest = list(row)
    while rest:
        count = next((n for n in range(len(rest), 1, -1) if _fit(rest[:n])), 1)
        parts.append(rest[:count] if count > 1 else [_clipped(rest[0])])
        rest = rest[count:]
    return parts


def _fit(row: Row) -> bool:
    return all(fits(one.text, len(row)) for one in row)


def fits(label: str, count: int) -> bool:
    """Whether a phone shows all of the label in a row of so many.

    Of two their characters count: the widest 17 lose a letter or two on a phone of 320 points, and
    to break such rows would make lists of regions twice as long.
    """
    if count <= len(LABEL_WIDTHS):
        return width_of(label) <= label_width(count)
    return points_of(label) <= label_points(count)


def label_points(count: int) -> float:
    """Of each label in a row of so many buttons."""
    return (ROW_POINTS - GAP_POINTS * (count - 1)) / count - EDGE_POINTS


@lru_cache(maxsize=LABELS_KEPT)
def points_of(label: str) -> float:
    widths = _points()
    return sum(
        widths.get(one) or (SIGN_POINTS if ord(one) >= FIRST_SIGN else LETTER_POINTS)
        for one in INVISIBLE.sub("", label)
    )


@cache
def _points() -> dict[str, float]:
    return {letter: points for points, letters in POINTS.items() for letter in letters}


def label_width(count: int) -> int:
    """Characters of each label in a row of one or two buttons."""
    return LABEL_WIDTHS[count - 1]


@lru_cache(maxsize=LABELS_KEPT)
def width_of(label: str) -> int:
    return len(INVISIBLE.sub("", label))


def _clipped(one: InlineKeyboardButton, count: int = 1) -> InlineKeyboardButton:
    """A button that is one of `count` in a row: cut to its beginning and, where it ends with one,
    its number."""
    width = label_width(count)
    if width_of(one.text) <= width:
        return one
    found = COUNT.search(one.text)
    ending = found[0] if found else ""
    text = shortened(one.text.removesuffix(ending), width - len(ending)) + ending
    return one.model_copy(update={"text": text})


def in_columns(buttons: Sequence[InlineKeyboardButton], columns: int) -> list[Row]:
    return [list(buttons[i : i + columns]) for i in range(0, len(buttons), columns)]


def in_halves(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    """Two in a row, their labels cut to it; the last of an odd number has a row of its own."""
    rows = in_columns(buttons, 2)
    return [[_clipped(one, len(row)) for one in row] for row in rows]


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


def paged(
    t: Translator,
    items: Sequence[Item],
    page: int,
    size: int,
    target: Callable[[int], CallbackData],
) -> tuple[Sequence[Item], Row]:
    """Those of a page, the nearest that there is, and the row that turns it.

    For every list that grows: the Bot API takes 100 buttons.
    """
    page = clamped(page, len(items), size)
    turn = pager(t, page, page_count(len(items), size), target)
    return items[page * size : (page + 1) * size], turn
