"""What of a text speaks for a theme: its words, pieces of them, and what was read of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.language.dictionary import Dictionary
from services.language.keyboard_layouts import in_cyrillic
from services.language.letters import words
from services.search.reading.intents import Intents
from services.search.reading.queries import Kind, Query

CHARACTERS_READ = 1_000
"""Of a letter: who writes more has said what it is about."""

WORDS_READ = 80

PIECE_LETTERS = (3, 4)
"""Of the pieces in which a misspelt word is still like the right one."""

YOUNGEST, GROWN_UP, OLDEST = 12, 20, 99
"""Numbers that may be ages: which one it is says less than whose."""

PIECE, READ = "~", "="
"""How features begin that are no words."""

WEIGHTS = {PIECE: 0.5, READ: 2.0}
WORD_WEIGHT = 1.5
"""How much a feature counts beside others that are as rare; chosen by cross-validation."""


def features(text: str, query: Query, intents: Intents, dictionary: Dictionary) -> list[str]:
    """Each once, in the order of the text; `query` is the text as the search has read it.

    What was read of towns and trades stands for all towns and trades, so that the theme of a
    search needs no example of each; so does a phrase of an intent.
    """
    plain = _typed(text[:CHARACTERS_READ], dictionary)[:WORDS_READ]
    typed = [dictionary.meant(word) for word in plain]
    found = [lemma for word in typed for lemma in _lemmas(word, dictionary)]
    found += [piece for word in typed for piece in _pieces(word)]
    found += _read(query)
    found += sorted(f"{READ}match {match.id}" for match in intents.find(plain))
    return list(dict.fromkeys(found))


def weight(feature: str) -> float:
    return WEIGHTS.get(feature[0], WORD_WEIGHT)


def _typed(text: str, dictionary: Dictionary) -> Sequence[str]:
    """In the keyboard layout in which more words are words."""
    as_is = words(text)
    if not text.isascii():
        return as_is
    switched = words(in_cyrillic(text.casefold()))
    return max((as_is, switched), key=lambda found: sum(map(dictionary.is_known, found)))


def _lemmas(word: str, dictionary: Dictionary) -> list[str]:
    if not word.isdecimal():
        return sorted(dictionary.lemmas(word))
    number = int(word[:6])
    if number < YOUNGEST:
        return [word]
    return ["<teens>" if number < GROWN_UP else "<years>" if number <= OLDEST else "<number>"]


def _pieces(word: str) -> Iterator[str]:
    whole = f"<{word}>"
    for letters in PIECE_LETTERS:
        for start in range(len(whole) - letters + 1):
            yield f"{PIECE}{whole[start : start + letters]}"


def _read(query: Query) -> Iterator[str]:
    for part in query.parts:
        if part.kind is not Kind.UNKNOWN:
            yield f"{READ}{part.kind}{PIECE if part.slips else ''}"
    if query.is_empty:
        yield f"{READ}empty"
    for limit in query.limits:
        yield f"{READ}limit {limit}"
    if query.intent is not None:
        yield f"{READ}intent {query.intent}"
    if query.is_all_intent:
        yield f"{READ}all"
    if query.leaning is not None:
        yield f"{READ}leaning {query.leaning}"
