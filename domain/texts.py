"""What people type: its length as Telegram counts it, what may stay of it, what is a link."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

ZERO_WIDTH_JOINER = "\u200d"
"""The one invisible character that is kept: emoji of several parts need it."""


def utf16_units(text: str) -> int:
    """How long Telegram says a text is."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


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


def single_spaced(text: str) -> str:
    """One line of text out of a file, where what cannot be seen is refused and not left out."""
    return " ".join(text.split())


def tidy_lines(text: str) -> str:
    """Like `one_line`, but lines stay lines; empty ones go."""
    lines = (one_line(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def is_web_address(url: str) -> bool:
    """Complete, and of a host that all can reach."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    has_space = any(c.isspace() for c in url)
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not has_space
