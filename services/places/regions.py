"""Names of regions as registries and people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from services.language.spelling import forgiven_slips, normalised
from services.places.spellings import stems_of, without_fillers

KINDS_IN_FULL = {"обл": "область", "респ": "республика", "ао": "автономный округ"}
SHORT_KINDS = re.compile(r"\b(обл|респ|ао)\b")
KINDS = {
    "oblast": re.compile(r"област(?:ь|и|ью)|обл|аобл|oblast"),
    "krai": re.compile(r"кра[йяею]|краем|кр|krai"),
    "republic": re.compile(r"республик[аиуе]|респ|republic"),
    "okrug": re.compile(r"округ[ае]?|ао"),
    "town": re.compile(r"г|город"),
}
"""Words that say what kind of a region it is; the others name it."""

PARTS = re.compile(r"\s[-–—]\s|[()/,]")
"""«Чувашская Республика — Чувашия» says one thing twice."""

RegionKey = tuple[str, frozenset[str]]
"""Its kind («» where it is not said) and the stems of its name."""


class RegionNames:
    """Full names of regions, found by any of their spellings. Immutable."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        """`spellings` are pairs of a region's full name and one spelling of it."""
        self._by_spelling = {normalised(spelling): name for name, spelling in spellings}
        self._by_key = _by_key(self._by_spelling.items())
        self.names = tuple(sorted(set(self._by_spelling.values())))

    @property
    def spellings(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a region's name and one spelling of it, in normal form."""
        return tuple((name, spelling) for spelling, name in self._by_spelling.items())

    def find(self, text: str) -> str | None:
        """A region's full name from any of its spellings, with slips and endings forgiven."""
        spelling = without_fillers(normalised(text))
        spelling = SHORT_KINDS.sub(lambda word: KINDS_IN_FULL[word[0]], spelling)
        exact = self._by_spelling.get(spelling) or self.named(text)
        if exact or not spelling:
            return exact
        slips = min(forgiven_slips(spelling), 2)
        found = process.extractOne(
            spelling, self._by_spelling.keys(), scorer=OSA.distance, score_cutoff=slips
        )
        return self._by_spelling[found[0]] if found else None

    def named(self, text: str) -> str | None:
        """A region's full name, no letter forgiven: as registries write it («Татарстан Респ.»,
        «обл. Нижегородская», «Республика Татарстан (Татарстан)») and in any case.
        """
        exact = self._by_spelling.get(normalised(text)) or self._by_key.get(_key_of(text))
        if exact:
            return exact
        parts = [part for part in PARTS.split(text) if part.strip()]
        named = {self.named(part) for part in parts} if len(parts) > 1 else set()
        return named.pop() if len(named) == 1 else None


def _key_of(text: str) -> RegionKey:
    """«Нижегородская обл.» is (oblast, {нижегородск})."""
    kind = ""
    stems: set[str] = set()
    for word in normalised(text).split():
        said = next((name for name, words in KINDS.items() if words.fullmatch(word)), None)
        if said is None and not word.startswith("автономн"):
            stems.update(stems_of(word))
        kind = said or kind
    return kind, frozenset(stems)


def _by_key(spellings: Iterable[tuple[str, str]]) -> dict[RegionKey, str]:
    """Regions by the key of each spelling, and by that key without the kind, or with the kind of
    the full name beside a nickname; keys that fit several regions are left out."""
    named: dict[RegionKey, set[str]] = {}
    for spelling, name in spellings:
        kind, stems = _key_of(spelling)
        for key in {(kind, stems), ("", stems), (_key_of(name)[0], stems)}:
            named.setdefault(key, set()).add(name)
    return {key: names.pop() for key, names in named.items() if key[1] and len(names) == 1}
