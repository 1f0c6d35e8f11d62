"""What cards name in Russian, for readers of English: towns and regions in Latin, trades."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"

PLAIN = str.maketrans({"’": "", "'": "", "ë": "yo", "Ë": "Yo"})
"""GeoNames romanises by letters: readers know «Oryol» and «Ryazan», not «Orël» and «Ryazan’»."""


UNLISTED = {"Варские": "Varskie"}
"""Towns of cards that no gazetteer knows."""


@cache
def latin_names() -> Mapping[str, str]:
    """Latin names by the Russian ones; of namesakes that of the largest."""
    names = dict(UNLISTED)
    for file, column in (("places_ru.csv", "name_latin"), ("regions_ru.csv", "english")):
        with (DATA / file).open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            header = next(rows)
            name, latin = header.index("name"), header.index(column)
            for row in rows:
                names.setdefault(row[name], row[latin].translate(PLAIN))
    return names


@cache
def english_trades() -> Mapping[str, str]:
    """English names of trades by the official title and by what cards write instead, in small
    letters."""
    english: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in _rows("professions.csv"):
        if first := row["english"].partition(";")[0].strip():
            english[row["code"]] = first
            names[row["title"].casefold()] = first
            names.setdefault(row["title"].partition(" (")[0].casefold(), first)
    for row in _rows("cluster_titles.csv"):
        if row["code"] in english:
            names.setdefault(row["as_written"].casefold(), english[row["code"]])
    return names


def _rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
