"""Trades told by what one does: «чинить тачки», «торты печь» (data/activities.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.clusters.cards import Industry
from domain.clusters.professions import CODE_PATTERN, Profession
from domain.errors import ConfigError
from services.language.letters import parts, words
from services.language.stemming import stemmed

Trade = Industry | Profession


@dataclass(frozen=True, slots=True)
class Activity:
    """A trade told by what one does to what, in any order: lemmas of both."""

    trade: Trade
    doing: frozenset[str]
    things: frozenset[str]


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
            trade = by_code.get(code) if is_code else Industry(code)
            if trade is not None:
                found.append(Activity(trade, doing, things))
    return tuple(found)


def _lemmas(listed: str) -> Iterator[str]:
    """Russian words stand there as lemmas; of English ones any form does."""
    for word in parts(listed):
        plain = " ".join(words(word))
        yield stemmed(plain, "english") if plain.isascii() else plain
