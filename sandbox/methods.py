"""The table of Bot API methods, and the gate that every call passes."""

from __future__ import annotations

import logging
from typing import Any

from sandbox.accounts import ACCOUNT
from sandbox.answers import ANSWERS
from sandbox.calls import Call, Handler, found_chat
from sandbox.editing import EDITING
from sandbox.errors import BotApiError
from sandbox.rich import RICH
from sandbox.sending import SENDING, album_size
from sandbox.updates import UPDATES

log = logging.getLogger(__name__)

METHODS: dict[str, Handler] = {
    name.lower(): handler
    for name, handler in {**ACCOUNT, **ANSWERS, **EDITING, **RICH, **SENDING, **UPDATES}.items()
}
"""Method names are case-insensitive (Making requests)."""


def answer(call: Call) -> Any:
    """The result of one call. Raises BotApiError for every refusal."""
    handler = METHODS.get(call.method.lower())
    if handler is None:
        raise _unknown(call.method)
    if "chat_id" in call.params:
        chat = found_chat(call)
        chat_id = chat.id if chat else call.number("chat_id")
        call.world.floods.admit(
            call.method,
            chat_id,
            call.world.now(),
            album_size(call),
            is_paid=call.flag("allow_paid_broadcast"),
        )
    return handler(call)


def _unknown(method: str) -> BotApiError:
    """Loud: a method that quietly did nothing would make a test pass that Telegram fails."""
    from aiogram import methods  # noqa: PLC0415  (slow to import, and only a mistake needs it)

    log.error("the sandbox does not know the method %s", method)
    known = {getattr(kind, "__api_method__", "") for kind in vars(methods).values()}
    if method.lower() in {name.lower() for name in known if isinstance(name, str)}:
        return BotApiError(501, f"Not Implemented: the sandbox does not implement {method}")
    return BotApiError(404, "Not Found: method not found")
