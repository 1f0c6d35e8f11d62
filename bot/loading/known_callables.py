"""What a handler or a filter asks for is read once for all that are of the same code.

aiogram reads the parameters of each: of 2,000 while the conversations are put together, half of
them one and the same function, which every one of 1,000 observers makes for itself. That was a
third of putting them together.

The only place that touches how aiogram looks at what it calls. An aiogram that looks for something
else is left as it is.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.filters import Filter

FOUND_OUT = ["awaitable", "params", "varkw"]
"""What aiogram finds out about a callable, and keeps beside it."""

Known = dict[tuple[type, CodeType], list[Any]]


def know_callables() -> bool:
    """From now on; False where they are known already, or where aiogram is another one."""
    plain = vars(CallableObject).get("__post_init__")
    if not isinstance(plain, FunctionType) or hasattr(plain, "__wrapped__"):
        return False
    fields: list[str] = list(vars(CallableObject)["__dataclass_fields__"])
    if fields != ["callback", *FOUND_OUT]:
        return False
    aiograms_own: Any = CallableObject
    aiograms_own.__post_init__ = _looking_once(plain)
    return True


def _looking_once(plain: Callable[[CallableObject], None]) -> Callable[[CallableObject], None]:
    known: Known = {}

    @functools.wraps(plain)
    def look(one: CallableObject) -> None:
        code = _code(one.callback)
        if code is None:
            plain(one)
            return
        key = type(one.callback), code
        if key not in known:
            plain(one)
            known[key] = [getattr(one, name) for name in FOUND_OUT]
            return
        for name, value in zip(FOUND_OUT, known[key], strict=True):
            setattr(one, name, value)

    return look


def _code(callback: Any) -> CodeType | None:
    """That from which all follows that aiogram finds out; None where it may look at something
    else: a signature that is written down, or a function that is wrapped."""
    if isinstance(callback, FunctionType):
        return None if vars(callback) else callback.__code__
    if not isinstance(callback, Filter):
        return None
    if hasattr(callback, "__signature__") or hasattr(callback, "__wrapped__"):
        return None
    call = vars(type(callback)).get("__call__")
    return call.__code__ if isinstance(call, FunctionType) and not vars(call) else None
