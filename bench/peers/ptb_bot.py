"""A peer of bench/storm.py: python-telegram-bot with its AIORateLimiter, which tries again.

BOT_TOKEN=... BOT_API_URL=... ptb_bot.py
"""

from __future__ import annotations

import os
from typing import Any

from telegram import Update
from telegram.ext import AIORateLimiter, Application, CommandHandler, ContextTypes

TRIES = 5


async def on_start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text("Здравствуйте!")


def main() -> None:
    application: Any = (
        Application.builder()
        .token(os.environ["BOT_TOKEN"])
        .base_url(f"{os.environ['BOT_API_URL']}/bot")
        .rate_limiter(AIORateLimiter(max_retries=TRIES))
        .build()
    )
    application.add_handler(CommandHandler("start", on_start))
    application.run_polling()


if __name__ == "__main__":
    main()
