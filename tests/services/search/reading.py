"""What tests of readings look at."""

from __future__ import annotations

from services.search.reading.queries import TRADES, Kind, Query


def town(query: Query) -> str:
    return query.place.name if query.place else ""


def kinds(query: Query) -> set[Kind]:
    return {part.kind for part in query.parts}


def trades(query: Query) -> list[str]:
    return [part.spelling for part in query.parts if part.kind in TRADES]


def codes(query: Query) -> list[str]:
    """Of the professions."""
    return [one.code for one in query.professions]


def unread(query: Query) -> list[str]:
    """Words that a reader is told of as not understood."""
    silent = {Kind.UNKNOWN, Kind.STRANGER, Kind.NOWHERE}
    return [str(part.meaning) for part in query.parts if part.kind in silent]
