"""Files that people send to the bot."""

from __future__ import annotations

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Document

from domain.errors import UserError
from services.files.tables import FILE_LIMIT
from services.files.workbooks import MIB


async def downloaded(bot: Bot, document: Document | None) -> tuple[str, bytes]:
    """Name and content. Raises UserError for more than getFile gives (20 MB)."""
    if document is None or (document.file_size or 0) > FILE_LIMIT:
        raise UserError("import-file-too-large", limit=FILE_LIMIT // MIB)
    try:
        content = await bot.download(document)
    except TelegramBadRequest as error:
        # The size is optional in what Telegram tells of a document.
        raise UserError("import-file-too-large", limit=FILE_LIMIT // MIB) from error
    return document.file_name or "file.txt", content.read() if content else b""
