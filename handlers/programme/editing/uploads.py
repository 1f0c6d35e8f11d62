"""A programme from a file: which event, what would change, apply or not."""

from __future__ import annotations

import asyncio

from aiogram import Bot, F, Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import ImportFileError, UserError
from domain.ids import EventId, UploadId
from domain.people.users import Actor
from handlers.callbacks.people.start import cancelling
from handlers.callbacks.programme.editing import EditAct, UploadButton, UploadEventButton
from handlers.programme.editing import upload_views as views
from handlers.states import EditingProgramme
from services.clusters.editing import ClusterEditing
from services.files.subjects import Subject
from services.people.organisers import Organisers
from services.places.gazetteer import Gazetteer
from services.places.zones import zone_told
from services.programme.editing import ProgrammeEditing
from services.programme.uploads import ProgrammeUploads, Target
from ui.asking import ask
from ui.files import downloaded
from ui.filters import FreeText, HasDocument, NoCommand
from ui.keyboards import inline
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator

KINDS = frozenset({"ics", "json", "xml", "csv", "tsv", "xlsx", "xlsm", "ods", "xls"})
OF_CARDS = {
    Subject.CLUSTERS.value: "upload-of-clusters",
    Subject.OPEN_DAYS.value: "upload-of-open-days",
}
"""What a file that nobody awaits is perhaps of, and how it is then answered."""

ANY_EVENT = "-"


class ScheduleFile(Filter):
    """A file that may be a programme, from an organiser. Others have no business with them."""

    async def __call__(self, message: Message, actor: Actor, organisers: Organisers) -> bool:
        name = (message.document and message.document.file_name) or ""
        if name.rpartition(".")[2].casefold() not in KINDS:
            return False
        return await organisers.may(actor)


def register(router: Router) -> None:
    router.message.register(on_file, StateFilter(EditingProgramme.file), HasDocument())
    router.message.register(on_no_file, StateFilter(EditingProgramme.file), NoCommand())
    router.message.register(on_file, StateFilter(None), HasDocument(), ScheduleFile())
    router.message.register(on_title, StateFilter(EditingProgramme.title), FreeText())
    router.message.register(on_zone, StateFilter(EditingProgramme.zone), FreeText())
    router.callback_query.register(on_event, UploadEventButton.filter())
    for act, handler in (
        (EditAct.EVENTS, on_events),
        (EditAct.NEW, on_new_event),
        (EditAct.SHOW, on_show),
        (EditAct.DROP, on_drop),
    ):
        router.callback_query.register(handler, UploadButton.filter(F.act == act))
    router.callback_query.register(
        on_apply, UploadButton.filter(F.act.in_({EditAct.APPLY, EditAct.QUIET}))
    )


async def on_file(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    uploads: ProgrammeUploads,
    programme_editing: ProgrammeEditing,
    cluster_editing: ClusterEditing,
) -> None:
    """The question stays open: a file with mistakes comes again, corrected."""
    await uploads.begin(actor)
    event = (await state.get_data()).get("event", ANY_EVENT)
    name, content = await downloaded(bot, message.document)
    known = None if event == ANY_EVENT else EventId(event)
    try:
        upload_id = await uploads.add(actor, name, content, known)
    except ImportFileError as error:
        if error.key not in OF_CARDS:
            raise
        cards_id = await cluster_editing.add(actor, name, content)
        await send(message, views.of_cards_screen(cards_id, OF_CARDS[error.key], t))
        return
    if known is None:
        await send(
            message,
            views.event_screen(upload_id, await programme_editing.events(actor), 0, name, t),
        )
        return
    await send(message, views.preview_screen(await uploads.preview(actor, upload_id), 0, t))


async def on_no_file(_message: Message) -> None:
    raise UserError("upload-file-please")


