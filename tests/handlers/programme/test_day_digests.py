"""The morning digest in the chat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sandbox.client import UserClient
from tests.clocks import START
from tests.handlers.conftest import Stage
from tests.handlers.programme.during import HOUR
from tests.programmes import add_sessions, register, session_at


@pytest.mark.slow
async def test_morning_digest_shows_the_day_as_it_is_and_can_be_switched_off(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    _, anna, boris = people
    tomorrow = START + timedelta(hours=22)
    names: dict[str, dict[str, Any]] = {"b": {}, "c": {"is_waiting": True}, "d": {}}
    for n, (name, more) in enumerate(names.items()):
        at = tomorrow + n * HOUR
        await add_sessions(stage.app.store, session_at(at, name))
        await register(stage.app.store, anna.id, session=name, **more)
    await register(stage.app.store, boris.id, session="b")
    async with stage.app.store.write() as tx:
        await tx.users.set_zone(anna.id, "Europe/Samara")  # type: ignore[arg-type]  # a user id
        cancelled = session_at(tomorrow + 2 * HOUR, "d", is_cancelled=True)
        await tx.programme.save_sessions([cancelled])
    await boris.send("/settings")
    await boris.click("🔔 Уведомления")
    await boris.click("✅ Утренняя сводка")
    toast, label = boris.toast, boris.last.buttons
    stage.clock.advance(hours=19, minutes=1)  # 07:01 in Moscow, 08:01 in Samara
    await stage.work()
    digest = anna.last
    stage.clock.advance(hours=1)
    await stage.work()
    await anna.click("🔔 Настроить уведомления")

    assert digest.text.splitlines() == [
        "☀️ Ваш день. Вторник, 24 ноября",
        "",
        "Экспертная сессия · время: Москва, UTC+3",
        "10:00–11:00 Робототехника · Зал 3 · по вашим часам 11:00",
        "⏳ 11:00–12:00 Робототехника · Зал 3 · по вашим часам 12:00 — лист ожидания",
        "12:00–13:00 Робототехника — отменено",
    ]
    assert digest.buttons == [
        "10:00 Робототехника",
        "11:00 Робототехника",
        "🗓 Мои сессии",
        "🔔 Настроить уведомления",
    ]
    assert [one for one in boris.inbox if "Ваш день" in one.text] == []
    assert len([one for one in anna.inbox if "Ваш день" in one.text]) == 1
    assert toast == "Утренней сводки больше не будет."
    assert "⬜️ Утренняя сводка" in label
    assert anna.last.text.startswith("Уведомления")


async def test_digest_switched_off_while_it_waits_is_not_sent(
    stage: Stage, people: tuple[UserClient, UserClient, UserClient]
) -> None:
    _, anna, _ = people
    await add_sessions(stage.app.store, session_at(START + timedelta(hours=22), "b"))
    await register(stage.app.store, anna.id, session="b")
    await stage.app.worker.drain()
    stage.clock.advance(hours=20)
    await anna.send("/settings")
    await stage.app.reminders.work()
    for data in ("sd:0", "sd:0"):
        await anna.press(data, forged=True)
    await stage.app.worker.drain()
    async with stage.app.store.read() as tx:
        left = await tx.outbox.queue_length()

    assert ([one for one in anna.inbox if "Ваш день" in one.text], left) == ([], 0)
