"""Trades as cards write them, in English."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


@cache
def english_trades() -> Mapping[str, str]:
    """By the official title and by what cards write instead, in small letters."""
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
