"""«Уфимский», «сочинский»: towns by adjectives that no ending of their names gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from domain.places.places import Place
from services.language.dictionary import read_dictionary
from services.language.letters import words

LEAST_POPULATION = 50_000
"""Of towns whose adjectives are in everybody's mouth."""

VOWELS = "аеиоуыэюяьй"
OF_WHOLE = ("ий", "ский", "кий", "нский", "инский", "ьский")
OF_STEM = ("ский", "ской", "инский", "нский", "енский", "имский", "ьский", "цкий", "овский")


ADJECTIVE = re.compile(r"(\w{2,}(?:ск|цк))(?:ий|ого|ому|им|ом|ой|ая|ую)")
OF_DISTRICTS = ("", "а", "о", "е", "и", "ы", "ь", "я", "ое", "ая", "ий", "ой", "ино", "ск", "ово")
"""What a town's name may end with where its district's ends with «ский»."""

OF_MANY_TOWNS_TEXT = """
советский октябрьский ленинский кировский калининский первомайский московский дзержинский
заводской центральный пролетарский красноармейский коминтерновский фрунзенский свердловский
куйбышевский ворошиловский орджоникидзевский комсомольский пушкинский приморский заводский
красногвардейский невский городской сельский тракторозаводский нижегородский
"""
OF_MANY_TOWNS = frozenset(OF_MANY_TOWNS_TEXT.split())
"""Districts of many cities, called after no town."""


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
    return (whole, *(one + ending for one in stems for ending in OF_DISTRICTS))


def adjectives_of(places: Iterable[Place]) -> dict[str, Place]:
    """By the normal forms that the dictionary knows, of two towns the larger one's."""
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
