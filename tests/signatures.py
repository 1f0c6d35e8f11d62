"""Remembers what aiogram finds out about each handler and filter when it is registered.

Every App of every test registers the same 300 handlers and makes 800 observers, and aiogram asks
`inspect.signature` about each of them: half of what an App costs. Names and kinds of arguments are
those of the code (or of the class that is called), so they are found once a process.
"""

from __future__ import annotations

from types import FunctionType, MethodType
from typing import Any

from aiogram.dispatcher.event.handler import CallableObject

_look = CallableObject.__post_init__
_known: dict[object, tuple[bool, set[str], bool]] = {}


def remember_signatures() -> None:
    CallableObject.__post_init__ = _post_init  # type: ignore[method-assign]  # of tests only


def _post_init(self: CallableObject) -> None:
    key = _key(self.callback)
    if key is None:
        _look(self)
        return
    if key not in _known:
        _look(self)
        _known[key] = self.awaitable, self.params, self.varkw
    self.awaitable, params, self.varkw = _known[key]
    self.params = set(params)


def _key(callback: Any) -> object | None:
    """None: of a kind whose signature may be another for each object."""
    if isinstance(callback, MethodType):
        function = _key(callback.__func__)
        return None if function is None else (MethodType, function)
    if hasattr(callback, "__wrapped__") or hasattr(callback, "__signature__"):
        return None
    if isinstance(callback, FunctionType):
        return callback.__code__
    kind = type(callback)
    called = [vars(base)["__call__"] for base in kind.__mro__ if "__call__" in vars(base)]
    return kind if called and isinstance(called[0], FunctionType) else None
