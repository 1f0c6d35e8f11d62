"""Regions within a sentence: «в Ямало-Ненецком автономном округе»."""

from __future__ import annotations

from domain.people.users import Language
from ui.translator import Translator

WHERE = {
    "Республика": "Республике",
    "область": "области",
    "край": "крае",
    "округ": "округе",
    "Москва": "Москве",
    "Санкт-Петербург": "Санкт-Петербурге",
    "Севастополь": "Севастополе",
}
ADJECTIVES = (("ая", "ой"), ("ий", "ом"), ("ый", "ом"))
INTO = ("Вл", "Вс")
"""Before two consonants after «в» people say «во»."""


def region_where(region: str, t: Translator) -> str:
    """Begins a sentence. The proper name after «Республика» or a dash stays as it is."""
    if t.language is not Language.RU:
        return t.toponym(region)
    named, dash, other = region.partition(" — ")
    words = named.split()
    if words[0] == "Республика":
        told = ["Республике", *words[1:]]
    else:
        told = [_declined(word) for word in words]
    preposition = "Во" if told[0].startswith(INTO) else "В"
    return f"{preposition} {' '.join(told)}{dash}{other}"


def _declined(word: str) -> str:
    if word in WHERE:
        return WHERE[word]
    for ending, other in ADJECTIVES:
        if word.endswith(ending):
            return word.removesuffix(ending) + other
    return word
