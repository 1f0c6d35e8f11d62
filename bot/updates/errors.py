"""The one boundary where errors become words: a clear sentence, an apology, or silence."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from aiogram import Dispatcher
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ErrorEvent, Message, TelegramObject

from bot.delivery.outcomes import is_too_large
from bot.updates.context import current_update
from domain.errors import AlreadyHandled, Ended, NotFound, StoreUnavailable, UserError, WrongCode
from domain.people.users import Language
from ui.formatting import error_html, error_words
from ui.menu import main_keyboard
from ui.screens import Screen, acknowledge, send, send_to_chat
from ui.translator import Translator, translator

log = logging.getLogger(__name__)


def register(dispatcher: Dispatcher) -> None:
    dispatcher.errors.register(on_error)


async def on_error(event: ErrorEvent, **data: Any) -> None:
    error: Exception = event.exception
    update = current_update.get()
    if isinstance(error, StoreUnavailable) and update is not None and update.is_stored:
        raise error
    t: Translator = data.get("t") or translator(Language.RU)
    state: FSMContext | None = data.get("state")
    if isinstance(error, Ended) and state and isinstance(event.update.event, Message):
        # A right was taken away in the middle, or what is asked about is gone or closed. A button
        # that does nothing any more asks nothing, and leaves what is asked as it is.
        await state.clear()
    await tell(event.update.event, error, t)


async def tell(happening: TelegramObject, error: Exception, t: Translator) -> None:
    """Tells whoever waits for what the error has ended. Raises nothing of Telegram's."""
    if isinstance(error, TelegramAPIError):
        key = _key_of(error)
        if key is None:
            # A courtesy reply (blocked, too late, network): its effect is committed already.
            log.warning("reply failed: %s", error)
            return
        log.warning("Telegram did not do what was asked: %s", error)
    else:
        key = None
    try:
        if key is None:
            await _tell(happening, error, t)
        else:
            await _say(happening, Screen(t(key)))
    except TelegramAPIError as failure:
        log.warning("could not tell of an error: %s", failure)


def _key_of(error: TelegramAPIError) -> str | None:
    """What a person is told of a failed call that they wait for."""
    if is_too_large(error):
        return "telegram-too-large"
    # Asked of Telegram (getFile, getChat, ...) for what was to be done, which did not come to it.
    return "telegram-unclear" if error.method.__api_method__.startswith("get") else None


async def _tell(happening: TelegramObject, error: Exception, t: Translator) -> None:
    if isinstance(happening, Message) and happening.chat.type == ChatType.CHANNEL:
        log.error("a channel's post could not be taken", exc_info=error)
        return
    if isinstance(error, AlreadyHandled):
        # In a former life of the process, which may have died before it answered; what is
        # delivered twice in one life does not come so far (bot.updates.dispatcher).
        await _tell_of_repeat(happening, t)
        return
    toast: str | None
    text: str
    if isinstance(error, UserError):
        toast, text = error_words(error, t), error_html(error, t)
    else:
        error_id = secrets.token_hex(4)
        log.error("update failed, error id %s", error_id, exc_info=error)
        toast, text = None, t("error-apology", id=error_id)
    if isinstance(happening, CallbackQuery):
        await acknowledge(happening, toast, is_alert=toast is not None)
        if isinstance(error, NotFound):
            await send_to_chat(happening, Screen(t("start-menu"), main_keyboard(t)))
        elif toast is None:
            await send_to_chat(happening, Screen(text))
    elif isinstance(happening, Message):
        markup = main_keyboard(t) if isinstance(error, NotFound | WrongCode) else None
        await send(happening, Screen(text, markup))


async def _tell_of_repeat(happening: TelegramObject, t: Translator) -> None:
    await _say(happening, Screen(t("already-handled"), main_keyboard(t)))


async def _say(happening: TelegramObject, screen: Screen) -> None:
    """Tells the person by a message, for a press may be answered already."""
    if isinstance(happening, CallbackQuery):
        await acknowledge(happening)
        await send_to_chat(happening, screen)
    elif isinstance(happening, Message) and happening.chat.type != ChatType.CHANNEL:
        await send(happening, screen)
