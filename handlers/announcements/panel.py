"""The panel of a draft, and what is changed from it: post, category, buttons, outlets."""

from __future__ import annotations

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.announcements.announcements import Announcement, Outlet, PostKind
from domain.errors import AlreadyHandled, NotFound, UserError
from domain.ids import AnnouncementId, ChatId
from domain.people.users import Actor
from handlers.announcements import parts, views
from handlers.announcements.counted import send_counted, show_counted
from handlers.announcements.outlets import named_outlet
from handlers.announcements.posts import copied
from handlers.callbacks.announcements import (
    CategoryButton,
    DraftButton,
    DraftStep,
    OutletButton,
    OutletsButton,
)
from handlers.states import ComposingAnnouncement
from services.announcements.drafts import AnnouncementDrafts
from services.announcements.outlets import Outlets
from services.announcements.release import AnnouncementRelease
from ui.albums import Albums
from ui.filters import FreeText
from ui.menu import main_keyboard
from ui.pickers import outlet_picker
from ui.screens import Screen, send, send_to_chat, show
from ui.translator import Translator


def register(router: Router) -> None:
    router.message.register(
        on_buttons_text, StateFilter(ComposingAnnouncement.buttons), FreeText()
    )
    router.message.register(on_new_post, StateFilter(ComposingAnnouncement.new_post))
    router.edited_message.register(on_edited, F.chat.type == ChatType.PRIVATE, ~F.location)
    router.message.register(on_outlet_named, StateFilter(ComposingAnnouncement.outlet))
    for step, handler in (
        (DraftStep.PANEL, on_panel),
        (DraftStep.SILENT, on_silent),
        (DraftStep.CATEGORY, on_category),
        (DraftStep.BUTTONS, on_buttons),
        (DraftStep.NO_BUTTONS, on_no_buttons),
        (DraftStep.POST, on_post),
        (DraftStep.OUTLETS, on_outlets),
        (DraftStep.ADD_OUTLET, on_add_outlet),
    ):
        router.callback_query.register(handler, DraftButton.filter(F.step == step))
    router.callback_query.register(on_category_chosen, CategoryButton.filter())
    router.callback_query.register(on_outlets_page, OutletsButton.filter())
    router.callback_query.register(on_outlet_toggle, OutletButton.filter())


async def send_panel(
    bot: Bot,
    one: Announcement,
    actor: Actor,
    t: Translator,
    announcement_release: AnnouncementRelease,
) -> None:
    panel_id = await send_counted(
        bot,
        actor.id,
        announcement_release.estimate(actor, one),
        lambda known: views.panel(one, known, actor, t),
    )
    await announcement_release.set_panel(one.id, panel_id)


async def show_panel(
    query: CallbackQuery,
    one: Announcement,
    actor: Actor,
    t: Translator,
    announcement_release: AnnouncementRelease,
) -> None:
    counting = announcement_release.estimate(actor, one)
    await show_counted(query, counting, lambda known: views.panel(one, known, actor, t))


