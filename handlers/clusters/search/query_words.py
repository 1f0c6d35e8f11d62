"""How a search was understood, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from rapidfuzz import process

from domain.clusters.cards import Industry
from domain.clusters.professions import Profession
from domain.people.users import Language
from domain.places.places import Area, Place
from handlers.clusters.cards.views import area_name, industry_name, place_name
from services.language.letters import words
from services.search.reading.queries import (
    Kind,
    Meaning,
    Part,
    Query,
)
from ui.formatting import kilometres, quoted, shortened
from ui.translator import Translator

QUOTED = 60
"""Characters of a reader's own text that an answer repeats."""

PARTS_TOLD = 3
"""Names that stand in one line."""

NAME_ENDING = re.compile(
    r"(?:ск)?(?:[иыо]й|[ая]я|[ое]е|[иы]е|[ое]го|[ое]му|[иыое]м|[иы]х|[ую]ю|"
    r"[аеиоуыюя]|[ая]ми|[ая]х|[ое]в|ь|)"
)
LEAST_ALIKE = 75
"""rapidfuzz's ratio, 0 to 100, of a word and that of a name as which it was read."""

SAME_START = 5
"""Letters by which «сварщица» is told by the title «Сварщик»."""

CITY_TO_VILLAGE = 10
"""So many times larger a place is meant without asking: Киров of half a million."""

ENDING = 2
"""Letters that say the case and not the word."""

DOING = re.compile(r"\w+(?:ть|ти|чь)(?:ся)?\b")
"""What one does: «стричь», «печь торты»."""

LIMITS_TOLD = 3
"""In a sentence each; the others by name."""

TRADES_TOLD = 2
TRADE_CHARACTERS = 60
LEAST_OF_TRADE = 6
"""Letters that are left of a trade, however long its place is."""

BETWEEN = " · "


def told(query: Query, t: Translator, typed: Query | None = None) -> str:
    """«Сварщик · Казань, 100 км»; of namesakes that the text as `typed` may mean, whose it is."""
    trade = trade_words(query, t) or t.plain("search-any-trade")
    where = place_words(query, t)
    if query.place is not None and _has_namesakes(query.place, typed or query):
        region = t.toponym(query.place.region)
        name = t.plain("place-option", name=place_name(query.place, t), region=region)
        where = t.plain(
            "search-around", place=name, radius=kilometres(query.radius_km, t.language)
        )
    parts = (trade, where, _opening(query, t))
    return BETWEEN.join(part for part in parts if part)


def _has_namesakes(place: Place, typed: Query) -> bool:
    """Whether another place of about its own kind bears the name: beside a city nobody means the
    village."""
    others = [one for one in typed.places if one.name == place.name and one != place]
    return any(one.population * CITY_TO_VILLAGE >= place.population for one in others)


def told_briefly(query: Query, letters: int, t: Translator) -> str:
    """«Повар, конди… · Казань»: of a label too narrow for both the trade gives way."""
    where = place_name(query.place, t) if query.place else place_words(query, t)
    trade = trade_words(query, t) or t.plain("search-any-trade")
    room = letters - len(where) - len(BETWEEN) if where else letters
    return BETWEEN.join([shortened(trade, max(room, LEAST_OF_TRADE)), *filter(None, [where])])


def trade_words(query: Query, t: Translator) -> str:
    """Empty for a query that names no trade and no name."""
    names = _trade_names(query, t)[:TRADES_TOLD]
    asked = " ".join(_as_typed(word, query) for word in query.words)
    return ", ".join([*names, *([quoted(shortened(asked, QUOTED), t)] if asked else [])])


def _trade_names(query: Query, t: Translator) -> list[str]:
    meanings: list[Meaning] = [*query.professions, *query.industries]
    return list(dict.fromkeys(_trade_name(meaning, query, t) for meaning in meanings))


def _as_typed(word: str, query: Query) -> str:
    """«КАМАЗа», and not «камаза»: a name in the letters of who asks, if it was typed in them."""
    typed = (query.text[one.start : one.end] for one in query.parts if one.meaning == word)
    found = next(typed, "").strip(' .,!?;:«»"()')
    return found if found.casefold() == word else word


def _trade_name(meaning: Meaning, query: Query, t: Translator) -> str:
    """«парикмахер — Технологии индустрии красоты»: people do not know official titles."""
    name = meaning_name(meaning, t)
    if not isinstance(meaning, Profession) or t.language is not Language.RU:
        return name
    asked = next((part.spelling for part in query.parts if part.meaning == meaning), "")
    is_doing = DOING.match(asked) is not None or asked.casefold() not in _spellings(meaning)
    if asked and meaning.synonyms and is_doing:
        asked = meaning.synonyms[0]  # «стричь волосы»: what one who does it is called
    is_clear = not asked or asked.isascii() or _is_in(asked, name)
    return name if is_clear else t.plain("search-trade-as-asked", asked=asked, title=name)


def _spellings(trade: Profession) -> set[str]:
    return {one.casefold() for one in (trade.title, trade.short_title, *trade.synonyms)}


def _is_in(asked: str, title: str) -> bool:
    """Whether the title says it: by the beginnings of words."""
    starts = [word[:SAME_START] for word in asked.casefold().replace("ё", "е").split()]
    return all(start in title.casefold().replace("ё", "е") for start in starts)


def place_words(query: Query, t: Translator) -> str:
    """Empty for a query that looks everywhere."""
    if query.area is not None and query.place is None:
        return area_name(query.area, t)
    if query.place is not None:
        radius = kilometres(query.radius_km, t.language)
        return t.plain("search-around", place=place_name(query.place, t), radius=radius)
    return t.toponym(query.region) if query.region else ""


