"""«*сварщик»: a word of the message before, put right with a star."""

from __future__ import annotations

import pytest

from sandbox.client import Received, UserClient
from services.language.typed_again import put_right, starred


def title(answer: Received) -> str:
    return answer.text.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("*сварщик", "сварщик"),
        ("сварщик*", "сварщик"),
        ("* в Туле", "в Туле"),
        ("сварщик", ""),
        ("*", ""),
        ("2*2", ""),
        ("*один два три четыре пять", ""),
        ("**жирный**", ""),
    ],
)
def test_star_before_or_after_a_few_words_is_a_correction(text: str, said: str) -> None:
    assert starred(text) == said


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        ("медсетра в саратве", "Саратове", "медсетра в Саратове"),
        ("сворщик", "сварщик", "сварщик"),
        ("хочу на повора в туле", "в Туле", "хочу на повора в Туле"),
        ("повар Тула", "Калуга", None),
        ("а", "б", None),
    ],
)
def test_word_that_is_near_takes_the_place_of_the_slip(
    before: str, said: str, after: str | None
) -> None:
    assert put_right(before, said) == after


async def test_rest_of_the_search_stays(student: UserClient) -> None:
    await student.send("медсетра в саратве")
    [found] = await student.send("*Саратове")
    assert "Сестринское дело · Саратов" in title(found)

    await student.send("сворщик")
    await student.send("Томск")
    [there] = await student.send("сварщик*")
    assert title(there).startswith("🔎 Ищу: Сварщик · Томск")


async def test_other_word_goes_on_from_the_search(student: UserClient) -> None:
    await student.send("повар Тула")
    [found] = await student.send("*Калуга")

    assert title(found).startswith("🔎 Ищу: Повар, кондитер · Калуга")


async def test_star_after_nothing_is_read_as_it_is(student: UserClient) -> None:
    [found] = await student.send("*сварщик")

    assert title(found).startswith("🔎 Ищу: Сварщик")
