"""How a message of the bot stands on a phone of 390 points, in the demo's own letters.

DejaVu Sans, the widest of what shows the bot: what fits here fits Telegram's clients. Measured by
the letters' true widths, and so independent of the guess in ui.formatting.
"""

from __future__ import annotations

import re
from functools import cache

import matplotlib as mpl
from PIL import ImageFont

from sandbox.client import Received

LINE = 320
"""Pixels, as sandbox/web/static/style.css has it."""

LINE_HEIGHT, ROW_HEIGHT, FRAME = 22.72, 47, 28
VISIBLE = 548
"""Between the chat's head and the menu keyboard, at 390x844."""

PIECE = re.compile(r"[^ -]+-?|-| ")


@cache
def _font(*, is_bold: bool) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold" if is_bold else "DejaVuSans"
    return ImageFont.truetype(f"{mpl.get_data_path()}/fonts/ttf/{name}.ttf", 16)


def lines(text: str, *, is_bold: bool = False) -> int:
    """Of one paragraph, broken at spaces and hyphens."""
    count, width = 1, 0.0
    for piece in PIECE.findall(text):
        wide = _font(is_bold=is_bold).getlength(piece)
        if width + wide > LINE and width and piece != " ":
            count, width = count + 1, 0.0
        width += wide
    return count


def lines_of(message: Received) -> int:
    """The title, which is bold, counts as such."""
    title, *others = message.text.split("\n")
    return lines(title, is_bold=True) + sum(map(lines, others))


def height(message: Received) -> float:
    return FRAME + LINE_HEIGHT * lines_of(message) + ROW_HEIGHT * len(message.rows)


def numbers_end(message: Received) -> float:
    """Where the row of numbers ends, from the message's top."""
    at = next(i for i, row in enumerate(message.rows) if any(one["text"] == "1" for one in row))
    return FRAME + LINE_HEIGHT * lines_of(message) + ROW_HEIGHT * (at + 1)
