"""Another town, the same town, all of a list: what is said of a place that was looked at."""

from __future__ import annotations

import pytest

from sandbox.client import Received, UserClient


def title(answer: Received) -> str:
    return answer.text.splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "в Калуге",
        "назад в Калугу",
        "ой, Калуга",
        "Калуга тоже",
        "в Калуге тоже есть?",
        "как насчёт Калуги",
        "то есть в Калуге",
        "попробуем Калугу",
        "вернёмся к Калуге",
        "back to Kaluga",
        "ясно, а в Калуге?",
        "in Kaluga",
    ],
)
async def test_town_among_words_that_go_on_keeps_the_trade(student: UserClient, text: str) -> None:
    await student.send("повар Тула")
    [found] = await student.send(text)

    assert title(found).startswith("🔎 Ищу: Повар, кондитер · Калуга")


async def test_town_alone_is_the_town_and_the_trade_a_tap_away(student: UserClient) -> None:
    await student.send("повар Тула")
    [town] = await student.send("Калуга")
    assert title(town).startswith("📍 Калуга")

    await student.click("🔎 Искать: Повар, кондитер · Калуга")
    assert title(student.inbox[-1]).startswith("🔎 Ищу: Повар, кондитер · Калуга")


async def test_town_after_a_town_offers_no_trade(student: UserClient) -> None:
    await student.send("Тула")
    [town] = await student.send("Калуга")

    assert not any(label.startswith("🔎 Искать") for label in town.buttons)


@pytest.mark.parametrize("text", ["погода в Калуге", "какая погода в Калуге"])
async def test_another_matter_of_a_town_goes_on_from_no_search(
    student: UserClient, text: str
) -> None:
    await student.send("повар Тула")
    [answer] = await student.send(text)

    assert title(answer).startswith("Об этом я не знаю")


@pytest.mark.parametrize("text", ["другой город", "в другом городе", "another city"])
async def test_another_town_is_asked_for_and_the_trade_stays(
    student: UserClient, text: str
) -> None:
    await student.send("программист Ижевск")
    [asked] = await student.send(text)
    assert title(asked) == "Ищу: Информационные системы и программирование. Где искать?"

    [found] = await student.send("Пермь")
    assert "программирование · Пермь" in title(found)


async def test_another_town_after_a_town_is_asked_for(student: UserClient) -> None:
    await student.send("Псков")
    [asked] = await student.send("другой город")

    assert "Ищу" not in title(asked)
    assert "Псков" not in asked.text


@pytest.mark.parametrize("text", ["по стране", "а вообще по стране?", "по России"])
async def test_country_after_a_town_keeps_the_trade(student: UserClient, text: str) -> None:
    await student.send("повар Тула")
    [found] = await student.send(text)

    assert title(found) == "🔎 Ищу: Повар, кондитер"


@pytest.mark.parametrize("text", ["показать все", "покажи всё", "show all"])
async def test_all_of_a_list_are_more_of_it(student: UserClient, text: str) -> None:
    await student.send("сварщик")
    [more] = await student.send(text)

    assert title(more).startswith("🔎 Ищу: Сварщик")
    assert "\n5. " in more.text


@pytest.mark.parametrize("text", ["показать все", "все колледжи", "все города"])
async def test_all_out_of_the_blue_and_all_colleges_are_of_the_country(
    student: UserClient, text: str
) -> None:
    if text != "показать все":
        await student.send("сварщик")
    [found] = await student.send(text)

    assert title(found).startswith("Знаю ")


@pytest.mark.parametrize(
    "text", ["а что тут есть", "а что там есть?", "а какие там вообще колледжи?"]
)
async def test_what_there_is_there_is_of_the_place_of_any_trade(
    student: UserClient, text: str
) -> None:
    await student.send("Псков")
    [again] = await student.send(text)
    assert title(again).startswith("📍 Псков")

    await student.send("повар Тула")
    [all_there] = await student.send(text)
    assert title(all_there).startswith("🔎 Ищу: все кластеры · Тула")


async def test_trades_taught_there_are_told_of_the_list_of_the_place(student: UserClient) -> None:
    await student.send("Псков")
    [listed] = await student.send("каким профессиям тут учат")

    assert title(listed).startswith("Отрасль колледжа")
    assert "📍 Псков" in listed.text
