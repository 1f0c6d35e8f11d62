"""Which of a list that was shown is meant: «второй», «2», «телефон первого», "the third one".

A number counts only in a text that says nothing else: «вторая профессия» is another matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from services.language.dictionary import Dictionary

LAST = -1
"""«Последний»: however many there are."""

MOST_WORDS = 8
FIGURES = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
ENDINGS = frozenset(["й", "ый", "ой", "ий", "я", "ая", "е", "ое", "го", "му", "м", "ю", "ую"])
"""Of «2-й», which are two words."""

ORDINALS_TEXT = """
первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый
first second third fourth fifth sixth seventh eighth ninth tenth
"""
ORDINALS = {
    word.replace("ё", "е"): place % 10 + 1 for place, word in enumerate(ORDINALS_TEXT.split())
}
COUNTED = {"один": 1, "два": 2, "три": 3, "четыре": 4, "пять": 5} | {
    word: place for place, word in enumerate(("one", "two", "three", "four", "five"), 1)
}
"""Said after «номер» alone: «два колледжа» are no second one."""

LAST_ONE = frozenset(["последний", "last"])
NUMBERED = frozenset(["номер", "вариант", "пункт", "позиция", "number", "option", "item", "no"])

NO_NUMBER_AFTER_TEXT = """
после до через без от из за в во к ко
after until till before in for from within at
"""
NO_NUMBER_AFTER = frozenset(NO_NUMBER_AFTER_TEXT.split())
"""«А после 11?» asks of years at school."""

LIST_TEXT = """
номер вариант пункт позиция список карточка счет сверху самый этот тот там тут
number option item list card top one ones college school no from
"""
OPENING_TEXT = """
открыть открывать показать покажи показывать выбрать выбирать взять давать дать хотеть хотеться
интересовать интересно заинтересовать понравиться подробно подробный подробнее подробность
поподробнее рассказать расскажи информация сказать узнать можно
open show choose pick take want tell more details detail about please info let see me
"""
CONTACTS_TEXT = """
телефон адрес сайт контакт контакты ссылка почта позвонить звонить связаться находиться какой
phone telephone address website site contact contacts link email call is what where the of in s
"""
BESIDE = frozenset(f"{LIST_TEXT} {OPENING_TEXT} {CONTACTS_TEXT}".split())
"""What may be said with it."""


def number_told(
    typed: Sequence[str], schools: Collection[str], dictionary: Dictionary
) -> int | None:
    """Which one, from 1, or LAST; `schools` are words as «колледж»."""
    if not typed or len(typed) > MOST_WORDS:
        return None
    said = [dictionary.lemmas(word) | {word} for word in typed]
    numbers = {
        i: one for i in range(len(typed)) if (one := _number_at(i, typed, said)) is not None
    }
    if len(numbers) != 1:
        return None
    [(at, number)] = numbers.items()
    if at > 0 and typed[at - 1] in NO_NUMBER_AFTER:
        return None
    is_beside = all(
        said[i] & BESIDE
        or not said[i].isdisjoint(schools)
        or dictionary.is_silent(typed[i])
        or (typed[i] in ENDINGS and i > 0 and typed[i - 1].isdigit())
        for i in range(len(typed))
        if i != at
    )
    return number if is_beside else None


def _number_at(at: int, typed: Sequence[str], said: Sequence[frozenset[str]]) -> int | None:
    if figures := FIGURES.fullmatch(typed[at]):
        return int(figures[1]) or None
    if said[at] & LAST_ONE:
        return LAST
    for lemma in said[at]:
        if lemma in ORDINALS:
            return ORDINALS[lemma]
        if lemma in COUNTED and at > 0 and said[at - 1] & NUMBERED:
            return COUNTED[lemma]
    return None
