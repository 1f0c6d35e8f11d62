"""Known words: which of them were meant by a word as typed, exactly or with slips."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.lru_cache import LruCache
from services.language.letters import ABBREVIATION_LETTERS, folded, folded_and_stemmed

CANDIDATES = 6
"""Words that are followed up for one typed word; farther ones never win."""

OTHER_FIRST_LETTER = 0.4
"""Slips that a wrong first letter counts more: people rarely miss it."""

WORDS_KEPT = 500
"""Typed words of which is kept what they are: of one text a word is asked for several times, and
people name the same trades and towns. Some 0.4 KB each."""

FORMS_KEPT = 2_000
"""Of words, by which all vocabularies are asked."""

SUFFIX = "ск"
"""«Казанский» is about Казань: an adjective of a town that is not known itself."""

SUFFIX_SLIPS = 0.3

SHORT_WORD_LETTERS = 4
"""Letters; with another first one, «фыва» could be anything."""

ONE_LETTER = re.compile(r"(.)\1{2,}")
"""«ыыы», «аааа»: folded and without an ending it would be a word. «ООО» is one as it stands."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known word (its key) that may have been meant. `slips` 0 is the same word."""

    key: str
    slips: float


class Vocabulary:
    """Keys are stems in folded form; each is found by its stem and by every full form added."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[str, ...]] = {}
        self._weights: dict[str, float] = {}
        self._by_start: dict[tuple[int, str], list[str]] = {}
        self._by_length: dict[int, list[str]] = {}
        self._firm: set[str] = set()
        self._exact = LruCache[str, tuple[Candidate, ...]](WORDS_KEPT)
        self._close = LruCache[str, tuple[Candidate, ...]](WORDS_KEPT)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: str) -> bool:
        return key in self._weights

    def copy(self) -> Vocabulary:
        other = Vocabulary()
        other._keys = dict(self._keys)
        other._weights = dict(self._weights)
        other._firm = set(self._firm)
        other._by_start = {start: list(forms) for start, forms in self._by_start.items()}
        other._by_length = dict(self._by_length)
        return other

    def add(
        self, word: str, weight: float, *, forgives: bool = True, is_name: bool = False
    ) -> str:
        """The word's key. Of equally close words the heavier is meant.

        A word that forgives nothing keeps its ending too: it is met as it stands, or not at all.
        Of names, which may be very many, the first letter must be right.
        """
        self._exact.clear()
        self._close.clear()
        whole, stem = folded_and_stemmed(word)
        key = stem if forgives else whole
        for form in {key, whole}:
            keys = self._keys.get(form, ())
            if key not in keys:
                self._keys[form] = (*keys, key)
            if forgives and form not in self._firm:
                self._firm.add(form)
                self._by_start.setdefault((len(form), form[:1]), []).append(form)
                if not is_name:
                    self._by_length.setdefault(len(form), []).append(form)
        self._weights[key] = max(weight, self._weights.get(key, 0.0))
        return key

    def exact(self, word: str) -> tuple[Candidate, ...]:
        """Nothing forgiven but the ending, and that only of a word not known as it stands."""
        found = self._exact.get(word)
        if found is None:
            found = tuple(self._known(word))
            self._exact.keep(word, found)
        return found

    def _known(self, word: str) -> list[Candidate]:
        forms = (word,) if ONE_LETTER.fullmatch(word) else _forms(word)
        if forms[0] in self._firm:
            forms = forms[:1]
        found = [Candidate(key, 0.0) for key in self._keys_of(forms)]
        return [*found, *self._of_adjective(_forms(word))] if found else []

    def alike(self, *words: str) -> list[Candidate]:
        """All keys that share a form or a stem with one of the words."""
        forms = tuple(form for word in words for form in _forms(word))
        return [Candidate(key, 0.0) for key in self._keys_of(forms)]

    def close(self, word: str) -> tuple[Candidate, ...]:
        """Best first, at most CANDIDATES; the word itself is taken not to be known."""
        found = self._close.get(word)
        if found is None:
            found = tuple(self._misspelt(word))
            self._close.keep(word, found)
        return found

    def _misspelt(self, word: str) -> list[Candidate]:
        found: dict[str, float] = {}
        limit = 0 if ONE_LETTER.fullmatch(word) else forgiven(word)
        for form in (
            [one for one in _forms(word) if len(one) > ABBREVIATION_LETTERS] if limit else ()
        ):
            # A stem is short: what may be wrong in the word may not all be wrong in it.
            self._collect(form, max(1, min(limit, forgiven(form[1:]))), found)
        if limit and len(word) > SHORT_WORD_LETTERS and min(found.values(), default=2.0) > 1:
            self._collect_any_start(folded(word), found)
        for candidate in self._of_adjective(_forms(word)):
            found[candidate.key] = candidate.slips
        ordered = sorted(found.items(), key=lambda item: (item[1], -self._weights[item[0]]))
        return [Candidate(key, cost) for key, cost in ordered[:CANDIDATES]]

    def _of_adjective(self, forms: tuple[str, ...]) -> list[Candidate]:
        stems = [form.removesuffix(SUFFIX) for form in forms if form.endswith(SUFFIX)]
        return [Candidate(key, SUFFIX_SLIPS) for stem in stems for key in self._keys.get(stem, ())]

    def _collect(self, form: str, limit: int, found: dict[str, float]) -> None:
        """Words that begin alike: nearly all misspelt ones do, and they are few to compare."""
        for length in range(len(form) - limit, len(form) + limit + 1):
            near = self._by_start.get((length, form[:1]), ())
            self._compare(form, near, limit, 0.0, found)

    def _collect_any_start(self, form: str, found: dict[str, float]) -> None:
        """The first letter itself was the slip; there may be no other."""
        for length in range(len(form) - 1, len(form) + 2):
            self._compare(form, self._by_length.get(length, ()), 1, OTHER_FIRST_LETTER, found)

    def _compare(
        self, form: str, near: Sequence[str], limit: int, extra: float, found: dict[str, float]
    ) -> None:
        hits = process.extract(
            form, near, scorer=OSA.distance, score_cutoff=limit, limit=CANDIDATES
        )
        for other, slips, _ in hits:
            cost = slips + extra * (other[:1] != form[:1])
            for key in self._keys[other]:
                found[key] = min(cost, found.get(key, cost))

    def _keys_of(self, forms: tuple[str, ...]) -> dict[str, None]:
        return dict.fromkeys(key for form in forms for key in self._keys.get(form, ()))


def forgiven(word: str) -> int:
    """Letters that may be wrong in a word: one in a short word, up to three in a long one."""
    letters = len(word)
    if letters <= 3:
        return 0
    if letters <= 5:
        return 1
    return 2 if letters < 12 else 3


@lru_cache(FORMS_KEPT)
def _forms(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded_and_stemmed(word)))
