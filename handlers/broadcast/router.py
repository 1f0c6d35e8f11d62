from __future__ import annotations

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.announcements import Announcement, AnnouncementState, Outlet
from domain.errors import NotFound, UserError
from domain.ids import AnnouncementId, ChatId
from domain.users import Actor
from handlers.broadcast import audience, rounds, views
from handlers.broadcast.callbacks import BUTTONS, CategoryButton, DraftButton, OutletButton, Step
from handlers.broadcast.outlets import named_outlet, on_membership, on_migration
from handlers.broadcast.posts import copied
from handlers.broadcast.states import Composing
from services.broadcasts import Broadcasts, Confirmed
from services.dispatches import Dispatches
from services.organisers import Organisers
from services.outlets import Outlets
from ui.albums import Albums
from ui.filters import FreeText, Migrates, OwnButton
from ui.screens import Screen, acknowledge, send, send_to, show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="broadcast")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.my_chat_member.register(on_membership, F.chat.type != ChatType.PRIVATE)
    router.message.register(on_broadcast, Command("broadcast"))
    router.message.register(on_post, StateFilter(Composing.post))
    router.message.register(on_buttons_text, StateFilter(Composing.buttons), FreeText())
    router.message.register(on_start_text, StateFilter(Composing.start), FreeText())
    router.message.register(on_expiry_text, StateFilter(Composing.expiry), FreeText())
    router.message.register(on_outlet_named, StateFilter(Composing.outlet))
    for step, handler in (
        (Step.PANEL, on_panel),
        (Step.SILENT, on_silent),
        (Step.CATEGORY, on_category),
        (Step.BUTTONS, on_buttons),
        (Step.NO_BUTTONS, on_no_buttons),
        (Step.WHEN, on_when),
        (Step.TYPE_TIME, on_type_time),
        (Step.NOW, on_now),
        (Step.LOCAL, on_local),
        (Step.EXPIRY, on_expiry),
        (Step.NO_EXPIRY, on_no_expiry),
        (Step.OUTLETS, on_outlets),
        (Step.ADD_OUTLET, on_add_outlet),
        (Step.TEST, on_test),
        (Step.SEND, on_send),
        (Step.CONFIRM, on_confirm),
        (Step.APPROVE, on_approve),
        (Step.WITHDRAW, on_withdraw),
        (Step.DISCARD, on_discard),
        (Step.DISCARD_SURE, on_discard_sure),
    ):
        router.callback_query.register(handler, DraftButton.filter(F.step == step))
    router.callback_query.register(on_category_chosen, CategoryButton.filter())
    router.callback_query.register(on_outlet_toggle, OutletButton.filter())
    audience.register(router)
    rounds.register(router)
    return router


def build_migrations() -> Router:
    """A router of its own, to stand first: groups speak to the bot in nothing else."""
    router = Router(name="migrations")
    router.message.register(on_migration, Migrates())
    return router


# -- the post


async def on_broadcast(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    organisers: Organisers,
    broadcasts: Broadcasts,
) -> None:
    """Alone it asks for the post; as a reply it takes the message that it replies to."""
    await organisers.check(actor)
    if message.reply_to_message is not None:
        await take_post([message.reply_to_message], bot, actor, t, broadcasts)
        return
    await state.set_state(Composing.post)
    await send(message, Screen(t("broadcast-ask")))


async def on_post(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
    albums: Albums,
) -> None:
    async def whole(parts: list[Message]) -> None:
        try:
            await take_post(parts, bot, actor, t, broadcasts)
        except UserError as error:
            await send(message, Screen(t(error.key, **error.params)))
            return
        await state.clear()

    await albums.collect(message, whole)


async def take_post(
    parts: list[Message], bot: Bot, actor: Actor, t: Translator, broadcasts: Broadcasts
) -> None:
    """The copy is the preview: made by the method that delivers, with the buttons it will have."""
    post = await copied(bot, parts, views.copy_markup((), t))
    one = await broadcasts.draft(actor, post)
    await send_panel(bot, one, actor, t, broadcasts)


