from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import UserError
from domain.ids import SessionId
from domain.people.users import Actor
from handlers.callbacks.programme.ratings import (
    BUTTONS,
    CommentButton,
    RateButton,
    RatingButton,
)
from handlers.programme.ratings import views
from handlers.states import CommentingSession
from services.programme.ratings import Ratings
from ui.asking import ask
from ui.filters import FreeText, OwnButton
from ui.screens import acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="ratings")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.callback_query.register(on_rating, RatingButton.filter())
    router.callback_query.register(on_rate, RateButton.filter())
    router.callback_query.register(on_comment, CommentButton.filter())
    router.message.register(on_comment_text, StateFilter(CommentingSession.comment), FreeText())
    return router


async def on_rating(
    query: CallbackQuery,
    callback_data: RatingButton,
    actor: Actor,
    t: Translator,
    ratings: Ratings,
) -> None:
    """A message of its own: the card above stays."""
    rated = await ratings.get(actor, SessionId(callback_data.id))
    await acknowledge(query)
    await send_to_chat(query, views.rating_screen(rated, t))


async def on_rate(
    query: CallbackQuery,
    callback_data: RateButton,
    actor: Actor,
    t: Translator,
    ratings: Ratings,
) -> None:
    rated = await ratings.rate(actor, SessionId(callback_data.id), callback_data.stars)
    await show(query, views.rating_screen(rated, t), toast=t.plain("rating-taken"))


async def on_comment(
    query: CallbackQuery,
    callback_data: CommentButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    ratings: Ratings,
) -> None:
    rated = await ratings.get(actor, SessionId(callback_data.id))
    if rated.rating is None:
        raise UserError("rating-stars-first")
    await ask(state, CommentingSession.comment, {"session_id": rated.session.id})
    await acknowledge(query)
    await send_to_chat(query, views.ask_comment(rated.session, t))


async def on_comment_text(
    message: Message, state: FSMContext, actor: Actor, t: Translator, ratings: Ratings
) -> None:
    data = await state.get_data()
    session_id = SessionId(str(data.get("session_id")))
    rated = await ratings.comment(actor, session_id, message.text or "")
    await state.clear()
    await send(message, views.rating_screen(rated, t))
