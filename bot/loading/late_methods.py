"""Methods that dataclasses write are compiled when they are first called.

Before 3.13 Python compiles each method of each dataclass by itself: 2,800 of them are a tenth of
a start, and most are never called. The constructor, which is called most and whose parameters
differ, is left as it is. A late method is a function of the same name and parameters that compiles
its text at the first call, and gives its place in the class to what it has compiled.

The only place that touches how dataclasses are made; docs/adr says what it relies on.
`EAGER_METHODS=1` in the environment leaves them as they are.
"""

from __future__ import annotations

import dataclasses
import inspect
import os
from collections.abc import Callable, Sequence
from typing import Any

SWITCH_OFF = "EAGER_METHODS"

PARAMETERS = ["name", "args", "body", "globals", "locals", "return_type"]
"""Parameters of `dataclasses._create_fn` in Python 3.11 and 3.12, which makes one function."""

Method = Callable[..., Any]


def compile_methods_late() -> bool:
    """Puts off the compiling of methods of all dataclasses from now on. False where they stay as
    they are: switched off, or a Python that makes them in another way."""
    if os.environ.get(SWITCH_OFF, "") not in {"", "0"}:
        return False
    plain: Method | None = getattr(dataclasses, "_create_fn", None)
    if plain is None or list(inspect.signature(plain).parameters) != PARAMETERS:
        return False
    dataclasses._create_fn = _late_if_alike(plain)  # type: ignore[attr-defined]  # noqa: SLF001
    return True


def _late_if_alike(plain: Method) -> Method:
    """A `dataclasses._create_fn` that makes methods late whose parameters are those of all
    classes."""

    def create(
        name: str,
        args: Sequence[str],
        body: Sequence[str],
        *,
        globals: dict[str, Any] | None = None,  # noqa: A002  (its name there)
        locals: dict[str, Any] | None = None,  # noqa: A002  (as above)
        return_type: Any = dataclasses.MISSING,
    ) -> Method:
        shape = SHAPES.get(tuple(args))
        if shape is None or return_type is not dataclasses.MISSING or globals is None:
            made: Method = plain(
                name, args, body, globals=globals, locals=locals, return_type=return_type
            )
            return made

        def compiled() -> Method:
            method: Method = plain(name, args, body, globals=globals, locals=locals)
            return method

        late = shape(_Compiling(name, compiled))
        late.__name__ = name
        late.__qualname__ = f"__create_fn__.<locals>.{name}"
        late.__annotations__ = {}
        late.__module__ = globals.get("__name__", late.__module__)
        return late

    return create


class _Compiling:
    """Compiles one method at its first call. Two threads that do so at once get the same."""

    __slots__ = ("compile", "method", "name")

    def __init__(self, name: str, compile: Callable[[], Method]) -> None:  # noqa: A002
        self.name = name
        self.compile = compile
        self.method: Method | None = None

    def __call__(self, late: Method, kind: type) -> Method:
        if self.method is None:
            self.method = self._put_in_place(late, kind)
        return self.method

    def _put_in_place(self, late: Method, kind: type) -> Method:
        method = self.compile()
        method.__qualname__, method.__doc__ = late.__qualname__, late.__doc__
        for owner in kind.__mro__:
            if vars(owner).get(self.name) is late:
                setattr(owner, self.name, method)
        return method


def _of_itself(compiled: _Compiling) -> Method:
    def late(self: Any) -> Any:
        return compiled(late, type(self))(self)

    return late


def _of_another(compiled: _Compiling) -> Method:
    def late(self: Any, other: Any) -> Any:
        return compiled(late, type(self))(self, other)

    return late


def _of_attribute(compiled: _Compiling) -> Method:
    def late(self: Any, name: Any) -> Any:
        return compiled(late, type(self))(self, name)

    return late


def _of_value(compiled: _Compiling) -> Method:
    def late(self: Any, name: Any, value: Any) -> Any:
        return compiled(late, type(self))(self, name, value)

    return late


SHAPES: dict[tuple[str, ...], Callable[[_Compiling], Method]] = {
    ("self",): _of_itself,
    ("self", "other"): _of_another,
    ("self", "name"): _of_attribute,
    ("self", "name", "value"): _of_value,
}
