"""Following a dispatch, and what can be done with an announcement once it is out."""

from __future__ import annotations

import logging

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from domain.ids import AnnouncementId, DispatchId
from domain.people.users import Actor
from handlers.announcements import dispatch_views, parts
from handlers.announcements.panel import send_panel
from handlers.announcements.posts import check_correction, copied, kind_of
from handlers.callbacks.announcements import (
    AnnouncementAct,
    DispatchButton,
    Later,
    SentButton,
)
from handlers.callbacks.people.start import cancelling
from handlers.states import ComposingAnnouncement
from services.announcements.dispatches import Dispatches, DispatchProgress
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.release import AnnouncementRelease
from ui.asking import ask
from ui.keyboards import inline
from ui.screens import Screen, acknowledge, send, send_to, send_to_chat, show
from ui.translator import Translator

log = logging.getLogger(__name__)


def register(router: Router) -> None:
    for act, on_act in (
        (AnnouncementAct.REFRESH, on_refresh),
        (AnnouncementAct.PAUSE, on_pause),
        (AnnouncementAct.RESUME, on_resume),
        (AnnouncementAct.CANCEL, on_cancel),
        (AnnouncementAct.CANCEL_SURE, on_cancel_sure),
        (AnnouncementAct.REPLACE, on_replace),
        (AnnouncementAct.IMPORTANT, on_important),
        (AnnouncementAct.IMPORTANT_SURE, on_important_sure),
    ):
        router.callback_query.register(on_act, DispatchButton.filter(F.act == act))
    for step, on_step in (
        (Later.SHOW, on_sent),
        (Later.CORRECT, on_correct),
        (Later.CORRECT_TEST, on_correct_test),
        (Later.CORRECT_SURE, on_correct_sure),
        (Later.RECALL, on_recall),
        (Later.RECALL_SURE, on_recall_sure),
        (Later.REPEAT, on_repeat),
    ):
        router.callback_query.register(on_step, SentButton.filter(F.step == step))
    router.message.register(on_correction, StateFilter(ComposingAnnouncement.correction))
    router.message.register(on_replacement, StateFilter(ComposingAnnouncement.replacement))


async def on_refresh(
    query: CallbackQuery,
    callback_data: DispatchButton,
    t: Translator,
    actor: Actor,
    dispatches: Dispatches,
) -> None:
    """The message goes on showing it, wherever the person has come from."""
    dispatch_id = DispatchId(callback_data.id)
    progress = await dispatches.progress_for(actor, dispatch_id)
    await show(query, dispatch_views.progress_screen(progress, actor.zone, t))
    if progress.dispatch.is_open and query.message is not None:
        await dispatches.follow(actor, dispatch_id, query.message.message_id)


