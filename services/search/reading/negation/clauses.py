"""Where a clause begins, and whether it says a wish."""

from __future__ import annotations

from collections.abc import Sequence

from services.language.dictionary import Dictionary
from services.search.reading.tokens import Token

DENIALS = frozenset(["не", "not", "ни", "no"])

CLAUSE_TURNS = frozenset(["а", "но", "однако", "зато", "хотя", "but"])

URGING_TEXT = """
хотеть говорить сказать советовать посоветовать заставлять заставить отправлять отправить
мечтать настаивать пихать толкать гнать требовать велеть предлагать уговаривать видеть
считать думать твердить тащить want say tell push insist advise dream force
"""

URGING = frozenset(URGING_TEXT.split())

WISHING_TEXT = """
хотеть хотеться бы нравиться любить мечтать интересно думать решить лучше ближе обожать
тянуть выбрать собираться like love want wanna prefer
"""

WISHING = frozenset(WISHING_TEXT.split())

GOING_TEXT = """
пойти идти поступить поступать предпочитать надо нужно нужный go need
"""

GOING = frozenset(GOING_TEXT.split())

AIMS = frozenset(["на"])

AIMS_OF_PEOPLE = AIMS | {"в"}
"""«В электрики», unlike «в медицине»."""

OWN_NAMED = frozenset(["я", "мы", "i"])

INFINITIVES = ("ть", "ться", "ти", "тись", "чь")


def wished_anew(tokens: Sequence[Token], mark: int, start: int, dictionary: Dictionary) -> bool:
    """Whether what stands at `start` is wished in a clause that begins after `mark`.

    «Не хочу на повара, на сварщика пойду»; both are offsets in the text.
    """
    at = next(i for i, token in enumerate(tokens) if token.start >= start)
    begin = clause_begin(tokens, at)
    if begin == 0 or tokens[begin - 1].end < mark:
        return False
    for i in range(begin, len(tokens)):
        if says_wish(tokens, i, dictionary):
            return True
        if tokens[i].stop:
            return False
    return False


def says_wish(tokens: Sequence[Token], at: int, dictionary: Dictionary) -> bool:
    is_denied = at > 0 and tokens[at - 1].word in DENIALS
    return not is_denied and bool(word_forms(tokens[at], dictionary) & (WISHING | GOING))


def clause_begin(tokens: Sequence[Token], at: int) -> int:
    while at > 0 and not tokens[at - 1].stop and tokens[at].word not in CLAUSE_TURNS:
        at -= 1
    return at


def is_infinitive(token: Token) -> bool:
    return token.word.endswith(INFINITIVES)


def word_forms(token: Token, dictionary: Dictionary) -> frozenset[str]:
    return dictionary.lemmas(token.word) | {token.word}
