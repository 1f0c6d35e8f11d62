"""Words of a text of news and their stems, for its search, topics, names and keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from services.language.letters import WORD
from services.language.stemming import stemmed

CYRILLIC = re.compile(r"[а-я]")
LATIN = re.compile(r"[a-z]+")
KEPT = re.compile(r"[a-zа-я0-9]+")
LONGEST_STEM = 40
"""Letters; anything longer is no word of a language and would only fatten the index."""


@dataclass(frozen=True, slots=True)
class Word:
    """`start` and `end` are positions in the text, in characters."""

    stem: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """ё is е; signs divide words; scripts other than Latin and Cyrillic are left out."""
    for found in WORD.finditer(text):
        stem = stem_of(found[0].lower())
        if stem:
            yield Word(stem, found.start(), found.end())


def stems(text: str) -> list[str]:
    """Stems of the words in the order of the text, with repeats."""
    return [word.stem for word in words(text)]


def highlights(text: str, wanted: Iterable[str]) -> list[tuple[int, int]]:
    """Places where words with these stems stand: (start, end) in characters, neighbours not
    joined."""
    stems_wanted = frozenset(wanted)
    return [(word.start, word.end) for word in words(text) if word.stem in stems_wanted]


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """The stem of one word in lower case; empty for what is not looked for at all."""
    word = word.replace("ё", "е")
    if len(word) > LONGEST_STEM or not KEPT.fullmatch(word):
        return ""
    if CYRILLIC.search(word):
        return stemmed(word, "russian")
    return stemmed(word, "english") if LATIN.fullmatch(word) else word
