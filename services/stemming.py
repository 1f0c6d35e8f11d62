"""Words without their endings (Snowball)."""

from __future__ import annotations

import threading
from functools import lru_cache

import snowballstemmer

STEMS_KEPT = 10_000
"""Of words that people type again and again; stemming is Python, and takes 100 µs a word."""

_stemmers = threading.local()


@lru_cache(maxsize=STEMS_KEPT)
def stemmed(word: str, language: str) -> str:
    """Of one word in lower case; `language`: russian or english."""
    return str(_stemmer(language).stemWord(word))


def _stemmer(language: str) -> snowballstemmer.stemmer:
    """One for a thread: a stemmer keeps its word in itself, and indices are built in threads."""
    found: snowballstemmer.stemmer | None = getattr(_stemmers, language, None)
    if found is None:
        found = snowballstemmer.stemmer(language)
        setattr(_stemmers, language, found)
    return found
