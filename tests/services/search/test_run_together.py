"""Words typed without spaces, and words that only look so."""

from __future__ import annotations

import pytest

from services.search.index import Index
from tests.services.search.reading import codes, town


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("хочунасварщикатула", "15.01.05", "Тула"),
        ("программистказань", "09.02.07", "Казань"),
        ("поваромвсамаре", "43.01.09", "Самара"),
        ("гдеучатнамедсестру", "34.02.01", ""),
        ("гденаэлектрикавуфе", "13.01.10", "Уфа"),
        ("колледживперми", "", "Пермь"),
        ("хочу наповара вказани", "43.01.09", "Казань"),
    ],
)
def test_words_typed_without_spaces_are_read(
    index: Index, text: str, code: str, place: str
) -> None:
    query = index.parse(text)

    assert codes(query)[:1] == [code] * bool(code)
    assert town(query) == place


@pytest.mark.parametrize(
    "word",
    [
        "видеомонтажёр",
        "электрогазосварщик",
        "новакузнитска",
        "волгаград",
        "машинастроение",
        "отсканил",
        "верхнеуральская",
        "производственая",
        "автомеханник",
        "фармацевтка",
        "кинопоиск",
    ],
)
def test_one_word_or_a_misspelt_one_is_not_taken_apart(index: Index, word: str) -> None:
    query = index.parse(word)

    assert len({(part.start, part.end) for part in query.parts}) <= 1
    assert len(query.parts) <= 1
