"""Albums arrive as a message for each part, and nothing says which is the last one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiogram.types import Message

from domain.ports import Clock

log = logging.getLogger(__name__)

WAIT_SECONDS = 0.7
"""After the newest part; Telegram delivers them together, in one getUpdates as a rule."""

FORWARDED = "forwarded"
"""In the place of an album's id, which is a number."""

Whole = Callable[[list[Message]], Awaitable[None]]

Hold = Callable[[], Callable[[], None]]
"""Keeps the update that is being handled from counting as finished, until what it returns is
called."""


def hold_nothing() -> Callable[[], None]:
    return lambda: None


class Albums:
    """Collects the parts and hands the whole over once no more come.

    Until then they are in memory only: a crash must bring their updates again.
    """

    def __init__(self, clock: Clock, hold: Hold = hold_nothing) -> None:
        self._clock = clock
        self._hold = hold
        self._held: dict[tuple[int, str], list[Callable[[], None]]] = {}
        self._parts: dict[tuple[int, str], list[Message]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def collect(self, message: Message, whole: Whole, *, forwarded: bool = False) -> None:
        """`whole` is called once, with all parts; at once for a message that is no album.

        With `forwarded`, pictures and videos that are forwarded together are one: where they were
        sent one by one, they come so too.
        """
        is_loose = forwarded and message.forward_origin is not None and _is_picture(message)
        group = message.media_group_id or (FORWARDED if is_loose else None)
        if group is None:
            await whole([message])
            return
        key = message.chat.id, group
        self._held.setdefault(key, []).append(self._hold())
        if key in self._parts:
            self._parts[key].append(message)
            return
        self._parts[key] = [message]
        task = asyncio.create_task(self._hand_over(key, whole))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _hand_over(self, key: tuple[int, str], whole: Whole) -> None:
        count = 0
        while len(self._parts[key]) > count:
            count = len(self._parts[key])
            await self._clock.sleep(WAIT_SECONDS)
        held = self._held.pop(key)
        try:
            await whole(self._parts.pop(key))
        except Exception:
            log.exception("an album could not be taken")
        finally:
            for release in held:
                release()


def _is_picture(message: Message) -> bool:
    return bool(message.photo) or message.video is not None


def may_be_loose(message: Mapping[str, Any]) -> bool:
    """Whether the message, as JSON, is a part of what was forwarded one by one, if anybody waits
    for a post (Albums.collect)."""
    is_picture = bool(message.get("photo") or message.get("video"))
    return is_picture and message.get("forward_origin") is not None
