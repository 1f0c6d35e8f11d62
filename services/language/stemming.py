"""Words without their endings (Snowball)."""

from __future__ import annotations

import threading

import Stemmer

_stemmers = threading.local()


def stemmed(word: str, language: str) -> str:
    """The stem of one word in lower case; `language`: russian or english."""
    return str(_stemmer(language).stemWord(word))


def _stemmer(language: str) -> Stemmer.Stemmer:
    """One for a thread: it keeps the words that it has seen, and indices are built in threads."""
    found: Stemmer.Stemmer | None = getattr(_stemmers, language, None)
    if found is None:
        found = Stemmer.Stemmer(language)
        setattr(_stemmers, language, found)
    return found
