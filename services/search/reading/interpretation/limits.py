"""Which of the wishes beside a trade a text has: «рядом с домом», «после 9 класса», «без общаги».

Words of such a wish may mean something else among the words around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.language.dictionary import Dictionary
from services.search.reading.intents import IntentMatch, Limit
from services.search.reading.interpretation.talk import DENYING
from services.search.reading.negation.attribution import OFFSPRING, PUPILS
from services.search.reading.queries import Kind, Part
from services.search.reading.spans import KIN
from services.search.reading.tokens import Token

MARKS = frozenset(["оценка", "отметка", "балл", "характер", "аттестат"])

GREETS = frozenset(["добрый", "доброе"])

LACK = frozenset(["без", "нет", "нету"])

ONE_OF_TWO = frozenset(["один", "одна", "оба", "обе", "правый", "левый"])

HELD_BY = frozenset(["на", "в", "во", "с", "со", "под", "по", "из"])

SENSES = frozenset(["слышит", "видит", "слышать", "видеть", "ходит"])

LACKING = (["без"], ["without"], ["no"])

NEEDING = frozenset(["нужный", "нужно", "надо", "требоваться", "need"])

BEGINS_FOLLOW_UP = frozenset(["а", "и", "или", "тогда", "and", "or", "what", "how"])
LEAST_BEFORE_FOLLOW_UP = 2
"""Words that a search of its own has before «а без общаги»: these alone go on from another."""


@dataclass(frozen=True, slots=True)
class LimitFinder:
    dictionary: Dictionary

    def limits(
        self, matches: Iterable[IntentMatch], parts: Sequence[Part], tokens: Sequence[Token]
    ) -> tuple[Limit, ...]:
        return _limits(
            one
            for one in matches
            if not self._is_mere_manner(one, tokens)
            and not self._is_of_greeting(one, tokens)
            and not self._is_of_pupil(one, tokens)
            and not self._is_not_needed(one, tokens)
            and not self._is_of_another_lack(one, tokens)
            and not self._is_of_an_adult(one, tokens)
            and not _is_in_trade(one, parts, tokens)
        )

    def _is_mere_manner(self, match: IntentMatch, tokens: Sequence[Token]) -> bool:
        """«Рисует хорошо» asks for no best college."""
        said = [tokens[i].word for i in match.words]
        return match.id is Limit.BEST and all(map(self.dictionary.is_talk, said))

    def _is_of_greeting(self, match: IntentMatch, tokens: Sequence[Token]) -> bool:
        """«Добрый вечер» asks for no lessons in the evening."""
        return all(
            i > 0 and self.dictionary.lemmas(tokens[i - 1].word) & GREETS for i in match.words
        )

    def _is_not_needed(self, match: IntentMatch, tokens: Sequence[Token]) -> bool:
        """«Пермь без общаги», «общежитие не нужно»: nobody is to be told where to ask for it."""
        if match.id is not Limit.DORMITORY:
            return False
        begin, end = min(match.words), max(match.words) + 1
        before = [token.word for token in tokens[max(0, begin - 2) : begin]]
        is_end = end == len(tokens) and begin > LEAST_BEFORE_FOLLOW_UP
        if before[:1] and before[0] in BEGINS_FOLLOW_UP and not is_end:
            return False  # «а без общаги плохо»: it is needed, or asked about
        after = [token.word for token in tokens[end : end + 2]]
        is_denied = not DENYING.isdisjoint(before) or after[:1] == ["не"]
        is_needed = self._lemmas_of(tokens[max(0, begin - 2) : end + 2]) & NEEDING
        return before[-1:] in LACKING or (is_denied and bool(is_needed))

    def _is_of_another_lack(self, match: IntentMatch, tokens: Sequence[Token]) -> bool:
        """«Нет аттестата на руках», «без опыта руками»: it is not the hand that somebody lacks."""
        if match.id is not Limit.HEALTH:
            return False
        first, last = min(match.words), max(match.words)
        if LACK.isdisjoint(tokens[i].word for i in match.words) or first == last:
            return False
        if first and tokens[first - 1].word in HELD_BY:  # «на руках нет»
            return True
        between = (self.dictionary.lemmas(token.word) for token in tokens[first + 1 : last])
        return any(ONE_OF_TWO.isdisjoint(lemmas) for lemmas in between)

    def _is_of_an_adult(self, match: IntentMatch, tokens: Sequence[Token]) -> bool:
        """«Плохо слышит учитель», «бабушка плохо видит»: not the health of who is to study."""
        said = {tokens[i].word for i in match.words}
        if match.id is not Limit.HEALTH or said.isdisjoint(SENSES):
            return False
        first, last = min(match.words), max(match.words)
        beside = [*tokens[max(0, first - 1) : first], *tokens[last + 1 : last + 2]]
        is_adult = any(
            self.dictionary.is_person(one.word) or self.dictionary.lemmas(one.word) & KIN
            for one in beside
        )
        return is_adult and not self._lemmas_of(tokens) & (OFFSPRING | PUPILS)

    def _is_of_pupil(self, match: IntentMatch, tokens: Sequence[Token]) -> bool:
        """«Мальчик хороший», «оценки хорошие» ask for no best college."""
        at = min(match.words)
        said = self._lemmas_of(tokens[max(0, at - 1) : at + 2])
        is_lone = match.id is Limit.BEST and len(match.words) == 1
        return is_lone and not said.isdisjoint(KIN | MARKS)

    def _lemmas_of(self, tokens: Iterable[Token]) -> frozenset[str]:
        return frozenset(lemma for one in tokens for lemma in self.dictionary.lemmas(one.word))


def _is_in_trade(match: IntentMatch, parts: Sequence[Part], tokens: Sequence[Token]) -> bool:
    """«На скорой» is where one works, and not soon."""
    starts = {p.start for p in parts if p.kind is Kind.PROFESSION and not p.slips}
    return all(tokens[i].start in starts for i in match.words)


def _limits(matches: Iterable[IntentMatch]) -> tuple[Limit, ...]:
    """But for one that shares words with another that says more: «мне … лет» of «мне 15 лет»."""
    found = [(one.id, one.words) for one in matches if isinstance(one.id, Limit)]
    return tuple(
        limit
        for limit, own in found
        if not any(own & words and len(own) < len(words) for _, words in found)
    )
