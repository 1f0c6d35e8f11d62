"""Every button with every choice on it, made from the code: a new one cannot be forgotten."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from enum import Enum
from types import NoneType
from typing import Any, get_args

from aiogram.filters.callback_data import CallbackData

from domain.ids import ClusterId
from services.clusters.catalogue import card_key, region_key
from tests.architecture.test_buttons import buttons
from tests.clocks import START

HOLDER = 2001
"""Whose rows have number 1 in their tables, where they are not an organiser's."""

CLUSTER, ANSWER, EVENT, SESSION = "nn-sarov-nuclear", "difference", "expert", "plenary"
TOWN = 498698

VALUES: dict[str, Any] = {
    "answers": "",
    "chat": -1001,
    "code": "admission",
    "day": START.toordinal() + 2,
    "end": 8,
    "event": EVENT,
    "hour": 9,
    "item": SESSION,
    "key": region_key("Республика Мордовия"),
    "km": 50,
    "mark": "",
    "minutes": 15,
    "origin": f"p{TOWN}",
    "person": HOLDER,
    "place": TOWN,
    "radius": 100,
    "region": "",
    "seen": "",
    "session": SESSION,
    "start": 22,
    "topic": "",
    "track": -1,
    "what": "s",
}
"""By the name of the field; other numbers are 1, pages and their like 0."""

FROM_ZERO = {"page", "edge", "after", "thread", "number"}

OWN: dict[str, dict[str, Any]] = {
    "ar": {"id": HOLDER},
    "bv": {"value": "ru"},
    "cl": {"key": card_key(ClusterId(CLUSTER)), "back": "l"},
    "g": {"version": "00000000"},
    "gr": {"version": "00000000"},
    "kna": {"id": HOLDER},
    "knp": {"id": HOLDER},
    "kns": {"id": HOLDER},
    "lc": {"value": ""},
    "le": {"number": 1},
    "oe": {"id": EVENT},
    "pe": {"id": EVENT},
    "pfk": {"id": CLUSTER},
    "yn": {"mark": "0" * 8},
    "zg": {"track": "0" * 8},
    "zi": {"track": "0" * 8},
}
"""What a field holds under one prefix only."""


def every_press() -> dict[str, list[str]]:
    """Callback data by prefix: all values of an Enum and of a bool, the rows that there are."""
    return {
        button.__prefix__: sorted(_presses(button))
        for button in sorted(buttons(), key=lambda one: one.__prefix__)
    }


def _presses(button: type[CallbackData]) -> Iterator[str]:
    fields = button.model_fields
    choices = [_choices(button, name, one.annotation) for name, one in fields.items()]
    for values in itertools.product(*choices):
        yield button(**dict(zip(fields, values, strict=True))).pack()


def _choices(button: type[CallbackData], name: str, annotation: Any) -> list[Any]:
    own = OWN.get(button.__prefix__, {})
    if name in own:
        return [own[name]]
    kinds = [one for one in (get_args(annotation) or (annotation,)) if one is not NoneType]
    [kind] = kinds
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind) if kind is annotation else [None, next(iter(kind))]
    if kind is bool:
        return [False, True]
    if kind is str and name == "id":
        return [_slug(button.__module__)]
    if name in FROM_ZERO:
        return [0]
    return [VALUES.get(name, 1)]


def _slug(module: str) -> str:
    if ".programme." in module:
        return SESSION
    return ANSWER if "answer" in module or module.endswith("search") else CLUSTER
