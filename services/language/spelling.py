"""How people spell: one normal form for comparing, and how many slips of the finger to forgive."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from services.language.dictionary import read_dictionary
from services.language.letters import WORD, transliterated

NAME_CHARACTERS = 100
"""Characters of what is looked up as one name (a place, a label): nothing longer is one.

Of texts that are read word by word more counts: `letters.CHARACTERS_CONSIDERED`.
"""

PLAIN = re.compile("[ -~А-Яа-яЁё]*")
"""What people type mostly: nothing of it is invisible, or composed of others (NFKC)."""


def normalised(text: str) -> str:
    """Lower case, ё as е, words divided by single spaces; no punctuation, no invisible marks."""
    return _normalised(text[: NAME_CHARACTERS * 4])


@lru_cache(maxsize=16)
def _normalised(text: str) -> str:
    """The normal form of a text, kept for a moment: several filters ask for each."""
    if not PLAIN.fullmatch(text):
        text = unicodedata.normalize("NFKC", text)
        text = "".join(
            c for c in text if unicodedata.category(c) not in {"Cf", "Cc"} or c.isspace()
        )
    words = " ".join(WORD.findall(text.casefold().replace("ё", "е")))
    return words[:NAME_CHARACTERS]


def forgiven_slips(text: str) -> int:
    """Letters that may be wrong, missing, added or swapped, by the length of the text."""
    letters = len(text)
    if letters <= 2:
        return 0
    if letters <= 5:
        return 1
    return 2 if letters < 14 else 3


def in_cyrillic_letters(text: str) -> str:
    """«куда поступит» of "kuda postupit"; empty where the text is of no Russian in Latin letters.

    No word of it is English, and half of them or more are Russian by their sound.
    """
    if not text.isascii():
        return ""
    typed = WORD.findall(text.lower())
    dictionary = read_dictionary()
    if not typed or any(one.isalpha() and dictionary.is_known(one) for one in typed):
        return ""
    heard = [transliterated(one) for one in typed]
    known = sum(map(dictionary.is_known, heard))
    return " ".join(heard) if known and 2 * known >= len(heard) else ""
