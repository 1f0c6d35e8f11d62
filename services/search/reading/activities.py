"""Trades told by what one does: «чинить тачки», «торты печь» (data/activities.csv).

Which industries are akin to which is data too: data/related_industries.csv.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.clusters.cards import Industry
from domain.clusters.professions import CODE_PATTERN, Profession
from domain.errors import ConfigError
from services.language.dictionary import read_dictionary
from services.language.letters import parts, words
from services.language.stemming import stemmed

Trade = Industry | Profession

FOND_TEXT = """
любить нравиться обожать увлекаться интересоваться возиться фанатеть копаться ковыряться
заниматься тащиться кайфовать балдеть мечтать мастерить делать работать like love enjoy work
"""
FOND = frozenset(FOND_TEXT.split())
"""What is done with anything that one likes, and tells nothing of the trade."""


@dataclass(frozen=True, slots=True)
class Activity:
    """A trade told by what one does to what, in any order: lemmas of both.

    `also` are other industries in which those do well who like it: who likes cars builds machines.
    """

    trade: Trade
    doing: frozenset[str]
    things: frozenset[str]
    also: tuple[Industry, ...] = ()


def load_activities(path: Path, professions: Iterable[Profession]) -> tuple[Activity, ...]:
    """Reads data/activities.csv. A trade that professions.csv does not have is left out."""
    by_code = {one.code: one for one in professions}
    found = []
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        for row in table:
            doing, things = (frozenset(_lemmas(row[k])) for k in ("doing", "things"))
            code = row["trade"]
            is_code = CODE_PATTERN.fullmatch(code) is not None
            if not doing or not things or not (is_code or code in set(Industry)):
                raise ConfigError(f"{path.name}:{table.line_num}: {code}")
            try:
                also = tuple(Industry(one) for one in parts(row["also"]))
            except ValueError as error:
                raise ConfigError(f"{path.name}:{table.line_num}: {error}") from error
            trade = by_code.get(code) if is_code else Industry(code)
            if trade is not None:
                found.append(Activity(trade, doing, things, also))
    return tuple(found)


def load_related_industries(path: Path) -> dict[Industry, tuple[Industry, ...]]:
    """Reads data/related_industries.csv: by industry those akin to it, either way round."""
    found: dict[Industry, list[Industry]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        for row in table:
            try:
                one, other = Industry(row["industry"]), Industry(row["related"])
            except (KeyError, ValueError) as error:
                raise ConfigError(f"{path.name}:{table.line_num}: {error}") from error
            if one is other or not row["reason"] or other in found.get(one, ()):
                raise ConfigError(f"{path.name}:{table.line_num}: {one}, {other}")
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return {industry: tuple(others) for industry, others in found.items()}


def _lemmas(listed: str) -> Iterator[str]:
    """Any form does. A word that is its own lemma has no other («лес» is no case of «леса»)."""
    for word in parts(listed):
        plain = " ".join(words(word))
        if plain.isascii():
            yield stemmed(plain, "english")
            continue
        yield plain
        lemmas = read_dictionary().lemmas(plain)
        if plain not in lemmas:
            yield from lemmas
