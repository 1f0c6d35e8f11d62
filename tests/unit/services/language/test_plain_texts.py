"""What people type mostly is read without a look at each letter, and as any other text."""

from __future__ import annotations

import pymorphy3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.language.dictionary import Dictionary
from services.language.letters import cleaned, words
from services.language.spelling import normalised

INVISIBLE = "\u200b"
"""Whatever holds it is looked at letter by letter, and it is left out."""

plain_texts = st.text("абвЁёЙй яxYz 019-.,?!№«»", max_size=150)


@given(plain_texts)
def test_plain_text_is_read_as_one_with_an_invisible_mark(text: str) -> None:
    assert cleaned(text) == cleaned(INVISIBLE + text)
    assert normalised(text) == normalised(INVISIBLE + text)
    assert [*words(text), "ch"] == words(f"{text} č")


@pytest.mark.parametrize("text", ["x" * 199 + "  ", " " * 900 + "a", "а" * 2_000, "", " "])
def test_plain_text_is_cut_as_any_other(text: str) -> None:
    marked = text + INVISIBLE

    assert cleaned(text) == cleaned(marked)[: len(cleaned(text))]
    assert len(cleaned(text)) <= 200


@pytest.mark.parametrize(
    "word", ["стали", "мой", "ежик", "москве", "и", "а", "берет", "ижевск", "работаю", "жкх"]
)
def test_word_is_what_the_analyser_says(word: str) -> None:
    """Asked of its dictionary at once, and not first whether the word is known."""
    dictionary = Dictionary({})
    parses = pymorphy3.MorphAnalyzer(lang="ru").parse(word)
    forms = frozenset(parse.normal_form.replace("ё", "е") for parse in parses)

    assert dictionary.is_known(word)
    assert dictionary.lemmas(word) == (forms if len(word) > 2 else frozenset([word]))
    assert dictionary.is_adjective(word) is ("ADJF" in parses[0].tag)


def test_word_of_no_language_has_no_forms() -> None:
    dictionary = Dictionary({})

    assert not dictionary.is_known("щрыфт")
    assert dictionary.lemmas("щрыфт") == {"щрыфт"}
