from __future__ import annotations

import gc
from weakref import ref

from services.search.reading.vocabulary import Vocabulary


def keys(vocabulary: Vocabulary, word: str) -> list[list[str]]:
    return [[one.key for one in found(word)] for found in (vocabulary.exact, vocabulary.close)]


def test_word_that_is_added_later_is_met_by_what_was_asked_for_before() -> None:
    vocabulary = Vocabulary()
    assert keys(vocabulary, "сварщик") == keys(vocabulary, "свращик") == [[], []]

    key = vocabulary.add("сварщик", 0.5)
    assert keys(vocabulary, "сварщик") == [[key], [key]]
    assert keys(vocabulary, "свращик") == [[], [key]]


def test_words_of_a_copy_are_its_own() -> None:
    vocabulary = Vocabulary()
    vocabulary.add("сварщик", 0.5)
    other = vocabulary.copy()
    assert keys(other, "повар") == [[], []]

    key = other.add("повар", 0.5)
    assert keys(other, "повар") == [[key], [key]]
    assert keys(vocabulary, "повар") == [[], []]


def test_vocabulary_that_another_has_replaced_is_gone_at_once() -> None:
    """What a start has frozen no collection looks through: of what held itself each would stay."""
    vocabulary = Vocabulary()
    vocabulary.add("сварщик", 0.5)
    keys(vocabulary, "свращик")
    held = ref(vocabulary)
    was_on = gc.isenabled()
    gc.disable()
    try:
        del vocabulary
        assert held() is None
    finally:
        if was_on:
            gc.enable()
