"""What goes on from a list that a button opened, and wishes said after a list in a word or two."""

from __future__ import annotations

import re

import pytest

from sandbox.client import Received, UserClient

TITLE = re.compile(r"^№ (\d+) из списка «(.+)»$", re.MULTILINE)
FIRST = re.compile(r"^(\d+)\. ", re.MULTILINE)


def title(answer: Received) -> str:
    return answer.text.splitlines()[0]


async def test_page_turned_by_a_button_is_the_one_that_more_goes_on_from(
    student: UserClient,
) -> None:
    await student.send("сварщик")
    await student.click("›")
    [more] = await student.send("ещё")

    assert FIRST.findall(more.text)[0] == "9"


@pytest.mark.parametrize(
    ("menu", "choice"),
    [("🗺 По региону", "Алтайский"), ("🏭 По отрасли", "Машиностроение")],
)
async def test_list_of_the_menu_has_a_second_and_goes_on(
    student: UserClient, menu: str, choice: str
) -> None:
    await student.send("сварщик Тула")
    [lists] = await student.send(menu)
    await student.click(next(one for one in lists.buttons if one.startswith(choice)))
    listed = student.inbox[-1]
    [second] = await student.send("второй")

    found = TITLE.search(second.text)
    assert found is not None
    assert found[1] == "2"
    assert choice in found[2]
    name = next(line for line in second.text.splitlines() if line.startswith("Базовый колледж: "))
    assert name.removeprefix("Базовый колледж: ")[:12] in listed.text + "".join(listed.buttons)


async def test_list_of_the_menu_ends_the_search_before(student: UserClient) -> None:
    await student.send("сварщик Тула")
    [lists] = await student.send("🏭 По отрасли")
    await student.click(next(one for one in lists.buttons if one.startswith("Медицина")))
    [answer] = await student.send("а в Казани?")

    assert "Сварщик" not in answer.text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("только бюджет", "Бюджет:"),
        ("чтобы бесплатно", "Бюджет:"),
        ("желательно с общежитием", "Общежитие:"),
        ("главное без экзаменов", "Экзамены"),
        ("only free", "Бюджет:"),
    ],
)
async def test_wish_said_after_a_list_is_added_to_it(
    student: UserClient, text: str, line: str
) -> None:
    await student.send("повар Казань")
    [answer] = await student.send(text)

    assert title(answer).startswith("🔎 Ищу: Повар, кондитер · Казань")
    assert line in answer.text


@pytest.mark.parametrize("text", ["только бюджет", "только бюджет есть или платно тоже?"])
async def test_wish_without_a_list_or_a_question_is_answered(
    student: UserClient, text: str
) -> None:
    if "?" in text:
        await student.send("повар Казань")
    [answer] = await student.send(text)

    assert title(answer) == "Сколько это стоит?"


@pytest.mark.parametrize(
    "text", ["а в соседней области", "в соседних регионах", "any in the next region?"]
)
async def test_neighbouring_region_is_a_wider_circle(student: UserClient, text: str) -> None:
    await student.send("медсестра Омск")
    [answer] = await student.send(text)

    assert title(answer).startswith("🔎 Ищу: медсестра — Сестринское дело · Омск")
    assert "30 км" not in title(answer)


@pytest.mark.parametrize("text", ["сохрани", "Сохрани этот поиск, пожалуйста", "save it"])
async def test_search_is_kept_by_a_word(student: UserClient, text: str) -> None:
    await student.send("токарь Ижевск")
    [kept] = await student.send(text)
    answers = await student.send("мои поиски")

    assert kept.text.startswith("Сохранил.")
    assert any("Ижевск" in one.text + "".join(one.buttons) for one in answers)


async def test_nothing_to_keep_is_said(student: UserClient) -> None:
    first, *_ = await student.send("сохрани")

    assert first.text.startswith("Сохранённых поисков у вас пока нет")


@pytest.mark.parametrize("text", ["целевое от КАМАЗа", "практика на КАМАЗе"])
async def test_employer_is_quoted_as_it_was_typed(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert any(f"«{text.rsplit(maxsplit=1)[-1]}»" in one for one in answer.buttons)


@pytest.mark.parametrize(
    "text", ["повар Омск, общага не нужна", "Омск, общежитие не надо", "без общаги сварщик Уфа"]
)
async def test_dormitory_that_is_not_needed_is_not_offered(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert not any("общежити" in one.casefold() for one in answer.buttons)


@pytest.mark.parametrize(
    "text", ["чтобы рядом", "лишь бы недалеко", "ну чтоб поближе", "главное, чтобы близко"]
)
async def test_not_far_after_a_list_is_nearer_to_its_place(student: UserClient, text: str) -> None:
    await student.send("повар Омск")
    await student.send("расширить круг")
    [answer] = await student.send(text)

    assert "🔎 Ищу: Повар, кондитер · Омск" in answer.text
    assert "Где искать?" not in answer.text


@pytest.mark.parametrize("text", ["и всё?", "это всё?", "а это все, что есть?", "is that all?"])
async def test_is_that_all_is_the_next_page(student: UserClient, text: str) -> None:
    await student.send("сварщик")
    [answer] = await student.send(text)

    assert FIRST.findall(answer.text)[0] == "5"


@pytest.mark.parametrize("text", ["и всё?", "is that it?"])
async def test_is_that_all_of_a_short_list_is_a_wider_circle(
    student: UserClient, text: str
) -> None:
    await student.send("медсестра Омск")
    [answer] = await student.send(text)

    assert title(answer).startswith("🔎 Ищу: медсестра — Сестринское дело · Омск")
    assert "30 км" not in title(answer)


async def test_disbelief_after_a_list_is_regretted(student: UserClient) -> None:
    await student.send("повар Казань")
    [answer] = await student.send("да вы серьёзно?")

    assert answer.text.startswith("Жаль, что ответ не подошёл.")
