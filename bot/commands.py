"""The command menu, in the reader's language."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.types import BotCommand, BotCommandScopeChat

from domain.ids import UserId
from domain.people.users import RUSSIAN_READING_CLIENTS, Language
from ui.menu import COMMANDS, ORGANISER_COMMANDS
from ui.translator import translator

log = logging.getLogger(__name__)

COURTESY_SECONDS = 10
"""For the whole menu, and as long for the introduction; the start waits meanwhile."""


async def offer_commands(bot: Bot, owners: Iterable[UserId]) -> None:
    """A courtesy: without it the menu stays as it was, and the bot works all the same."""
    try:
        async with asyncio.timeout(COURTESY_SECONDS):
            await set_commands(bot, owners)
    except (AiogramError, TimeoutError) as error:
        log.warning("the command menu could not be set: %s", type(error).__name__)


async def set_commands(bot: Bot, owners: Iterable[UserId]) -> None:
    """English for everyone else, Russian for the clients that Language.of_client greets in it."""
    await _set(bot, COMMANDS, None)
    for owner in sorted(owners):
        try:
            await _set(bot, (*ORGANISER_COMMANDS, *COMMANDS), BotCommandScopeChat(chat_id=owner))
        except TelegramBadRequest:
            log.info("owner %s has not written to the bot yet", owner)


async def _set(bot: Bot, names: Sequence[str], scope: BotCommandScopeChat | None) -> None:
    await bot.set_my_commands(_menu(Language.EN, names), scope=scope)
    for code in sorted(RUSSIAN_READING_CLIENTS):
        await bot.set_my_commands(_menu(Language.RU, names), scope=scope, language_code=code)


def _menu(language: Language, names: Sequence[str]) -> list[BotCommand]:
    t = translator(language)
    return [BotCommand(command=name, description=t.plain(f"command-{name}")) for name in names]
