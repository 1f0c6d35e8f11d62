"""«Уфимский», «сочинский»: towns by adjectives that no ending of their names gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.places.places import Place
from services.language.dictionary import read_dictionary
from services.language.letters import words

LEAST_POPULATION = 50_000
"""Of towns whose adjectives are in everybody's mouth."""

VOWELS = "аеиоуыэюяьй"
OF_WHOLE = ("ий", "ский", "кий", "нский", "инский", "ьский")
OF_STEM = ("ский", "ской", "инский", "нский", "енский", "имский", "ьский", "цкий", "овский")


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
