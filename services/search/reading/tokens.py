"""From a text to its words: scripts, keyboard layouts, and the known words each may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from domain.lru_cache import LruCache
from services.language.derivation.feminines import masculine_of
from services.language.derivation.trade_adjectives import trades_of
from services.language.dictionary import Dictionary
from services.language.letters import (
    ABBREVIATION_LETTERS,
    from_capitals,
    from_chats,
    one_letter,
    other_layouts,
    stemmed,
    words,
)
from services.search.reading.intents import Intents, Stop
from services.search.reading.vocabulary import (
    SHORT_WORD_LETTERS,
    WORDS_KEPT,
    Candidate,
    Vocabulary,
)

MOST_WORDS = 40
"""Words of a query that are read."""

MOST_FORGIVEN = 6
"""Words of a query that may be misspelt: the search for close ones is what costs time."""

LEAST_GLUED = 3
"""Letters of a trade that is glued to a school: «мед», «авиа»."""

JOINING = "о"
"""How the first part of a trade of one word ends: «авто», «электро», «газо»."""

SHORT_IN_LATIN = 6
"""«Дресс» is "lhtcc" on the other keys, and with a slip some village."""

SHORT_AMONG_WORDS, SHORT_ALONE = 5, 4
"""Letters of «ЧЭМК» among words in small letters, and of what stands alone."""

ABBREVIATED_LETTERS = 3
"""Of «кл.» and «обл.», after which no sentence ends."""

SLIPS_APART = 2
"""With fewer a word is another one misspelt, rather than several."""

CHUNK = re.compile(r"\S+")

NO_CANDIDATE = 10.0
"""Slips of a word that nothing is like."""

LAYOUT_SLIPS = 0.2
"""Counted for reading a chunk in other letters than were typed."""

Way = tuple[Sequence[str], float]
"""The words of a chunk read in one way, and the slips that this way itself counts."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the query: where it stands, how it reads, what known words it may be."""

    start: int
    end: int
    word: str
    is_capital: bool
    is_shouted: bool
    """All in capitals: "IT"."""
    candidates: tuple[Candidate, ...]
    typed: str
    """The word as it was typed, whatever the layout in which it was read."""
    stop: Stop = Stop.NONE
    """What stands after it."""

    @property
    def is_exact(self) -> bool:
        return bool(self.candidates) and self.candidates[0].slips < 1


