"""Whose wish it is: «отчим говорит иди на завод, а я хочу в айти» is a wish for one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.language.dictionary import Dictionary
from services.search.reading.queries import TRADES, Part
from services.search.reading.spans import KIN
from services.search.reading.tokens import Token

URGING_TEXT = """
хотеть говорить сказать советовать посоветовать заставлять заставить отправлять отправить
мечтать настаивать пихать толкать гнать требовать велеть предлагать уговаривать видеть
считать думать твердить тащить want say tell push insist advise dream force
"""
URGING = frozenset(URGING_TEXT.split())
OTHERS = frozenset(["они", "все", "предки", "they", "everybody", "mum", "mom", "dad", "parents"])
OWN = frozenset(["я", "мне", "меня", "сам", "сама", "i"])
WISHING_TEXT = """
хотеть хотеться бы нравиться любить мечтать интересно думать решить лучше ближе обожать
тянуть выбрать собираться like love want wanna prefer
"""
WISHING = frozenset(WISHING_TEXT.split())
TURNS = frozenset(["а", "но", "однако", "зато", "хотя", "but"])

WISH_REACH = 3
"""Words after «я» among which the wish is said."""


def without_wishes_of_others(
    parts: Sequence[Part], tokens: Sequence[Token], dictionary: Dictionary
) -> list[Part]:
    """Without the trades that somebody else wishes for who writes of another one himself."""
    ends = [*_turns(tokens, dictionary), len(tokens)]
    clauses = [range(begin, end) for begin, end in zip([0, *ends], ends, strict=False)]
    others = [_is_of_others(tokens, one, dictionary) for one in clauses]
    if not any(others):
        return list(parts)
    trades = [_trades(parts, tokens, one) for one in clauses]
    own = any(
        found and not of_others and _says_own(tokens, clause)
        for found, of_others, clause in zip(trades, others, clauses, strict=True)
    )
    if not own:
        return list(parts)
    theirs = [
        part
        for found, of_others in zip(trades, others, strict=True)
        if of_others
        for part in found
    ]
    return [part for part in parts if part not in theirs]


def _turns(tokens: Sequence[Token], dictionary: Dictionary) -> Iterator[int]:
    """Where another clause begins: at «а», «но», and at «я хочу», «мне нравится»."""
    for i, token in enumerate(tokens):
        following = [
            lemma for one in tokens[i + 1 : i + 1 + WISH_REACH] for lemma in _of(one, dictionary)
        ]
        if token.word in TURNS or (token.word in OWN and not WISHING.isdisjoint(following)):
            yield i


def _of(token: Token, dictionary: Dictionary) -> frozenset[str]:
    return dictionary.lemmas(token.word) | {token.word}


def _is_of_others(tokens: Sequence[Token], clause: range, dictionary: Dictionary) -> bool:
    """«Мама хочет, чтоб я …»: somebody, and then what they urge."""
    found = [_of(tokens[i], dictionary) for i in clause]
    somebody = next((i for i, one in enumerate(found) if one & (KIN | OTHERS)), len(found))
    said = [tokens[i].word for i in clause][:somebody]
    is_urged = any(one & URGING for one in found[somebody + 1 :])
    return is_urged and OWN.isdisjoint(said)


def _says_own(tokens: Sequence[Token], clause: range) -> bool:
    return any(tokens[i].word in OWN for i in clause)


def _trades(parts: Sequence[Part], tokens: Sequence[Token], clause: range) -> list[Part]:
    starts = {tokens[i].start for i in clause}
    return [part for part in parts if part.kind in TRADES and part.start in starts]
