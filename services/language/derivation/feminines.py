"""«Водительница» is a «водитель»: which trade a woman's one is called after, by its ending."""

from __future__ import annotations

import re
from collections.abc import Iterable

ENDINGS = {
    "тельниц": "тель",
    "щиц": "щик",
    "чиц": "чик",
    "ниц": "ник",
    "вщиц": "вщик",
    "истк": "ист",
    "логин": "лог",
    "логк": "лог",
    "графин": "граф",
    "графк": "граф",
    "антк": "ант",
    "ентк": "ент",
    "орк": "ор",
    "орш": "ор",
    "ерк": "ер",
    "ерш": "ер",
    "арш": "арь",
    "арк": "арь",
    "ичк": "ик",
    "есс": "",
    "их": "",
}
LEAST_LETTERS = 3
"""Of what is left of a word without its ending."""

FEMININE = re.compile(rf"(\w+?)({'|'.join(ENDINGS)})(?:а|ы|у|е|ой|ей|ою|ам|ами|ах|я|и|ю)")


def masculine_of(words: Iterable[str]) -> frozenset[str]:
    """Words that may or may not exist: to be looked up among known ones."""
    found = (FEMININE.fullmatch(word) for word in words)
    return frozenset(
        one[1] + ENDINGS[one[2]] for one in found if one and len(one[1]) >= LEAST_LETTERS
    )
