"""Towns by their adjectives: «уфимский авиационный», «Сергачский район»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.places.places import Place
from services.language.dictionary import Dictionary, read_dictionary
from services.language.letters import words
from services.search.reading.queries import PLACES, Kind, Part, Query

LEAST_POPULATION = 50_000
"""Of towns whose adjectives are in everybody's mouth."""

JOINED = "но"
"""What the first half of «топливно-энергетический» ends with."""

VOWELS = "аеиоуыэюяьй"
OF_WHOLE = ("ий", "ский", "кий", "нский", "инский", "ьский")
OF_STEM = ("ский", "ской", "инский", "нский", "енский", "имский", "ьский", "цкий", "овский")


ADJECTIVE = re.compile(r"(\w{2,}(?:ск|цк))(?:ий|ого|ому|им|ом|ой|ая|ую)")
OF_DISTRICTS = (
    "",
    "а",
    "о",
    "е",
    "и",
    "ы",
    "ь",
    "я",
    "ое",
    "ая",
    "ий",
    "ой",
    "ино",
    "ск",
    "ово",
    "ская",
)
"""What a town's name may end with where its district's ends with «ский»."""
OF_VOWELS = ("а", "ы", "я", "и")
"""The same of «инский»: «Тындинский» is of Тында."""

DISTRICT = re.compile(
    r"\s*(?:р-о?н|район\w*|(?:муниципальн|городск)\w+\s+(?:район|округ)\w*|м\.?\s*о\b|г\.?\s*о\b)",
    re.IGNORECASE,
)

OF_MANY_TOWNS_TEXT = """
советский октябрьский ленинский кировский калининский первомайский московский дзержинский
заводской центральный пролетарский красноармейский коминтерновский фрунзенский свердловский
куйбышевский ворошиловский орджоникидзевский комсомольский пушкинский приморский заводский
красногвардейский невский городской сельский тракторозаводский нижегородский
"""
OF_MANY_TOWNS = frozenset(OF_MANY_TOWNS_TEXT.split())
"""Districts of many cities, called after no town."""


