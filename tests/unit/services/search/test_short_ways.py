"""What most texts are spared would have found nothing in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.language.letters import one_letter
from services.search.reading.reader import GLUED, SETTLEMENT, SHORTENING

SHORTENED = ("ст-ца Ленинская", "с. Ивановка", "Х.Весёлый", "н. п. Дубки", "нп Дубки", "хут Малый")


@given(st.text("сСхХнНпП тцаулдгрё.-", max_size=30))
def test_text_without_a_shortening_names_no_village_by_one(text: str) -> None:
    if not any(mark in text for mark in SHORTENING):
        assert SETTLEMENT.search(text) is None
        assert GLUED.search(text) is None


@pytest.mark.parametrize("text", [*SHORTENED, "хут. Малый", "сл.Новая", "пос.Малые Пруды"])
def test_shortening_of_a_village_is_looked_for(text: str) -> None:
    assert any(mark in text for mark in SHORTENING)
    assert SETTLEMENT.search(text) or GLUED.search(text)


@pytest.mark.parametrize(
    ("chunk", "following", "meant"),
    [
        ("c", " Казанью", "с"),
        ("c", " «Казанью» и Уфой", "с"),
        ("c", " programming", "c"),
        ("c", "", "c"),
        ("co", " Строителем", "co"),
    ],
)
def test_latin_letter_before_a_cyrillic_word_is_a_preposition(
    chunk: str, following: str, meant: str
) -> None:
    assert one_letter(chunk, following) == meant
