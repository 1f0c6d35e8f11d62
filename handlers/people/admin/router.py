from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command, StateFilter, or_f
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, MessageOriginHiddenUser, MessageOriginUser

from domain.errors import UserError
from domain.ids import AnnouncementId, UserId
from domain.people.users import Actor
from handlers.callbacks.people.admin import (
    AdminButton,
    AdminScreen,
    ArchiveButton,
    LeaveButton,
    LogButton,
    OrganisersButton,
    RemoveButton,
    UnderWayButton,
)
from handlers.callbacks.people.start import cancelling
from handlers.people.admin import views
from handlers.states import AddingOrganiser, ComposingAnnouncement
from services.announcements.dispatches import Dispatches
from services.announcements.drafts import AnnouncementDrafts
from services.people.organisers import Organisers
from ui.filters import OwnButton
from ui.keyboards import inline
from ui.menu import main_keyboard
from ui.pickers import Picked, Request, person_picker
from ui.screens import Screen, acknowledge, send, send_to_chat, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="admin")
    router.callback_query.filter(
        OwnButton(
            AdminButton,
            ArchiveButton,
            LeaveButton,
            LogButton,
            OrganisersButton,
            RemoveButton,
            UnderWayButton,
        )
    )
    router.message.register(on_admin, Command("admin"))
    router.message.register(
        on_organiser_named, or_f(StateFilter(AddingOrganiser.organiser), Picked(Request.ORGANISER))
    )
    for place, handler in (
        (AdminScreen.HOME, on_home),
        (AdminScreen.COMPOSE, on_compose),
        (AdminScreen.UNDER_WAY, on_under_way),
        (AdminScreen.ORGANISERS, on_organisers),
        (AdminScreen.ADD, on_add),
    ):
        router.callback_query.register(handler, AdminButton.filter(F.place == place))
    router.callback_query.register(on_archive, ArchiveButton.filter())
    router.callback_query.register(on_organisers_page, OrganisersButton.filter())
    router.callback_query.register(on_under_way_page, UnderWayButton.filter())
    router.callback_query.register(on_leave, LeaveButton.filter())
    router.callback_query.register(on_log, LogButton.filter())
    router.callback_query.register(on_remove, RemoveButton.filter())
    return router


async def on_admin(
    message: Message, actor: Actor, t: Translator, organisers: Organisers, now: datetime
) -> None:
    dashboard = await organisers.dashboard(actor)
    await send(message, views.dashboard_screen(dashboard, now, t))


async def on_home(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    organisers: Organisers,
    now: datetime,
) -> None:
    await state.clear()
    dashboard = await organisers.dashboard(actor)
    await show(query, views.dashboard_screen(dashboard, now, t))


async def on_leave(
    query: CallbackQuery,
    callback_data: LeaveButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
    organisers: Organisers,
    now: datetime,
) -> None:
    if query.message is not None:
        shown = query.message.message_id
        await dispatches.leave(actor, AnnouncementId(callback_data.id), shown)
    await on_home(query, state, actor, t, organisers, now)


async def on_compose(
    query: CallbackQuery,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    await announcement_drafts.begin(actor)
    await state.set_state(ComposingAnnouncement.post)
    await acknowledge(query)
    await send_to_chat(query, Screen(t("broadcast-ask"), inline([cancelling(t)])))


async def on_under_way(
    query: CallbackQuery, actor: Actor, t: Translator, dispatches: Dispatches
) -> None:
    await show(query, views.under_way_screen(await dispatches.under_way(actor), 0, actor, t))


async def on_under_way_page(
    query: CallbackQuery,
    callback_data: UnderWayButton,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    found = await dispatches.under_way(actor)
    await show(query, views.under_way_screen(found, callback_data.page, actor, t))


async def on_archive(
    query: CallbackQuery,
    callback_data: ArchiveButton,
    actor: Actor,
    t: Translator,
    dispatches: Dispatches,
) -> None:
    page = max(0, callback_data.page)
    found, total = await dispatches.archive(actor, page)
    await show(query, views.archive_screen(found, total, page, actor.zone, t))


async def on_organisers(
    query: CallbackQuery, state: FSMContext, actor: Actor, t: Translator, organisers: Organisers
) -> None:
    await state.clear()
    found = await organisers.everyone(actor)
    await show(query, views.organisers_screen(found, 0, actor, t))


async def on_organisers_page(
    query: CallbackQuery,
    callback_data: OrganisersButton,
    actor: Actor,
    t: Translator,
    organisers: Organisers,
) -> None:
    found = await organisers.everyone(actor)
    await show(query, views.organisers_screen(found, callback_data.page, actor, t))


async def on_add(
    query: CallbackQuery, state: FSMContext, actor: Actor, t: Translator, organisers: Organisers
) -> None:
    organisers.begin_adding(actor)
    await state.set_state(AddingOrganiser.organiser)
    await show(query, views.ask_organiser(t))
    picker = person_picker(t, "organisers-pick", Request.ORGANISER)
    await send_to_chat(query, Screen(t("organisers-pick-ask"), picker))


async def on_organiser_named(
    message: Message, state: FSMContext, actor: Actor, t: Translator, organisers: Organisers
) -> None:
    user_id, name = _named(message)
    added = await organisers.add(actor, user_id, name)
    await state.clear()
    key = "organisers-added" if added else "organisers-already"
    await send(message, Screen(t(key, name=name or str(user_id)), main_keyboard(t)))
    found = await organisers.everyone(actor)
    page = views.page_of(user_id, found)
    await send(message, views.organisers_screen(found, page, actor, t))


def _named(message: Message) -> tuple[UserId, str]:
    """Chosen with the button, from a forwarded message, or an id. Raises UserError."""
    if message.users_shared is not None and message.users_shared.users:
        chosen = message.users_shared.users[0]
        names = filter(None, (chosen.first_name, chosen.last_name))
        return UserId(chosen.user_id), " ".join(names)
    origin = message.forward_origin
    if isinstance(origin, MessageOriginUser):
        if origin.sender_user.is_bot:
            raise UserError("organisers-bot")
        return UserId(origin.sender_user.id), origin.sender_user.full_name
    if isinstance(origin, MessageOriginHiddenUser):
        raise UserError("organisers-hidden")
    text = (message.text or "").strip()
    if not (text.isascii() and text.isdecimal()):
        raise UserError("organisers-unclear")
    return UserId(int(text)), ""


async def on_remove(
    query: CallbackQuery,
    callback_data: RemoveButton,
    actor: Actor,
    t: Translator,
    organisers: Organisers,
) -> None:
    user_id = UserId(callback_data.id)
    named = await organisers.removable(actor, user_id)
    page = views.page_of(user_id, await organisers.everyone(actor))
    if not callback_data.sure:
        await show(query, views.remove_screen(named, page, t))
        return
    await organisers.remove(actor, user_id)
    left = await organisers.everyone(actor)
    await show(query, views.organisers_screen(left, page, actor, t))


async def on_log(
    query: CallbackQuery,
    callback_data: LogButton,
    actor: Actor,
    t: Translator,
    organisers: Organisers,
) -> None:
    page = max(0, callback_data.page)
    entries, total = await organisers.log(actor, page)
    await show(query, views.log_screen(entries, total, page, actor.zone, t))
