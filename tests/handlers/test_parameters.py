"""Handlers get by the names of their parameters what mypy cannot see to be there."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, get_type_hints

from aiogram import Router

import handlers
from tests.handlers.conftest import Stage

OF_AN_UPDATE = {
    "now", "actor", "t", "bot", "state", "context",
    "callback_data", "command", "point", "rest", "intent", "numbers", "named", "meant", "place",
    "answer", "address",
}  # fmt: skip
"""Which middlewares and filters add."""


def handler_functions() -> Iterator[Any]:
    def within(router: Router) -> Iterator[Router]:
        yield router
        for one in router.sub_routers:
            yield from within(one)

    for top in handlers.build_routers():
        for router in within(top):
            for observer in router.observers.values():
                yield from (handler.callback for handler in observer.handlers)


def is_protocol(hint: Any) -> bool:
    return bool(getattr(hint, "_is_protocol", False))


async def test_every_parameter_is_the_service_that_it_says(stage: Stage) -> None:
    services = stage.app.dispatcher.services
    wrong = set()
    for function in handler_functions():
        hints = get_type_hints(function)
        for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
            if name in services and not is_protocol(hints[name]):
                is_right = isinstance(services[name], hints[name])
            else:
                is_right = name in services or parameter.default is not parameter.empty
            if not is_right and name not in OF_AN_UPDATE:
                wrong.add(f"{function.__module__}.{function.__name__}: {name}")

    assert wrong == set()
