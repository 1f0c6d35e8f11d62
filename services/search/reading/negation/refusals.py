"""What is refused behind its name: «медицину не хочу», «шить не умею»."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from services.language.dictionary import Dictionary
from services.search.reading.intents import NOT
from services.search.reading.negation.clauses import (
    CLAUSE_TURNS,
    GOING,
    WISHING,
    clause_begin,
    is_infinitive,
    says_wish,
    word_forms,
)
from services.search.reading.tokens import Token

AHEAD_TEXT = """
без кроме исключая исключением вне пределами от в с про за не
except without not no but than from of in
"""

AHEAD = frozenset(AHEAD_TEXT.split())
"""What ends in one of these speaks of what follows: «токарь или без него»."""

DEMANDED_TEXT = """
сдавать сдать пересдавать платить заплатить оплачивать тратить потратить отдавать отдать
писать написать подписывать ждать терять
"""

DEMANDED = frozenset(DEMANDED_TEXT.split())
"""What a trade may ask of people, and what they would rather not: «на токаря, сдавать не надо»."""

REFUSING = frozenset(["пойти", "идти", "быть", "стать", "становиться", "подходить", "подойти"])
"""After «не», and behind what is refused: «бухгалтером не пойду», «сварщик не подходит»."""

ABLE = frozenset(["уметь"])
"""The same, where something else is told that one is able to: «шить не умею, готовить умею»."""

MASTERED = ABLE | {"любить", "нравиться", "обожать"}

MANAGING = frozenset(["мочь", "смочь"])
"""«Медиком не смогу, ветеринаром смогу», unlike «не могу решить»."""

REASON = frozenset(["по", "из-за"])
"""What stands after it says why, and is no wish: «не подходит по здоровью»."""

FURTHER = frozenset(["чтобы", "чтоб", "that"])
"""«Не хочу, чтобы …» goes on behind its comma."""

DISLIKING = frozenset(["нравиться", "любить"])

STAYING_TEXT = """
жить учиться ехать поехать ездить переезжать переехать находиться оставаться остаться поступать
"""

STAYING = frozenset(STAYING_TEXT.split())
"""What one does in a town that one does not like."""


def refusals(tokens: Sequence[Token], dictionary: Dictionary) -> list[tuple[int, int]]:
    """Stretches (begin, end) that say «не пойду», «не умею» behind what one will not do."""
    found = []
    for i, token in enumerate(tokens[:-1]):
        if token.word != NOT:
            continue
        said = dictionary.lemmas(tokens[i + 1].word)
        is_able = bool(said & ABLE) and any(
            dictionary.lemmas(one.word) & MASTERED and tokens[at - 1].word != NOT
            for at, one in enumerate(tokens)
        )
        if said & REFUSING or is_able or _cannot(tokens, i, dictionary):
            found.append((i, i + 2))
    return found


def _cannot(tokens: Sequence[Token], at: int, dictionary: Dictionary) -> bool:
    """«Не смогу» at `at` ends its clause, and something else is told that one can."""
    if not dictionary.lemmas(tokens[at + 1].word) & MANAGING:
        return False
    is_end = at + 2 == len(tokens) or bool(tokens[at + 1].stop)
    return (is_end or tokens[at + 2].word in CLAUSE_TURNS) and any(
        dictionary.lemmas(one.word) & MANAGING and tokens[i - 1].word != NOT
        for i, one in enumerate(tokens)
    )


def denied_before(
    tokens: Sequence[Token],
    begin: int,
    end: int,
    named: Collection[int],
    dictionary: Dictionary,
) -> range:
    """«Медицину не хочу, айти хочу»: what stands in the clause that the words from `begin` to
    `end` end; empty where nothing of it is `named` («я не люблю готовить»), where they say of what
    follows that it shall not be, or of what a trade demands («на швею деньги тратить не надо»).
    """
    if tokens[end - 1].word in AHEAD:
        return range(0)
    last = end - 1
    while last + 1 < len(tokens) and not tokens[last].stop:
        last += 1
        if tokens[last].word in CLAUSE_TURNS:
            last -= 1
            break  # «врачом не смогу, а медсестрой смогу»
        if last in named:
            return range(0)
        if says_wish(tokens, last, dictionary) and not is_infinitive(tokens[last]):
            break  # «на завод не хочу пойду на повара»
        if tokens[last].word in REASON:
            break
        if not (dictionary.is_silent(tokens[last].word) or dictionary.is_talk(tokens[last].word)):
            return range(0)
    goes_further = last + 1 < len(tokens) and tokens[last + 1].word in FURTHER
    if goes_further or _is_of_deed(tokens, begin, last, dictionary):
        return range(0)
    first = clause_begin(tokens, begin)
    is_named = any(i in named for i in range(first, begin))
    if not is_named or any(token.word in DEMANDED for token in tokens[first : last + 1]):
        return range(0)
    return range(first, begin)


def _is_of_deed(tokens: Sequence[Token], begin: int, last: int, dictionary: Dictionary) -> bool:
    """«В Перми мне не нравится строить»: what is done there, and not the town."""
    said = [word_forms(token, dictionary) for token in tokens[begin : last + 1]]
    if not any(one & DISLIKING for one in said):
        return False
    deeds = [
        one
        for token, one in zip(tokens[begin : last + 1], said, strict=True)
        if is_infinitive(token)
    ]
    return any(one.isdisjoint(GOING | STAYING | WISHING) for one in deeds)