def meaning_name(meaning: Meaning, t: Translator) -> str:
    if isinstance(meaning, Industry):
        return industry_name(meaning, t)
    if isinstance(meaning, Profession):
        in_english = meaning.english if t.language is Language.EN else ()
        return shortened(in_english[0] if in_english else meaning.short_title, TRADE_CHARACTERS)
    if isinstance(meaning, Area):
        return area_name(meaning, t)
    return place_name(meaning, t) if isinstance(meaning, Place) else t.toponym(str(meaning))


def remarks(typed: Query, query: Query, t: Translator) -> Iterator[str]:
    """What was read with a correction and still counts, and what was not understood at all."""
    slipped = [
        _correction(part, t)
        for part in typed.parts
        if _is_corrected(part, query) and not _is_another_ending(typed, part, t)
    ]
    if slipped:
        yield t("search-corrected", words=", ".join(slipped[:PARTS_TOLD]))
    strangers = _quoted(typed, Kind.STRANGER, t)
    if strangers:
        yield t("search-stranger", words=strangers)
    if nowhere := unknown_places(typed):
        names = ", ".join(quoted(one, t) for one in nowhere[:PARTS_TOLD])
        yield t("search-nowhere", words=shortened(names, QUOTED))
    unread = _quoted(typed, Kind.UNKNOWN, t)
    if unread:
        yield t("search-unread", words=unread)
    if typed.is_of_no_name:
        yield t("search-no-such-name")
    if typed.employer:
        yield t("search-no-such-employer", name=typed.employer)
    same = _quoted(typed, Kind.SAME_TRADE, t)
    if same and query.professions:
        yield t("search-same-trade", words=same, trade=meaning_name(query.professions[0], t))
    if further := _trade_names(query, t)[TRADES_TOLD:]:
        told = [shortened(one, QUOTED) for one in further[:PARTS_TOLD]]
        yield t("search-more-trades", trades=", ".join(told))
    yield from excluded_lines(query, t)
    more = other_places(typed, query)
    if more:
        yield t("search-other-places", places=", ".join(place_name(p, t) for p in more))
    yield from limit_lines(query, t)


def unknown_places(query: Query) -> list[str]:
    """What is said to be a place and the gazetteer does not hold, as typed."""
    found = (query.text[p.start : p.end] for p in query.parts if p.kind is Kind.NOWHERE)
    return [one.strip(' .,;:!?"«»()') for one in found]


def name_slips(query: Query, name: str, t: Translator) -> Iterator[str]:
    """Words of a name that were read with a slip: «череповецкй». Another ending is none."""
    known = words(name)
    found = [process.extractOne(word, known, score_cutoff=LEAST_ALIKE) for word in query.words]
    pairs = [(word, one[0]) for word, one in zip(query.words, found, strict=True) if one]
    if read := [quoted(meant, t) for word, meant in pairs if not _is_same_word(word, meant)]:
        yield t("search-corrected", words=", ".join(read[:PARTS_TOLD]))


def _is_same_word(one: str, other: str) -> bool:
    """«Рузаевского» and «рузаевский», «чкаловский» and «Чкалова»."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    start = sum(1 for _ in same)
    return all(NAME_ENDING.fullmatch(word[start:]) for word in (one, other))


def excluded_lines(query: Query, t: Translator) -> Iterator[str]:
    """What shall not be."""
    if query.excluded:
        names = dict.fromkeys(meaning_name(meaning, t) for meaning in query.excluded)
        yield t("search-excluded", what=", ".join(list(names)[:PARTS_TOLD]))


def limit_lines(query: Query, t: Translator) -> Iterator[str]:
    """What was asked and cannot be sifted by."""
    for limit in query.limits[:LIMITS_TOLD]:
        yield t(f"search-limit-{limit}")
    if others := query.limits[LIMITS_TOLD:]:
        names = dict.fromkeys(t.plain(f"search-limit-name-{limit}") for limit in others)
        yield t("search-limits-more", limits=", ".join(names))


def other_places(typed: Query, query: Query) -> list[Place]:
    """More towns that the text names: one is looked at at a time.

    A city and a part of it are one place: «Москва, Бирюлёво».
    """
    named = [part.meaning for part in typed.parts if part.kind is Kind.PLACE]
    others = dict.fromkeys(
        one
        for one in named
        if isinstance(one, Place) and (one == query.place or one not in typed.left)
    )
    if len(others) < 2:
        return []
    place = query.place
    return [one for one in others if place is None or not _is_within(one, place)][:PARTS_TOLD]


def _is_within(one: Place, other: Place) -> bool:
    is_city = one.region in {one.name, other.name}
    return one == other or (one.region == other.region and is_city)


def _quoted(typed: Query, kind: Kind, t: Translator) -> str:
    found = [quoted(str(part.meaning), t) for part in typed.parts if part.kind is kind]
    return shortened(", ".join(found[:PARTS_TOLD]), QUOTED)


def _is_corrected(part: Part, query: Query) -> bool:
    wanted = (query.place, query.region, *query.industries, *query.professions, *query.words)
    return part.slips > 0 and part.meaning in wanted


def _is_another_ending(typed: Query, part: Part, t: Translator) -> bool:
    """«строить» for «строительство»: nothing that one would have to be told."""
    written = typed.text[part.start : part.end].casefold()
    read = meaning_name(part.meaning, t).casefold()
    return read.startswith(written[: max(4, len(written) - ENDING)])


def _correction(part: Part, t: Translator) -> str:
    read = part.spelling if isinstance(part.meaning, Profession) else meaning_name(part.meaning, t)
    return quoted(read, t)


def _opening(query: Query, t: Translator) -> str:
    if query.is_planned is None:
        return ""
    return t.plain("search-planned" if query.is_planned else "search-opened")
