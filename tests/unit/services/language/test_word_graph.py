"""Forms of words are found as dawg_python finds them itself."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pymorphy3
import pytest

from services.language.word_graph import WordGraph

DATA = Path(__file__).parents[4] / "data"


@pytest.fixture(scope="module")
def morph() -> Any:
    return pymorphy3.MorphAnalyzer(lang="ru")


def _texts() -> list[str]:
    """Words of the data with е for ё, some of them, parts of them, and what is none."""
    text = "".join((DATA / name).read_text("utf-8") for name in ("intents.csv", "professions.csv"))
    words = sorted(set(re.findall("[а-яё]+", text.casefold().replace("ё", "е"))))
    rng = random.Random(7)
    strange = ["".join(rng.choices("аенетлькй-é1z", k=rng.randrange(8))) for _ in range(500)]
    chosen = rng.sample(words, 1000)
    return [*chosen, *(one[:-1] for one in chosen), *(one + "е" for one in chosen), *strange]


def test_forms_are_those_that_dawg_python_finds(morph: Any) -> None:
    known = morph.dictionary.words
    graph = WordGraph(known)

    for word in ("все", "елка", "ее", "еж", "передохнем", "перелет", "е", "", *_texts()):
        theirs = known.similar_items(word, morph.char_substitutes)
        assert graph.similar_items(word) == [(spelt, tuple(forms)) for spelt, forms in theirs]


def test_word_with_both_spellings_is_told_of_both(morph: Any) -> None:
    found = WordGraph(morph.dictionary.words).similar_items("все")

    assert [spelt for spelt, _ in found] == ["все", "всё"]
    assert all(forms for _, forms in found)


def test_half_an_emoji_is_no_word(morph: Any) -> None:
    assert WordGraph(morph.dictionary.words).similar_items("все\ud83d") == []
