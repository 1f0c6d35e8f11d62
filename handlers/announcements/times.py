"""When an announcement goes out, and until when it is still worth sending."""

from __future__ import annotations

from datetime import datetime

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.announcements.announcements import Announcement
from domain.ids import AnnouncementId
from domain.people.users import Actor
from handlers.announcements import views
from handlers.announcements.counted import show_counted
from handlers.announcements.panel import ask_for, show_anew, show_panel
from handlers.callbacks.announcements import DraftButton, DraftStep
from handlers.states import ComposingAnnouncement
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.release import AnnouncementRelease
from ui.filters import FreeText
from ui.screens import show
from ui.translator import Translator


def register(router: Router) -> None:
    router.message.register(on_start_text, StateFilter(ComposingAnnouncement.start), FreeText())
    router.message.register(on_expiry_text, StateFilter(ComposingAnnouncement.expiry), FreeText())
    for step, handler in (
        (DraftStep.WHEN, on_when),
        (DraftStep.TYPE_TIME, on_type_time),
        (DraftStep.NOW, on_now),
        (DraftStep.LOCAL, on_local),
        (DraftStep.EXPIRY, on_expiry),
        (DraftStep.NO_EXPIRY, on_no_expiry),
    ):
        router.callback_query.register(handler, DraftButton.filter(F.step == step))


async def on_when(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    """The screen asks when; who answers in words is understood at once."""
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await ask_for(state, ComposingAnnouncement.start, one)
    await _show_when(query, one, actor, t, announcement_release)


async def on_type_time(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    now: datetime,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await ask_for(state, ComposingAnnouncement.start, one)
    await show(query, views.ask_time(one, actor, t, now))


async def on_start_text(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    data = await state.get_data()
    one = await announcement_drafts.set_start(
        actor, AnnouncementId(data["id"]), message.text or ""
    )
    await show_anew(message, bot, state, one, actor, t, announcement_release)


async def on_now(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    await state.clear()
    one = await announcement_drafts.start_now(actor, AnnouncementId(callback_data.id))
    await show_panel(query, one, actor, t, announcement_release)


async def on_local(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    one = await announcement_drafts.toggle_local(actor, AnnouncementId(callback_data.id))
    await _show_when(query, one, actor, t, announcement_release)


async def on_expiry(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await ask_for(state, ComposingAnnouncement.expiry, one)
    await show(query, views.ask_expiry(one, t))


async def on_expiry_text(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    data = await state.get_data()
    one = await announcement_drafts.set_expiry(
        actor, AnnouncementId(data["id"]), message.text or ""
    )
    await show_anew(message, bot, state, one, actor, t, announcement_release)


async def on_no_expiry(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    await state.clear()
    one = await announcement_drafts.remove_expiry(actor, AnnouncementId(callback_data.id))
    await show_panel(query, one, actor, t, announcement_release)


async def _show_when(
    query: CallbackQuery,
    one: Announcement,
    actor: Actor,
    t: Translator,
    announcement_release: AnnouncementRelease,
) -> None:
    counting = announcement_release.estimate(actor, one)
    await show_counted(query, counting, lambda known: views.when_screen(one, known, actor, t))
