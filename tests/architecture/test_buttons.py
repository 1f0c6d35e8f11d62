"""Buttons fit Telegram's 64 bytes and begin unlike each other; no two dialogues wait alike."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from enum import Enum
from types import NoneType
from typing import Any, cast, get_args

import pytest
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import StatesGroup
from annotated_types import Ge, Le, Lt, MaxLen

import handlers
from handlers import states

MOST_BYTES = 64
"""https://core.telegram.org/bots/api#inlinekeyboardbutton"""


def buttons() -> set[type[CallbackData]]:
    """Every button of every conversation, wherever it is written."""
    found: set[type[CallbackData]] = set()
    for module in pkgutil.walk_packages(handlers.__path__, "handlers."):
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, CallbackData) and one is not CallbackData:
                found.add(one)
    return found


def groups() -> list[type[StatesGroup]]:
    """Groups of states, wherever they are written: `buttons` has imported all conversations."""
    buttons()
    return [one for one in StatesGroup.__subclasses__() if one.__module__.startswith("handlers.")]


def width(annotation: Any, metadata: list[Any]) -> int | None:
    """Characters of the longest value of a field, all of them ASCII; None without a bound."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return max(len(str(one.value)) for one in annotation)
    if annotation is bool:
        return 1
    if annotation is str:
        return next((one.max_length for one in metadata if isinstance(one, MaxLen)), None)
    if annotation is int:
        ends: list[Any] = [one.ge for one in metadata if isinstance(one, Ge)]
        ends += [one.le for one in metadata if isinstance(one, Le)]
        ends += [cast("int", one.lt) - 1 for one in metadata if isinstance(one, Lt)]
        return max(len(str(end)) for end in ends) if len(ends) > 1 else None
    kinds = [one for one in get_args(annotation) if one is not NoneType]
    return width(kinds[0], metadata) if len(kinds) == 1 else None


def widths(button: type[CallbackData]) -> dict[str, int | None]:
    return {
        name: width(field.annotation, field.metadata)
        for name, field in button.model_fields.items()
    }


def test_every_field_of_a_button_is_bounded() -> None:
    unbounded = {
        f"{button.__module__}.{button.__name__}.{name}"
        for button in buttons()
        for name, longest in widths(button).items()
        if longest is None
    }

    assert unbounded == set()


def test_every_button_fits_64_bytes() -> None:
    longest = {
        button.__name__: len(button.__prefix__) + sum(1 + (one or 0) for one in found.values())
        for button in buttons()
        for found in [widths(button)]
    }

    assert {name: size for name, size in longest.items() if size > MOST_BYTES} == {}
    assert max(longest.values()) > MOST_BYTES - 8, "suspiciously short: are they all looked at?"


def test_every_button_is_on_the_ground_floor() -> None:
    """Any conversation may lead to any other, so none of them owns a button."""
    upstairs = {one for one in buttons() if not one.__module__.startswith("handlers.callbacks.")}

    assert upstairs == set()


def test_no_two_buttons_begin_alike() -> None:
    """aiogram would hand the click to whichever handler it asks first."""
    prefixes = Counter(button.__prefix__ for button in buttons())

    assert [prefix for prefix, count in prefixes.items() if count > 1] == []


def test_no_two_dialogues_wait_alike() -> None:
    """Else a text would go to the wrong one. Groups may share a name, but no whole string."""
    waiting = Counter(state.state for group in groups() for state in group.__states__)

    assert [state for state, count in waiting.items() if count > 1] == []
    assert {group.__module__ for group in groups()} == {states.__name__}


@pytest.mark.parametrize(
    ("annotation", "metadata", "expected"),
    [
        (int, [Ge(-10), Le(5)], 3),
        (int, [Ge(0), Lt(1000)], 3),
        (int, [Ge(0)], None),
        (str, [MaxLen(7)], 7),
        (str, [], None),
        (bool, [], 1),
        (int | None, [Ge(0), Le(10)], 2),
        (float, [], None),
    ],
)
def test_width_of_a_field(annotation: Any, metadata: list[Any], expected: int | None) -> None:
    assert width(annotation, metadata) == expected
