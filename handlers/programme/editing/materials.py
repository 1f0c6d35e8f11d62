"""Attaching files and links to a session."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import UserError
from domain.ids import MaterialId, SessionId
from domain.people.users import Actor
from domain.programme.materials import FileType, NewMaterial
from handlers.callbacks.programme.editing import (
    AddMaterialButton,
    MaterialsEditingButton,
    RemoveMaterialButton,
    SessionEditingButton,
)
from handlers.programme.downloads.views import material_label
from handlers.states import EditingProgramme
from services.programme.materials import MATERIALS_LIMIT, Materials, SessionMaterials
from ui.asking import ask
from ui.filters import NoCommand
from ui.keyboards import Row, button, inline
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator

ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def register(router: Router) -> None:
    router.callback_query.register(on_materials, MaterialsEditingButton.filter())
    router.callback_query.register(on_add, AddMaterialButton.filter())
    router.callback_query.register(on_remove, RemoveMaterialButton.filter())
    router.message.register(on_material, StateFilter(EditingProgramme.material), NoCommand())


async def on_materials(
    query: CallbackQuery,
    callback_data: MaterialsEditingButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    materials: Materials,
) -> None:
    found = await materials.editable(actor, SessionId(callback_data.id))
    await state.clear()
    await show(query, _screen(found, t))


async def on_add(
    query: CallbackQuery,
    callback_data: AddMaterialButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    materials: Materials,
) -> None:
    await materials.editable(actor, SessionId(callback_data.id))
    await ask(state, EditingProgramme.material, {"session": callback_data.id})
    await acknowledge(query)
    done = button(t.plain("materials-done"), MaterialsEditingButton(id=callback_data.id))
    await send_to_chat(query, Screen(t("materials-ask"), inline([done])))


async def on_material(
    message: Message, state: FSMContext, actor: Actor, t: Translator, materials: Materials
) -> None:
    """One after another until «Done»: an album comes as a message for each of its parts."""
    session_id = SessionId((await state.get_data())["session"])
    found = await materials.add(actor, session_id, _read(message, t))
    await send(message, _screen(found, t, is_adding=True))


async def on_remove(
    query: CallbackQuery,
    callback_data: RemoveMaterialButton,
    actor: Actor,
    t: Translator,
    materials: Materials,
) -> None:
    found = await materials.remove(actor, MaterialId(callback_data.id))
    await show(query, _screen(found, t), toast=t.plain("materials-removed"))


def _screen(found: SessionMaterials, t: Translator, *, is_adding: bool = False) -> Screen:
    session, count = found.session, len(found.materials)
    lines = [t("materials-office", title=session.title, count=count, limit=MATERIALS_LIMIT)]
    lines += [t("materials-line", label=material_label(one)) for one in found.materials]
    if is_adding:
        lines += ["", t("materials-more")]
    rows: list[Row] = [
        [button(t.plain("materials-remove", title=one.title), RemoveMaterialButton(id=one.id))]
        for one in found.materials
    ]
    add = button(t.plain("materials-add"), AddMaterialButton(id=session.id))
    done = button(t.plain("materials-done"), MaterialsEditingButton(id=session.id))
    back = button(t.plain("office-sheet"), SessionEditingButton(id=session.id))
    return Screen("\n".join(lines), inline(*rows, [done if is_adding else add], [back]))


def _read(message: Message, t: Translator) -> NewMaterial:
    """Raises UserError for what can be no material."""
    caption = message.caption or ""
    if message.text is not None:
        return _link(message.text)
    if message.photo:
        title = caption or t.plain("materials-photo")
        return _file(FileType.PHOTO, message.photo[-1].file_id, title)
    for file_type, file in (
        (FileType.DOCUMENT, message.document),
        (FileType.VIDEO, message.video),
        (FileType.AUDIO, message.audio),
    ):
        if file is not None:
            title = caption or file.file_name or t.plain(f"materials-{file_type.value}")
            return _file(file_type, file.file_id, title)
    raise UserError("materials-unclear")


def _link(text: str) -> NewMaterial:
    """An address, and perhaps what it leads to: «Презентация https://example.org/a»."""
    found = ADDRESS.search(text)
    if found is None:
        raise UserError("materials-unclear")
    url = found[0] if "://" in found[0] else f"https://{found[0]}"
    title = (text[: found.start()] + text[found.end() :]).strip(" \n\t:—–-")
    return NewMaterial(title=title or _host(url), url=url)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _file(file_type: FileType, file_id: str, title: str) -> NewMaterial:
    return NewMaterial(title=title, file_id=file_id, file_type=file_type)
