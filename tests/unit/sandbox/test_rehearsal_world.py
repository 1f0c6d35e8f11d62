from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError

from sandbox.rehearsal_world import rehearsal_telegram

TOKEN = "1:rehearsal"


def bot() -> Bot:
    session = rehearsal_telegram(
        TOKEN,
        now=lambda: 1_000_000.0,
        people=[(7, "Анна", "ru", True), (8, "Пётр", "ru", False)],
        groups=[(-100, "Чат", None), (-200, "Форум", 5), (-200, "Форум", 6)],
        posts=[(7, (3, 4), "Пост")],
    )
    return Bot(TOKEN, session=session)


async def test_hall_lets_the_bot_write_to_whoever_is_there() -> None:
    assert (await bot().send_message(7, "Здравствуйте")).text == "Здравствуйте"


async def test_hall_refuses_messages_to_who_is_gone() -> None:
    with pytest.raises(TelegramForbiddenError):
        await bot().send_message(8, "Здравствуйте")


async def test_hall_has_groups_and_topics() -> None:
    sent = bot()

    assert (await sent.send_message(-100, "А")).chat.title == "Чат"
    assert (await sent.send_message(-200, "Б", message_thread_id=6)).message_thread_id == 6


async def test_hall_keeps_posts_to_copy_and_nothing_else() -> None:
    sent = bot()
    for _ in range(3):
        await sent.send_message(7, "Мимо")

    copies = await sent.copy_messages(-100, 7, [3, 4])

    assert len(copies) == 2
    world = sent.session._world  # type: ignore[attr-defined]  # noqa: SLF001  (memory is the point)
    assert list(world.chat(7).messages) == [3, 4]
    assert list(world.place(-100).messages) == []
