from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.clusters.answers import AnswerField
from domain.ids import AnswerDraftId, AnswerId
from domain.people.users import Actor
from handlers.callbacks.clusters.answer_editing import (
    BUTTONS,
    AddButton,
    AnswerEditingButton,
    AnswerFieldButton,
    DraftButton,
    EditedButton,
    ResetButton,
    VisibleButton,
)
from handlers.clusters.answer_editing import views
from handlers.states import EditingAnswer
from services.clusters.answer_editing import AnswerEditing
from ui.asking import ask
from ui.filters import FreeText, OwnButton
from ui.screens import send, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="answer-editing")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_text, StateFilter(EditingAnswer.text), FreeText())
    router.callback_query.register(on_answers, AnswerEditingButton.filter())
    router.callback_query.register(on_answer, EditedButton.filter())
    router.callback_query.register(on_field, AnswerFieldButton.filter())
    router.callback_query.register(on_draft, DraftButton.filter())
    router.callback_query.register(on_visible, VisibleButton.filter())
    router.callback_query.register(on_reset, ResetButton.filter())
    router.callback_query.register(on_add, AddButton.filter())
    return router


async def on_answers(
    query: CallbackQuery,
    callback_data: AnswerEditingButton,
    actor: Actor,
    t: Translator,
    answer_editing: AnswerEditing,
) -> None:
    answers, section = await answer_editing.all(actor), callback_data.section
    screen = views.sections_screen(answers, t)
    if section is not None:
        screen = views.section_screen(section, answers, t)
    await show(query, screen)


async def on_answer(
    query: CallbackQuery,
    callback_data: EditedButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    answer_editing: AnswerEditing,
) -> None:
    answer = await answer_editing.answer(actor, AnswerId(callback_data.id))
    await state.clear()
    is_shipped = answer_editing.is_shipped(answer)
    await show(query, views.answer_screen(answer, t, is_shipped=is_shipped))


async def on_field(
    query: CallbackQuery,
    callback_data: AnswerFieldButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    answer_editing: AnswerEditing,
) -> None:
    answer = await answer_editing.answer(actor, AnswerId(callback_data.id))
    await ask(state, EditingAnswer.text, {"answer": answer.id, "field": callback_data.field.value})
    await show(query, views.ask_field(answer, callback_data.field, t))


async def on_text(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    answer_editing: AnswerEditing,
) -> None:
    """A text that will not do leaves the bot waiting for a better one."""
    data = await state.get_data()
    field = AnswerField(data["field"])
    draft_id, answer = await answer_editing.draft(
        actor, AnswerId(data["answer"]), field, message.text or ""
    )
    await state.clear()
    await send(message, views.preview_screen(answer, field, draft_id, t))


async def on_draft(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    answer_editing: AnswerEditing,
) -> None:
    answer_id, draft_id = AnswerId(callback_data.id), AnswerDraftId(callback_data.draft)
    if callback_data.keep:
        answer, is_saved = await answer_editing.save(actor, answer_id, draft_id)
        toast = t.plain("answer-saved" if is_saved else "answer-draft-gone")
    else:
        answer = await answer_editing.discard(actor, answer_id, draft_id)
        toast = t.plain("answer-dropped")
    is_shipped = answer_editing.is_shipped(answer)
    await show(query, views.answer_screen(answer, t, is_shipped=is_shipped), toast=toast)


async def on_visible(
    query: CallbackQuery,
    callback_data: VisibleButton,
    actor: Actor,
    t: Translator,
    answer_editing: AnswerEditing,
) -> None:
    answer = await answer_editing.set_hidden(
        actor, AnswerId(callback_data.id), hidden=callback_data.hidden
    )
    is_shipped = answer_editing.is_shipped(answer)
    await show(query, views.answer_screen(answer, t, is_shipped=is_shipped))


async def on_reset(
    query: CallbackQuery,
    callback_data: ResetButton,
    actor: Actor,
    t: Translator,
    answer_editing: AnswerEditing,
) -> None:
    answer_id = AnswerId(callback_data.id)
    if not callback_data.sure:
        await show(query, views.reset_screen(await answer_editing.answer(actor, answer_id), t))
        return
    answer = await answer_editing.reset(actor, answer_id)
    toast = t.plain("answer-was-reset")
    await show(query, views.answer_screen(answer, t, is_shipped=True), toast=toast)


async def on_add(
    query: CallbackQuery,
    callback_data: AddButton,
    actor: Actor,
    t: Translator,
    answer_editing: AnswerEditing,
) -> None:
    answer = await answer_editing.add(actor, callback_data.section)
    await show(query, views.answer_screen(answer, t, is_shipped=False))
