from __future__ import annotations

import pytest

from services.language.derivation.feminines import masculine_of


@pytest.mark.parametrize(
    ("woman", "trade"),
    [
        ("водительницу", "водитель"),
        ("крановщицей", "крановщик"),
        ("фотографка", "фотограф"),
        ("психологини", "психолог"),
        ("блогерка", "блогер"),
        ("ткачиха", "ткач"),
        ("библиотекарша", "библиотекарь"),
    ],
)
def test_trade_of_a_woman_is_called_after_a_mans(woman: str, trade: str) -> None:
    assert masculine_of([woman]) == {trade}


@pytest.mark.parametrize("word", ["стирка", "каша", "столица", "Ивановка"])
def test_other_words_with_such_endings_are_left(word: str) -> None:
    assert masculine_of([word]) == frozenset()
