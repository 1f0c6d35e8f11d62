from __future__ import annotations

from sandbox.client import UserClient


async def test_typed_town_gives_the_five_nearest(student: UserClient) -> None:
    await student.send("/start")
    await student.click("Кластеры рядом")
    answer = await student.send("нижний новгород")
    assert len(answer) == 1
