"""What participants type rather than press: «где мой бейдж», «во сколько завтра начало»."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from domain.people.users import Actor
from handlers.callbacks.programme.checkin import BadgeButton
from handlers.programme.sessions.day_views import my_schedule
from handlers.programme.sessions.router import on_programme, programme_of_day
from handlers.programme.sessions.schedule_views import schedule_screen
from services.programme.sessions import Programmes
from services.search.lookup import Lookup
from services.search.reading.intents import OF_PROGRAMME, Intent
from ui.filters import FreeText
from ui.keyboards import button, inline
from ui.screens import Screen, send
from ui.translator import Translator


class OfProgramme(Filter):
    """A text that asks of the programme and of nothing else; the handler gets `intent`."""

    async def __call__(self, message: Message, lookup: Lookup) -> dict[str, Intent] | bool:
        query = await lookup.read(message.text or "")
        if query.is_all_intent and query.intent in OF_PROGRAMME:
            return {"intent": query.intent}
        return False


def build() -> Router:
    """Before the search and after every conversation that waits for a text."""
    router = Router(name="programme-typed")
    router.message.register(on_typed, FreeText(), OfProgramme())
    return router


async def on_typed(
    message: Message,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
    intent: Intent,
    now: datetime,
) -> None:
    if not await programmes.events():
        await on_programme(message, actor, t, programmes, now)
    elif intent is Intent.BADGE:
        row = [button(t.plain("schedule-badge"), BadgeButton()), my_schedule(t)]
        await send(message, Screen(t("programme-badge-asked"), inline(row)))
    elif intent in {Intent.MY_SCHEDULE, Intent.NOT_COMING}:
        await send(message, await _mine(actor, t, programmes, intent))
    elif intent is Intent.TOMORROW:
        await send(message, await programme_of_day(actor, t, programmes, now + timedelta(days=1)))
    else:
        await on_programme(message, actor, t, programmes, now)


async def _mine(actor: Actor, t: Translator, programmes: Programmes, intent: Intent) -> Screen:
    schedule = await programmes.schedule(actor)
    screen = schedule_screen(schedule, t)
    if intent is Intent.NOT_COMING and schedule:
        return Screen("\n".join([t("programme-not-coming"), "", screen.text]), screen.markup)
    return screen