@dataclass(frozen=True, slots=True)
class Tokeniser:
    """A chunk between spaces becomes words, in the way of reading that forgives least."""

    vocabulary: Vocabulary
    dictionary: Dictionary
    intents: Intents
    schools: tuple[str, ...] = ()
    """«колледж», «техникум»: what a trade may be glued to («авиатехникум»)."""
    sounding: Callable[[str], str | None] = field(default=lambda _: None)
    """A trade that sounds as a word does."""
    apart: Callable[[str], list[str]] = field(default=lambda _: [])
    """The words of one that was typed without spaces."""
    _known: LruCache[str, Sequence[Candidate]] = field(
        default_factory=lambda: LruCache(WORDS_KEPT), init=False, repr=False, compare=False
    )
    """Of a vocabulary that is complete: what each word may be as it stands."""

    def read(self, text: str) -> list[Token]:
        found: list[Token] = []
        forgivable = MOST_FORGIVEN
        is_swapped = self._is_swapped(text)
        short = shortened_letters(text)
        for chunk in CHUNK.finditer(text):
            typed = one_letter(chunk[0], text[chunk.end() :])
            ways = _ways(typed, is_swapped=is_swapped)
            is_short = chunk[0].isupper() and sum(map(str.isalpha, chunk[0])) <= short
            tokens, spent = self._chunk(
                chunk[0], chunk.start(), ways, 0 if is_short else forgivable
            )
            forgivable -= spent
            found += tokens
            if len(found) >= MOST_WORDS:
                break
        return self._with_whole_trades(found[:MOST_WORDS])

    def _with_whole_trades(self, tokens: list[Token]) -> list[Token]:
        """«Авто механик» is the trade of one word, typed as two."""
        whole: list[Token] = []
        for token in tokens:
            trade = self._whole_trade(whole[-1], token) if whole else None
            if trade is None:
                whole.append(token)
                continue
            first = whole.pop()
            known = (Candidate(stemmed(trade), 0.0),)
            whole.append(replace(token, start=first.start, word=trade, candidates=known))
        return whole

    def _whole_trade(self, first: Token, second: Token) -> str | None:
        is_first = first.word.endswith(JOINING) or len(first.word) == LEAST_GLUED
        if first.stop or not is_first or min(len(first.word), len(second.word)) < LEAST_GLUED:
            return None
        return self.sounding(first.word + second.word)

    def _is_swapped(self, text: str) -> bool:
        """Whether more of it makes sense in the other layout: then all of it was meant so."""
        chunks = [
            chunk
            for chunk in islice(CHUNK.findall(text), MOST_WORDS)
            if len(chunk) > ABBREVIATION_LETTERS
        ]
        senseless = [one for one in chunks if not self._makes_sense(next(_ways(one)))]
        votes = sum(map(self._makes_sense_otherwise, senseless))
        if not votes:  # as of most texts: nothing speaks for the other layout
            return False
        sensible = [one for one in chunks if one not in senseless]
        return votes > sum(not self._makes_sense_otherwise(one) for one in sensible)

    def _makes_sense(self, way: Way) -> bool:
        return all(map(self._is_known, way[0]))

    def _makes_sense_otherwise(self, chunk: str) -> bool:
        return any(map(self._makes_sense, islice(_ways(chunk), 1, None)))

    def _exact(self, word: str) -> Sequence[Candidate]:
        """Also by its normal form: «Торжка» is a case of Торжок. English has no cases.

        And by the trade that a woman's one is called after: «водительница».
        """
        known = self._known.get(word)
        if known is None:
            known = self._as_it_stands(word)
            self._known.keep(word, known)
        return known

    def _as_it_stands(self, word: str) -> Sequence[Candidate]:
        found: Sequence[Candidate] = self.vocabulary.exact(word)
        if word.isascii():
            return found
        lemmas = sorted(self.dictionary.lemmas(word))
        if not found and self.dictionary.is_known(word):
            found = self.vocabulary.alike(*lemmas) or self._same_person(word, lemmas)
        mans = self.vocabulary.alike(*sorted(masculine_of(lemmas)))
        others = [*mans, *self._of_trade(word, lemmas)]
        return found if not others else [*found, *(o for o in others if o not in found)]

    def _same_person(self, word: str, lemmas: Iterable[str]) -> list[Candidate]:
        """«Фрезировщик», a word too, is who is called «фрезеровщик»; «карел» is no «корел»."""
        if not self.dictionary.is_person(word):
            return []
        named = (self.sounding(lemma) for lemma in lemmas)
        return [
            Candidate(stemmed(one), 1.0)
            for one in named
            if one is not None and self.dictionary.is_person(one)
        ]

    def _of_trade(self, word: str, lemmas: Iterable[str]) -> list[Candidate]:
        """«Кондитерский» is of the «кондитер»."""
        if not self.dictionary.is_adjective(word):
            return []
        people = filter(self.dictionary.is_person, sorted(trades_of(lemmas)))
        return [one for person in people for one in self.vocabulary.exact(person)]

    def _is_known(self, word: str) -> bool:
        return bool(self.vocabulary.exact(word)) or self._is_word(word)

    def _is_word(self, word: str) -> bool:
        return self.dictionary.is_known(word) or self.intents.knows(word)

    def _glued(self, word: str) -> list[str]:
        """The two words of «медколледж», of one that is no word as it stands."""
        for school in self.schools:
            trade = word.removesuffix(school)
            if trade != word and len(trade) >= LEAST_GLUED and self.vocabulary.exact(trade):
                return [trade, school]
        return []

    def _parts(self, word: str) -> list[str]:
        if self._is_known(word):
            return [word]
        return self._glued(word) or self._apart(word) or [word]

    def _apart(self, word: str) -> list[str]:
        """Not of what is a letter away from one word: «волгаград», «машинастроение»."""
        found = self.apart(word)
        is_slip = bool(found) and any(one.slips < SLIPS_APART for one in self._close(word))
        return [] if is_slip else found

    def _close(self, word: str) -> Sequence[Candidate]:
        """A word of the language is not another one, misspelt; what sounds the same is meant."""
        if self._is_word(word):
            return ()
        trade = self.sounding(word)
        return self.vocabulary.close(word) if trade is None else [Candidate(stemmed(trade), 1.0)]

    def _chunk(
        self, chunk: str, start: int, ways: Iterable[Way], forgivable: int
    ) -> tuple[list[Token], int]:
        """The chunk's words in the way of reading that forgives least, and how many it took."""
        tried: list[Way] = []
        for typed, slips in ways:
            tried.append((typed, slips))
            found = [part for word in typed for part in self._parts(word)]
            if slips and len(found) > 1 and max(map(len, found)) <= ABBREVIATION_LETTERS:
                continue  # «Тюмнь» is no "N vym", though something may be called so
            exact = [self._exact(word) for word in found]
            if found and all(exact):
                return _as_tokens(chunk, start, found, exact, slips), 0
            if found and all(map(self._is_known, found)):
                return _as_tokens(chunk, start, found, exact, slips), 0
        if forgivable <= 0:
            typed = tried[0][0]
            return _as_tokens(chunk, start, typed, [[] for _ in typed], 0.0), 0
        return self._forgiving(chunk, start, tried)

    def _forgiving(self, chunk: str, start: int, ways: list[Way]) -> tuple[list[Token], int]:
        best: list[Token] = []
        least = float("inf")
        spent = 0
        for typed, slips in ways:
            found = [part for word in typed for part in self._parts(word)]
            # Of a few letters in the wrong layout, slips too would make anything: «пмпк» Гагра.
            short = SHORT_IN_LATIN if all(map(str.isascii, found)) else SHORT_WORD_LETTERS
            is_guess = slips > 0 and max(map(len, found), default=0) <= short
            candidates = [self._exact(w) or ([] if is_guess else self._close(w)) for w in found]
            spent += len(found)
            cost = slips + sum(c[0].slips if c else NO_CANDIDATE for c in candidates)
            if found and cost < least:
                best = _as_tokens(chunk, start, found, candidates, slips)
                least = cost
            if least <= 1:
                break
        return best, spent