async def on_pause(
    query: CallbackQuery,
    callback_data: DispatchButton,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    progress = await dispatches.pause(actor, DispatchId(callback_data.id))
    await show(query, dispatch_views.progress_screen(progress, actor.zone, t))


async def on_resume(
    query: CallbackQuery,
    callback_data: DispatchButton,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    progress = await dispatches.resume(actor, DispatchId(callback_data.id))
    await show(query, dispatch_views.progress_screen(progress, actor.zone, t))


async def on_cancel(
    query: CallbackQuery,
    callback_data: DispatchButton,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    progress = await dispatches.progress_for(actor, DispatchId(callback_data.id))
    await show(query, dispatch_views.cancel_screen(progress, t))


async def on_cancel_sure(
    query: CallbackQuery,
    callback_data: DispatchButton,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    progress = await dispatches.cancel(actor, DispatchId(callback_data.id))
    await show(query, dispatch_views.progress_screen(progress, actor.zone, t))


async def on_important(
    query: CallbackQuery,
    callback_data: DispatchButton,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    progress = await dispatches.progress_for(actor, DispatchId(callback_data.id))
    if progress.can_hurry:
        await show(query, dispatch_views.important_screen(progress, t))
    else:
        await show(query, dispatch_views.progress_screen(progress, actor.zone, t))


async def on_important_sure(
    query: CallbackQuery,
    callback_data: DispatchButton,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    progress = await dispatches.make_important(actor, DispatchId(callback_data.id))
    await show(query, dispatch_views.progress_screen(progress, actor.zone, t))


async def on_replace(
    query: CallbackQuery,
    callback_data: DispatchButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    await dispatches.progress_for(actor, DispatchId(callback_data.id))
    await state.set_state(ComposingAnnouncement.replacement)
    await state.update_data(id=callback_data.id)
    await acknowledge(query)
    await send_to_chat(query, Screen(t("dispatch-replace-ask"), inline([cancelling(t)])))


async def on_replacement(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    data = await state.get_data()
    post = await copied(bot, [message], parts.copy_markup((), t))
    progress = await dispatches.replace_post(actor, DispatchId(data["id"]), post)
    await state.clear()
    await _follow(bot, actor, progress, t, dispatches)


async def on_sent(
    query: CallbackQuery,
    callback_data: SentButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    await state.clear()
    rounds = await dispatches.of(actor, AnnouncementId(callback_data.id))
    await show(query, dispatch_views.sent_screen(rounds, actor.zone, t))


async def on_correct(
    query: CallbackQuery,
    callback_data: SentButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    announcement_id = AnnouncementId(callback_data.id)
    await dispatches.check_correctable(actor, announcement_id)
    await ask(state, ComposingAnnouncement.correction, {"id": announcement_id})
    await acknowledge(query)
    await send_to_chat(query, dispatch_views.ask_correction(announcement_id, t))


async def on_correction(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    dispatches: Dispatches,
) -> None:
    """What was sent becomes a preview, as of a new announcement; nothing is corrected yet."""
    data = await state.get_data()
    announcement_id = AnnouncementId(data["id"])
    one = await announcement_drafts.get(actor, announcement_id)
    await dispatches.check_correctable(actor, announcement_id, kind_of([message]))
    check_correction(message)
    post = await copied(bot, [message], parts.copy_markup(one.buttons, t))
    progress = await dispatches.stage_correction(actor, announcement_id, post)
    await state.clear()
    await send(message, dispatch_views.correction_screen(progress, t))


async def on_correct_test(
    query: CallbackQuery,
    callback_data: SentButton,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    await dispatches.test_correction(actor, AnnouncementId(callback_data.id))
    await acknowledge(query, t.plain("broadcast-test-sent"))


async def on_correct_sure(
    query: CallbackQuery,
    callback_data: SentButton,
    bot: Bot,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    """The message under the button becomes the first look at the correction under way."""
    announcement_id = AnnouncementId(callback_data.id)
    progress = await dispatches.correct_as_staged(actor, announcement_id)
    rounds = await dispatches.of(actor, announcement_id)
    await show(query, dispatch_views.sent_screen(rounds, actor.zone, t))
    await _follow(bot, actor, progress, t, dispatches)


async def on_recall(
    query: CallbackQuery,
    callback_data: SentButton,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    rounds = await dispatches.of(actor, AnnouncementId(callback_data.id))
    await show(
        query, dispatch_views.recall_screen(rounds[0].announcement, rounds[0].totals.sent, t)
    )


async def on_recall_sure(
    query: CallbackQuery,
    callback_data: SentButton,
    bot: Bot,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    """Buttons of what can be done no more go, wherever they stand."""
    announcement_id = AnnouncementId(callback_data.id)
    progress = await dispatches.recall(actor, announcement_id)
    rounds = await dispatches.of(actor, announcement_id)
    await show(query, dispatch_views.sent_screen(rounds, actor.zone, t))
    pressed = query.message.message_id if query.message else None
    for chat_id, message_id in await dispatches.followed_in(announcement_id):
        if (chat_id, message_id) != (actor.id, pressed):
            await _rebutton(bot, chat_id, message_id, dispatch_views.sent_markup(progress, t))
    await _follow(bot, actor, progress, t, dispatches)


async def on_repeat(
    query: CallbackQuery,
    callback_data: SentButton,
    bot: Bot,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    one = await announcement_drafts.repeat(actor, AnnouncementId(callback_data.id))
    await acknowledge(query)
    await send_panel(bot, one, actor, t, announcement_release)


async def _rebutton(bot: Bot, chat_id: int, message_id: int, markup: InlineKeyboardMarkup) -> None:
    """A message that its reader has deleted has no buttons either."""
    try:
        await bot.edit_message_reply_markup(
            chat_id=chat_id, message_id=message_id, reply_markup=markup
        )
    except TelegramAPIError as error:
        log.info("buttons of message %s stay: %s", message_id, error.message)


async def _follow(
    bot: Bot, actor: Actor, progress: DispatchProgress, t: Translator, dispatches: Dispatches
) -> None:
    """A message that shows how far it is, kept up to date from now on."""
    message_id = await send_to(
        bot, actor.id, dispatch_views.progress_screen(progress, actor.zone, t)
    )
    await dispatches.set_progress_message(progress.dispatch.id, message_id)
