from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiogram.dispatcher.event.handler import CallableObject, FilterObject, HandlerObject
from aiogram.filters import Command, Filter, StateFilter
from aiogram.types import Message

from bot.loading.known_callables import know_callables
from handlers import build_routers

know_callables()


class Asking(Filter):
    async def __call__(self, event: Message, store: object, *, clock: object) -> bool:
        raise NotImplementedError


class AskingMore(Filter):
    async def __call__(self, event: Message, **more: object) -> bool:
        raise NotImplementedError


class Alike(Asking):
    """Without a `__call__` of its own."""


def plain(event: Message, store: object) -> None:
    raise NotImplementedError


async def on_text(message: Message, store: object, *, clock: object = None) -> None:
    raise NotImplementedError


async def on_anything(message: Message, *rest: object, **known: object) -> None:
    raise NotImplementedError


@functools.wraps(on_text)
async def wrapping(*given: Any, **named: Any) -> None:
    raise NotImplementedError


def made(number: int) -> Any:
    return lambda event, store: number


CALLABLES: list[Any] = [
    plain,
    on_text,
    on_anything,
    wrapping,
    made(1),
    functools.partial(on_text, store=1),
    Asking(),
    AskingMore(),
    Alike(),
    Asking().__call__,
    Command("start"),
    StateFilter(None),
    str,
]


def seen(one: CallableObject) -> tuple[bool, set[str], bool]:
    return one.awaitable, one.params, one.varkw


@contextmanager
def aiogram_looks_itself() -> Iterator[None]:
    made: Any = CallableObject
    known = vars(made)["__post_init__"]
    made.__post_init__ = known.__wrapped__
    try:
        yield
    finally:
        made.__post_init__ = known


def of_conversations() -> Iterator[CallableObject]:
    for router in build_routers():
        for observer in router.observers.values():
            for handler in [observer._handler, *observer.handlers]:  # noqa: SLF001
                yield handler
                yield from handler.filters or ()


@pytest.mark.parametrize("kind", [CallableObject, FilterObject, HandlerObject])
def test_what_is_known_is_what_aiogram_finds_out(kind: Any) -> None:
    with aiogram_looks_itself():
        expected = [seen(kind(callback)) for callback in CALLABLES * 2]
    assert [seen(kind(callback)) for callback in CALLABLES * 2] == expected


def test_handlers_and_filters_of_the_bot_are_known_as_aiogram_finds_out() -> None:
    with aiogram_looks_itself():
        expected = [seen(one) for one in of_conversations()]
    assert len(expected) > 1_000
    assert [seen(one) for one in of_conversations()] == expected


def test_it_is_done_once() -> None:
    assert know_callables() is False
