from __future__ import annotations

from typing import Any

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from domain.errors import NotFound, UserError
from domain.ids import ClusterId, UploadId
from domain.people.users import Actor
from domain.places.geo import Point
from handlers.callbacks.clusters.editing import (
    ClusterEditingButton,
    ColumnButton,
    CoverageButton,
    EditButton,
    EditingScreen,
    PageButton,
    PreviewButton,
    UndoButton,
    UploadAct,
)
from handlers.clusters.editing import views
from handlers.clusters.editing.coverage_views import coverage_screen
from handlers.states import EditingClusters
from services.clusters.college_pages import CollegePages
from services.clusters.coverage import Coverages
from services.clusters.editing import EDITED, POINT, ClusterEditing
from ui.asking import ask
from ui.files import downloaded
from ui.filters import FreeText, HasDocument, HasLocation, NoCommand, OwnButton
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator

APPLYING = (UploadAct.APPLY, UploadAct.REPLACE)


def build() -> Router:
    router = Router(name="cluster-editing")
    router.callback_query.filter(
        OwnButton(
            ClusterEditingButton,
            CoverageButton,
            UndoButton,
            PreviewButton,
            EditButton,
            ColumnButton,
            PageButton,
        )
    )
    router.callback_query.register(
        on_overview, ClusterEditingButton.filter(F.place == EditingScreen.HOME)
    )
    router.callback_query.register(
        on_ask_file, ClusterEditingButton.filter(F.place == EditingScreen.FILE)
    )
    router.callback_query.register(on_export, ClusterEditingButton.filter())
    router.callback_query.register(on_coverage, CoverageButton.filter())
    router.callback_query.register(on_undo, UndoButton.filter())
    router.callback_query.register(on_preview, PreviewButton.filter(F.act == UploadAct.SHOW))
    router.callback_query.register(on_apply, PreviewButton.filter(F.act.in_(APPLYING)))
    router.callback_query.register(on_drop, PreviewButton.filter(F.act == UploadAct.DROP))
    router.callback_query.register(on_edit, EditButton.filter())
    router.callback_query.register(on_column, ColumnButton.filter())
    router.message.register(on_file, StateFilter(EditingClusters.file), HasDocument())
    router.message.register(on_no_file, StateFilter(EditingClusters.file), NoCommand())
    router.callback_query.register(on_page, PageButton.filter())
    router.message.register(on_page_address, StateFilter(EditingClusters.page), FreeText())
    router.message.register(on_value, StateFilter(EditingClusters.value), FreeText())
    router.message.register(on_location, StateFilter(EditingClusters.value), HasLocation())
    return router


