from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, Message

from domain.errors import NotFound
from domain.ids import AnswerId
from domain.people.users import Actor
from handlers.callbacks.clusters.answers import (
    BUTTONS,
    AdmissionDatesButton,
    AnswerButton,
    SectionButton,
    SectionsButton,
    WhomToAskButton,
)
from handlers.clusters.answers import views
from handlers.clusters.answers.admission_views import DATES
from handlers.clusters.cards.screens import around_home
from handlers.clusters.cards.views import ask_place
from services.clusters.answers import Answers
from services.clusters.catalogue import Clusters
from services.clusters.open_days.coming import OpenDays
from services.people.admission_dates import AdmissionDates
from services.places.gazetteer import Gazetteer
from ui.filters import OwnButton, Pressed
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="answers")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.message.register(on_apply, or_f(Command("apply"), Pressed("menu-apply")))
    router.callback_query.register(on_sections, SectionsButton.filter())
    router.callback_query.register(on_section, SectionButton.filter())
    router.callback_query.register(on_answer, AnswerButton.filter())
    router.callback_query.register(on_admission_dates, AdmissionDatesButton.filter())
    router.callback_query.register(on_whom_to_ask, WhomToAskButton.filter())
    return router


async def on_apply(message: Message, t: Translator, answers: Answers, open_days: OpenDays) -> None:
    await send(message, await _sections(t, answers, open_days))


async def _sections(t: Translator, answers: Answers, open_days: OpenDays) -> Screen:
    """The list of sections, with the way to open days where a college has announced one."""
    has_days = bool(await open_days.coming(None))
    return views.sections_screen(await answers.book(), t, has_open_days=has_days)


async def on_sections(
    query: CallbackQuery,
    callback_data: SectionsButton,
    t: Translator,
    answers: Answers,
    open_days: OpenDays,
) -> None:
    screen = await _sections(t, answers, open_days)
    if not callback_data.apart:
        await show(query, screen)
        return
    await acknowledge(query)
    await send_to_chat(query, screen)


async def on_section(
    query: CallbackQuery, callback_data: SectionButton, t: Translator, answers: Answers
) -> None:
    found = (await answers.book()).by_section.get(callback_data.section)
    if found is None:
        raise NotFound("answers-gone")
    await show(query, views.section_screen(callback_data.section, found, t))


async def on_answer(
    query: CallbackQuery,
    callback_data: AnswerButton,
    actor: Actor,
    t: Translator,
    answers: Answers,
    admission_dates: AdmissionDates,
) -> None:
    answer = await answers.answer(AnswerId(callback_data.id))
    following = (await answers.book()).after(answer, views.NEXT_QUESTIONS)
    chosen = answer.id == DATES and await admission_dates.are_chosen(actor)
    await show(query, views.answer_screen(answer, following, t, are_reminded=chosen))


async def on_admission_dates(
    query: CallbackQuery,
    callback_data: AdmissionDatesButton,
    actor: Actor,
    t: Translator,
    answers: Answers,
    admission_dates: AdmissionDates,
) -> None:
    """The answer about the dates, with the button as it is now."""
    wanted = callback_data.wanted
    await admission_dates.choose(actor, wanted=wanted)
    toast = t.plain("admission-dates-are-on" if wanted else "admission-dates-are-off")
    book = await answers.book()
    answer = book.by_id.get(DATES)
    if answer is None:
        await acknowledge(query, toast)
        return
    following = book.after(answer, views.NEXT_QUESTIONS)
    screen = views.answer_screen(answer, following, t, are_reminded=wanted)
    await show(query, screen, toast=toast)


async def on_whom_to_ask(
    query: CallbackQuery, actor: Actor, t: Translator, clusters: Clusters, places: Gazetteer
) -> None:
    """A message of its own: the answer above stays to be read."""
    screen = await around_home(actor, t, clusters, places)
    await acknowledge(query)
    await send_to_chat(query, screen or ask_place(actor, t))
