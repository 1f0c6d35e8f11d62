"""School subjects that one likes or does not like, and nothing else."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient


@pytest.mark.parametrize(
    "text",
    ["ненавижу химию", "не хочу математику", "только не физика", "не понимаю физику совсем"],
)
async def test_who_dislikes_a_subject_is_helped_to_choose(student: UserClient, text: str) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Без математики и других предметов:")
    assert "Помоги выбрать" in answer.text


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("люблю биологию", "Медицина"),
        ("люблю физику и математику", "Энергетика"),
        ("обожаю географию и английский", "Туризм и сфера услуг"),
        ("любит русский язык и литературу", "Медиа"),
    ],
)
async def test_subject_alone_is_told_above_the_questions(
    student: UserClient, text: str, industry: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith(f"Из ваших слов напрашивается: {industry}")
    assert "Помоги выбрать" in answer.text
    assert f"🔎 Искать: {industry}"[:20] in answer.buttons[0]
