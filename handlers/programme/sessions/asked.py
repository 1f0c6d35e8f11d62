"""What participants ask of their event in words: «где пленарка», «запиши меня на экскурсию», «что
сегодня в 17». Words alone join and leave nothing: they open what is asked about."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from domain.people.users import Actor
from handlers.callbacks.programme.sessions import ALL_TRACKS
from handlers.programme.sessions.asked_views import (
    badge_screen,
    files_screen,
    list_screen,
    to_rate_screen,
    wish_words,
)
from handlers.programme.sessions.day_views import day_screen
from handlers.programme.sessions.lines import GOING, WAITING, Marks
from handlers.programme.sessions.router import on_programme
from handlers.programme.sessions.schedule_views import schedule_screen
from handlers.programme.sessions.views import card_screen
from services.programme.sessions import Programmes
from services.programme.typed.answers import Answer, TypedQuestions
from services.programme.typed.asked import Topic
from services.search.lookup import Lookup
from ui.filters import FreeText
from ui.screens import Screen, send
from ui.translator import Translator

LEADS: dict[Topic | None, str] = {
    Topic.PLACES: "asked-places",
    Topic.JOIN: "asked-join-how",
    Topic.MEAL: "asked-meal",
}
"""Above the day that the question is of."""


class AsksOfEvent(Filter):
    """The handler gets `answer`. A word that no session knows may be of nothing else either."""

    async def __call__(
        self, message: Message, actor: Actor, typed_questions: TypedQuestions, lookup: Lookup
    ) -> dict[str, Answer] | bool:
        answer = await typed_questions.read(actor, message.text or "")
        if answer is None:
            return False
        if answer.question.unknown:
            told, of_it = await lookup.read(message.text or ""), answer.question.unknown
            if told.intent is not None or (await lookup.read(of_it)).says_something:
                return False
        return {"answer": answer}


def build() -> Router:
    """Before the search and after every conversation that waits for a text."""
    router = Router(name="programme-asked")
    router.message.register(on_asked, FreeText(), AsksOfEvent())
    return router


async def on_asked(
    message: Message,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
    lookup: Lookup,
    answer: Answer,
    now: datetime,
) -> None:
    if answer.topic is Topic.NOW:
        await on_programme(message, actor, t, programmes, now)
    elif answer.topic is None and len(answer.sessions) == 1:
        await send(message, await _card(message, actor, t, programmes, lookup, answer, now))
    else:
        await send(message, await _screen(actor, t, programmes, answer, now))


async def _card(
    message: Message,
    actor: Actor,
    t: Translator,
    programmes: Programmes,
    lookup: Lookup,
    answer: Answer,
    now: datetime,
) -> Screen:
    """With what its buttons do of what is wished; who may have searched for colleges by that word
    is told how to."""
    [(_, session)] = answer.sessions
    card = await programmes.card(actor, session.id)
    screen = card_screen(card, actor, t)
    lines = [wish_words(card, answer.question.wish, now, t), screen.text]
    if not answer.question.speaks_of_it:
        query = await lookup.read_typed(message.text or "")
        key = "programme-named-place" if query.is_somewhere else "programme-named"
        lines.append("" if query.is_empty else t(key, title=session.title))
    return Screen("\n\n".join(filter(None, lines)), screen.markup)


async def _screen(
    actor: Actor, t: Translator, programmes: Programmes, answer: Answer, now: datetime
) -> Screen:
    marks: Marks = {one: WAITING if waits else GOING for one, waits in answer.own.items()}
    if answer.topic is Topic.HERE:
        return badge_screen(t)
    if answer.topic is Topic.RATE:
        return to_rate_screen(answer.sessions, t)
    if answer.topic is Topic.WHERE:
        return schedule_screen(await programmes.schedule(actor), t)
    if answer.sessions:
        return list_screen(answer.sessions, answer.question.wish, marks, t)
    programme = answer.programme
    assert programme is not None
    if answer.topic is Topic.FILE:
        return files_screen(programme, t)
    today = answer.day or now.astimezone(programme.zone).date()
    day = programme.nearest_day(today)
    assert day is not None
    screen = day_screen(programme, day, ALL_TRACKS, marks, t)
    lead = LEADS.get(answer.topic)
    return Screen("\n\n".join([t(lead), screen.text]), screen.markup) if lead else screen
