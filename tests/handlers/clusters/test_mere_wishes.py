"""A trade that is wished, or asked whether it is taught: what else is said does not hide it."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("дочка хочет парикмахером, но чтоб бесплатно", "парикмахер"),
        ("сын хочет на сварщика бесплатно", "Сварщик"),
        ("ищу где на электрика, лишь бы бюджет", "Электромонт"),
        ("мечтаю стать швеёй, только бесплатно", "швея"),
        ("окончил школу без троек хочу на повара", "Повар"),
        ("11 классов хочу в IT", "Информационные технологии"),
        ("отслужил, ищу где на тракториста", "Тракторист"),
        ("бросил школу хочу на повара", "Повар, кондитер\nНашёл"),
        ("Я закончил 11 классов без троек хочу в IT", "Информационные технологии"),
    ],
)
async def test_what_is_wished_is_searched_for_whatever_else_is_told(
    student: UserClient, text: str, trade: str
) -> None:
    [found] = await student.send(text)

    assert found.text.startswith(f"🔎 Ищу: {trade}")


@pytest.mark.parametrize(
    "text", ["вторая профессия повар бесплатно", "уже есть диплом, хочу на повара бесплатно"]
)
async def test_second_trade_is_still_asked_about(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Вторая профессия")


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("учат ли у вас на кондитера", "Повар, кондитер"),
        ("учат ли на кинолога?", "Кинология"),
        ("можно ли стать сварщиком", "Сварщик"),
        ("а есть ли у вас ветеринар", "Ветеринария"),
        ("есть ли специальность пчеловод", "Пчеловод"),
        ("do you teach welding?", "Сварщик"),
        ("а токарей вы готовите", "Токарь на станках с числовым программным управлением\n"),
    ],
)
async def test_who_asks_whether_a_trade_is_taught_gets_its_colleges(
    student: UserClient, text: str, trade: str
) -> None:
    [found] = await student.send(text)

    assert found.text.startswith(f"🔎 Ищу: {trade}")


async def test_what_is_taught_of_a_trade_is_no_such_question(student: UserClient) -> None:
    [answer] = await student.send("чему учат на повара")

    assert answer.text.startswith("Какие будут предметы?")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("до скольки лет берут в колледж", "Можно ли поступить взрослому?"),
        ("до какого возраста можно учиться в колледже", "Можно ли поступить взрослому?"),
        ("сколько человек на место", "Нужен ли ЕГЭ?"),
        ("есть ли подготовительные курсы", "Бывают ли вступительные испытания?"),
        ("до какого возраста отсрочка от армии", "Дают ли отсрочку"),
        ("сколько человек в комнате в общежитии", "Дадут ли общежитие?"),
    ],
)
async def test_question_that_shares_words_with_another_is_told_from_it(
    student: UserClient, text: str, question: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(question)


async def test_trade_beside_an_employer_is_searched_among_its_clusters(
    student: UserClient,
) -> None:
    [found] = await student.send("сварщик КАМАЗ")

    assert found.text.startswith("🔎 Ищу: Сварщик, «КАМАЗ»")
    assert "Работодатель: ПАО «КАМАЗ»" in found.text
    assert "Не понял" not in found.text


async def test_employer_of_other_trades_is_said_to_be_left_out(student: UserClient) -> None:
    [found] = await student.send("повар Северсталь")

    assert found.text.startswith("🔎 Ищу: Повар, кондитер\nНе понял: «северсталь».")


async def test_employer_by_several_names_is_a_heading_by_each(student: UserClient) -> None:
    [found] = await student.send("РЖД")
    [alone] = await student.send("Росатом")

    assert "С этой профессией" not in found.text + alone.text
    assert "\nРаботодатель: РЖД:\n1. " in found.text
    assert found.text.count("\nРаботодатель: ") == 2
    assert "работодатель: " not in found.text


async def test_name_that_sounds_like_a_trade_is_not_found_for_it(student: UserClient) -> None:
    [found] = await student.send("егерь")

    assert "Эггер" not in found.text


async def test_metro_is_no_word_that_is_not_understood(student: UserClient) -> None:
    [near] = await student.send("ближайший колледж от метро Сокольники")
    [trade] = await student.send("машинист метро")

    assert near.text.startswith("📍 Сокольники, Москва")
    assert trade.text.startswith("🔎 Ищу: машинист метро — ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("профессии связанные с природой", "Лесная промышленность"),
        ("обслуживать солнечные батареи", "Энергетика"),
        ("колледж при заводе ГАЗ", "Машиностроение"),
    ],
)
async def test_words_of_a_trade_that_no_list_names(
    student: UserClient, text: str, found: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(f"🔎 Ищу: {found}")


async def test_programme_of_a_trade_is_no_programming(stage: Stage) -> None:
    person = stage.person(language="en")
    await person.send("/start")
    [found] = await person.send("is there a nurse programme in Kazan")

    assert found.text.startswith("🔎 Looking for: nurse · Kazan")
