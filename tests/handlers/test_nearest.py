from __future__ import annotations

from sandbox.client import UserClient
from tests.handlers.conftest import Stage


async def test_typed_town_gives_the_five_nearest(student: UserClient) -> None:
    await student.send("/start")
    await student.click("Кластеры рядом")
    answer = await student.send("нижний новгород")
    print(student.visible())
    print(answer[0].text)
    assert len(answer) == 1
