"""aiogram's types and methods are built when they are first used, not while it is imported.

aiogram 3.31 makes the validators of its 330 types one by one, each with those of all it holds:
four fifths of the time of its import, and 100 MiB. Most of them no bot here ever meets, and what
holds nearly all the others (Update) costs a fraction of that when it is built alone.

What each of its objects is told when it is made, its bot, is told in one step besides: a class of
pydantic's repeats what its parents do for that, which took half the time of reading an update.

The only place that touches how aiogram's models are built; docs/adr says what it relies on.
`EAGER_MODELS=1` in the environment leaves aiogram as it is.
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel

SWITCH_OFF = "EAGER_MODELS"

Names = dict[str, Any]


def build_models_lazily() -> bool:
    """Imports aiogram so; False where it stays as it is: switched off, or imported before.

    An aiogram that hands its names over in another way builds its models as ever.
    """
    if os.environ.get(SWITCH_OFF, "") not in {"", "0"} or "aiogram" in sys.modules:
        return False
    with _deferred() as names:
        importlib.import_module("aiogram.filters.callback_data")
    if not names:
        return False
    from aiogram.methods.base import Response, TelegramMethod  # noqa: PLC0415  (not before now)
    from aiogram.types.base import TelegramObject  # noqa: PLC0415

    models: list[Any] = [TelegramObject, TelegramMethod, Response]
    for model in models:
        model.model_rebuild = _rebuild(lambda given: given or names)
    _tell_of_bots_at_once()
    return True


def build_common_models() -> None:
    """Those of every update and of nearly every answer, so that the first person need not wait."""
    from aiogram import methods, types  # noqa: PLC0415  (not before it is to be lazy)
    from aiogram.methods.base import Response  # noqa: PLC0415

    # In this order: what is built goes into what holds it, and is not made twice.
    common: tuple[type[BaseModel], ...] = (
        types.Message,
        Response[types.Message],
        types.Update,
        Response[bool],
        types.InlineKeyboardMarkup,
        types.ReplyKeyboardMarkup,
        methods.AnswerCallbackQuery,
        methods.SendMessage,
    )
    for model in common:
        model.model_rebuild()


def _tell_of_bots_at_once() -> None:
    """Of classes that do for it what BotContextController does, and hold nothing else aside."""
    from aiogram.client.context_controller import BotContextController  # noqa: PLC0415  (as above)

    plain: Any = BotContextController.model_post_init
    for model in [*_below(BotContextController)]:
        post_init: Any = model.model_post_init
        is_plain = inspect.unwrap(post_init) is inspect.unwrap(plain)
        if is_plain and model.__private_attributes__.keys() == {"_bot"}:
            model.model_post_init = _take_bot  # type: ignore[method-assign]


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in model.__subclasses__():
        yield one
        yield from _below(one)


def _take_bot(self: Any, context: Any, /) -> None:
    """As BotContextController.model_post_init, with what pydantic does before it.

    A class that is made later and holds more aside has it there by now: pydantic goes first.
    """
    bot = context.get("bot") if context else None
    if len(self.__private_attributes__) == 1:
        object.__setattr__(self, "__pydantic_private__", {"_bot": bot})
    else:
        self._bot = bot


@contextmanager
def _deferred() -> Iterator[Names]:
    """Yields what holds, after the import, the names in annotations of aiogram's types."""
    names: Names = {}

    def kept(given: Names | None) -> Names | None:
        names.update(given or {})
        return given

    base: Any = BaseModel
    plain = vars(base)["model_rebuild"]
    base.model_rebuild = _rebuild(kept, is_put_off=True)
    base.model_config["defer_build"] = True
    try:
        yield names
    finally:
        base.model_rebuild = plain
        del base.model_config["defer_build"]


def _rebuild(
    names_for: Callable[[Names | None], Names | None], *, is_put_off: bool = False
) -> classmethod[Any, ..., bool | None]:
    """BaseModel.model_rebuild with other names; pydantic calls it at the first use of a model too.

    `is_put_off`: a call that brings names, as aiogram's for each of its types, does nothing more.
    """
    plain = BaseModel.model_rebuild.__func__  # type: ignore[attr-defined]  # a class method

    def rebuild(
        cls: Any,
        *,
        _types_namespace: Names | None = None,
        _parent_namespace_depth: int = 2,
        **options: Any,
    ) -> bool | None:
        namespace = names_for(_types_namespace)
        if is_put_off and namespace:
            return None
        built: bool | None = plain(
            cls,
            _types_namespace=namespace,
            # The frame of the caller, one further away than pydantic counts.
            _parent_namespace_depth=_parent_namespace_depth + 1,
            **options,
        )
        return built

    return classmethod(rebuild)
