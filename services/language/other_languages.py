"""Whether a text is of no language that the bot reads: not Russian, in its letters or in Latin
ones, and not English.

Pure; of most texts it looks at the letters alone.
"""

from __future__ import annotations

import re

from services.language.dictionary import read_dictionary
from services.language.letters import from_chats, other_layouts
from services.language.spelling import heard

WORD = re.compile(r"[^\W\d_]+")
OTHER_LETTERS = re.compile(r"[^\W\d_a-zа-яё\u00c0-\u024f]")
"""Not of the Russian and the Latin alphabet, which have all letters that are of many."""

LEAST_WORDS = 2
"""Of a text in our letters: one word may be anything."""

MOST_OURS, MOST_OURS_AMONG_OTHERS = 1 / 3, 1 / 2
"""Share of words that are like ours by chance; the second of a text that has other letters."""


def is_of_other_letters(text: str) -> bool:
    """«Сәлам», «Привіт», «سلام»."""
    return OTHER_LETTERS.search(text.casefold()) is not None


def is_strange(text: str) -> bool:
    """Whether hardly a word of it is Russian or English; of a word alone its letters tell."""
    said = WORD.findall(text.casefold().replace("ё", "е"))
    is_other = is_of_other_letters(text)
    if len(said) < (1 if is_other else LEAST_WORDS):
        return False
    ours = sum(map(_is_ours, said)) / len(said)
    return ours < MOST_OURS_AMONG_OTHERS if is_other else ours <= MOST_OURS


def _is_ours(word: str) -> bool:
    ways = [word, heard(word), *other_layouts(word), from_chats(word)]
    return any(way is not None and read_dictionary().is_known(way) for way in ways)
