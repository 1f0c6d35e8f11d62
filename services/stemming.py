"""Words without their endings (Snowball)."""

from __future__ import annotations

import threading

import snowballstemmer

_stemmers = threading.local()


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
