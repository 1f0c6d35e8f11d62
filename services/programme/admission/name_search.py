"""People of a list by a part of their name, as it is typed in haste at a door. Pure.

Letters are compared as services.language.letters has them: any case, ё as е, Latin or the other
keyboard layout for Cyrillic. A slip of the finger is forgiven only where nothing fits without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from domain.programme.checkin import Attendee, Listed
from services.language.letters import cleaned, folded, other_layouts, transliterated, words
from services.language.spelling import forgiven_slips

WORDS_CONSIDERED = 5
"""Words of the typed text that are considered: names have no more, and a pasted text must stay
cheap."""

SHORTEST_INSIDE = 3
"""Letters that are looked for inside a word too, not at its beginning alone."""

NOT_AT_ALL = 9
_SLIPPED = 4
_REPEATED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class _Word:
    """`plain` is Cyrillic whatever it was; `key` forgets what hands and schemes disagree about."""

    plain: str
    key: str


_Reading = tuple[_Word, ...]


def named_like(text: str, people: Iterable[Listed]) -> list[Attendee]:
    """Those whose names have all the words of the text, the likeliest first.

    The order of `people` decides among equals. None where the text has no word.
    """
    asked = _asked(text)
    if not asked:
        return []
    ranked = [(_likeness(asked, _words_of(one)), one.attendee) for one in people]
    best = [(rank, one) for rank, one in ranked if rank < _SLIPPED]
    found = best or [(rank, one) for rank, one in ranked if rank < NOT_AT_ALL]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _asked(text: str) -> list[list[_Reading]]:
    """For each word that was typed, the ways to read it, the first of them as it stands."""
    chunks = cleaned(text).split()[:WORDS_CONSIDERED]
    ways = [_readings(chunk) for chunk in chunks]
    return [readings for readings in ways if readings]


def _readings(chunk: str) -> list[_Reading]:
    spelt = [chunk, *other_layouts(chunk)]
    return [tuple(map(_word, found)) for one in spelt if (found := words(one))]


def _words_of(one: Listed) -> Sequence[_Word]:
    names = (one.attendee.guest.name, one.telegram_name, one.attendee.guest.username)
    return [_word(word) for name in names for word in words(name)]


def _word(word: str) -> _Word:
    plain = transliterated(word)
    return _Word(plain, _REPEATED.sub(r"\1", folded(word)) if plain.isalpha() else plain)


def _likeness(asked: Sequence[Sequence[_Reading]], name: Sequence[_Word]) -> int:
    """0 is best; that of the word which fits worst."""
    return max(min(_fit(reading, name) for reading in readings) for readings in asked)


def _fit(reading: _Reading, name: Sequence[_Word]) -> int:
    return max(min((_rank(word, one) for one in name), default=NOT_AT_ALL) for word in reading)


def _rank(word: _Word, of_name: _Word) -> int:
    if of_name.plain.startswith(word.plain):
        return 0
    if word.key and of_name.key.startswith(word.key):
        return 1
    if len(word.plain) >= SHORTEST_INSIDE and word.plain in of_name.plain:
        return 2
    if len(word.key) >= SHORTEST_INSIDE and word.key in of_name.key:
        return 3
    return _slips(word.key, of_name.key)


def _slips(word: str, of_name: str) -> int:
    """How many slips a whole word or its beginning forgives by its length; three letters none."""
    forgiven = forgiven_slips(word) if len(word) > SHORTEST_INSIDE else 0
    if not forgiven:
        return NOT_AT_ALL
    beginnings = {of_name, of_name[: len(word)]}
    slips = min(OSA.distance(word, one, score_cutoff=forgiven) for one in beginnings)
    return _SLIPPED + slips if slips <= forgiven else NOT_AT_ALL
