"""The search part of bench/lookup.py: queries of any kind at 300, 10,000 and 100,000 clusters.

    .venv/bin/python bench/search_speed.py      (alone, without the requirements of the other part)

Beside it rapidfuzz's plain `process.extract` of the same text over the names
and spellings that the search knows: what one would write in a line. Times in µs a query, memory by
tracemalloc, build time with a lexicon that is ready and without.
"""

from __future__ import annotations

import gc
import random
import sys
import time
import tracemalloc
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from rapidfuzz import fuzz, process

from bench import report
from bench.search_quality import DATA, SEED, cases, shipped
from domain.clusters.cards import Cluster, Industry
from domain.ids import ClusterId
from domain.places.places import Place
from services.clusters.catalogue import Catalogue
from services.places.gazetteer import load_gazetteer
from services.search.index import Index
from services.search.reading.lexicon import Lexicon, load_professions
from services.search.service import read_lexicon

TODAY = date(2026, 11, 23)
SIZES = (300, 10_000, 100_000)
QUERIES = 300
ROUNDS = 3
"""Of each query the quickest counts: other processes of the machine are not what is measured."""

PLAIN = {300: 100, 10_000: 30, 100_000: 10}
"""Queries that the plain way is asked: it takes up to a second each."""

KINDS = ("техникум", "колледж", "политехнический техникум", "индустриальный колледж")
FORMS = ("ПАО", "АО", "ООО", "завод", "холдинг")
SYLLABLES = (
    "ба", "ве", "гор", "дон", "зи", "кра", "лон", "мир", "ост", "пром", "рус", "тех", "ур", "фар",
    "хим", "цем", "эн",
)  # fmt: skip
NOISE = "".join(random.Random(7).choices("абвгдежзиклмнопрстуф   .*()[]%'\"", k=4096))


def grown(size: int, shipped_cards: list[Cluster], rng: random.Random) -> list[Cluster]:
    """The shipped cards and as many invented ones as it takes, in real towns."""
    gazetteer = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
    titles = [p.short_title for p in load_professions(DATA / "professions.csv")]
    cards = shipped_cards[:size]
    for number in range(len(cards), size):
        cards.append(_invented(number, rng.choice(gazetteer.places), rng, titles))
    return cards


def _invented(number: int, place: Place, rng: random.Random, titles: list[str]) -> Cluster:
    industry = rng.choice(list(Industry))
    brands = ("".join(rng.choices(SYLLABLES, k=3)).capitalize() for _ in range(3))
    return Cluster(
        id=ClusterId(f"c-{number}"),
        name=f"Кластер № {number} ({place.name})",
        industry=industry,
        region=place.region,
        city=place.name,
        point=replace(place.point, lat=max(-90.0, min(90.0, place.point.lat + rng.gauss(0, 0.1)))),
        base_college=f"{place.name}: {rng.choice(KINDS)} № {rng.randrange(200)}",
        employers=tuple(f"{rng.choice(FORMS)} «{brand}»" for brand in brands),
        professions=tuple(rng.sample(titles, 3)),
        year=rng.choice((2023, 2025, 2027)),
    )


def measure() -> dict[str, Any]:
    first = shipped()
    began = time.perf_counter()
    lexicon = read_lexicon(DATA)
    lexicon_ms = (time.perf_counter() - began) * 1000
    print(f"search   lexicon built in {lexicon_ms:.0f} ms")
    queries = [case.query for case in cases(first, SEED, QUERIES // 7)]
    figures: dict[str, Any] = {"lexicon_ms": lexicon_ms}
    cards = list(first.catalogue.by_id.values())
    for size in SIZES:
        catalogue = Catalogue.build(1, grown(size, cards, random.Random(size)))
        figures[str(size)] = _of_size(size, catalogue, lexicon, queries)
    return figures


def _of_size(
    size: int, catalogue: Catalogue, lexicon: Lexicon, queries: list[str]
) -> dict[str, Any]:
    began = time.perf_counter()
    index = Index(catalogue, lexicon)
    build_ms = (time.perf_counter() - began) * 1000
    gc.collect()
    gc.freeze()
    strings = [*index.lexicon.spellings, *index.names.spellings]
    times: dict[str, list[float]] = {"ours": [], "process.extract": [], "noise": []}
    noise = [NOISE[shift:] for shift in range(50)]
    times["ours"] = _quickest([[_asked(index, text) for text in queries] for _ in range(ROUNDS)])
    times["noise"] = _quickest([[_asked(index, text) for text in noise] for _ in range(ROUNDS)])
    times["process.extract"] = [_plainly(strings, text) for text in queries[: PLAIN[size]]]
    gc.unfreeze()
    found = {name: report.spread(values) for name, values in times.items()}
    for name, figure in found.items():
        p50, p99 = figure["p50"], figure["p99"]
        print(f"{size:>7}  {name:<16} p50 {p50:>10.1f} µs  p99 {p99:>10.1f} µs")
    memory = _memory_mb(catalogue, lexicon)
    print(f"{size:>7}  {len(strings)} strings; built in {build_ms:.0f} ms, {memory:.0f} MB")
    return {"us": found, "build_ms": build_ms, "memory_mb": memory, "strings": len(strings)}


def _quickest(rounds: list[list[float]]) -> list[float]:
    return [min(times) for times in zip(*rounds, strict=True)]


def _asked(index: Index, text: str) -> float:
    began = time.perf_counter_ns()
    index.search(index.parse(text), today=TODAY)
    return (time.perf_counter_ns() - began) / 1000


def _plainly(strings: list[str], text: str) -> float:
    began = time.perf_counter_ns()
    process.extract(text, strings, scorer=fuzz.WRatio, limit=5)
    return (time.perf_counter_ns() - began) / 1000


def _memory_mb(catalogue: Catalogue, lexicon: Lexicon) -> float:
    """Memory of the index alone, without the cards and the lexicon that it shares."""
    tracemalloc.start()
    index = Index(catalogue, lexicon)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del index
    return taken / 1_000_000


if __name__ == "__main__":
    print("saved", report.save("search_speed", measure()).relative_to(report.ROOT))
