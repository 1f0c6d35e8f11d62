from __future__ import annotations

import asyncio

from aiogram import Router
from aiogram.types import BufferedInputFile, CallbackQuery

from domain.errors import NotFound
from domain.ids import EventId, QuestionId, SessionId
from domain.people.users import Actor
from domain.programme.questions import QuestionState
from handlers.callbacks.programme.feedback import (
    BUTTONS,
    CommentsButton,
    FeedbackButton,
    JudgeButton,
    ModerationButton,
    ResultsButton,
    SessionFeedbackButton,
)
from handlers.programme.feedback import views
from services.programme.feedback import Feedback
from services.programme.questions import Questions
from ui.filters import OwnButton
from ui.images.charts import rating_chart
from ui.screens import acknowledge, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="feedback")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.callback_query.register(on_feedback, FeedbackButton.filter())
    router.callback_query.register(on_session, SessionFeedbackButton.filter())
    router.callback_query.register(on_moderation, ModerationButton.filter())
    router.callback_query.register(on_judge, JudgeButton.filter())
    router.callback_query.register(on_results, ResultsButton.filter())
    router.callback_query.register(on_comments, CommentsButton.filter())
    return router


async def on_feedback(
    query: CallbackQuery,
    callback_data: FeedbackButton,
    actor: Actor,
    t: Translator,
    feedback: Feedback,
) -> None:
    """A single event needs no choosing."""
    events = await feedback.events(actor)
    chosen = callback_data.event or (events[0].id if len(events) == 1 else "")
    if not chosen:
        await show(query, views.events_screen(events, callback_data.page, t))
        return
    overview = await feedback.overview(actor, EventId(chosen), callback_data.page)
    await show(query, views.overview_screen(overview, t))


async def on_session(
    query: CallbackQuery,
    callback_data: SessionFeedbackButton,
    actor: Actor,
    t: Translator,
    feedback: Feedback,
) -> None:
    found, event = await feedback.session(actor, SessionId(callback_data.id))
    await show(query, views.session_screen(found, event, t))


async def on_moderation(
    query: CallbackQuery,
    callback_data: ModerationButton,
    actor: Actor,
    t: Translator,
    questions: Questions,
) -> None:
    session_id, waiting = SessionId(callback_data.id), callback_data.waiting
    found = await questions.for_moderation(actor, session_id, callback_data.page, waiting=waiting)
    await show(query, views.moderation_screen(found, t, waiting=waiting))


async def on_judge(
    query: CallbackQuery,
    callback_data: JudgeButton,
    actor: Actor,
    t: Translator,
    questions: Questions,
) -> None:
    state, waiting = callback_data.state, callback_data.waiting
    if state is QuestionState.ASKED:
        raise NotFound("button-outdated")
    session_id = await questions.moderate(actor, QuestionId(callback_data.id), state)
    found = await questions.for_moderation(actor, session_id, callback_data.page, waiting=waiting)
    screen = views.moderation_screen(found, t, waiting=waiting)
    await show(query, screen, toast=t.plain(f"moderation-made-{state}"))


async def on_results(
    query: CallbackQuery,
    callback_data: ResultsButton,
    actor: Actor,
    t: Translator,
    feedback: Feedback,
) -> None:
    results = await feedback.results(actor, SessionId(callback_data.id))
    screen = views.results_screen(results, t)
    await acknowledge(query)
    if not results.count or query.bot is None:
        await send_to_chat(query, screen)
        return
    words = views.chart_words(results, t)
    picture = await asyncio.to_thread(rating_chart, results.distribution, **words)
    await query.bot.send_photo(
        query.from_user.id,
        BufferedInputFile(picture, "ratings.png"),
        caption=screen.text,
        reply_markup=screen.markup,
    )


async def on_comments(
    query: CallbackQuery,
    callback_data: CommentsButton,
    actor: Actor,
    t: Translator,
    feedback: Feedback,
) -> None:
    found = await feedback.comments(actor, SessionId(callback_data.id), callback_data.page)
    await show(query, views.comments_screen(found, t))
