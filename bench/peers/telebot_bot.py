"""A peer of bench/storm.py: pyTelegramBotAPI's AsyncTeleBot, which has no way to try again.

BOT_TOKEN=... BOT_API_URL=... telebot_bot.py
"""

from __future__ import annotations

import asyncio
import os

from telebot import asyncio_helper
from telebot.async_telebot import AsyncTeleBot
from telebot.types import Message

asyncio_helper.API_URL = os.environ["BOT_API_URL"] + "/bot{0}/{1}"
bot = AsyncTeleBot(os.environ["BOT_TOKEN"])


@bot.message_handler(commands=["start"])  # type: ignore[untyped-decorator]
async def on_start(message: Message) -> None:
    await bot.send_message(message.chat.id, "Здравствуйте!")


if __name__ == "__main__":
    asyncio.run(bot.polling())
