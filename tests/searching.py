"""The search over the shipped data, built once for all tests."""

from __future__ import annotations

from copy import copy
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
def shipped_catalogue() -> Catalogue:
    gazetteer = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    path = DATA / "clusters.csv"
    parsed = parse_clusters(read_table(path.name, path.read_bytes()), gazetteer)
    return Catalogue.build(1, parsed.clusters)


@cache
def shipped_index() -> Index:
    return Index(shipped_catalogue(), read_lexicon(DATA))


@cache
def index_without_themes() -> Index:
    """Reads what themes are told from, a third quicker than the one that tells them, too."""
    lexicon = copy(shipped_index().lexicon)
    lexicon.themes = None
    return Index(shipped_catalogue(), lexicon)
