"""How long Telegram says a text is."""

from __future__ import annotations


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