@dataclass(frozen=True, slots=True)
class TownAdjectives:
    """`adjectives` are of well-known towns; `towns` has all of them by their folded names."""

    adjectives: Mapping[str, Place]
    towns: Mapping[str, tuple[Place, ...]]
    dictionary: Dictionary

    def with_towns(self, query: Query) -> Query:
        """The query, somewhere if an adjective says where and nothing else does."""
        return self._of_adjectives(self._of_districts(query))

    def is_of_town(self, word: str) -> bool:
        return bool(self.dictionary.lemmas(word) & self.adjectives.keys())

    def begins_a_name(self, query: Query) -> bool:
        """«Пензенский энергетический …»: whose adjective stands right before that of a trade."""
        return any(
            one.kind in {Kind.PLACE, Kind.REGION}
            and after.kind is Kind.INDUSTRY
            and not words(query.text[one.end : after.start])
            and ADJECTIVE.fullmatch(query.text[one.start : one.end].casefold()) is not None
            and self._is_adjective(words(query.text[after.start : after.end])[0])
            for one, after in pairwise(query.parts)
        )

    def _is_adjective(self, word: str) -> bool:
        return self.dictionary.is_adjective(word) or word.endswith(JOINED)

    def _of_adjectives(self, query: Query) -> Query:
        """«Уфимский авиационный» that no name is: aviation in Уфа."""
        if query.is_somewhere or not query.has_trade:
            return query
        for part in (one for one in query.parts if one.kind is Kind.UNKNOWN):
            lemmas = self.dictionary.lemmas(str(part.meaning))
            place = next((self.adjectives[o] for o in lemmas & self.adjectives.keys()), None)
            if place is not None:
                read = replace(part, kind=Kind.PLACE, meaning=place, spelling=place.name)
                parts = tuple(read if one is part else one for one in query.parts)
                return replace(query, parts=parts, places=(place,))
        return query

    def _of_districts(self, query: Query) -> Query:
        """«Сергачский район»: around Сергач, unless the town is named besides.

        Красногорск is sooner meant than a village that is called Красногорский. What is called
        after no town is a place that nobody knows.
        """
        named = [part for part in query.parts if part.kind in PLACES]
        if len(named) > 1:
            return query
        is_in_region = bool(named) and named[0].kind is Kind.REGION
        if is_in_region and len(query.parts) > 1:
            named = [*named, *(part for part in query.parts if part.kind is Kind.UNKNOWN)]
        for part in named or query.parts:
            if part.kind not in {Kind.UNKNOWN, Kind.NAME, Kind.PLACE}:
                continue
            places = self._of_district(query.text, part, query.region)
            village = part.meaning if isinstance(part.meaning, Place) else None
            if places and (village is None or village.population < places[0].population):
                read = replace(
                    part,
                    kind=Kind.PLACE,
                    meaning=places[0],
                    spelling=places[0].name,
                    slips=0,
                    others=places[1:],
                )
                parts = tuple(read if one is part else one for one in query.parts)
                words_left = tuple(one for one in query.words if one != part.meaning)
                return replace(query, parts=parts, places=places, words=words_left)
        return query if named else self._of_no_town(query)

    def _of_no_town(self, query: Query) -> Query:
        for part in query.parts:
            district = DISTRICT.match(query.text, part.end) if part.kind is Kind.UNKNOWN else None
            if district is not None and ADJECTIVE.fullmatch(str(part.meaning)):
                name = query.text[part.start : district.end()]
                read = replace(
                    part, kind=Kind.NOWHERE, end=district.end(), meaning=name, spelling=name
                )
                parts = tuple(read if one is part else one for one in query.parts)
                return replace(query, parts=parts)
        return query

    def _of_district(self, text: str, part: Part, region: str | None) -> tuple[Place, ...]:
        if DISTRICT.match(text, part.end) is None:
            return ()
        names = towns_of_district("".join(words(text[part.start : part.end])))
        known = (self.towns[one] for one in names if one in self.towns)
        there = ([one for one in found if region in {None, one.region}] for found in known)
        return tuple(next((found for found in there if found), ()))


def towns_of_district(word: str) -> tuple[str, ...]:
    """Names, folded or not, of the town that «Сергачский» (район) may be about, likeliest first.

    They may exist or not: to be looked up.
    """
    found = ADJECTIVE.fullmatch(word)
    if found is None or f"{found[1]}ий" in OF_MANY_TOWNS:
        return ()
    whole = found[1]
    stem = whole[:-1] if whole.endswith("цк") else whole[:-2]
    stems = [stem, f"{stem[:-2]}ц"] if stem.endswith("ец") else [stem]
    if stem.endswith(("ов", "ев")):  # «Починковский» is of Починки, or of Починок
        stems += [stem[:-2], f"{stem[:-3]}ок"]
    of_vowel = [stem[:-2] + ending for ending in OF_VOWELS] if stem.endswith(("ин", "ен")) else []
    return (whole, *(one + ending for one in stems for ending in OF_DISTRICTS), *of_vowel)


def adjectives_of(places: Iterable[Place]) -> dict[str, Place]:
    """Of those that no ending of a name gives («сочинский»), of two towns the larger one's.

    By the normal forms that the dictionary knows.
    """
    dictionary = read_dictionary()
    found: dict[str, Place] = {}
    towns = (one for one in places if one.population >= LEAST_POPULATION)
    for place in sorted(towns, key=lambda one: -one.population):
        for adjective in _possible(place):
            if adjective in dictionary.lemmas(adjective) and dictionary.is_known(adjective):
                found.setdefault(adjective, place)
    return found


def _possible(place: Place) -> Iterator[str]:
    name = words(place.name)
    if len(name) != 1:
        return
    whole = name[0]
    yield from (whole + ending for ending in OF_WHOLE)
    if whole[-1] in VOWELS:
        stem = whole.rstrip(VOWELS) if whole.endswith(("ый", "ий", "ой")) else whole[:-1]
        yield from (stem + ending for ending in OF_STEM)
