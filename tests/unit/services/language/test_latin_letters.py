"""Russian that is typed in Latin letters."""

from __future__ import annotations

import pytest

from services.language.spelling import in_cyrillic_letters


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("kuda postupit posle 9 klassa", "куда поступит после 9 класса"),
        ("Mozhno li bez ege?", "можно ли без еге"),
        ("is there a dorm", ""),
        ("i hate school", ""),
        ("zxqv wtrp", ""),
        ("cdfhobr d gthvb", ""),
        ("куда поступить", ""),
        ("хочу na povara", ""),
        ("123", ""),
        ("", ""),
    ],
)
def test_text_of_russian_words_in_latin_letters_is_heard(text: str, heard: str) -> None:
    assert in_cyrillic_letters(text) == heard