async def send_panel(
    bot: Bot, one: Announcement, actor: Actor, t: Translator, broadcasts: Broadcasts
) -> None:
    screen = views.panel(one, await broadcasts.estimate(actor, one), actor, t)
    panel_id = await send_to(bot, actor.id, screen)
    await broadcasts.set_panel(one.id, panel_id)


# -- the panel


async def on_panel(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    await state.clear()
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await _show_panel(query, one, actor, t, broadcasts)


async def on_silent(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.toggle_silent(actor, AnnouncementId(callback_data.id))
    await _show_panel(query, one, actor, t, broadcasts)


async def on_category(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await show(query, views.category_screen(one, t))


async def on_category_chosen(
    query: CallbackQuery,
    callback_data: CategoryButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.set_category(
        actor, AnnouncementId(callback_data.id), callback_data.category
    )
    await _show_panel(query, one, actor, t, broadcasts)


async def on_buttons(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await _await(state, Composing.buttons, one)
    await show(query, views.ask_buttons(one, t))


async def on_buttons_text(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    data = await state.get_data()
    one = await broadcasts.set_buttons(actor, AnnouncementId(data["id"]), message.text or "")
    await _refresh_preview(bot, one, t)
    await _done(message, bot, state, one, actor, t, broadcasts)


async def on_no_buttons(
    query: CallbackQuery,
    callback_data: DraftButton,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    await state.clear()
    one = await broadcasts.remove_buttons(actor, AnnouncementId(callback_data.id))
    await _refresh_preview(bot, one, t)
    await _show_panel(query, one, actor, t, broadcasts)


async def on_when(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await _show_when(query, one, actor, t, broadcasts)


async def on_type_time(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await _await(state, Composing.start, one)
    await show(query, views.ask_time(one, actor, t, broadcasts.clock.now()))


async def on_start_text(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    data = await state.get_data()
    one = await broadcasts.set_start(actor, AnnouncementId(data["id"]), message.text or "")
    await _done(message, bot, state, one, actor, t, broadcasts)


async def on_now(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.start_now(actor, AnnouncementId(callback_data.id))
    await _show_panel(query, one, actor, t, broadcasts)


async def on_local(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.toggle_local(actor, AnnouncementId(callback_data.id))
    await _show_when(query, one, actor, t, broadcasts)


async def on_expiry(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await _await(state, Composing.expiry, one)
    await show(query, views.ask_expiry(one, t))


async def on_expiry_text(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    data = await state.get_data()
    one = await broadcasts.set_expiry(actor, AnnouncementId(data["id"]), message.text or "")
    await _done(message, bot, state, one, actor, t, broadcasts)


async def on_no_expiry(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    await state.clear()
    one = await broadcasts.remove_expiry(actor, AnnouncementId(callback_data.id))
    await _show_panel(query, one, actor, t, broadcasts)


# -- channels and topics


async def on_outlets(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    await state.clear()
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await show(query, views.outlets_screen(one, await broadcasts.outlets(actor), t))


async def on_outlet_toggle(
    query: CallbackQuery,
    callback_data: OutletButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    known = await broadcasts.outlets(actor)
    place = ChatId(callback_data.chat), callback_data.thread or None
    found = [outlet for outlet in known if (outlet.chat_id, outlet.thread_id) == place]
    if not found:
        raise NotFound("button-outdated")
    one = await broadcasts.toggle_outlet(actor, AnnouncementId(callback_data.id), found[0])
    await show(query, views.outlets_screen(one, known, t))


async def on_add_outlet(
    query: CallbackQuery,
    callback_data: DraftButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await _await(state, Composing.outlet, one)
    await show(query, views.ask(one.id, "broadcast-outlet-ask", t))


async def on_outlet_named(
    message: Message,
    bot: Bot,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
    outlets: Outlets,
) -> None:
    data = await state.get_data()
    one = await broadcasts.get(actor, AnnouncementId(data["id"]))
    outlet: Outlet = await named_outlet(bot, message)
    await outlets.remember(outlet)
    if all((o.chat_id, o.thread_id) != (outlet.chat_id, outlet.thread_id) for o in one.outlets):
        one = await broadcasts.toggle_outlet(actor, one.id, outlet)
    await state.clear()
    await send(message, views.outlets_screen(one, await broadcasts.outlets(actor), t))


# -- out


async def on_test(
    query: CallbackQuery, callback_data: DraftButton, actor: Actor, t: Translator,
    broadcasts: Broadcasts,
) -> None:  # fmt: skip
    await broadcasts.test(actor, AnnouncementId(callback_data.id))
    await acknowledge(query, t.plain("broadcast-test-sent"))


async def on_send(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    if one.state is not AnnouncementState.DRAFT:
        raise UserError("broadcast-already-confirmed")
    estimate = await broadcasts.estimate(actor, one)
    await show(query, views.confirm_screen(one, estimate, actor, t))


async def on_confirm(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
    dispatches: Dispatches,
) -> None:
    """The message under the button becomes the progress of the sending."""
    panel_id = query.message.message_id if query.message else None
    done = await broadcasts.confirm(actor, AnnouncementId(callback_data.id), panel_id=panel_id)
    progress = await dispatches.progress(done.dispatch.id) if done.dispatch else None
    await show(query, views.confirmed_screen(done, progress, actor.zone, t))


async def on_approve(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    done = await broadcasts.approve(actor, AnnouncementId(callback_data.id))
    key = "broadcast-approved" if done.outcome is Confirmed.STARTED else "broadcast-approved-later"
    await show(query, Screen(t(key)))


async def on_withdraw(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.withdraw(actor, AnnouncementId(callback_data.id))
    if actor.id == one.author_id:
        await _show_panel(query, one, actor, t, broadcasts)
    else:
        await show(query, Screen(t("broadcast-rejected")))


async def on_discard(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    one = await broadcasts.get(actor, AnnouncementId(callback_data.id))
    await show(query, views.discard_screen(one, t))


async def on_discard_sure(
    query: CallbackQuery,
    callback_data: DraftButton,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    await broadcasts.discard(actor, AnnouncementId(callback_data.id))
    await show(query, Screen(t("broadcast-discarded")))


# -- shared


async def _show_panel(
    query: CallbackQuery, one: Announcement, actor: Actor, t: Translator, broadcasts: Broadcasts
) -> None:
    await show(query, views.panel(one, await broadcasts.estimate(actor, one), actor, t))


async def _show_when(
    query: CallbackQuery, one: Announcement, actor: Actor, t: Translator, broadcasts: Broadcasts
) -> None:
    estimate = await broadcasts.estimate(actor, one)
    await show(query, views.when_screen(one, estimate, actor, t))


async def _await(state: FSMContext, awaited: object, one: Announcement) -> None:
    await state.set_state(awaited)  # type: ignore[arg-type]  # a State of Composing
    await state.update_data(id=one.id)


async def _done(
    message: Message,
    bot: Bot,
    state: FSMContext,
    one: Announcement,
    actor: Actor,
    t: Translator,
    broadcasts: Broadcasts,
) -> None:
    """What was asked for has come: a fresh panel under it."""
    await state.clear()
    await send_panel(bot, one, actor, t, broadcasts)


async def _refresh_preview(bot: Bot, one: Announcement, t: Translator) -> None:
    """The copy in the organiser's chat shows the buttons that recipients will see."""
    if len(one.post.message_ids) == 1:
        await bot.edit_message_reply_markup(
            chat_id=one.post.chat_id,
            message_id=one.post.message_ids[0],
            reply_markup=views.copy_markup(one.buttons, t),
        )
