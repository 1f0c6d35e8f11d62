"""What people type: its length as Telegram counts it, and what may stay of it."""

from __future__ import annotations

import unicodedata

ZERO_WIDTH_JOINER = "\u200d"
"""Of the invisible characters the one that is kept: emoji of several parts need it."""


def utf16_units(text: str) -> int:
    """How long Telegram says a text is."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def one_line(text: str) -> str:
    """Spaces joined, invisible characters (also those that turn the writing round) left out."""
    visible = (
        character
        for character in text
        if character.isspace()
        or character == ZERO_WIDTH_JOINER
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )
    return " ".join("".join(visible).split())


def tidy_lines(text: str) -> str:
    """Like `one_line`, but lines stay lines; empty ones go."""
    lines = (one_line(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
