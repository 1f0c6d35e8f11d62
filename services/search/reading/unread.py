"""Words that no span explains: names, strangers to the search, and who writes.

«Милые», «отец», «Илон Маск», «тихий город» are of no account; what is left is said to be unread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from services.language.dictionary import Dictionary
from services.search.reading.lexicon import Lexicon
from services.search.reading.queries import Kind, Part
from services.search.reading.spans import (
    FOR,
    FOR_SCHOOLS,
    KIN,
    LIKENED,
    LIKENED_WITHIN,
    OF_STAFF,
    SHORT_LATIN,
    SpanFinder,
)
from services.search.reading.tokens import Token

BOT = frozenset(["бот", "ботик", "ботяра", "bot"])
"""As it is called."""

ADDRESSED = frozenset(["милые", "уважаемые", "родные", "любезные", "миленькие", "родненькие"])

DEAR = frozenset(["дорогие", "добрые"])
"""The same, where they stand first: elsewhere that is what things are like."""

CITY = frozenset(["город", "городок"])

CITY_REACH = 2
"""Words between a city and what it is like: «чтобы город был маленький»."""

AIMED = frozenset(["на", "за"])

FIGURES = (["на"], ["за"])
"""Between a trade and what nobody is trained for: «охотник на привидений»."""

ACQUAINTANCES = frozenset(["связей", "связи", "связям", "связями"])

BY_ACQUAINTANCE = frozenset(["без", "по", "через", "нет", "со", "есть", "нужны", "имея"])


@dataclass(frozen=True, slots=True)
class UnreadWords:
    """`names` are the words of colleges' names."""

    lexicon: Lexicon
    dictionary: Dictionary
    finder: SpanFinder
    names: frozenset[str]

    def part(self, tokens: list[Token], at: int, taken: Collection[int]) -> Part:
        """`taken` are the words that are read."""
        token = tokens[at]
        known = [c for c in token.candidates if c.key in self.names]
        kind = Kind.NAME if known and not self.dictionary.is_talk(token.word) else Kind.UNKNOWN
        is_thing = bool(self.dictionary.lemmas(token.word) & self.lexicon.things)
        is_of_another = at - 1 in taken and self._is_saying(tokens[at - 1])  # «тренер тигров»
        is_person = self._is_person(tokens, at) and not is_of_another
        if kind is Kind.UNKNOWN and is_person and not is_thing:
            kind = Kind.STRANGER
        is_word = kind is not Kind.NAME and len(token.word) > SHORT_LATIN
        is_town = is_word and self.finder.is_said_to_be_town(tokens, at)
        if is_town and not self._is_like_a_city(tokens, at):
            kind = Kind.NOWHERE
        slips = int(known[0].slips) if known else 0
        word = token.word if kind is Kind.NAME else token.typed
        return Part(
            kind=kind,
            start=token.start,
            end=token.end,
            meaning=word,
            spelling=word,
            slips=slips,
        )

    def _is_person(self, tokens: list[Token], at: int) -> bool:
        """«Нравится математика» is of no «математик», unlike «на математика»."""
        word = tokens[at].word
        lemmas = self.dictionary.lemmas(word)
        is_aimed = at > 0 and tokens[at - 1].word in AIMED
        is_another = word in lemmas and len(lemmas) > 1 and not is_aimed
        return self.dictionary.is_person(word) and not is_another

    def is_silent(
        self, tokens: list[Token], at: int, taken: Collection[int], done: Collection[int]
    ) -> bool:
        """Who writes; what things are like that one likes («старые приёмники»); «…ный завод»."""
        if self._is_kin(tokens[at]) or self._is_address(tokens, at):
            return True
        if self._is_like_a_city(tokens, at) or self._is_idol(tokens, at):
            return True
        word = tokens[at].word
        if at + 1 in done and self.dictionary.is_adjective(word):
            return True
        if self.dictionary.is_person(word) and self.finder.is_speaker(tokens, at):
            return True
        is_of_trade = at - 1 in taken and self.dictionary.is_adjective(tokens[at - 1].word)
        return is_of_trade and self.finder.is_workplace_word(word)

    def _is_address(self, tokens: list[Token], at: int) -> bool:
        """«Милые», «дорогие мои»; «школьный психолог» who asks, «для школы» for which."""
        word = tokens[at].word
        if word in ADDRESSED or (word in DEAR and at == 0):
            return True
        if at > 0 and tokens[at - 1].word in ADDRESSED and self.dictionary.is_person(word):
            return True
        if word in FOR_SCHOOLS and FOR in {one.word for one in tokens[max(0, at - 2) : at]}:
            return True
        is_followed = at + 1 < len(tokens)
        return word in OF_STAFF and is_followed and self._is_somebody(tokens[at + 1])

    def _is_somebody(self, token: Token) -> bool:
        return self._is_kin(token) or self.dictionary.is_person(token.word)

    def admires(self, parts: Iterable[Part], tokens: list[Token]) -> bool:
        """Whom one would be like, and nothing besides: «как Илон Маск», «быть как Месси»."""
        if LIKENED.isdisjoint(token.word for token in tokens):  # as in most texts
            return False
        if any(part.kind is not Kind.UNKNOWN for part in parts):
            return False
        at = next(i for i, token in enumerate(tokens) if token.word in LIKENED) + 1
        if any(part.start < tokens[at - 1].start for part in parts):
            return False
        reach = range(at, min(len(tokens), at + LIKENED_WITHIN))
        return any(self._is_idol(tokens, i) for i in reach) or (
            at < len(tokens)
            and tokens[at].is_capital
            and not self.dictionary.is_everyday(tokens[at].word)
        )

    def _is_idol(self, tokens: list[Token], at: int) -> bool:
        """«Хочу как Илон Маск»: who is admired, and no town or trade."""
        return self.finder.is_surname(tokens, at) or (
            self.finder.is_first_name(tokens[at].word) and self.finder.is_surname(tokens, at + 1)
        )

    def _is_like_a_city(self, tokens: list[Token], at: int) -> bool:
        """«Чтоб город небольшой», «в тихом городе», «в городе поменьше» name none."""
        word = tokens[at].word
        if self.dictionary.lemmas(word) & CITY:
            return True
        if tokens[at].is_capital or self.finder.is_adjective(word):
            return False
        is_quality = self.dictionary.is_adjective(word) or self.dictionary.is_talk(word)
        around = tokens[max(0, at - CITY_REACH) : at + CITY_REACH]
        return is_quality and any(self.dictionary.lemmas(one.word) & CITY for one in around)

    def _is_saying(self, token: Token) -> bool:
        return token.word not in self.lexicon.context_words

    def _is_kin(self, token: Token) -> bool:
        """Who writes, of whom, or to whom: «помогаю отцу», «я гражданин», «бот, подскажи»."""
        if token.word in BOT:
            return True
        is_name = self.is_named(token)
        return not is_name and bool(self.dictionary.lemmas(token.word) & KIN)

    def is_named(self, token: Token) -> bool:
        return any(c.key in self.names for c in token.candidates)


def without_acquaintances(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """«Без связей», «по связям»: people one knows, and no radio."""
    beside = {
        token.start
        for i, token in enumerate(tokens)
        if token.word in ACQUAINTANCES and i and tokens[i - 1].word in BY_ACQUAINTANCE
    }
    return [part for part in parts if part.start not in beside] if beside else parts


def without_figures(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """«Охотник на привидений» is no hunter: what is hunted is nobody's trade."""
    if all(part.kind is not Kind.STRANGER for part in parts):
        return parts
    found: list[Part] = []
    for part in parts:
        between = (
            [t.word for t in tokens if found[-1].end <= t.start and t.end <= part.start]
            if found
            else []
        )
        is_figure = part.kind is Kind.STRANGER and between in FIGURES
        if is_figure and found[-1].kind is Kind.PROFESSION:
            word = f"{found[-1].spelling} {between[0]} {part.meaning}"
            found[-1] = replace(part, start=found[-1].start, meaning=word, spelling=word)
        else:
            found.append(part)
    return found
