"""Regions within a sentence: «в Ямало-Ненецком автономном округе»."""

from __future__ import annotations

import re

from domain.people.users import Language
from ui.keyboards import label_width
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
BRIEFLY = {" область": " обл.", " край": " край", " автономный округ": " АО"}
SPOKEN = {
    "Донецкая Народная Республика": "ДНР",
    "Кабардино-Балкарская Республика": "Кабардино-Балкария",
    "Карачаево-Черкесская Республика": "Карачаево-Черкесия",
    "Луганская Народная Республика": "ЛНР",
    "Удмуртская Республика": "Удмуртия",
    "Чеченская Республика": "Чечня",
    "Чувашская Республика": "Чувашия",
}
"""Without their last word nobody calls them so: «Чувашская · 1»."""
KINDS = re.compile("|".join(BRIEFLY))
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


def region_briefly(region: str, t: Translator, room: int) -> str:
    """The region in at most `room` characters, if it can be: «Самарская обл.», «Самарская»."""
    if t.language is not Language.RU:
        return t.toponym(region)
    named = SPOKEN.get(region, region.partition(" — ")[0].removeprefix("Республика "))
    shorter = (region, named, KINDS.sub(lambda one: BRIEFLY[one[0]], named), KINDS.sub("", named))
    return next((one for one in shorter if len(one) <= room), shorter[-1])


def region_in_a_half(region: str, t: Translator, count: int) -> str:
    """The region with a count after it, for a row of two buttons."""
    return region_briefly(region, t, label_width(2) - len(f" · {count}"))


def _declined(word: str) -> str:
    if word in WHERE:
        return WHERE[word]
    for ending, other in ADJECTIVES:
        if word.endswith(ending):
            return word.removesuffix(ending) + other
    return word
