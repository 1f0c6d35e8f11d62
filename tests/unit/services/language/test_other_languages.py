"""Of which texts no word is read: in other letters, or of other words in ours."""

from __future__ import annotations

import pytest

from services.language.other_languages import is_of_other_letters, is_strange


@pytest.mark.parametrize(
    "text",
    [
        "Исәнмесез",
        "маған көмек керек",
        "Сәлам, мин Казаннан",
        "გამარჯობა",
        "你好",
        "bonjour monsieur",
    ],
)
def test_text_of_another_language_is_strange(text: str) -> None:
    assert is_strange(text)


@pytest.mark.parametrize(
    "text",
    [
        "повар Казань",
        "kakie dokumenti nuzhni",
        "ghbdtn z bp Jvcrf",
        "where is it",
        "сврщк",
        "Доброго дня, хочу навчатися на кухаря в Москві",
        "café in Kazan",
        "",
        "👍",
    ],
)
def test_text_with_words_of_ours_is_not(text: str) -> None:
    assert not is_strange(text)


def test_latin_letters_with_accents_are_of_no_other_alphabet() -> None:
    assert not is_of_other_letters("café Ёлка")
    assert is_of_other_letters("Привіт")
