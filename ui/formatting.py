"""Numbers, distances, dates and lengths as readers and Telegram count them."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel.dates import format_date
from babel.units import format_unit

from domain.users import Language
from ui.translator import Translator

MESSAGE_UNITS = 4096
"""UTF-16 code units of a text after entities parsing (Bot API, sendMessage)."""

NEAR_KM = 1
COARSE_FROM_KM = 100


def utf16_units(text: str) -> int:
    """How long Telegram says a text is."""
    return len(text.encode("utf-16-le")) // 2


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def distance(km: float, t: Translator) -> str:
    """As exact as the places are: whole km up to 100, then tens; under 1 km says just that."""
    if km < NEAR_KM:
        return t.plain("distance-under-1-km")
    step = 10 if km >= COARSE_FROM_KM else 1
    return kilometres(round(km / step) * step, t.language)


@cache
def kilometres(km: int, language: Language) -> str:
    """A number never parts from its unit at the end of a line."""
    text = format_unit(km, "kilometer", length="short", locale=language.value)
    return text.replace(" ", "\xa0")


def day(value: date, t: Translator) -> str:
    return format_date(value, format="long", locale=t.language.value)
