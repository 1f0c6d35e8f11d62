"""The command menu, in the reader's language."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import BotCommand

from domain.users import RUSSIAN_READING_CLIENTS, Language
from ui.translator import translator

COMMANDS = (
    "clusters", "news", "program", "my", "settings", "language", "help", "privacy", "stop",
    "cancel", "start",
)  # fmt: skip


async def set_commands(bot: Bot) -> None:
    """English for everyone else, Russian for the clients that Language.of_client greets in it."""
    await bot.set_my_commands(_menu(Language.EN))
    for code in sorted(RUSSIAN_READING_CLIENTS):
        await bot.set_my_commands(_menu(Language.RU), language_code=code)


def _menu(language: Language) -> list[BotCommand]:
    t = translator(language)
    return [BotCommand(command=name, description=t.plain(f"command-{name}")) for name in COMMANDS]
