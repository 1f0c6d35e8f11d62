"""People of groups, and Telegram's own accounts: never readers, never stored."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from tests.handlers.conftest import Stage

GROUP = {"id": -1001234567890, "type": "supergroup", "title": "Штаб"}


def message(number: int, person: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "update_id": 700_000 + number,
        "message": {
            "message_id": number, "date": 1_795_424_400, "chat": GROUP, "from": person,
            "text": "Коллеги, добрый день", **more,
        },
    }  # fmt: skip


async def known(stage: Stage) -> set[int]:
    async with stage.app.database.read() as connection:
        return set((await connection.execute(sa.text("select id from users"))).scalars())


async def test_people_of_groups_are_not_stored(stage: Stage) -> None:
    organiser = await stage.organiser()
    guest = {"id": 4242, "is_bot": False, "first_name": "Участник", "language_code": "ru"}
    telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    channel = {"id": -100777, "type": "channel", "title": "Канал"}
    before = await known(stage)

    await stage.deliver(message(1, guest))
    await stage.deliver(message(2, guest, left_chat_member=guest))
    await stage.deliver(message(3, telegram, sender_chat=channel, is_automatic_forward=True))
    private = {"id": 777000, "type": "private", "first_name": "Telegram"}
    await stage.deliver(message(4, telegram, chat=private))
    edited = message(5, guest)
    edited["edited_message"] = {**edited.pop("message"), "edit_date": 1_795_424_401}
    await stage.deliver(edited)

    assert await known(stage) == before
    assert organiser.id in before
