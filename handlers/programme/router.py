from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import Message

from ui.filters import Pressed
from ui.menu import main_menu
from ui.screens import send
from ui.translator import Translator


def build() -> Router:
    router = Router(name="programme")
    router.message.register(on_programme, or_f(Command("program"), Pressed("menu-programme")))
    return router


async def on_programme(message: Message, t: Translator) -> None:
    await send(message, main_menu(t, "programme-empty"))
