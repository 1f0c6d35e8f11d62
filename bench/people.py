"""Resident memory of one process while more and more different people write to it.

    .venv/bin/python bench/people.py [--people 100000]

Each starts the bot once. Nobody is met twice, so whatever is kept of a person without a bound
shows. The first tenth fills what is bounded (rows, conversations, buckets of the flood gate); the
growth is counted from there. Telegram answers within the process, at once and always alike.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.gc_tuning import imports_frozen
from bot.loading.lazy_models import build_models_lazily

with imports_frozen():
    build_models_lazily()
    from aiogram import Bot
    from aiogram.client.session.base import BaseSession
    from aiogram.methods import GetMe, GetMyDescription, GetMyShortDescription, TelegramMethod
    from aiogram.types import BotDescription, BotShortDescription, MessageId, User
    from pydantic import SecretStr

    from bench import report
    from bot.app import App, build_app
    from bot.settings import Settings
    from outbox.limiter import ChatPace, SlidingLimiter

AT_ONCE = 20
UNBOUND = 1_000_000
ALLOWED_MIB = 10.0

ANSWERS: dict[type, Any] = {
    GetMe: User(id=42, is_bot=True, first_name="Bench", username="bench_bot"),
    GetMyDescription: BotDescription(description=""),
    GetMyShortDescription: BotShortDescription(short_description=""),
}


class AnsweringSession(BaseSession):
    """Every message is made, whatever it says."""

    async def close(self) -> None:
        return None

    async def make_request(
        self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None
    ) -> Any:
        if type(method) in ANSWERS:
            return ANSWERS[type(method)]
        return MessageId(message_id=1) if method.__returning__ is MessageId else True

    async def stream_content(self, *_args: Any, **_options: Any) -> Any:
        yield b""


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    people = parser.parse_args().people
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        app = build_app(
            Settings(
                bot_token=SecretStr("42:sandbox"),
                database_url=f"sqlite+aiosqlite:///{folder}/bench.db",
                _env_file=None,
            ),
            session=AnsweringSession(),
        )
        app.replies.queue.limiter = SlidingLimiter(UNBOUND)
        app.replies.queue.pace = ChatPace(private_seconds=0)
        await app.start()
        mib = {0: resident_mib()}
        tenth = people // 10
        for part in range(10):
            began = time.perf_counter()
            await meet(app, range(part * tenth, (part + 1) * tenth))
            mib[(part + 1) * tenth] = resident_mib()
            seconds = time.perf_counter() - began
            print(f"{(part + 1) * tenth:>7} people  {mib[(part + 1) * tenth]:6.1f} MiB  "
                  f"{tenth / seconds:5.0f} updates/s", flush=True)  # fmt: skip
        await app.stop()
    grown = mib[10 * tenth] - mib[tenth]
    print(f"grown by {grown:.1f} MiB from {tenth} to {10 * tenth} (allowed {ALLOWED_MIB:.0f})")
    figures = {"mib": mib, "grown_mib": grown, "allowed_mib": ALLOWED_MIB}
    print("saved", report.save("people", figures).relative_to(report.ROOT))
    return 0 if grown <= ALLOWED_MIB else 1


async def meet(app: App, numbers: range) -> None:
    queue = iter(numbers)

    async def work() -> None:
        for number in queue:
            await app.dispatcher.feed_raw_update(app.bot, start_of(number))

    await asyncio.gather(*[work() for _ in range(AT_ONCE)])


def start_of(number: int) -> dict[str, Any]:
    person = {"id": 1_000_000 + number, "first_name": f"Гость {number}"}
    return {
        "update_id": number + 1,
        "message": {
            "message_id": 1,
            "date": 1_800_000_000,
            "chat": {**person, "type": "private"},
            "from": {**person, "is_bot": False, "language_code": "ru"},
            "text": "/start",
        },
    }


def resident_mib() -> float:
    status = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
