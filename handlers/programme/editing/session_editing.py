"""One session by hand: a draft field by field, then old and new, then saved."""

from __future__ import annotations

from datetime import timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.ids import DraftId, SessionId
from domain.people.users import Actor
from handlers.callbacks.programme.editing import (
    EditButton,
    EditStep,
    EditStepButton,
    MoveButton,
    MoveByButton,
    SessionFieldButton,
)
from handlers.programme.editing import edit_views as views
from handlers.programme.editing.views import sheet_screen
from handlers.states import EditingProgramme
from services.programme.editing import ProgrammeEditing
from services.programme.session_fields import Field
from ui.asking import ask
from ui.filters import FreeText
from ui.screens import acknowledge, send, send_to_chat, show
from ui.translator import Translator


def register(router: Router) -> None:
    router.callback_query.register(on_edit, EditButton.filter())
    router.callback_query.register(on_field, SessionFieldButton.filter())
    router.callback_query.register(on_move, MoveButton.filter())
    router.callback_query.register(on_move_by, MoveByButton.filter())
    for step, handler in (
        (EditStep.SHOW, on_show),
        (EditStep.KEEP, on_keep),
        (EditStep.CONFIRM, on_confirm),
        (EditStep.DROP, on_drop),
    ):
        router.callback_query.register(handler, EditStepButton.filter(F.step == step))
    router.callback_query.register(
        on_save, EditStepButton.filter(F.step.in_({EditStep.SAVE, EditStep.QUIET}))
    )
    router.callback_query.register(
        on_cancelled, EditStepButton.filter(F.step.in_({EditStep.CANCEL, EditStep.RESTORE}))
    )
    router.message.register(on_field_text, StateFilter(EditingProgramme.field), FreeText())


async def on_edit(
    query: CallbackQuery,
    callback_data: EditButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    await state.clear()
    edit = await programme_editing.begin(actor, SessionId(callback_data.id))
    await show(query, views.edit_screen(edit, t))


async def on_show(
    query: CallbackQuery,
    callback_data: EditStepButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    await state.clear()
    await show(
        query, views.edit_screen(await programme_editing.edit(actor, DraftId(callback_data.id)), t)
    )


async def on_field(
    query: CallbackQuery,
    callback_data: SessionFieldButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    edit = await programme_editing.edit(actor, DraftId(callback_data.id))
    field: Field = callback_data.field
    await ask(state, EditingProgramme.field, {"draft": edit.draft.id, "field": field.value})
    await acknowledge(query)
    await send_to_chat(query, views.ask_screen(edit, field, t))


async def on_move(
    query: CallbackQuery,
    callback_data: MoveButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    """A tap or a typed start: either is looked at once more and then saved."""
    edit = await programme_editing.begin(actor, SessionId(callback_data.id))
    question = {"draft": edit.draft.id, "field": Field.STARTS.value, "is_move": True}
    await ask(state, EditingProgramme.field, question)
    await show(query, views.move_screen(edit, t))


async def on_move_by(
    query: CallbackQuery,
    callback_data: MoveByButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    by = timedelta(minutes=callback_data.minutes)
    edit = await programme_editing.shift(actor, DraftId(callback_data.id), by)
    await state.clear()
    await show(query, views.confirm_screen(edit, t))


async def on_field_text(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    """A text that will not do leaves the question open: the next one may."""
    data = await state.get_data()
    draft_id = DraftId(data["draft"])
    edit = await programme_editing.type(actor, draft_id, Field(data["field"]), message.text or "")
    await state.clear()
    going = await programme_editing.crowded(actor, draft_id)
    shown = views.confirm_screen if data.get("is_move") else views.edit_screen
    screen = shown(edit, t) if going is None else views.crowded(edit, going, t)
    await send(message, screen)


async def on_cancelled(
    query: CallbackQuery,
    callback_data: EditStepButton,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    is_cancelled = callback_data.step is EditStep.CANCEL
    edit = await programme_editing.set_cancelled(
        actor, DraftId(callback_data.id), is_cancelled=is_cancelled
    )
    await show(query, views.edit_screen(edit, t))


async def on_keep(
    query: CallbackQuery,
    callback_data: EditStepButton,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    edit = await programme_editing.keep_all(actor, DraftId(callback_data.id))
    await show(query, views.edit_screen(edit, t))


async def on_confirm(
    query: CallbackQuery,
    callback_data: EditStepButton,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    draft_id = DraftId(callback_data.id)
    edit = await programme_editing.edit(actor, draft_id)
    going = await programme_editing.crowded(actor, draft_id)
    screen = views.confirm_screen(edit, t) if going is None else views.crowded(edit, going, t)
    await show(query, screen)


async def on_save(
    query: CallbackQuery,
    callback_data: EditStepButton,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    draft_id, is_quiet = DraftId(callback_data.id), callback_data.step is EditStep.QUIET
    edit = await programme_editing.edit(actor, draft_id)
    stale = await programme_editing.save(actor, draft_id, is_quiet=is_quiet)
    if stale is not None:
        await show(query, views.edit_screen(stale, t))
        return
    sheet = await programme_editing.sheet(actor, edit.now.id)
    told = 0 if is_quiet else edit.audience
    toast = t.plain("edit-saved-telling", count=told) if told else t.plain("edit-saved")
    await show(query, sheet_screen(sheet, t), toast=toast)


async def on_drop(
    query: CallbackQuery,
    callback_data: EditStepButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    await state.clear()
    session_id = await programme_editing.drop(actor, DraftId(callback_data.id))
    await show(query, sheet_screen(await programme_editing.sheet(actor, session_id), t))
