"""Cuts a text into the spans that explain most of it; step 4 of the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.language.dictionary import Dictionary
from services.search.reading.lexicon import Lexicon
from services.search.reading.queries import TRADES, Kind
from services.search.reading.spans import UNREAD_LOSS, Span, SpanFinder
from services.search.reading.tokens import Token
from services.search.reading.whereabouts import FAMOUS_PRIOR

NAME_GAIN = 0.35

NAME_SLIP_COST = 0.25


@dataclass(frozen=True, slots=True)
class Segmenter:
    """`names` are the words of colleges' names."""

    lexicon: Lexicon
    dictionary: Dictionary
    finder: SpanFinder
    names: frozenset[str]

    def cut(self, tokens: list[Token]) -> list[list[Span]]:
        cut = _best_cut(len(tokens), self.finder.spans(tokens), self._name_values(tokens))
        cut = self._without_workplaces(cut, tokens)
        if any(s[0].term.kind in TRADES and s[0].slips < 1 for s in cut):
            return [s for s in cut if not self._is_far_fetched(s[0], tokens)]
        return cut

    def _without_workplaces(self, cut: list[list[Span]], tokens: list[Token]) -> list[list[Span]]:
        """A «судостроительный завод» builds ships, and is no machine builder beside."""
        told = {
            spans[0].end
            for spans in cut
            if spans[0].term.kind is Kind.INDUSTRY
            and self.dictionary.is_adjective(tokens[spans[0].end - 1].word)
        }
        return [
            spans
            for spans in cut
            if spans[0].begin not in told
            or spans[0].term.kind is not Kind.INDUSTRY
            or not self.finder.is_workplace_word(tokens[spans[0].begin].word)
        ]

    def _is_far_fetched(self, span: Span, tokens: list[Token]) -> bool:
        """«Ардуино роботы»: beside a trade that is spelt right two slips make no small town."""
        is_small = span.term.kind is Kind.PLACE and span.term.prior < FAMOUS_PRIOR
        is_said = Kind.PLACE in self.finder.context(tokens, span.begin, span.end)
        return is_small and round(span.slips) > 1 and not is_said

    def _name_values(self, tokens: list[Token]) -> list[float]:
        saying = sum(token.word not in self.lexicon.context_words for token in tokens)
        unread = UNREAD_LOSS[saying] if saying < len(UNREAD_LOSS) else 0.0
        return [max(unread, self._name_value(token)) for token in tokens]

    def _name_value(self, token: Token) -> float:
        """Of the closest word of a name; that of any other word is not worth being one."""
        slips = (c.slips for c in token.candidates if c.key in self.names)
        least = min(slips, default=None)
        return -1.0 if least is None else NAME_GAIN - NAME_SLIP_COST * least


def _best_cut(length: int, spans: Iterable[Span], alone: list[float]) -> list[list[Span]]:
    """The most valuable cut; of each of its spans all readings, the best first."""
    ending: dict[int, dict[int, list[Span]]] = {}
    for span in spans:
        ending.setdefault(span.end, {}).setdefault(span.begin, []).append(span)
    best: list[tuple[float, list[list[Span]]]] = [(0.0, [])]
    for end in range(1, length + 1):
        value, cut = best[end - 1]
        top = (value + alone[end - 1], cut)
        for begin, readings in ending.get(end, {}).items():
            readings.sort(key=lambda span: -span.value)
            value = best[begin][0] + readings[0].value
            if value > top[0]:
                top = (value, [*best[begin][1], readings])
        best.append(top)
    return best[length][1]
