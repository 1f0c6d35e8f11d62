from __future__ import annotations

import asyncio

from aiogram.types import BufferedInputFile, CallbackQuery, Message

from ui.images.qr import qr_png
from ui.screens import Screen


async def send_code(happening: CallbackQuery | Message, url: str, caption: Screen) -> None:
    """The QR code of `url`, to the person who asked."""
    if happening.bot is None or happening.from_user is None:
        return
    picture = await asyncio.to_thread(qr_png, url)
    await happening.bot.send_photo(
        happening.from_user.id,
        BufferedInputFile(picture, "qr.png"),
        caption=caption.text,
        reply_markup=caption.markup,
    )
