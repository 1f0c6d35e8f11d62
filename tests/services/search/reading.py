"""What tests of readings look at."""

from __future__ import annotations

from services.search.reading.queries import TRADES, Kind, Query


def town(query: Query) -> str:
    return query.place.name if query.place else ""


def kinds(query: Query) -> set[Kind]:
    return {part.kind for part in query.parts}


def trades(query: Query) -> list[str]:
    return [part.spelling for part in query.parts if part.kind in TRADES]
