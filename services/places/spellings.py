"""Other ways to write a name of a place: keyboards, scripts, endings, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from domain.places.places import Place
from services.language.letters import (
    LATIN,
    folded_and_stemmed,
    from_capitals,
    from_mixed,
    one_script,
    other_layouts,
    stemmed,
    words,
)
from services.language.spelling import normalised

LEAST_OF_ABBREVIATION = 4
"""Letters that have to be typed in all: «Н. Н.» could be anything."""

LEAST_STEM = 2
"""«Уфе» has one of two letters; one letter alone is no name in another case."""

CHUNK = re.compile(r"\S+")

FILLERS = frozenset(
    [
        "г",
        "гор",
        "город",
        "городе",
        "города",
        "п",
        "пос",
        "поселок",
        "поселке",
        "пгт",
        "рп",
        "с",
        "село",
        "селе",
        "д",
        "дер",
        "деревня",
        "деревне",
        "ст",
        "станица",
        "ца",
        "в",
        "во",
        "из",
        "от",
        "около",
        "возле",
        "рядом",
        "недалеко",
        "я",
        "живу",
        "городу",
        "городом",
        "поселка",
        "села",
        "деревни",
        "зато",
        "го",
        "к",
        "под",
        "до",
        "near",
        "in",
        "city",
        "town",
        "the",
        "of",
    ]
)
"""Words around a name that are no part of it. A text of nothing else is left as it is."""

MUNICIPAL = re.compile(
    r"\b(?:(?:городско|муниципальн|закрыт)\w+ )+(?:округ\w*|образовани\w*|город\w*)\b|^г о\b"
)
"""«городской округ Саранск» of registries; ЗАТО stands among FILLERS."""


def readings(text: str) -> Iterator[str]:
    """Normal forms in which the text may be meant, likeliest first: CAPAHCK, кaзань, rfpfym."""
    seen: set[str] = set()
    for read in (_as_it_looks(text), text, _in_one_script(text), *_in_other_layout(text)):
        form = normalised(read)
        if form and form not in seen:
            seen.add(form)
            yield form


def _as_it_looks(text: str) -> str:
    return CHUNK.sub(
        lambda chunk: from_capitals(chunk[0]) or from_mixed(chunk[0]) or chunk[0], text
    )


def _in_one_script(text: str) -> str:
    return " ".join(one_script(word) for word in normalised(text).split())


def _in_other_layout(text: str) -> list[str]:
    """Only what was typed in Latin: Cyrillic names in the English layout are rows of signs."""
    if not LATIN.search(text.lower()):
        return []
    ways = [other_layouts(chunk) or [chunk] for chunk in text.lower().split()]
    return [" ".join(way[0] for way in ways), " ".join(way[-1] for way in ways)]


class InflectedNames:
    """Places by their names in any case and transliteration, and by abbreviated words."""

    def __init__(self, spellings: Iterable[tuple[str, Place]]) -> None:
        self._by_stems: dict[tuple[str, ...], list[tuple[str, Place]]] = {}
        self._by_length: dict[int, list[tuple[tuple[str, ...], Place]]] = {}
        for spelling, place in spellings:
            both = [folded_and_stemmed(word) for word in words(spelling)]
            whole, stems = tuple(one for one, _ in both), tuple(stem for _, stem in both)
            self._by_stems.setdefault(stems, []).append((spelling, place))
            self._by_length.setdefault(len(both), []).append((whole, place))

    def inflected(self, spelling: str) -> list[tuple[str, Place]]:
        """Spellings with the same stems word by word, and their places."""
        stems = stems_of(spelling)
        is_word = any(len(stem) >= LEAST_STEM for stem in stems)
        return self._by_stems.get(stems, []) if is_word else []

    def abbreviated(self, spelling: str) -> list[Place]:
        """«н новгород», «наб челны», «комсомольск н а»: each word begins one of the name.

        One word has to be whole (or nearly), else any two letters would name some village.
        """
        typed = [folded_and_stemmed(word) for word in spelling.split()]
        if len(typed) < 2 or sum(len(whole) for whole, _ in typed) < LEAST_OF_ABBREVIATION:
            return []
        return [
            place
            for names, place in self._by_length.get(len(typed), ())
            if all(
                name.startswith(whole) or (len(stem) > 2 and name.startswith(stem))
                for name, (whole, stem) in zip(names, typed, strict=True)
            )
            and any(
                len(stem) > 2 and len(name) - len(stem) <= 2
                for name, (_, stem) in zip(names, typed, strict=True)
            )
        ]


def stems_of(spelling: str) -> tuple[str, ...]:
    return tuple(stemmed(word) for word in words(spelling))


def without_fillers(spelling: str) -> str:
    """The words of a text in normal form that may be a name; all of them where none would stay."""
    bare = MUNICIPAL.sub(" ", spelling)
    kept = [word for word in bare.split() if word not in FILLERS]
    return " ".join(kept) or spelling
