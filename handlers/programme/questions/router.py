from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.ids import QuestionId, SessionId
from domain.people.users import Actor
from handlers.callbacks.programme.questions import (
    BUTTONS,
    AskButton,
    QuestionsButton,
    VoteButton,
)
from handlers.programme.questions import views
from handlers.states import AskingSpeakers
from services.programme.questions import Questions
from ui.asking import ask
from ui.filters import FreeText, OwnButton
from ui.screens import acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="questions")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.callback_query.register(on_ask, AskButton.filter())
    router.callback_query.register(on_questions, QuestionsButton.filter())
    router.callback_query.register(on_vote, VoteButton.filter())
    router.message.register(on_question, StateFilter(AskingSpeakers.question), FreeText())
    return router


async def on_ask(
    query: CallbackQuery,
    callback_data: AskButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    questions: Questions,
) -> None:
    session = await questions.open(actor, SessionId(callback_data.id))
    await ask(state, AskingSpeakers.question, {"session_id": session.id})
    await acknowledge(query)
    await send_to_chat(query, views.ask_screen(session, t))


async def on_question(
    message: Message, state: FSMContext, actor: Actor, t: Translator, questions: Questions
) -> None:
    """What cannot be asked leaves the bot waiting: people correct it and send it again."""
    data = await state.get_data()
    session_id = SessionId(str(data.get("session_id")))
    session = await questions.ask(actor, session_id, message.text or "")
    await state.clear()
    await send(message, views.asked_screen(session, t))


async def on_questions(
    query: CallbackQuery,
    callback_data: QuestionsButton,
    actor: Actor,
    t: Translator,
    questions: Questions,
) -> None:
    found = await questions.page(actor, SessionId(callback_data.id), callback_data.page)
    await show(query, views.questions_screen(found, t))


async def on_vote(
    query: CallbackQuery,
    callback_data: VoteButton,
    actor: Actor,
    t: Translator,
    questions: Questions,
) -> None:
    question_id, wanted = QuestionId(callback_data.id), callback_data.wanted
    session_id = await questions.vote(actor, question_id, wanted=wanted)
    found = await questions.page(actor, session_id, callback_data.page)
    toast = t.plain("question-vote-taken" if wanted else "question-vote-returned")
    await show(query, views.questions_screen(found, t), toast=toast)
