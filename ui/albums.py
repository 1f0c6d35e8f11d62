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

Carry = Callable[[Message, Callable[[], Awaitable[None]]], Awaitable[None]]
"""Does what is left of the update of that message, and tells its author of what fails."""

_Key = tuple[int, str]
"""Chat and group."""

Hold = Callable[[], Callable[[], None]]
"""Keeps the update that is being handled from counting as finished, until what it returns is
called."""


def hold_nothing() -> Callable[[], None]:
    return lambda: None


class Albums:
    """Collects the parts and hands the whole over once no more come.

    Until then they are in memory only: a crash must bring their updates again. What the same
    person does next ends the wait (`end`): it would be overtaken by what they did before.
    """

    def __init__(self, clock: Clock, carry: Carry, hold: Hold = hold_nothing) -> None:
        self._clock = clock
        self._carry = carry
        self._hold = hold
        self._held: dict[_Key, list[Callable[[], None]]] = {}
        self._parts: dict[_Key, list[Message]] = {}
        self._ends: dict[_Key, asyncio.Event] = {}
        self._tasks: dict[asyncio.Task[None], _Key] = {}

    async def collect(self, message: Message, whole: Whole, *, forwarded: bool = False) -> None:
        """`whole` is called once, with all parts; at once for a message that is no album.

        With `forwarded`, pictures and videos that are forwarded together are one: where they were
        sent one by one, they come so too.
        """
        group = message.media_group_id or (FORWARDED if forwarded and is_loose(message) else None)
        if group is None:
            await whole([message])
            return
        key = message.chat.id, group
        self._held.setdefault(key, []).append(self._hold())
        if key in self._parts:
            self._parts[key].append(message)
            return
        self._parts[key] = [message]
        self._ends[key] = asyncio.Event()
        task = asyncio.create_task(self._hand_over(key, whole))
        self._tasks[task] = key
        task.add_done_callback(self._tasks.pop)

    async def end(self, chat_id: int, message: Message | None) -> bool:
        """Returns when albums of the chat that the message is no part of have been handed over;
        whether there were any."""
        group = message and (message.media_group_id or (FORWARDED if is_loose(message) else None))
        ending = {
            task: key for task, key in self._tasks.items() if key[0] == chat_id and key[1] != group
        }
        for key in ending.values():
            if key in self._ends:
                self._ends[key].set()
        if ending:
            await asyncio.wait(ending)
        return bool(ending)

    async def _hand_over(self, key: _Key, whole: Whole) -> None:
        count, end = 0, self._ends[key]
        while len(self._parts[key]) > count and not end.is_set():
            count = len(self._parts[key])
            await self._wait(end)
        del self._ends[key]
        held, parts = self._held.pop(key), self._parts.pop(key)
        try:
            await self._carry(parts[0], lambda: whole(parts))
        except Exception:
            log.exception("an album could not be taken")
        finally:
            for release in held:
                release()

    async def _wait(self, end: asyncio.Event) -> None:
        waiting: list[asyncio.Task[object]] = [
            asyncio.create_task(self._clock.sleep(WAIT_SECONDS)),
            asyncio.create_task(end.wait()),
        ]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waiting:
                one.cancel()


def is_loose(message: Message) -> bool:
    """Whether it may be one of several that were forwarded together, and no album."""
    is_picture = bool(message.photo) or message.video is not None
    return is_picture and message.forward_origin is not None


def may_be_loose(message: Mapping[str, Any]) -> bool:
    """`is_loose` of the message as JSON."""
    is_picture = bool(message.get("photo") or message.get("video"))
    return is_picture and message.get("forward_origin") is not None
