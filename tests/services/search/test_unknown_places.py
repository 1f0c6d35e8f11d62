"""Places that the gazetteer does not hold are read as places, and other words are not."""

from __future__ import annotations

import pytest

from services.search.index import Index
from services.search.reading.queries import Kind


def _unknown(index: Index, text: str) -> list[str]:
    query = index.parse(text)
    return [query.text[p.start : p.end] for p in query.parts if p.kind is Kind.NOWHERE]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("где учиться в Верхних Мочалках", "Верхних Мочалках"),
        ("где учиться в верхних мочалках", "верхних мочалках"),
        ("колледжи в Верхних Мочалках", "Верхних Мочалках"),
        ("сварщик в Верхних Мочалках", "Верхних Мочалках"),
        ("Верхние Мочалки", "Верхние Мочалки"),
        ("живу в старых Васюках", "старых Васюках"),
        ("село Большие Кабаны", "Большие Кабаны"),
        ("куда пойти учиться в Гадюкино", "Гадюкино"),
        ("гадюкино", "гадюкино"),
        ("где учиться в пупкинске", "пупкинске"),
        ("сварщик Пупкинск", "Пупкинск"),
        ("колледж в Мухосранске после 9", "Мухосранске"),
        ("colleges in Foobarville", "Foobarville"),
        ("where to study in Foobarville", "Foobarville"),
        ("welder in Foobarville", "Foobarville"),
    ],
)
def test_place_that_nobody_knows_is_one_part(index: Index, text: str, place: str) -> None:
    assert _unknown(index, text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "хочу в кибербез",
        "учиться в новой школе",
        "в большом городе",
        "работаю в Гугле, куда учиться",
        "колледж в Большом Камне",
        "Нижний Тагил",
        "красный диплом",
        "новая профессия",
        "домино",
        "учиться в КАИТ",
        "учиться в Яндексе",
        "in Python",
        "поступить в колледж в сентябре",
        "study in English",
    ],
)
def test_other_words_are_no_place(index: Index, text: str) -> None:
    assert _unknown(index, text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Бурзянский район", "Бурзянский район"),
        ("мы из Аургазинского района, на повара", "Аургазинского района"),
        ("Ленинский р-н", "Ленинский р-н"),
    ],
)
def test_district_called_after_no_town_is_a_place_that_nobody_knows(
    index: Index, text: str, place: str
) -> None:
    assert _unknown(index, text) == [place]


@pytest.mark.parametrize(
    "text", ["Казань, Ленинский район", "спальный район", "мы из Тындинского района"]
)
def test_district_that_is_known_or_of_a_town_is_told_as_no_unknown_place(
    index: Index, text: str
) -> None:
    assert _unknown(index, text) == []
