"""What people take along from a programme: its changes, the whole of it, materials."""

from __future__ import annotations

import asyncio
import html
from datetime import datetime

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, CallbackQuery

from domain.errors import UserError
from domain.ids import EventId, MaterialId, SessionId
from domain.people.users import Actor
from domain.programme.materials import FileType, Material
from handlers.callbacks.programme.downloads import (
    BUTTONS,
    ChangesButton,
    DownloadButton,
    FormatsButton,
    MaterialButton,
    MaterialsButton,
)
from handlers.programme.calendar_words import wording_of
from handlers.programme.downloads import views
from handlers.programme.sessions.change_list_views import CHANGES_ON_PAGE, changes_screen
from services.programme.exports.files import programme_file
from services.programme.materials import Materials
from services.programme.sessions import Programmes
from ui.filters import OwnButton
from ui.screens import acknowledge, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="downloads")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.callback_query.register(on_changes, ChangesButton.filter())
    router.callback_query.register(on_formats, FormatsButton.filter())
    router.callback_query.register(on_download, DownloadButton.filter())
    router.callback_query.register(on_materials, MaterialsButton.filter())
    router.callback_query.register(on_material, MaterialButton.filter())
    return router


async def on_changes(
    query: CallbackQuery,
    callback_data: ChangesButton,
    t: Translator,
    programmes: Programmes,
    now: datetime,
) -> None:
    event_id, page = EventId(callback_data.event), max(0, callback_data.page)
    event, changes, total = await programmes.changes(
        event_id, page * CHANGES_ON_PAGE, CHANGES_ON_PAGE
    )
    await show(query, changes_screen(event, changes, total, page, now, t))


async def on_formats(
    query: CallbackQuery, callback_data: FormatsButton, t: Translator, programmes: Programmes
) -> None:
    programme = await programmes.programme(EventId(callback_data.event))
    await show(query, views.formats_screen(programme.event, t))


async def on_download(
    query: CallbackQuery,
    callback_data: DownloadButton,
    bot: Bot,
    t: Translator,
    programmes: Programmes,
    bot_username: str,
    now: datetime,
) -> None:
    kind = callback_data.format
    programme = await programmes.programme(EventId(callback_data.event))
    await acknowledge(query)
    wording = wording_of(t, bot_username)
    content = await asyncio.to_thread(programme_file, programme, kind, wording, now)
    await bot.send_document(
        query.from_user.id,
        BufferedInputFile(content, f"{programme.event.id}.{kind.value}"),
        caption=t(f"download-caption-{kind.value}", title=programme.event.title),
    )


async def on_materials(
    query: CallbackQuery,
    callback_data: MaterialsButton,
    actor: Actor,
    t: Translator,
    materials: Materials,
) -> None:
    found = await materials.of(actor, SessionId(callback_data.id))
    await show(query, views.materials_screen(found, t))


async def on_material(
    query: CallbackQuery,
    callback_data: MaterialButton,
    bot: Bot,
    actor: Actor,
    materials: Materials,
) -> None:
    material = await materials.get(actor, MaterialId(callback_data.id))
    try:
        await _send(bot, query.from_user.id, material)
    except TelegramBadRequest as error:
        raise UserError("materials-file-gone", title=material.title) from error
    await acknowledge(query)


async def _send(bot: Bot, chat_id: int, material: Material) -> None:
    if material.file_id is None:
        await bot.send_message(chat_id, material.url or material.title, parse_mode=None)
        return
    file, caption = material.file_id, html.escape(material.title)
    match material.file_type:
        case FileType.PHOTO:
            await bot.send_photo(chat_id, file, caption=caption)
        case FileType.VIDEO:
            await bot.send_video(chat_id, file, caption=caption)
        case FileType.AUDIO:
            await bot.send_audio(chat_id, file, caption=caption)
        case _:
            await bot.send_document(chat_id, file, caption=caption)
