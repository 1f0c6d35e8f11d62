"""How people spell: one normal form for comparing, and how many slips of the finger to forgive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from services.language.dictionary import read_dictionary
from services.language.letters import WORD, other_layouts, transliterated

NAME_CHARACTERS = 100
"""Characters of what is looked up as one name (a place, a label): nothing longer is one.

Of texts that are read word by word more counts: `letters.CHARACTERS_CONSIDERED`.
"""

SAME_IN_LATIN = (
    ("и", "ы"),
    ("ы", "й"),
    ("и", "й"),
    ("й", "ж"),
    ("ш", "щ"),
    ("ц", "тс"),
    ("ца", "ться"),
    ("ця", "ться"),
)
"""What one Latin letter may stand for besides the sound that `transliterated` gives it."""

SOFTENED = frozenset("тлнсрд")
"""After these the soft sign is left out most."""

LEAST_OF_KEYS = 4
"""Letters: «m,» would be «ьб», and every short word some abbreviation."""

LONGEST_HEARD = 16

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

    No word of it is English alone («до» and «лет» are as good as "do" and "let"), one or more are
    Russian alone, and half of them are Russian by their sound.
    """
    dictionary = read_dictionary()
    if not text.isascii() or _is_of_other_keys(text):
        return ""
    typed = WORD.findall(text.lower())
    sounds = [heard(one) for one in typed]
    known = [dictionary.is_known(one) for one in sounds]
    is_english = [one.isalpha() and dictionary.is_known(one) for one in typed]
    pairs = list(zip(known, is_english, strict=True))
    if (False, True) in pairs or (True, False) not in pairs:
        return ""
    return " ".join(sounds) if 2 * sum(known) >= len(sounds) else ""


def _is_of_other_keys(text: str) -> bool:
    """«j,ot;bnbt»: a word with marks in it is one of the same keys in the other layout."""
    marked = (chunk for chunk in text.split() if not chunk.isalnum())
    ways = chain.from_iterable(map(other_layouts, marked))
    return any(len(way) >= LEAST_OF_KEYS and read_dictionary().is_known(way) for way in ways)


def heard(word: str) -> str:
    """The Russian word that is nearest by its sound: «нужны» of "nuzhni", whose letters alone
    are «нужни»."""
    sound = transliterated(word)
    is_known = read_dictionary().is_known
    if word.isdigit() or is_known(sound) or len(sound) > LONGEST_HEARD:
        return sound
    once = list(dict.fromkeys(_otherwise(sound)))
    twice = (other for one in once for other in _otherwise(one))
    return next(filter(is_known, chain(once, twice)), sound)


def _otherwise(sound: str) -> Iterator[str]:
    """The same with one letter told in another of the ways of chats."""
    for letters, others in SAME_IN_LATIN:
        at = sound.find(letters)
        while at >= 0:
            yield sound[:at] + others + sound[at + len(letters) :]
            at = sound.find(letters, at + 1)
    for at, letter in enumerate(sound, 1):
        if letter in SOFTENED:
            yield f"{sound[:at]}ь{sound[at:]}"
