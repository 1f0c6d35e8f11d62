from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest
from aiogram import F
from aiogram.dispatcher.event.handler import CallableObject, FilterObject
from aiogram.filters import Command, StateFilter

from tests.signatures import _look


async def handler(message: object, *, users: object) -> None:
    """As the product's are."""


def plain(message: object, **data: object) -> None:
    """Takes everything."""


@functools.wraps(handler)
async def wrapped(*given: object) -> None:
    """Is asked for the arguments of what it wraps."""


CALLBACKS: list[Callable[..., Any]] = [
    handler,
    plain,
    wrapped,
    functools.partial(handler, users=1),
    lambda: True,
    lambda event: event,
    Command("start"),
    StateFilter("*"),
    F.text.resolve,
    dict,
]


@pytest.mark.parametrize("callback", CALLBACKS)
def test_what_is_remembered_is_what_aiogram_finds(callback: Callable[..., Any]) -> None:
    remembered = [CallableObject(callback), CallableObject(callback)]
    found = CallableObject(callback)
    _look(found)

    assert remembered == [found, found]
    assert remembered[0].params is not remembered[1].params


def test_magic_filters_are_remembered_as_aiogram_finds_them() -> None:
    first, second = FilterObject(F.text), FilterObject(F.data == "x")

    assert (first.params, first.awaitable) == (second.params, second.awaitable)
    assert first.callback != second.callback
