"""How sure a theme must be of a text before it counts for more than the text's own words."""

from __future__ import annotations

from services.search.reading.intents import Intent
from services.search.reading.queries import OF_INTENT, Guess, Kind, Part, Query

LEAST_OPENED = 0.7
"""Probability with which a theme is opened, where nothing else is read."""

LEAST_IN_ENGLISH = 0.9
"""Of texts without a Russian letter, of which there are few examples: the model is too sure."""


def is_likely(guess: Guess, least: float, query: Query) -> bool:
    wanted = max(least, LEAST_IN_ENGLISH) if query.text.isascii() else least
    return guess.probability >= wanted


def intent_of(guess: Guess) -> Intent | None:
    is_intent = guess.theme.startswith(OF_INTENT)
    return Intent(guess.theme.removeprefix(OF_INTENT)) if is_intent else None


def can_be_overruled(query: Query) -> bool:
    """Not a trade beside a place, nor one word, if all of it was read as it was typed."""
    is_read = bool(query.parts) and all(map(is_firm, query.parts)) and query.intent is None
    is_whole = query.is_somewhere and query.has_trade
    return not (is_read and (is_whole or " " not in query.text))


def asked(query: Query) -> Intent | None:
    """The intent of a text: by its words, or by its theme where these say nothing for certain."""
    if query.intent is not None or query.limits or query.excluded or not query.themes:
        return query.intent
    if any(is_firm(part) for part in query.parts):
        return None
    best = query.themes[0]
    return intent_of(best) if is_likely(best, LEAST_OPENED, query) else None


def is_firm(part: Part) -> bool:
    """Read, and with no letter forgiven."""
    return part.kind not in {Kind.UNKNOWN, Kind.STRANGER} and not part.slips
