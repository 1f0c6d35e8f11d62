"""«Тортик» is a «торт»: what a word of fondness may be made of, by its ending alone."""

from __future__ import annotations

from collections.abc import Iterable

ENDINGS = (
    ("очка", ("ка", "а")),
    ("ечка", ("ка", "ца", "я", "а")),
    ("чка", ("ка", "ца", "а")),
    ("ушка", ("а", "ь", "")),
    ("юшка", ("я", "а")),
    ("ышко", ("о",)),
    ("онька", ("а",)),
    ("енька", ("а", "я")),
    ("ашка", ("ь", "а", "")),
    ("чик", ("", "ц")),
    ("ик", ("", "ь")),
    ("ок", ("", "к")),
    ("ек", ("", "ь")),
    ("ка", ("а", "ь", "")),
    ("ко", ("о",)),
)
LEAST_LETTERS = 3
"""Of what is left of a word without its ending."""


def endeared_of(lemmas: Iterable[str]) -> frozenset[str]:
    """Words that may or may not exist: to be looked up among known ones."""
    return frozenset(
        lemma[: -len(ending)] + made
        for lemma in lemmas
        for ending, makes in ENDINGS
        if lemma.endswith(ending) and len(lemma) - len(ending) >= LEAST_LETTERS
        for made in makes
    )