async def on_events(
    query: CallbackQuery,
    callback_data: UploadButton,
    actor: Actor,
    t: Translator,
    uploads: ProgrammeUploads,
    programme_editing: ProgrammeEditing,
) -> None:
    upload_id = UploadId(callback_data.id)
    name = await uploads.file_name(actor, upload_id)
    events = await programme_editing.events(actor)
    await show(query, views.event_screen(upload_id, events, callback_data.page, name, t))


async def on_event(
    query: CallbackQuery,
    callback_data: UploadEventButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    uploads: ProgrammeUploads,
) -> None:
    upload_id, event_id = UploadId(callback_data.id), EventId(callback_data.event)
    await uploads.choose(actor, upload_id, event_id)
    preview = await uploads.preview(actor, upload_id)
    await ask(state, EditingProgramme.file, {"event": event_id})
    await show(query, views.preview_screen(preview, 0, t))


async def on_new_event(
    query: CallbackQuery,
    callback_data: UploadButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    uploads: ProgrammeUploads,
) -> None:
    upload_id = UploadId(callback_data.id)
    target = await uploads.begin_event(actor, upload_id)
    await acknowledge(query)
    await send_to_chat(query, await _next(upload_id, target, state, actor, t, uploads))


async def on_title(
    message: Message, state: FSMContext, actor: Actor, t: Translator, uploads: ProgrammeUploads
) -> None:
    upload_id = UploadId((await state.get_data())["upload"])
    target = await uploads.name_event(actor, upload_id, message.text or "")
    await send(message, await _next(upload_id, target, state, actor, t, uploads))


async def on_zone(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    uploads: ProgrammeUploads,
    places: Gazetteer,
) -> None:
    upload_id = UploadId((await state.get_data())["upload"])
    target = await uploads.set_zone(actor, upload_id, await _zone(message.text or "", places))
    await send(message, await _next(upload_id, target, state, actor, t, uploads))


async def on_show(
    query: CallbackQuery,
    callback_data: UploadButton,
    actor: Actor,
    t: Translator,
    uploads: ProgrammeUploads,
) -> None:
    preview = await uploads.preview(
        actor, UploadId(callback_data.id), cancels_missing=callback_data.missing
    )
    await show(query, views.preview_screen(preview, callback_data.page, t))


async def on_apply(
    query: CallbackQuery,
    callback_data: UploadButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    uploads: ProgrammeUploads,
) -> None:
    is_quiet = callback_data.act is EditAct.QUIET
    preview = await uploads.apply(
        actor,
        UploadId(callback_data.id),
        cancels_missing=callback_data.missing,
        is_quiet=is_quiet,
    )
    if not preview.report.is_applied:
        await show(query, views.preview_screen(preview, 0, t))
        return
    await state.clear()
    await show(query, views.applied_screen(preview, t, is_quiet=is_quiet))


async def on_drop(
    query: CallbackQuery,
    callback_data: UploadButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    uploads: ProgrammeUploads,
) -> None:
    await uploads.discard(actor, UploadId(callback_data.id))
    await state.clear()
    await show(query, views.dropped_screen(t))


async def _next(
    upload_id: UploadId,
    target: Target,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    uploads: ProgrammeUploads,
) -> Screen:
    """What is still unknown of a new event is asked; then the file is tried out."""
    await state.set_data({"upload": upload_id})
    if not target.title:
        await state.set_state(EditingProgramme.title)
        return Screen(t("upload-title-ask"), inline([cancelling(t)]))
    if not target.tz:
        await state.set_state(EditingProgramme.zone)
        return Screen(t("upload-zone-ask", title=target.title), inline([cancelling(t)]))
    await state.clear()
    return views.preview_screen(await uploads.preview(actor, upload_id), 0, t)


async def _zone(text: str, places: Gazetteer) -> str:
    """The zone that is typed, by its name or by that of one place. Raises UserError."""
    zone = await asyncio.to_thread(zone_told, text, places)
    if zone is None:
        raise UserError("upload-zone-unclear")
    return zone
