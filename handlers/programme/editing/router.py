from __future__ import annotations

from datetime import date, datetime

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.ids import EventId, SessionId
from domain.people.users import Actor
from handlers.callbacks.people.start import cancelling
from handlers.callbacks.programme.editing import (
    BUTTONS,
    Ask,
    AskButton,
    DayEditingButton,
    EventEditingButton,
    ProgrammeEditingButton,
    ProgrammeEditingPageButton,
    SessionEditingButton,
)
from handlers.programme.editing import (
    materials,
    session_editing,
    uploads,
    views,
)
from handlers.states import EditingProgramme
from services.programme.editing import ProgrammeEditing
from ui.asking import ask
from ui.filters import FreeText, OwnButton
from ui.keyboards import inline
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="programme-editing")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.callback_query.register(on_events, ProgrammeEditingButton.filter())
    router.callback_query.register(on_events, ProgrammeEditingPageButton.filter())
    router.callback_query.register(on_event, EventEditingButton.filter())
    router.callback_query.register(on_day, DayEditingButton.filter())
    router.callback_query.register(on_session, SessionEditingButton.filter())
    router.callback_query.register(on_ask, AskButton.filter())
    router.message.register(on_new_session, StateFilter(EditingProgramme.session), FreeText())
    for part in (uploads, session_editing, materials):
        part.register(router)
    return router


async def on_events(
    query: CallbackQuery,
    callback_data: ProgrammeEditingButton | ProgrammeEditingPageButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    await state.clear()
    page = callback_data.page if isinstance(callback_data, ProgrammeEditingPageButton) else 0
    await show(query, views.events_screen(await programme_editing.events(actor), page, t))


async def on_event(
    query: CallbackQuery,
    callback_data: EventEditingButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
    now: datetime,
) -> None:
    await state.clear()
    programme = await programme_editing.programme(actor, EventId(callback_data.id))
    today = now.astimezone(programme.zone).date()
    await show(query, views.day_screen(programme, programme.nearest_day(today), 0, t))


async def on_day(
    query: CallbackQuery,
    callback_data: DayEditingButton,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    programme = await programme_editing.programme(actor, EventId(callback_data.event))
    day = date.fromordinal(callback_data.day)
    await show(query, views.day_screen(programme, day, callback_data.page, t))


async def on_session(
    query: CallbackQuery,
    callback_data: SessionEditingButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    await state.clear()
    sheet = await programme_editing.sheet(actor, SessionId(callback_data.id))
    await show(query, views.sheet_screen(sheet, t))


async def on_ask(
    query: CallbackQuery,
    callback_data: AskButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    """A file, or the lines of a new session."""
    await programme_editing.begin_asking(actor)
    is_file = callback_data.what is Ask.FILE
    await ask(
        state,
        EditingProgramme.file if is_file else EditingProgramme.session,
        {"event": callback_data.event},
    )
    await acknowledge(query)
    await send_to_chat(
        query, Screen(t("upload-ask" if is_file else "edit-new-ask"), inline([cancelling(t)]))
    )


async def on_new_session(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    event_id = EventId((await state.get_data())["event"])
    session = await programme_editing.add(actor, event_id, message.text or "")
    await state.clear()
    await send(message, Screen(t("edit-new-done")))
    await send(message, views.sheet_screen(await programme_editing.sheet(actor, session.id), t))