def shortened_letters(text: str) -> int:
    """Letters up to which a word in capitals is short for something, and no other one misspelt.

    «КАИТ 20» and «ОАТК орск» are colleges that nobody knows; «ПОВОР В САМАРЕ» is shouted.
    """
    if any(map(str.islower, text)):
        return SHORT_AMONG_WORDS
    said = [one for one in CHUNK.findall(text) if any(map(str.isalpha, one))]
    return SHORT_ALONE if len(said) == 1 else 0


def _ways(chunk: str, *, is_swapped: bool = False) -> Iterator[Way]:
    """As Latin capitals look, as typed, in the other layout; what is known there wins.

    Few are walked further than the first.
    """
    if capitals := from_capitals(chunk):
        yield _words(capitals), 0.0
    if not is_swapped:
        yield _words(chunk), 0.0
    if chat := from_chats(chunk):
        yield _words(chat), LAYOUT_SLIPS
    # «Ютуб» is ".ne," and «буллинг» ",ekkbyu" on the other keys: what loses letters was not meant.
    letters = sum(map(str.isalpha, chunk))
    for layout in other_layouts(chunk):
        if sum(map(len, way := _words(layout))) >= letters:
            yield way, LAYOUT_SLIPS
    if is_swapped:
        yield _words(chunk), 0.0


@lru_cache(maxsize=64)
def _words(chunk: str) -> tuple[str, ...]:
    """Of the chunks of a text or two: each is looked at several times."""
    return tuple(words(chunk))


def _stop(chunk: str) -> Stop:
    mark = chunk.rstrip("»\"')”")[-1:]
    is_end = mark in {"!", "?", ";", "…"} or (
        mark == "." and sum(map(str.isalpha, chunk)) > ABBREVIATED_LETTERS
    )
    return Stop.SENTENCE if is_end else Stop.COMMA if mark in {",", "."} else Stop.NONE


def _as_tokens(
    chunk: str,
    start: int,
    found: Sequence[str],
    candidates: Sequence[Sequence[Candidate]],
    slips: float,
) -> list[Token]:
    as_typed = _words(chunk)
    stop, last = _stop(chunk), len(found) - 1
    return [
        Token(
            start,
            start + len(chunk),
            word,
            chunk[0].isupper(),
            chunk.isupper(),
            tuple(Candidate(c.key, c.slips + slips) for c in known) if slips else tuple(known),
            as_typed[0] if len(found) == len(as_typed) == 1 else word,
            stop if i == last else Stop.NONE,
        )
        for i, (word, known) in enumerate(zip(found, candidates, strict=True))
    ]
