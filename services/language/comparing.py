"""Which of a list are to be compared: «сравни их», «сравнить 1 и 3», "compare the first two"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.language.dictionary import Dictionary
from services.language.list_numbers import COUNTED, FIGURES, ORDINALS

MOST_WORDS = 9
MOST_FIGURE = 99
COMPARING = re.compile(
    r"сравн(?:и|ить|ите|им|ивать|ивай|ение)|(?:compare|comparison)|отлича(?:ются|ется)|разниц[аы]|"
    r"differ|difference|differences"
)
SAID_TEXT = """
их эти этот все они между чем что как какой в чем мне давай давайте можно пожалуйста теперь хочу
первый друг с со и или а у собой список вариант номер кластер карточка карта таблица покажи
показать открой сделай можешь помоги нужно надо бы ка колледж техникум учреждение результат
them these those all both the two three how do does they what is between and of with please can
you me ones list option college colleges cluster clusters number each other side by me to want
i let us
"""
SAID = frozenset(SAID_TEXT.split())
"""What may be said with it: anything else is compared with something that is no card."""

FIRST = frozenset(["первый", "first"])
POINTING_TEXT = "их эти этот все они первый them these those both they"
POINTING = frozenset(POINTING_TEXT.split())
UNSAID = re.compile(r"отлича\w+|разниц\w|differ\w*")
"""Asked of things in general as well («чем отличается колледж»): of these only with a number or
a word that points at the list."""


def says_compare(typed: Sequence[str]) -> bool:
    """Whether it may be such a text: for the others nothing has to be looked up."""
    return len(typed) <= MOST_WORDS and any(map(COMPARING.fullmatch, typed))


def compared(typed: Sequence[str], dictionary: Dictionary) -> tuple[int, ...] | None:
    """Numbers from 1; none for «их»; None for a text that compares no cards."""
    if not says_compare(typed):
        return None
    numbers: list[int] = []
    points = False
    for i, word in enumerate(typed):
        lemmas = dictionary.lemmas(word) | {word}
        count = next((COUNTED[one] for one in lemmas if one in COUNTED), 0)
        before = dictionary.lemmas(typed[i - 1]) | {typed[i - 1]} if i else frozenset()
        if count > 1 and before & FIRST:  # «первые два»
            numbers = list(range(1, count + 1))
        elif figure := FIGURES.fullmatch(word):
            numbers.append(int(figure[1]))
        elif ordinal := next((ORDINALS[one] for one in lemmas if one in ORDINALS), 0):
            numbers.append(ordinal)
        elif count:
            points = True  # «эти два»
        elif not COMPARING.fullmatch(word) and not lemmas & SAID:
            return None
        points = points or bool(lemmas & POINTING)
    is_unsaid = any(map(UNSAID.fullmatch, typed))
    if is_unsaid and not points and not numbers:
        return None
    return tuple(dict.fromkeys(one for one in numbers if 0 < one <= MOST_FIGURE))
