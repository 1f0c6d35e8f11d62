"""What stands with a dot for a village is one, and a pronoun is about nothing."""

from __future__ import annotations

import pytest

from services.search.reading.queries import Kind
from tests.searching import shipped_index

SHORT: tuple[str, ...] = (
    "с.",
    "с. ",
    "д.",
    "дер. ",
    "п.",
    "пос.",
    "пгт. ",
    "р.п. ",
    "х.",
    "х. ",
    "хут.",
    "ст-ца ",
)
SHORT += ("ст. ", "н.п. ", "нп ", "сл. ", "г.", "г. ")


@pytest.mark.parametrize("short", SHORT)
@pytest.mark.parametrize("wish", ["", "сварщик ", "хочу на повара, живу: "])
def test_town_that_the_gazetteer_has_is_found_after_what_is_short_for_it(
    short: str, wish: str
) -> None:
    query = shipped_index().parse(f"{wish}{short}Тальменка")

    assert query.place is not None
    assert query.place.name == "Тальменка"
    assert bool(query.professions) == bool(wish)
    assert all(part.kind is not Kind.UNKNOWN for part in query.parts)


@pytest.mark.parametrize("short", SHORT)
@pytest.mark.parametrize("name", ["Малиновка", "Большие Кабаны"])
def test_village_that_it_has_not_is_said_to_be_none(short: str, name: str) -> None:
    query = shipped_index().parse(short + name)

    assert query.is_empty
    assert {part.kind for part in query.parts} & {Kind.NOWHERE}
    assert query.text == short + name


@pytest.mark.parametrize(
    "text",
    [
        "с подругой в Пензу",
        "сварщик с зарплатой",
        "с. п. королёва",
        "колледж им. с. королёва",
        "х",
        "С. Иванов",
    ],
)
def test_preposition_and_initials_name_no_village(text: str) -> None:
    query = shipped_index().parse(text)
    assert all(part.kind is not Kind.NOWHERE for part in query.parts)


@pytest.mark.parametrize(
    "text",
    ["мной", "Мной", "тобой", "собой", "вами", "со мной", "у вас", "о них", "me", "with them"],
)
def test_pronoun_alone_is_about_nothing(text: str) -> None:
    query = shipped_index().parse(text)

    assert query.is_empty
    assert not query.themes
    assert (query.intent, query.leaning, query.limits) == (None, None, ())


@pytest.mark.parametrize("text", ["кто ты", "что ты умеешь", "рядом со мной", "помоги мне"])
def test_pronoun_beside_more_takes_nothing_from_it(text: str) -> None:
    query = shipped_index().parse(text)
    assert query.intent is not None or query.themes
