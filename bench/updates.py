"""Updates a second through the whole stack, beside a bare aiogram handler of one line.

    .venv/bin/python bench/updates.py

Both answer over HTTP to a sandbox in a process of its own, as they would to Telegram; updates
come from 200 people, 20 at a time. They take turns, ROUNDS times; medians are compared.
"""

from __future__ import annotations

import asyncio
import logging
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.types import Message, Update
from pydantic import SecretStr

from bench import report
from bench.server import PEOPLE, TOKEN
from bot.app import build_app
from bot.settings import Settings
from outbox.limiter import ChatPace, SlidingLimiter

UPDATES = 400
ROUNDS = 7
AT_ONCE = 20
TARGET = 0.40
UNBOUND = 1_000_000
"""Messages a second: no limit is met."""

TOWNS = ("Саранск", "Казань", "Омск", "нижний новгород", "cfhfnjd", "Пермь", "Тюмнь")
TRADES = ("сварщик", "повар", "айти", "машиностроение", "свращик рядом с", "ж/д")

Feed = Callable[[dict[str, Any]], Awaitable[object]]


async def main() -> int:
    logging.disable(logging.CRITICAL)
    address, server = serve()
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    bare_bot = Bot(TOKEN, session=session)
    bare = Dispatcher()

    @bare.message()
    async def answer(message: Message) -> None:
        await message.answer("Здравствуйте!")

    try:
        await wait_for(bare_bot)
        with tempfile.TemporaryDirectory() as folder:
            app = build_app(
                Settings(
                    bot_token=SecretStr(TOKEN),
                    bot_api_url=address,
                    database_url=f"sqlite+aiosqlite:///{folder}/bench.db",
                    _env_file=None,
                )
            )
            # The work of an update is measured, not the limit of its answers.
            app.replies.turns.limiter = SlidingLimiter(UNBOUND)
            app.replies.turns.pace = ChatPace(private_seconds=0)
            await app.start()
            await app.searches.index()
            ways: dict[str, tuple[Feed, Callable[[int], dict[str, Any]]]] = {
                "bare aiogram": (feeder(bare, bare_bot), lambda _: {"text": "/start"}),
                "/start": (feeder(app.dispatcher, app.bot), lambda _: {"text": "/start"}),
                "nearest": (feeder(app.dispatcher, app.bot), location),
                "a town": (feeder(app.dispatcher, app.bot), town),
                "a search": (feeder(app.dispatcher, app.bot), query),
            }
            rates = await race(ways)
            await app.stop()
    finally:
        await bare_bot.session.close()
        server.terminate()
        server.wait()
    return tell(rates)


def tell(rates: dict[str, list[float]]) -> int:
    medians = {name: median(values) for name, values in rates.items()}
    shares = {name: value / medians["bare aiogram"] for name, value in medians.items()}
    for name, value in medians.items():
        print(f"{name:<14} {value:>8.0f} updates/s   {shares[name]:>6.0%} of bare")
    path = report.save("updates", {"updates_per_second": medians, "share_of_bare": shares})
    print(f"target: at least {TARGET:.0%}; saved {path.relative_to(report.ROOT)}")
    return 0


async def race(
    ways: dict[str, tuple[Feed, Callable[[int], dict[str, Any]]]],
) -> dict[str, list[float]]:
    rates: dict[str, list[float]] = {name: [] for name in ways}
    ids = count(1)
    for turn in range(ROUNDS + 1):
        for name, (feed, content) in ways.items():
            # Points that nobody has asked about before: no button of theirs is made yet.
            asked = range(turn * UPDATES, (turn + 1) * UPDATES)
            updates = [update(next(ids), n, content(n)) for n in asked]
            began = time.perf_counter()
            await in_groups(feed, updates)
            if turn:  # the first turn warms up
                rates[name].append(UPDATES / (time.perf_counter() - began))
    return rates


async def in_groups(feed: Feed, updates: list[dict[str, Any]]) -> None:
    queue = iter(updates)

    async def work() -> None:
        for item in queue:
            await feed(item)

    await asyncio.gather(*[work() for _ in range(AT_ONCE)])


def feeder(dispatcher: Dispatcher, bot: Bot) -> Feed:
    async def feed(raw: dict[str, Any]) -> None:
        await dispatcher.feed_update(bot, Update.model_validate(raw, context={"bot": bot}))

    return feed


def update(update_id: int, number: int, content: dict[str, Any]) -> dict[str, Any]:
    """Of a person who writes again only after everybody else has: no flood."""
    person = PEOPLE[number % len(PEOPLE)]
    user = {"id": person, "is_bot": False, "first_name": "Bench", "language_code": "ru"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_800_000_000,
            "chat": {"id": person, "type": "private", "first_name": "Bench"},
            "from": user,
            **content,
        },
    }


def location(number: int) -> dict[str, Any]:
    rng = random.Random(number)
    return {"location": {"latitude": rng.uniform(50, 60), "longitude": rng.uniform(35, 100)}}


def town(number: int) -> dict[str, Any]:
    return {"text": TOWNS[number % len(TOWNS)]}


def query(number: int) -> dict[str, Any]:
    return {"text": f"{TRADES[number % len(TRADES)]} {TOWNS[number % len(TOWNS)]}"}


def serve() -> tuple[str, subprocess.Popen[bytes]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = Path(__file__).parent / "server.py"
    process = subprocess.Popen([sys.executable, str(script), str(port)])
    return f"http://127.0.0.1:{port}", process


async def wait_for(bot: Bot) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                await bot.get_me()
                return
            except TelegramNetworkError:
                await asyncio.sleep(0.1)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
