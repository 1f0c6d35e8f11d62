"""Despair, sorrow, signs, and doubts about the bot: answered as what they are."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient
from tests.handlers.conftest import Stage


@pytest.mark.parametrize("text", ["не хочу жить", "меня бьют дома", "хочу умереть, Казань"])
async def test_despair_is_answered_by_where_people_help(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "8-800-2000-122" in answer.text
    assert "112" in answer.text
    assert answer.buttons == []


async def test_despair_in_english(stage: Stage) -> None:
    [reader] = await stage.audience(1, language="en")
    [answer] = await reader.send("I want to die")

    assert "8-800-2000-122" in answer.text
    assert answer.text.startswith("I am so sorry")


async def test_sorrow_is_answered_by_whom_to_talk_to_and_the_way_on(student: UserClient) -> None:
    [answer] = await student.send("мне очень грустно")

    assert "8-800-2000-122" in answer.text
    assert "🧩 Помоги выбрать" in answer.buttons


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("👍", "Пожалуйста!"),
        ("🙏🙏", "Пожалуйста!"),
        ("👎", "Жаль, что ответ не подошёл."),
        ("🚗", "Не увидел в сообщении слов."),
    ],
)
async def test_sign_alone_is_answered(student: UserClient, text: str, said: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(said)


@pytest.mark.parametrize("text", ["это развод?", "кто тебя создал", "вам можно доверять?"])
async def test_doubts_about_the_bot_are_answered_in_few_words(
    student: UserClient, text: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Я Профкомпас")
    assert len(answer.text) < 400
    assert "🧩 Помоги выбрать" in answer.buttons


@pytest.mark.parametrize(
    "text",
    ["куда поступить на бюджет в Казани", "где можно на бюджет в Туле", "Омск, хочу на бюджет"],
)
async def test_free_place_in_a_town_is_a_search(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "Год не потерян" not in answer.text
    assert "📍" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "если не пройду на бюджет",
        "вдруг не пройдёт на бюджет",
        "не хватило балла на бюджет",
    ],
)
async def test_fear_of_not_being_taken_is_answered(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Не прошёл по конкурсу. Что дальше?")


@pytest.mark.parametrize(
    "text", ["не знаю", "для гиперактивного пацана", "сын ни рыба ни мясо, сидит в телефоне"]
)
async def test_who_does_not_know_is_asked_at_once(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert "1 из 9" in answer.text
