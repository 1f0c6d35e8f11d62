"""A complaint that names what was asked, and a firm that one wants to work for."""

from __future__ import annotations

import pytest

from sandbox.client import UserClient


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("ерунда какая-то, я про Курск спрашивал", "🔎 Искать: все кластеры · Курск"),
        ("ты не понял, я про сварщика спрашивал", "🔎 Искать: Сварщик"),
    ],
)
async def test_complaint_that_names_what_was_asked_leads_there_first(
    student: UserClient, text: str, search: str
) -> None:
    [answer] = await student.send(text)

    assert answer.text.startswith("Жаль, что ответ не подошёл.")
    assert answer.buttons[0] == search
    [found] = await student.click(search)
    assert search.removeprefix("🔎 Искать: ").split(" · ")[-1] in found.text


async def test_mere_complaint_leads_to_no_search(student: UserClient) -> None:
    [answer] = await student.send("бред")

    assert answer.text.startswith("Жаль, что ответ не подошёл.")
    assert not any(one.startswith("🔎") for one in answer.buttons)


async def test_employer_that_is_in_cards_is_searched_for(student: UserClient) -> None:
    [answer] = await student.send("потом чтоб в ржд взяли")

    assert answer.text.startswith("🔎 Ищу: «ржд»")
