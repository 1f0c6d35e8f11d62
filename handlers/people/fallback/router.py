from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.clusters.search.unread_views import example_rows
from ui.keyboards import inline
from ui.menu import main_keyboard
from ui.screens import Screen, acknowledge, send, send_to_chat
from ui.translator import Translator


def build() -> Router:
    router = Router(name="fallback")
    router.message.register(on_anything)
    router.callback_query.register(on_outdated_click)
    return router


async def on_anything(message: Message, state: FSMContext, t: Translator) -> None:
    """Where a text is awaited, a photo or sticker does not end the waiting."""
    if await state.get_state() is not None:
        await send(message, Screen(t("not-understood-while-waiting")))
        return
    is_command = (message.text or "").startswith("/")
    text = t("command-unknown" if is_command else "not-understood")
    await send(message, Screen(text, inline(*example_rows(t))))


async def on_outdated_click(query: CallbackQuery, t: Translator) -> None:
    await acknowledge(query, t.plain("button-outdated"))
    await send_to_chat(query, Screen(t("start-menu"), main_keyboard(t)))
