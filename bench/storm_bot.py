"""The peers of bench/storm.py: a bare aiogram bot, and with `retry` one that tries again.

    BOT_TOKEN=... BOT_API_URL=... storm_bot.py [retry]

It has what such bots usually have: a greeting, a button that registers, and an announcement that
is a loop over everybody, at the 20 a second that leave room for answers. `retry` adds a client
session middleware for "rate limiting errors" as aiogram's documentation proposes it
(docs.aiogram.dev/en/latest/api/session/middleware.html): it sleeps `retry_after` and calls again.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import CallbackQuery, Message

BETWEEN_COPIES = 0.05

dispatcher = Dispatcher()


class RetryAfter(BaseRequestMiddleware):
    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        while True:
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)


@dispatcher.message(CommandStart())
async def on_start(message: Message) -> None:
    await message.answer("Здравствуйте!")


@dispatcher.callback_query()
async def on_join(query: CallbackQuery) -> None:
    await query.answer("Вы записаны")
    if isinstance(query.message, Message):
        await query.message.edit_text("Вы идёте")


@dispatcher.message(Command("announce"))
async def on_announce(message: Message, command: CommandObject, bot: Bot) -> None:
    """`/announce FIRST COUNT TEXT`: to people with these ids."""
    first, count, text = (command.args or "").split(maxsplit=2)
    for person in range(int(first), int(first) + int(count)):
        try:
            await bot.send_message(person, text)
        except TelegramAPIError:
            logging.exception("not sent to %s", person)
        await asyncio.sleep(BETWEEN_COPIES)


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    if "retry" in sys.argv:
        session.middleware(RetryAfter())
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
