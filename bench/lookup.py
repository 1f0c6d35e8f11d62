"""Nearest five of 300, 10,000 and 100,000 clusters: ours, a plain scan, scikit-learn's BallTree.

    .venv/bin/python bench/lookup.py      (needs requirements-bench.txt; `make bench` installs it)

Clusters stand in and around the towns of the gazetteer, three in ten exactly at a town's point,
as in real data. The same queries go to each in turn, in interleaved rounds. Times in µs a query.
The search by words follows, see bench/search_speed.py.
"""

from __future__ import annotations

import heapq
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
from sklearn.neighbors import BallTree

from bench import report, search_speed
from domain.places.geo import Point, distance_km
from services.places.gazetteer import load_places
from services.places.nearest import NearestIndex

SIZES = (300, 10_000, 100_000)
ROUNDS = 5
QUERIES = {300: 200, 10_000: 100, 100_000: 40}
"""A round; the plain scan of 100,000 takes a good part of a second each."""

SCANNED = {300: 200, 10_000: 10, 100_000: 1}
COUNT = 5

Ask = Callable[[Point], object]


def points(size: int, rng: random.Random, towns: list[Point]) -> list[Point]:
    found = []
    for _ in range(size):
        town = rng.choice(towns)
        if rng.random() < 0.3:
            found.append(town)
            continue
        lat = max(-90.0, min(90.0, town.lat + rng.gauss(0, 0.3)))
        lon = (town.lon + rng.gauss(0, 0.5) + 180) % 360 - 180
        found.append(Point(lat, lon))
    return found


def timed(ask: Ask, queries: list[Point]) -> list[float]:
    times = []
    for query in queries:
        began = time.perf_counter_ns()
        ask(query)
        times.append((time.perf_counter_ns() - began) / 1000)
    return times


def contenders(places: list[Point]) -> tuple[dict[str, Ask], dict[str, float]]:
    """The three ways to ask, and what each took to build, in ms."""
    began = time.perf_counter()
    index = NearestIndex(zip(places, range(len(places)), strict=True))
    built = {"ours": (time.perf_counter() - began) * 1000}
    began = time.perf_counter()
    tree = BallTree(np.radians([(p.lat, p.lon) for p in places]), metric="haversine")
    built["BallTree"] = (time.perf_counter() - began) * 1000

    def scan(query: Point) -> object:
        return heapq.nsmallest(COUNT, ((distance_km(query, p), i) for i, p in enumerate(places)))

    def ball(query: Point) -> object:
        return tree.query(np.radians([(query.lat, query.lon)]), k=COUNT)

    return {"ours": lambda q: index.nearest(q, COUNT), "scan": scan, "BallTree": ball}, built


def main() -> None:
    rng = random.Random(20261123)
    towns = [p.point for p in load_places(report.ROOT / "data" / "places_ru.csv")]
    figures: dict[str, object] = {}
    for size in SIZES:
        ways, built = contenders(points(size, rng, towns))
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            queries = points(QUERIES[size], rng, towns)
            for name, ask in ways.items():
                asked = queries[: SCANNED[size]] if name == "scan" else queries
                times[name] += timed(ask, asked)
        found = {name: report.spread(values) for name, values in times.items()}
        ratio = found["ours"]["p50"] / found["BallTree"]["p50"]
        figures[str(size)] = {"us": found, "build_ms": built, "ours_to_balltree": ratio}
        for name, figure in found.items():
            print(
                f"{size:>7}  {name:<9} p50 {figure['p50']:>9.1f} µs  p99 {figure['p99']:>9.1f} µs"
            )
        print(f"{size:>7}  ours / BallTree = {ratio:.2f}; built in {built['ours']:.0f} ms")
    figures["search"] = search_speed.measure()
    print("saved", report.save("lookup", figures).relative_to(report.ROOT))


if __name__ == "__main__":
    main()
