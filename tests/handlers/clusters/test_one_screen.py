"""An answer to a search fits one screen of a phone, its items two lines each."""

from __future__ import annotations

import re
from functools import reduce

import pytest

from handlers.clusters.cards.college_names import known_by
from sandbox.client import Received
from tests import phone
from tests.handlers.conftest import Stage
from ui.formatting import BEGIN, laid

LONG = re.compile(r"\w{24}")
"""«электромашиностроительный» leaves no room beside it."""

OF_ANOTHER = re.compile(r"колледж сети: |работодатель: ")
"""Found by a name that is not the college's own: three lines, for both are told."""

ITEM = re.compile(r"^\d+\. ", re.MULTILINE)

KINDS = {
    "ru": (
        "сварщик",
        "айти",
        "сварщик в Саранске",
        "повар в Казани",
        "Саранск",
        "Нижний Новгород",
        "медицина в Перми",
        "сварщик в Самарской области",
        "Мордовия",
        "Калмыкия",
        "Урал машиностроение",
        "колледж КАМАЗ",
        "камаз набережные челны",
        "Минск",
        "Крым",
        "оператор станков с программным управлением в Набережных Челнах",
        "нефтяник Астрахань",
        "парикмахер в Туле",
        "медсестра в Якутске",
        "роснефть казань",
        "айти на Дальнем Востоке",
        "сварщик 300 км от Казани",
        "флорист в Саратове",
    ),
    "en": (
        "welder",
        "welder in Perm",
        "cook in Kazan",
        "Saransk",
        "Mordovia",
        "medicine in Perm",
        "nurse in Yakutsk",
        "agriculture",
    ),
}
LONGER = {
    "ru": (
        "сварщик в Нижнем Новгороде с общежитием после 9 класса",
        "Берлин сварщик",
        "хочу на Камаз",
        "чкаловский техникум",
        "сварщик Казань Саранск",
        "автослесарь в Екатеринбурге",
        "сын кончает 9 класс, любит машины, живём в Рузаевке",
    ),
    "en": ("welder in Saransk after 9th grade with a dormitory", "Minsk welder"),
}
"""With more to say first: what is not sifted by, another country, other places."""


def of_both(kinds: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in kinds.items() for text in texts]


def check_items(found: Received) -> None:
    items = [line for line in found.text.splitlines() if ITEM.match(line)]
    most = 2 if len(items) > 1 else 3
    for line in items:
        is_long = LONG.search(line) or OF_ANOTHER.search(line)
        assert phone.lines(line) <= (3 if is_long else most), line
    assert len(items) <= 4
    for line in items:
        name = line.partition(". ")[2].partition(" — ")[0]
        assert len(name.split()) >= 2, line


@pytest.mark.parametrize(("language", "text"), of_both(KINDS))
async def test_answer_to_a_search_fits_one_screen(stage: Stage, language: str, text: str) -> None:
    person = stage.person(language=language)
    await person.send("/start")
    [found] = await person.send(text)

    check_items(found)
    assert phone.height(found) <= phone.VISIBLE + phone.LINE_HEIGHT, found.text


@pytest.mark.parametrize(("language", "text"), of_both(KINDS) + of_both(LONGER))
async def test_numbers_stand_in_one_row_that_is_seen_without_scrolling(
    stage: Stage, language: str, text: str
) -> None:
    person = stage.person(language=language)
    await person.send("/start")
    [found] = await person.send(text)

    check_items(found)
    numbers = [one["text"] for row in found.rows for one in row if one["text"].isdigit()]
    told = [line.split(".", 1)[0] for line in found.text.splitlines() if ITEM.match(line)]
    assert numbers == told
    if numbers:
        [row] = [row for row in found.rows if any(one["text"].isdigit() for one in row)]
        assert [one["text"] for one in row if one["text"] not in "‹›"] == numbers
        assert phone.numbers_end(found) <= phone.VISIBLE, found.text


async def test_next_pages_fit_too_and_number_on(stage: Stage) -> None:
    person = stage.person()
    [first] = await person.send("машиностроение")
    seen = {line for line in first.text.splitlines() if ITEM.match(line)}
    for page in range(1, 16):
        await person.click("›")
        items = [line for line in person.last.text.splitlines() if ITEM.match(line)]
        assert items[0].startswith(f"{page * 4 + 1}. ")
        check_items(person.last)
        assert phone.height(person.last) <= phone.VISIBLE
        seen.update(items)
    assert len(seen) == 64


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Пермский техникум", "Пермский техникум"),
        ("Пензенский государственный аграрный университет", "Пензенский аграрный университет"),
        ("Павловский автомеханический техникум им. И. И. Лепсе", None),
        (
            "Смоленская академия профессионального образования",
            "Смоленская академия профессионально…",
        ),
        ("Колледж технологии и предпринимательства", "Колледж технологии…"),
        ("Технический колледж им. В. Д. Поташова", "Технический колледж им. В. Д. Поташ…"),
    ],
)
def test_long_name_loses_what_it_is_known_without(name: str, known: str | None) -> None:
    assert known_by(name, 36) == (known or "Павловский автомеханический техникум")


def phone_lines(*texts: str) -> int:
    return reduce(laid, texts, BEGIN)[0]


@pytest.mark.parametrize(
    "text",
    [
        "1. Рузаевский институт машиностроения МГУ — 20\xa0км",
        "2. Чебоксарский экономико-технологический колледж — туризм и сфера услуг, 120\xa0км",
        "3. Набережночелнинский политехнический колледж — работодатель: ПАО «КАМАЗ»",
        "16. Пермский институт железнодорожного транспорта — railways, in town",
    ],
)
def test_lines_are_guessed_as_letters_measure_them(text: str) -> None:
    assert phone_lines(text) == phone.lines(text)


@pytest.mark.parametrize("words", ["машиностроение, 20 км", "в городе", "ж/д транспорт, 1 160 км"])
@pytest.mark.parametrize("college", ["Рузаевский институт машиностроения", "Колледж К-1", "А"])
def test_parts_of_a_line_take_as_many_lines_as_the_line(college: str, words: str) -> None:
    for number in ("1", "12", "104"):
        parts = f"{number}. ", college, " — ", words
        assert phone_lines(*parts) == phone_lines("".join(parts))
