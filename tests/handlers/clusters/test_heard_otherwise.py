"""Words that are also of something else: what is asked is told by the words beside them."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("норм ли идти на повара", "Повар, кондитер"),
        ("стоит ли поступать на сварщика", "Сварщик"),
        ("хорошо ли идти на медсестру", "медсестра — Сестринское дело"),
    ],
)
async def test_whether_a_trade_is_worth_it_shows_where_it_is_taught(
    student: UserClient, text: str, trade: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(f"🔎 Ищу: {trade}")


@pytest.mark.parametrize(
    "text", ["хочу как Илон Маск", "хочу быть как Месси", "как Павел Дуров хочу стать"]
)
async def test_who_admires_somebody_is_helped_to_choose(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Помоги выбрать")


async def test_what_is_liked_beside_who_is_admired_is_searched(student: UserClient) -> None:
    [answer] = await student.send("хочу рисовать как Шишкин")

    assert answer.text.startswith("🔎 Ищу: художник")


@pytest.mark.parametrize(
    "text", ["где учат детей с дцп", "берут ли детей с аутизмом", "глухонемой"]
)
async def test_whom_a_college_takes_is_no_wish_to_teach(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Поступление с инвалидностью и ОВЗ")
    assert "Педагогика" not in "".join(answer.buttons)


async def test_who_would_teach_the_sick_keeps_the_wish(student: UserClient) -> None:
    [answer] = await student.send("хочу учить детей с дцп")

    assert "🔎 Искать: Педагогика" in answer.buttons


@pytest.mark.parametrize(
    "text", ["одна рука", "у меня один глаз", "сын глухонемой, где учиться", "I have one arm"]
)
async def test_what_one_lacks_is_about_health(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "Поступление с инвалидностью и ОВЗ" in answer.text


async def test_clumsy_hands_are_no_matter_of_health(student: UserClient) -> None:
    [answer] = await student.send("руки из одного места растут")

    assert "инвалидностью" not in answer.text


@pytest.mark.parametrize(
    "text", ["repair roads", "ремонтировать дороги", "fix bridges in Perm", "хочу чинить мосты"]
)
async def test_who_would_mend_roads_builds(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("🔎 Ищу: дорожник — Строительство и эксплуатация автомобильных")


@pytest.mark.parametrize(
    "text",
    [
        "мне не нужен егэ после 9?",
        "экзамены в 11 классе обязательны",
        "надо ли егэ после 11 класса",
    ],
)
async def test_exam_that_is_needed_or_not_is_what_is_asked(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Нужен ли ЕГЭ? Какой проходной балл?")


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("колледж в Казани, общага не нужна", "Казань"),
        ("техникум в Туле, без общежития", "Тула"),
        ("welder in Perm, no hostel", "Пермь"),
    ],
)
async def test_dormitory_that_nobody_needs_opens_nothing(
    student: UserClient, text: str, town: str
) -> None:
    [answer] = await student.send(text)

    assert town in answer.text
    assert "бщежити" not in answer.text


async def test_follow_up_without_a_dormitory_is_the_same_list(student: UserClient) -> None:
    await student.send("повар Казань")
    [again] = await student.send("а без общаги")

    assert again.text.startswith("🔎 Ищу: Повар, кондитер · Казань")
    assert "Общежитие" not in again.text


async def test_follow_up_with_a_dormitory_tells_whom_to_ask(student: UserClient) -> None:
    await student.send("повар Казань")
    [again] = await student.send("а с общагой")

    assert "Общежитие: указано не везде" in again.text


@pytest.mark.parametrize("text", ["не больше года", "не дольше двух лет", "не более трёх лет"])
async def test_how_long_at_most_asks_of_the_length(student: UserClient, text: str) -> None:
    await student.send("повар Казань")
    [answer] = await student.send(text)

    assert answer.text.startswith("Сколько учиться?")


async def test_trade_of_no_more_than_a_year_is_searched(student: UserClient) -> None:
    [answer] = await student.send("швея не больше года")

    assert answer.text.startswith("🔎 Ищу: швея")
    assert "Срок учёбы: по нему не отбираю" in answer.text


@pytest.mark.parametrize("text", ["без связей", "устроиться по связям", "у нас нет связей"])
async def test_people_one_knows_are_no_radio(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "Радиоэлектроника" not in "".join([answer.text, *answer.buttons])


@pytest.mark.parametrize("text", ["связь", "настройка связи", "инженер связи"])
async def test_communications_are_electronics(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "Радиоэлектроника" in answer.text or "связ" in answer.text


@pytest.mark.parametrize(
    "text", ["где учить русский язык", "где учат на переводчика английского", "learn English"]
)
async def test_language_that_is_learnt_is_not_that_of_the_bot(
    student: UserClient, text: str
) -> None:
    [answer] = await student.send(text)

    assert not answer.text.startswith("Выберите язык")
