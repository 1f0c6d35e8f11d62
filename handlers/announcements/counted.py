"""Screens that tell how many people an announcement goes to.

Counting takes as long as there are people: with a million of them, who has not got an earlier
announcement takes most of a second (bench/growth.py). The screen does not wait for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from aiogram import Bot
from aiogram.types import CallbackQuery

from services.announcements.release import Estimate
from ui.screens import Screen, send_to, show, show_again

PATIENCE_SECONDS = 0.2
"""For so long a screen waits for its number, lest most of them be shown twice."""

Making = Callable[[Estimate | None], Screen]
"""A screen of what is known; None: it is still being counted."""

T = TypeVar("T")


async def show_counted(
    query: CallbackQuery,
    counting: Awaitable[Estimate],
    make: Making,
    *,
    toast: str | None = None,
) -> None:
    """Shows the screen in place of that under the button; once more where the number comes
    later."""
    is_shown = False
    async for known in _as_known(counting):
        await show(query, make(known), toast=toast, is_answered=is_shown)
        is_shown = True


async def send_counted(bot: Bot, chat_id: int, counting: Awaitable[Estimate], make: Making) -> int:
    """Sends the screen as a new message and returns its id; the message is edited where the number
    comes later."""
    message_id = 0
    async for known in _as_known(counting):
        if message_id:
            await show_again(bot, chat_id, message_id, make(known))
        else:
            message_id = await send_to(bot, chat_id, make(known))
    return message_id


async def _as_known(counting: Awaitable[T]) -> AsyncIterator[T | None]:
    """The result; before it None, if it is not there in time. Raises what the counting raises."""
    task = asyncio.ensure_future(counting)
    try:
        await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
        if not task.done():
            yield None
        yield await task
    finally:
        task.cancel()
