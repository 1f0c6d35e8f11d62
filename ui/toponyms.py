"""Towns and regions in Latin letters, for readers of English."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"

PLAIN = str.maketrans({"’": "", "'": "", "ë": "yo", "Ë": "Yo"})
"""GeoNames romanises by letters: readers know «Oryol» and «Ryazan», not «Orël» and «Ryazan’»."""


@cache
def latin_names() -> Mapping[str, str]:
    """By the Russian name. Of namesakes the first, which is the largest."""
    names: dict[str, str] = {}
    for file, column in (("places_ru.csv", "name_latin"), ("regions_ru.csv", "english")):
        with (DATA / file).open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            header = next(rows)
            name, latin = header.index("name"), header.index(column)
            for row in rows:
                names.setdefault(row[name], row[latin].translate(PLAIN))
    return names
