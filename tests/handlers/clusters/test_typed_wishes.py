"""What is answered to questions of what a college has besides lessons."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient


@pytest.mark.parametrize(
    "text", ["есть бассейн?", "какие кружки есть", "есть ли спортзал в колледже"]
)
async def test_question_of_what_a_college_has_says_whom_to_ask(
    student: UserClient, text: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Столовая, спорт, кружки, библиотека:")
    assert answer.buttons[0].startswith("🧭 Кого спросить")


async def test_town_beside_what_a_college_has_shows_its_colleges(student: UserClient) -> None:
    [answer] = await student.send("есть ли футбольная секция в колледже Казани")

    assert "Столовая, спорт, кружки, библиотека:" in answer.text
    assert "📍 Казань" in answer.text


async def test_canteen_alone_is_answered(student: UserClient) -> None:
    [answer] = await student.send("есть ли столовая")

    assert answer.text.startswith("Кормят ли в колледже?")
