"""How sure a theme must be of a text before it counts for more than the text's own words."""

from __future__ import annotations

from services.search.reading.intents import Intent
from services.search.reading.queries import OF_INTENT, Guess, Kind, Part, Query

LEAST_OPENED, LEAST_DONE = 0.7, 0.5
"""Probability with which an answer is opened where nothing else is read, and with which an intent
is: there are fewer things to do than questions, and they are farther apart."""

LEAST_PRIVATE = 0.9
"""With which a text is about what the bot stores, whatever its words name besides."""


def intent_of(guess: Guess) -> Intent | None:
    is_intent = guess.theme.startswith(OF_INTENT)
    return Intent(guess.theme.removeprefix(OF_INTENT)) if is_intent else None


def can_be_overruled(query: Query) -> bool:
    """Not a trade beside a place, nor one word, if all of it was read as it was typed.

    What nobody can sift by («заочно», «общежитие») is asked about more often than wished, and what
    ends in a question mark is a question.
    """
    is_read = bool(query.parts) and all(map(is_firm, query.parts)) and query.intent is None
    is_read = is_read and not query.limits and "?" not in query.text
    is_whole = query.is_somewhere and query.has_trade
    return not (is_read and (is_whole or " " not in query.text))


def asked(query: Query) -> Intent | None:
    """The intent of a text: by its words, or by its theme where these say nothing for certain."""
    if query.limits or query.excluded or not query.themes:
        return query.intent
    best = query.themes[0]
    if _is_of_privacy(best, query):
        return Intent.PRIVACY
    if query.intent is not None or any(is_firm(part) for part in query.parts):
        return query.intent
    return intent_of(best) if best.probability >= LEAST_DONE else None


def _is_of_privacy(best: Guess, query: Query) -> bool:
    """«Учителя увидят что я пишу?» wishes for no trade, «мой номер видно?» for no contacts."""
    is_wish = query.is_somewhere and query.has_trade
    is_open = query.intent in {None, Intent.CONTACTS} and not is_wish
    return is_open and intent_of(best) is Intent.PRIVACY and best.probability >= LEAST_PRIVATE


def is_firm(part: Part) -> bool:
    """Read, and with no letter forgiven."""
    return part.kind not in {Kind.UNKNOWN, Kind.STRANGER} and not part.slips
