from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, StateFilter, or_f
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.clusters.cards import Industry
from domain.clusters.questionnaire import Questionnaire
from domain.errors import UserError
from domain.people.users import Actor
from domain.places.geo import Point
from handlers.callbacks.clusters.questionnaire import (
    BUTTONS,
    QuestionButton,
    ResultButton,
    StartButton,
    WhereButton,
)
from handlers.clusters.cards.origins import of_place, of_point
from handlers.clusters.cards.screens import around_home, of_industry
from handlers.clusters.cards.views import choose_place
from handlers.clusters.questionnaire import screens, views
from handlers.states import ChoosingPlace
from services.clusters.catalogue import Clusters
from services.places.gazetteer import Gazetteer
from services.search.lookup import Lookup
from ui.asking import ask
from ui.filters import FreeText, HasLocation, OwnButton, Pressed
from ui.screens import acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="questionnaire")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_choose, or_f(Command("choose"), Pressed("menu-choose")))
    router.message.register(on_place, StateFilter(ChoosingPlace.place), FreeText())
    router.message.register(on_location, StateFilter(ChoosingPlace.place), HasLocation())
    router.callback_query.register(on_question, QuestionButton.filter())
    router.callback_query.register(on_result, ResultButton.filter())
    router.callback_query.register(on_start, StartButton.filter())
    router.callback_query.register(on_where, WhereButton.filter())
    return router


async def on_choose(
    message: Message, actor: Actor, t: Translator, questionnaire: Questionnaire, lookup: Lookup
) -> None:
    lookup.note_question(actor, "")
    await send(message, views.question_screen(questionnaire, "", t))


async def on_start(
    query: CallbackQuery, actor: Actor, t: Translator, questionnaire: Questionnaire, lookup: Lookup
) -> None:
    lookup.note_question(actor, "")
    await show(query, views.question_screen(questionnaire, "", t))


async def on_question(
    query: CallbackQuery,
    callback_data: QuestionButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    questionnaire: Questionnaire,
    lookup: Lookup,
) -> None:
    answers = callback_data.answers
    if not _is_current(callback_data, questionnaire):
        await show(query, views.outdated_screen(t))
        return
    screens.note(answers, actor, questionnaire, lookup)
    await show(query, await screens.after(questionnaire, answers, t, clusters))


async def on_result(
    query: CallbackQuery,
    callback_data: ResultButton,
    t: Translator,
    clusters: Clusters,
    questionnaire: Questionnaire,
) -> None:
    screen = views.outdated_screen(t)
    if _is_current(callback_data, questionnaire):
        screen = await screens.result(questionnaire, callback_data.answers, t, clusters)
    await show(query, screen)


async def on_where(
    query: CallbackQuery,
    callback_data: WhereButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    places: Gazetteer,
) -> None:
    """Asks where in a message of its own: the result stays for the other industries."""
    industry = callback_data.industry
    screen = await around_home(actor, t, clusters, places, industry)
    if screen is None:
        await ask(state, ChoosingPlace.place, {"industry": industry.value})
        screen = views.ask_where(industry, actor, t)
    await acknowledge(query)
    await send_to_chat(query, screen)


async def on_place(
    message: Message,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    places: Gazetteer,
) -> None:
    """A town that nobody knows leaves the bot waiting for another."""
    industry = await _wanted(state)
    if places.is_abroad(message.text or ""):
        raise UserError("place-abroad")
    match = places.find(message.text or "")
    if not match.places:
        raise UserError("choosing-place-unclear")
    await state.clear()
    if len(match.places) > 1:
        screen = choose_place(match.places, t, is_exact=match.exact, industry=industry)
    else:
        screen = await of_industry(of_place(match.places[0]), actor, t, clusters, industry)
    await send(message, screen)


async def on_location(
    message: Message,
    point: Point,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    places: Gazetteer,
) -> None:
    industry = await _wanted(state)
    await state.clear()
    await send(message, await of_industry(of_point(point, places), actor, t, clusters, industry))


async def _wanted(state: FSMContext) -> Industry:
    return Industry((await state.get_data())["industry"])


def _is_current(pressed: QuestionButton | ResultButton, questionnaire: Questionnaire) -> bool:
    return pressed.version == questionnaire.version and questionnaire.accepts(
        [int(digit) for digit in pressed.answers]
    )