async def on_overview(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    overview = await cluster_editing.overview(actor)
    await state.clear()
    await show(query, views.overview_screen(overview, actor.zone, t))


async def on_ask_file(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    await cluster_editing.begin(actor)
    await state.set_state(EditingClusters.file)
    await show(query, views.ask_file(t))


async def on_file(
    message: Message,
    bot: Bot,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    """The question stays open: a file with mistakes comes again, corrected."""
    await cluster_editing.begin(actor)
    name, content = await downloaded(bot, message.document)
    upload_id = await cluster_editing.add(actor, name, content)
    await send(
        message, views.preview_screen(await cluster_editing.preview(actor, upload_id), 0, t)
    )


async def on_no_file(_message: Message) -> None:
    raise UserError("shelf-file-please")


async def on_export(
    query: CallbackQuery,
    callback_data: ClusterEditingButton,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    kind = "csv" if callback_data.place is EditingScreen.CSV else "xlsx"
    content = await cluster_editing.export(actor, kind)
    await acknowledge(query)
    if query.bot is not None:
        file = BufferedInputFile(content, f"clusters.{kind}")
        await query.bot.send_document(query.from_user.id, file, caption=t("shelf-export"))


async def on_coverage(
    query: CallbackQuery,
    callback_data: CoverageButton,
    actor: Actor,
    t: Translator,
    coverages: Coverages,
) -> None:
    report = await coverages.for_organisers(actor)
    await show(query, coverage_screen(report, callback_data.page, t))


async def on_undo(
    query: CallbackQuery,
    callback_data: UndoButton,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    if callback_data.sure:
        await cluster_editing.undo(actor, callback_data.version)
        overview = await cluster_editing.overview(actor)
        toast = t.plain("shelf-undone")
        await show(query, views.overview_screen(overview, actor.zone, t), toast=toast)
        return
    change = await cluster_editing.undoable(actor, callback_data.version)
    await show(query, views.undo_screen(change, actor.zone, t))


async def on_preview(
    query: CallbackQuery,
    callback_data: PreviewButton,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    preview = await cluster_editing.preview(actor, UploadId(callback_data.id))
    await show(query, views.preview_screen(preview, callback_data.page, t))


async def on_apply(
    query: CallbackQuery,
    callback_data: PreviewButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    is_whole = callback_data.act is UploadAct.REPLACE
    preview = await cluster_editing.apply(actor, UploadId(callback_data.id), is_whole=is_whole)
    if not preview.report.is_applied:
        await show(query, views.preview_screen(preview, 0, t))
        return
    await state.clear()
    await show(query, views.applied_screen(preview, t))


async def on_drop(
    query: CallbackQuery,
    callback_data: PreviewButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    await cluster_editing.discard(actor, UploadId(callback_data.id))
    await state.clear()
    overview = await cluster_editing.overview(actor)
    await show(
        query, views.overview_screen(overview, actor.zone, t), toast=t.plain("shelf-dropped")
    )


async def on_edit(
    query: CallbackQuery,
    callback_data: EditButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    cluster, _ = await cluster_editing.card(actor, ClusterId(callback_data.id))
    await state.clear()
    await acknowledge(query)
    await send_to_chat(query, views.fields_screen(cluster, t))


async def on_column(
    query: CallbackQuery,
    callback_data: ColumnButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    if callback_data.column >= len(EDITED):
        raise NotFound("button-outdated")
    column = EDITED[callback_data.column]
    cluster, row = await cluster_editing.card(actor, ClusterId(callback_data.id))
    await ask(state, EditingClusters.value, {"id": cluster.id, "column": column})
    await show(query, views.ask_value(cluster, column, row, t))


async def on_page(
    query: CallbackQuery,
    callback_data: PageButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    cluster, _ = await cluster_editing.card(actor, ClusterId(callback_data.id))
    await state.set_state(EditingClusters.page)
    await state.set_data({"id": cluster.id})
    await show(query, views.ask_page(cluster, t))


async def on_page_address(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
    college_pages: CollegePages,
) -> None:
    """An address that will not do is refused and another one may be sent."""
    data = await state.get_data()
    upload_id = await college_pages.propose(actor, ClusterId(data["id"]), message.text or "")
    preview = await cluster_editing.preview(actor, upload_id)
    await send(message, views.preview_screen(preview, 0, t))


async def on_value(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    """A value that will not do is refused and may be typed again."""
    data = await state.get_data()
    screen = await _edited(data, message.text or "", actor, t, cluster_editing)
    await send(message, screen)


async def on_location(
    message: Message,
    point: Point,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    cluster_editing: ClusterEditing,
) -> None:
    """Takes the place of the college's building; whatever else was asked for is still waited
    for."""
    data = await state.get_data()
    if data["column"] != POINT:
        raise UserError("edit-card-text-please")
    text = f"{point.lat:.6f}, {point.lon:.6f}"
    await send(message, await _edited(data, text, actor, t, cluster_editing))


async def _edited(
    data: dict[str, Any], text: str, actor: Actor, t: Translator, cluster_editing: ClusterEditing
) -> Screen:
    upload_id = await cluster_editing.edit(actor, ClusterId(data["id"]), data["column"], text)
    return views.preview_screen(await cluster_editing.preview(actor, upload_id), 0, t)
