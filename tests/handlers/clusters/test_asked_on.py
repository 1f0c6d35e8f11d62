"""«Подробнее», «а какая именно?»: who asks on after an answer, in words that name nothing."""

from __future__ import annotations

import pytest

from sandbox.client import Received, UserClient


def title(answer: Received) -> str:
    return answer.text.splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "подробнее",
        "а большая?",
        "какая именно",
        "а кому?",
        "почему",
        "а где узнать?",
        "а ещё?",
        "а точнее",
    ],
)
async def test_answer_has_been_told_and_who_knows_more(student: UserClient, text: str) -> None:
    await student.send("есть стипендия?")
    [told] = await student.send(text)

    assert title(told) == "На вопрос «Платят ли стипендию?» я сказал всё, что знаю."
    assert told.buttons[:2] == ["🧭 Кого спросить: колледжи рядом", "🎓 Платят ли стипендию?"]


async def test_asking_on_names_the_answer_of_ones_language(student: UserClient) -> None:
    await student.send("какие документы нужны")
    [told] = await student.send("more details")

    assert "«Какие документы для поступления?»" in title(told)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("а до какого числа?", "Когда подавать документы?"),
        ("государственный диплом?", "Какой документ я получу?"),
        ("а заочно?", "Можно ли дистанционно или заочно?"),
        ("а сварщику?", "Платят ли стипендию?"),
        ("спасибо", "Пожалуйста!"),
        ("повар", "🔎 Ищу: Повар"),
    ],
)
async def test_words_that_name_something_are_another_question(
    student: UserClient, text: str, begins: str
) -> None:
    await student.send("есть стипендия?")
    [answer] = await student.send(text)

    assert title(answer).startswith(begins)


async def test_more_after_a_list_is_of_the_list(student: UserClient) -> None:
    await student.send("сварщик")
    await student.send("есть стипендия?")
    [more] = await student.send("ещё")
    assert title(more).startswith("🔎 Ищу: Сварщик")

    [page] = await student.send("подробнее")
    assert "я сказал всё" not in page.text
