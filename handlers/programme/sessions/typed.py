"""What participants type rather than press: «где мой бейдж», «во сколько завтра начало»."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from domain.people.users import Actor
from domain.programme.programmes import SessionCard
from handlers.callbacks.programme.calendars import MyCalendarButton
from handlers.callbacks.programme.checkin import BadgeButton
from handlers.callbacks.programme.downloads import ChangesButton
from handlers.callbacks.programme.sessions import EventsButton
from handlers.programme.sessions.day_views import my_schedule
from handlers.programme.sessions.offers import people_row
from handlers.programme.sessions.router import on_programme, programme_of_day
from handlers.programme.sessions.schedule_views import schedule_screen
from handlers.programme.sessions.views import card_screen
from services.language.letters import words
from services.language.moments.moment_words import WEEKDAYS
from services.programme.sessions import Programmes
from services.search.lookup import Lookup
from services.search.reading.intents import OF_PROGRAMME, Intent
from ui.filters import Asks, FreeText
from ui.keyboards import button, inline
from ui.screens import Screen, send
from ui.translator import Translator

OF_SCHEDULE = {
    Intent.MY_SCHEDULE: "",
    Intent.NOT_COMING: "programme-not-coming",
    Intent.LATE: "programme-late",
    Intent.ASK_SPEAKER: "programme-ask-speaker",
    Intent.MATERIALS: "programme-materials",
}
"""Answered by the person's own sessions, with a sentence above them."""

ABOUT_IT = frozenset([Intent.PROGRAMME, Intent.EVENT])

DAYS_OF_WEEK = 7

EVENTS_SHOWN = 8

CHANGED = re.compile(
    r"\b(?:(?:из|по)?мен(?:ил|ял|ен)|перен[её]с|отмен|что нового"
    r"|chang|moved|cancel|what(?:.?s| is) new)",
    re.IGNORECASE,
)
"""Where the programme is asked about: what was moved and cancelled, not all that it holds."""

UNKNOWN_HERE = {
    Intent.CERTIFICATE: "programme-certificate",
    Intent.ON_SITE: "programme-on-site",
}
"""What only the organisers know: who they are, and the programme with its rooms."""


COMMANDS = frozenset(
    [Intent.HELP, Intent.MENU, Intent.THANKS, Intent.MORE, Intent.CLOSER, Intent.ANYWHERE]
)
"""Words that lead on from whatever was shown, also where a session is called so."""


class NamesSession(Filter):
    """The title of a session of an event that the reader goes to; the handler gets its card.

    A command, the number of something listed and the town that a search waits for are none.
    """

    async def __call__(
        self, message: Message, actor: Actor, programmes: Programmes, lookup: Lookup
    ) -> dict[str, SessionCard] | bool:
        text = message.text or ""
        session_id = await programmes.named(actor, text)
        if session_id is None:
            return False
        query = await lookup.read(text)
        if query.number or (query.is_all_intent and query.intent in COMMANDS):
            return False
        if query.is_somewhere and not query.has_trade and await lookup.waiting(actor):
            return False
        return {"named": await programmes.card(actor, session_id)}


def build() -> Router:
    """Before the search and after every conversation that waits for a text."""
    router = Router(name="programme-typed")
    router.message.register(on_named, FreeText(), NamesSession())
    router.message.register(on_typed, FreeText(), Asks(OF_PROGRAMME))
    return router


async def on_named(
    message: Message, actor: Actor, t: Translator, named: SessionCard, lookup: Lookup
) -> None:
    """Shows the session that the text names; who searched for colleges by that word is told how
    to."""
    screen = card_screen(named, actor, t)
    query = await lookup.read_typed(message.text or "")
    if not query.is_empty:
        key = "programme-named-place" if query.is_somewhere else "programme-named"
        hint = t(key, title=named.session.title)
        screen = Screen("\n\n".join([screen.text, hint]), screen.markup)
    await send(message, screen)


async def on_typed(
    message: Message,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
    intent: Intent,
    now: datetime,
) -> None:
    if intent is Intent.PEOPLE:
        await send(message, Screen(t("programme-people"), inline(people_row(t))))
    elif not await programmes.events():
        await on_programme(message, actor, t, programmes, now)
    elif intent is Intent.BADGE:
        row = [button(t.plain("schedule-badge"), BadgeButton()), my_schedule(t)]
        await send(message, Screen(t("programme-badge-asked"), inline(row)))
    elif intent is Intent.CALENDAR:
        row = [button(t.plain("calendar-open"), MyCalendarButton()), my_schedule(t)]
        await send(message, Screen(t("programme-calendar-asked"), inline(row)))
    elif intent in ABOUT_IT and CHANGED.search(message.text or ""):
        await send(message, await _changes(t, programmes))
    elif intent in OF_SCHEDULE:
        await send(message, await _mine(actor, t, programmes, OF_SCHEDULE[intent]))
    elif intent in UNKNOWN_HERE:
        row = [button(t.plain("programme-whole"), EventsButton()), my_schedule(t)]
        await send(message, Screen(t(UNKNOWN_HERE[intent]), inline(row)))
    elif (days := _days_to(message.text or "", now)) is not None:
        day = now + timedelta(days=days)
        await send(message, await programme_of_day(actor, t, programmes, day))
    elif intent is Intent.TOMORROW:
        await send(message, await programme_of_day(actor, t, programmes, now + timedelta(days=1)))
    else:
        await on_programme(message, actor, t, programmes, now)


def _days_to(text: str, now: datetime) -> int | None:
    """Days to the weekday that is named, today included: «сессии в среду». None where none is
    named."""
    said = words(text)
    weekday = next((day for day, one in WEEKDAYS.items() if any(map(one.fullmatch, said))), None)
    return None if weekday is None else (weekday - now.weekday()) % DAYS_OF_WEEK


async def _changes(t: Translator, programmes: Programmes) -> Screen:
    """The list of each of the nearest events; their names tell several apart."""
    events = (await programmes.events())[:EVENTS_SHOWN]
    label = t.plain("programme-changes")
    labels = [label] if len(events) == 1 else [f"{label}: {one.title}" for one in events]
    rows = [
        [button(name, ChangesButton(event=one.id))]
        for name, one in zip(labels, events, strict=True)
    ]
    return Screen(t("programme-changes-asked"), inline(*rows, [my_schedule(t)]))


async def _mine(actor: Actor, t: Translator, programmes: Programmes, key: str) -> Screen:
    """The person's schedule; who goes nowhere yet finds the sessions in the programme."""
    schedule = await programmes.schedule(actor)
    screen = schedule_screen(schedule, t)
    if not key or (key == OF_SCHEDULE[Intent.NOT_COMING] and not schedule):
        return screen
    if schedule:
        return Screen("\n".join([t(key), "", screen.text]), screen.markup)
    row = [button(t.plain("programme-whole"), EventsButton())]
    return Screen(t(key), inline(row))
