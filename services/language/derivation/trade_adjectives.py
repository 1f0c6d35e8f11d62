"""Who does what an adjective says: «кондитерский» and «кондитер», «токарный» and «токарь»."""

from __future__ import annotations

from collections.abc import Iterable

ENDINGS = {"ский": ("",), "ской": ("",), "ный": ("", "ь")}
"""Of adjectives, with those of the nouns that they are made of."""

LEAST_STEM = 4
"""Letters."""


def trades_of(lemmas: Iterable[str]) -> frozenset[str]:
    """Nouns that adjectives may be of, whether or not there are such words."""
    return frozenset(
        stem + noun
        for lemma in lemmas
        for ending, nouns in ENDINGS.items()
        if (stem := lemma.removesuffix(ending)) != lemma and len(stem) >= LEAST_STEM
        for noun in nouns
    )
