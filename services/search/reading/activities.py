"""Trades told by what one does: «чинить тачки», «торты печь» (data/activities.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from domain.clusters.cards import Industry
from domain.clusters.professions import CODE_PATTERN, Profession
from domain.errors import ConfigError
from services.language.letters import parts, words

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
            doing, things = (frozenset(map(_plain, parts(row[k]))) for k in ("doing", "things"))
            code = row["trade"]
            is_code = CODE_PATTERN.fullmatch(code) is not None
            if not doing or not things or not (is_code or code in set(Industry)):
                raise ConfigError(f"{path.name}:{table.line_num}: {code}")
            trade = by_code.get(code) if is_code else Industry(code)
            if trade is not None:
                found.append(Activity(trade, doing, things))
    return tuple(found)


def _plain(word: str) -> str:
    return " ".join(words(word))
