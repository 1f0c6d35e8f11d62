"""How a search was understood, in words."""

from __future__ import annotations

from collections.abc import Iterator

from domain.clusters import Industry
from domain.places import Place
from domain.professions import Profession
from domain.users import Language
from handlers.clusters.views import industry_name, place_name
from services.search.queries import Kind, Meaning, Part, Query
from ui.formatting import kilometres, quoted, shortened
from ui.translator import Translator

QUOTED = 60
"""Characters of a reader's own text that an answer repeats."""

PARTS_TOLD = 3
TRADES_TOLD = 2
TRADE_LIMIT = 60


def told(query: Query, t: Translator) -> str:
    """«Сварщик · Казань, 100 км»."""
    trade = trade_words(query, t) or t.plain("search-any-trade")
    return " · ".join(part for part in (trade, place_words(query, t), _opening(query, t)) if part)


def trade_words(query: Query, t: Translator) -> str:
    """Empty for a query that names no trade and no name."""
    meanings: list[Meaning] = [*query.professions[:1], *query.industries]
    names = [meaning_name(meaning, t) for meaning in meanings[:TRADES_TOLD]]
    words = " ".join(query.words)
    return ", ".join([*names, *([quoted(shortened(words, QUOTED), t)] if words else [])])


def place_words(query: Query, t: Translator) -> str:
    """Empty for a query that looks everywhere."""
    if query.place is not None:
        radius = kilometres(query.radius_km, t.language)
        return t.plain("search-around", place=place_name(query.place, t), radius=radius)
    return t.toponym(query.region) if query.region else ""


def meaning_name(meaning: Meaning, t: Translator) -> str:
    if isinstance(meaning, Industry):
        return industry_name(meaning, t)
    if isinstance(meaning, Profession):
        in_english = meaning.english if t.language is Language.EN else ()
        return shortened(in_english[0] if in_english else meaning.short_title, TRADE_LIMIT)
    return place_name(meaning, t) if isinstance(meaning, Place) else t.toponym(str(meaning))


def remarks(typed: Query, query: Query, t: Translator) -> Iterator[str]:
    """What was read with a correction and still counts, and what was not understood at all."""
    slipped = [_correction(typed, part, t) for part in typed.parts if _is_corrected(part, query)]
    if slipped:
        yield t("search-corrected", words=", ".join(slipped[:PARTS_TOLD]))
    unread = [quoted(str(part.meaning), t) for part in typed.parts if part.kind is Kind.UNKNOWN]
    if unread:
        yield t("search-unread", words=shortened(", ".join(unread[:PARTS_TOLD]), QUOTED))


def _is_corrected(part: Part, query: Query) -> bool:
    wanted = (query.place, query.region, *query.industries, *query.professions)
    return part.slips > 0 and part.kind is not Kind.NAME and part.meaning in wanted


def _correction(typed: Query, part: Part, t: Translator) -> str:
    written = shortened(typed.text[part.start : part.end], QUOTED)
    return t.plain("search-correction", written=written, read=meaning_name(part.meaning, t))


def _opening(query: Query, t: Translator) -> str:
    if query.is_planned is None:
        return ""
    return t.plain("search-planned" if query.is_planned else "search-opened")
