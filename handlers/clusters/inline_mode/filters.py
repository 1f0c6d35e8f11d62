from __future__ import annotations

from aiogram.filters import Filter
from aiogram.types import InlineQuery


class NoWords(Filter):
    """Nothing typed after the bot's name yet."""

    async def __call__(self, query: InlineQuery) -> bool:
        return not query.query.strip()
