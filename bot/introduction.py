"""What the bot says of itself before anybody has pressed Start: on the empty chat and its profile.

Set at a start, and only what differs: two processes that start at once do not take turns, and a
text is not sent again at every start.
"""

from __future__ import annotations

import asyncio
import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.commands import COURTESY_SECONDS
from domain.people.users import RUSSIAN_READING_CLIENTS, Language
from ui.translator import translator

log = logging.getLogger(__name__)

DESCRIPTION_UNITS, SHORT_UNITS = 512, 120
"""Limits of setMyDescription and setMyShortDescription."""


async def introduce(bot: Bot) -> None:
    """A courtesy: without it the first screen stays as it was, and the bot works all the same."""
    try:
        async with asyncio.timeout(COURTESY_SECONDS):
            await _set(bot, Language.EN, None)
            for code in sorted(RUSSIAN_READING_CLIENTS):
                await _set(bot, Language.RU, code)
    except (AiogramError, OSError, TimeoutError) as error:
        log.warning("the description could not be set: %s", type(error).__name__)


async def _set(bot: Bot, language: Language, code: str | None) -> None:
    """English for everyone else, Russian for the clients that Language.of_client greets in it.

    Where nothing is set for a language, Telegram tells what is set for all: here another text.
    """
    t = translator(language)
    description, short = t.plain("bot-description"), t.plain("bot-short-description")
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description=description, language_code=code)
    known = (await bot.get_my_short_description(language_code=code)).short_description
    if known != short:
        await bot.set_my_short_description(short_description=short, language_code=code)
