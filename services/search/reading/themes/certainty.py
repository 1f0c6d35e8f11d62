"""How sure a theme must be of a text before it counts for more than the text's own words."""

from __future__ import annotations

import re
from collections.abc import Collection

from services.search.reading.intents import OF_BOT, Intent
from services.search.reading.queries import OF_INTENT, Guess, Kind, Part, Query

LEAST_OPENED, LEAST_DONE = 0.7, 0.5
"""Probability with which an answer is opened where nothing else is read, and with which an intent
is: there are fewer things to do than questions, and they are farther apart."""

LEAST_OVER_READ = 0.8
"""The same of an intent, whatever the words of the text name besides."""

A_WORD = re.compile(r"[^\W\d_]{4,}")
"""Of four letters: shorter ones hold others together, mostly."""

WORDS_OF_LIMIT = 2
"""Which name it: «после девятого», «без математики»."""


TO_LEARN = re.compile(
    r"\b(?:из)?уч(?:ат|ить|у|им)|\bкурсы?\b|\b(?:learn|study|taught)\b", re.IGNORECASE
)
"""A language, and not that of the bot: «где учить русский язык»."""


def intent_of(guess: Guess) -> Intent | None:
    is_intent = guess.theme.startswith(OF_INTENT)
    return Intent(guess.theme.removeprefix(OF_INTENT)) if is_intent else None


def can_be_overruled(query: Query) -> bool:
    """Not a trade beside a place, nor one word, if all of it was read as it was typed.

    What nobody can sift by («заочно», «общежитие») is asked about more often than wished, and what
    ends in a question mark is a question.
    """
    if "://" in query.text and " " not in query.text:
        return False  # no example is about the letters of an address
    is_read = bool(query.parts) and all(map(is_firm, query.parts)) and query.intent is None
    is_read = is_read and not query.limits and "?" not in query.text
    is_whole = query.is_somewhere and query.has_trade
    return not (is_read and (is_whole or " " not in query.text))


def asked(query: Query) -> Intent | None:
    """The intent of a text: by its words, or by its theme where these say less for certain.

    «Напомни за полчаса до круглого стола про кадры» wishes for no trade and no list of what is on,
    «хочу найти директоров колледжей познакомиться» and «мой номер видно?» for no contacts.
    """
    if query.number or query.excluded or not query.themes:
        return query.intent
    best = query.themes[0]
    intent = intent_of(best)
    if query.intent is not None:
        is_sure = intent is not None and best.probability >= LEAST_OVER_READ
        is_mere = query.intent is Intent.CONTACTS or not query.is_all_intent
        return intent if is_sure and is_mere and query.intent not in OF_BOT else query.intent
    if query.parts and says_all(query):
        return None
    if intent is Intent.LANGUAGE and TO_LEARN.search(query.text) is not None:
        return None
    if intent is Intent.SETTINGS and query.is_somewhere:
        return None  # «сменить город на Омск»: from the list of its colleges it is kept in one tap
    is_read = bool(query.limits) or any(map(is_firm, query.parts))
    return intent if best.probability >= (LEAST_OVER_READ if is_read else LEAST_DONE) else None


def is_firm(part: Part) -> bool:
    """Read, and with no letter forgiven."""
    return part.kind not in {Kind.UNKNOWN, Kind.STRANGER} and not part.slips


def says_all(query: Query) -> bool:
    """«На стоматолога», «повар без математики»: what was read is the whole text."""
    others = words_beside(query, frozenset(part.kind for part in query.parts))
    return all(map(is_firm, query.parts)) and len(others) <= WORDS_OF_LIMIT * len(query.limits)


def words_beside(query: Query, kinds: Collection[Kind]) -> list[str]:
    """What the text says besides its parts of these kinds, without the words between."""
    named = [range(part.start, part.end) for part in query.parts if part.kind in kinds]
    found = A_WORD.finditer(query.text)
    return [word[0].casefold() for word in found if not any(word.start() in one for one in named)]
