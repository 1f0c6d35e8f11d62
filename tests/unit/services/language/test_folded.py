"""Two forms made at once are those made one by one; the fast ways round a pattern change none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from services.language.letters import folded, folded_and_stemmed, stemmed, transliterated, words

DATA = Path(__file__).parents[4] / "data"


def test_both_forms_are_those_made_one_by_one() -> None:
    text = "".join((DATA / name).read_text("utf-8") for name in ("intents.csv", "regions_ru.csv"))

    for word in dict.fromkeys(words(text)):
        assert folded_and_stemmed(word) == (folded(word), stemmed(word)), word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shchyolkovo", "щелково"),
        ("tsaritsyno", "царицыно"),
        ("schastye", "щасте"),
        ("jazz", "язз"),
        ("maria", "мария"),
        ("kкhan", "ккхан"),
    ],
)
def test_sounds_of_several_letters_come_before_those_of_one(typed: str, meant: str) -> None:
    assert transliterated(typed) == meant


@pytest.mark.parametrize(
    ("word", "form"),
    [("россия", "рося"), ("нн", "нн"), ("ннн", "ннн"), ("аббат", "абат"), ("ллли", "ли")],
)
def test_doubled_letters_are_one_but_in_short_words(word: str, form: str) -> None:
    assert folded(word) == form


def test_no_letter_stands_twice_in_a_row() -> None:
    text = (DATA / "professions.csv").read_text("utf-8")

    assert not [one for one in map(folded, words(text)) if re.search(r"(.)\1", one[3:])]
