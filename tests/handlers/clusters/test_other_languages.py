"""What is written in another language, and Russian in Latin letters."""

from __future__ import annotations

import pytest

from sandbox.client import Received, UserClient
from services.language.spelling import in_cyrillic_letters


def title(answer: Received) -> str:
    return answer.text.splitlines()[0]


@pytest.mark.parametrize(
    "text", ["Исәнмесез", "Сәлеметсіз бе", "Добрий день", "Маршалла ду хьоьга", "Merhaba"]
)
async def test_greeting_of_another_language_is_returned(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert title(answer).startswith("Здравствуйте")


@pytest.mark.parametrize("text", ["рәхмәт", "Рахмат", "дякую", "баркалла", "nothing, thank you"])
async def test_thanks_of_another_language_are_welcome(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert title(answer).startswith("Пожалуйста!")


@pytest.mark.parametrize(
    "text",
    [
        "Сәлам, мин Казаннан, пешекче булырга телим",
        "Ман дар Маскав таҳсил кунам",
        "маған көмек керек",
        "你好世界",
    ],
)
async def test_other_language_is_told_which_are_read(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert title(answer).startswith("Извините, этого языка я не знаю")


async def test_greeting_is_no_village(student: UserClient) -> None:
    [answer] = await student.send("Добрий день, де можна навчатися на зварювальника?")
    assert "📍 Доброе" not in answer.text


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("kakie dokumenti nuzhni", "какие документы нужны"),
        ("skolko let uchitsya", "сколько лет учится"),
        ("do kakogo chisla podavat dokumenti", "до какого числа подавать документы"),
        ("kak postupit v kolledj", "как поступит в колледж"),
        ("est obshejitie", "ест общежитие"),
        ("kakoy prohodnoy ball", "какой проходной балл"),
        ("my son is a cook", ""),
        ("how long", ""),
        ("do you", ""),
    ],
)
def test_russian_in_latin_letters_is_heard_as_it_is_said(typed: str, heard: str) -> None:
    assert in_cyrillic_letters(typed) == heard


async def test_question_in_latin_letters_is_answered(student: UserClient) -> None:
    [answer] = await student.send("kakie dokumenti nuzhni")

    assert title(answer) == "Какие документы для поступления?"


async def test_question_in_latin_letters_is_no_town_that_sounds_alike(
    student: UserClient,
) -> None:
    [answer] = await student.send("nado li sdavat ekzameni")

    assert "Надым" not in answer.text
