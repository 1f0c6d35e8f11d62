from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import Message

from ui.filters import Pressed
from ui.menu import main_menu
from ui.screens import send
from ui.translator import Translator


def build() -> Router:
    router = Router(name="news")
    router.message.register(on_news, or_f(Command("news"), Pressed("menu-news")))
    return router


async def on_news(message: Message, t: Translator) -> None:
    await send(message, main_menu(t, "news-empty"))
