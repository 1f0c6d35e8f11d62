"""The search over the shipped data, built once for all tests."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from services.clusters.catalogue import Catalogue
from services.clusters.files.cards import parse_clusters
from services.files.tables import read_table
from services.places.gazetteer import load_gazetteer
from services.search.index import Index
from services.search.service import read_lexicon

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 23)


@cache
def shipped_index() -> Index:
    gazetteer = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    path = DATA / "clusters.csv"
    parsed = parse_clusters(read_table(path.name, path.read_bytes()), gazetteer)
    return Index(Catalogue.build(1, parsed.clusters), read_lexicon(DATA))
