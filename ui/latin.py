"""Names of places for those who do not read Cyrillic: letters by BGN/PCGN, without its signs."""

from __future__ import annotations

from functools import lru_cache

from domain.places import Place
from domain.users import Language
from ui.translator import Translator

_LATIN = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".replace(
    "-", ""
)
_LETTERS = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _LATIN.split(" "), strict=True))
_AFTER_VOWEL = {"е": "ye", "ё": "yo"}
_VOWELS = "аеёиоуыэюяйъь"
_KINDS = {
    "область": "region",
    "край": "krai",
    "Республика": "Republic",
    "автономный": "autonomous",
    "автономная": "autonomous",
    "округ": "okrug",
}
"""Words that have an English one."""


def local(name: str, t: Translator) -> str:
    """A town or a region in the letters that the reader reads."""
    return in_latin(name) if t.language is Language.EN else name


def place_name(place: Place, t: Translator) -> str:
    """As the gazetteer spells it for the reader, where it does."""
    return (t.language is Language.EN and place.name_latin) or local(place.name, t)


@lru_cache(maxsize=10_000)
def in_latin(name: str) -> str:
    """«Нижний Новгород» is Nizhniy Novgorod, «Самарская область» Samarskaya region."""
    return " ".join(_KINDS.get(word) or _word(word) for word in name.split(" "))


def _word(word: str) -> str:
    letters = []
    before = ""
    for letter in word:
        low = letter.lower()
        starts = not before.isalpha() or before.lower() in _VOWELS
        latin = (_AFTER_VOWEL.get(low) if starts else None) or _LETTERS.get(low, letter)
        letters.append(latin.capitalize() if letter.isupper() else latin)
        before = letter
    return "".join(letters)