async def on_panel(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    await state.clear()
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await show_panel(query, one, actor, t, announcement_release)


async def on_silent(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    one = await announcement_drafts.toggle_silent(actor, AnnouncementId(callback_data.id))
    await show_panel(query, one, actor, t, announcement_release)


async def on_category(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await show(query, views.category_screen(one, t))


async def on_category_chosen(
    query: CallbackQuery,
    callback_data: CategoryButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    one = await announcement_drafts.set_category(
        actor, AnnouncementId(callback_data.id), callback_data.category
    )
    await show_panel(query, one, actor, t, announcement_release)


async def on_buttons(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await ask_for(state, ComposingAnnouncement.buttons, one)
    await show(query, views.ask_buttons(one, t))


async def on_buttons_text(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    data = await state.get_data()
    one = await announcement_drafts.set_buttons(
        actor, AnnouncementId(data["id"]), message.text or ""
    )
    await _refresh_preview(bot, one, t)
    await show_anew(message, bot, state, one, actor, t, announcement_release)


async def on_no_buttons(
    query: CallbackQuery,
    callback_data: DraftButton,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    await state.clear()
    one = await announcement_drafts.remove_buttons(actor, AnnouncementId(callback_data.id))
    await _refresh_preview(bot, one, t)
    await show_panel(query, one, actor, t, announcement_release)


async def on_post(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    one = await announcement_drafts.check_draft(actor, AnnouncementId(callback_data.id))
    await ask_for(state, ComposingAnnouncement.new_post, one)
    await show(query, views.ask(one.id, "broadcast-replace-ask", t))


async def on_new_post(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
    albums: Albums,
) -> None:
    """A post in the place of the one that the draft has; what cannot be one is asked for again."""
    announcement_id = AnnouncementId((await state.get_data())["id"])

    async def whole(messages: list[Message]) -> None:
        try:
            await _replace(
                messages, announcement_id, bot, actor, t, announcement_drafts, announcement_release
            )
        except UserError as error:
            await send(message, Screen(t(error.key, **error.params)))
            if error.key.startswith("post-refused"):
                return
        except AlreadyHandled:
            await state.clear()
            raise
        await state.clear()

    await albums.collect(message, whole, forwarded=True)


async def on_edited(
    message: Message,
    bot: Bot,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    """The message that a draft was made of: its author finds the mistake there. What is confirmed
    keeps its copy, and says so.
    """
    one = await announcement_drafts.copied_from(actor, message.message_id)
    if one is None:
        return
    try:
        if one.post.kind is PostKind.ALBUM:
            raise UserError("broadcast-edited-album")
        await _replace([message], one.id, bot, actor, t, announcement_drafts, announcement_release)
    except UserError as error:
        await send(message, Screen(t(error.key, **error.params)))


async def _replace(
    messages: list[Message],
    announcement_id: AnnouncementId,
    bot: Bot,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    announcement_release: AnnouncementRelease,
) -> None:
    """Nothing is copied for what has been confirmed meanwhile."""
    one = await announcement_drafts.check_draft(actor, announcement_id)
    post = await copied(bot, messages, parts.copy_markup(one.buttons, t))
    one = await announcement_drafts.replace_post(actor, announcement_id, post)
    await send_panel(bot, one, actor, t, announcement_release)


async def on_outlets(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    await state.clear()
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await show(query, views.outlets_screen(one, await announcement_drafts.outlets(actor), 0, t))


async def on_outlets_page(
    query: CallbackQuery,
    callback_data: OutletsButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    known = await announcement_drafts.outlets(actor)
    await show(query, views.outlets_screen(one, known, callback_data.page, t))


async def on_outlet_toggle(
    query: CallbackQuery,
    callback_data: OutletButton,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    known = await announcement_drafts.outlets(actor)
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    every = views.listed(one, known)
    place = ChatId(callback_data.chat), callback_data.thread or None
    found = [outlet for outlet in every if (outlet.chat_id, outlet.thread_id) == place]
    if not found:
        raise NotFound("button-outdated")
    one = await announcement_drafts.toggle_outlet(actor, one.id, found[0])
    page = views.page_of(found[0], every)
    await show(query, views.outlets_screen(one, known, page, t))


async def on_add_outlet(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
) -> None:
    one = await announcement_drafts.get(actor, AnnouncementId(callback_data.id))
    await ask_for(state, ComposingAnnouncement.outlet, one)
    await show(query, views.ask(one.id, "broadcast-outlet-ask", t))
    await send_to_chat(query, Screen(t("broadcast-outlet-pick"), outlet_picker(t)))


async def on_outlet_named(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    announcement_drafts: AnnouncementDrafts,
    outlets: Outlets,
) -> None:
    data = await state.get_data()
    one = await announcement_drafts.get(actor, AnnouncementId(data["id"]))
    outlet: Outlet = await named_outlet(bot, message)
    await outlets.remember(outlet)
    if all((o.chat_id, o.thread_id) != (outlet.chat_id, outlet.thread_id) for o in one.outlets):
        one = await announcement_drafts.toggle_outlet(actor, one.id, outlet)
    await state.clear()
    added = t("broadcast-outlet-added", title=outlet.title)
    await send(message, Screen(added, main_keyboard(t)))
    known = await announcement_drafts.outlets(actor)
    await send(message, views.outlets_screen(one, known, views.page_of(outlet, known), t))


async def ask_for(state: FSMContext, awaited: object, one: Announcement) -> None:
    await state.set_state(awaited)  # type: ignore[arg-type]  # a State of Composing
    await state.update_data(id=one.id)


async def show_anew(
    message: Message,
    bot: Bot,
    state: FSMContext,
    one: Announcement,
    actor: Actor,
    t: Translator,
    announcement_release: AnnouncementRelease,
) -> None:
    """What was asked for has come: a fresh panel under it."""
    await state.clear()
    await send_panel(bot, one, actor, t, announcement_release)


async def _refresh_preview(bot: Bot, one: Announcement, t: Translator) -> None:
    """The copy in the organiser's chat shows the buttons that recipients will see."""
    if len(one.post.message_ids) == 1:
        await bot.edit_message_reply_markup(
            chat_id=one.post.chat_id,
            message_id=one.post.message_ids[0],
            reply_markup=parts.copy_markup(one.buttons, t),
        )
