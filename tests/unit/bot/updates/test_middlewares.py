from __future__ import annotations

from typing import Any

from aiogram.types import TelegramObject, Update

from bot.updates.context import UpdateContext, current_update
from bot.updates.middlewares import Trace


class Seen(list[int]):
    """A handler that notes which update its answers would belong to."""

    async def __call__(self, _event: TelegramObject, _data: dict[str, Any]) -> None:
        update = current_update.get()
        assert update is not None
        self.append(update.update_id)
        update.finish()


async def test_trace_names_each_update_also_where_many_come_in_one_task() -> None:
    """By the webhook: that of their connection."""
    seen = Seen()
    for number in (7, 8):
        await Trace()(seen, Update(update_id=number), {})

    assert seen == [7, 8]
    assert current_update.get() is None


async def test_trace_keeps_what_the_poller_has_said_of_the_update() -> None:
    finished: list[int] = []
    context = UpdateContext(7, lambda: finished.append(7))
    token = current_update.set(context)
    await Trace()(Seen(), Update(update_id=7), {})

    assert finished == [7]
    assert current_update.get() is context
    current_update.reset(token)
