"""Personal badges, and what an organiser does who scans one."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.ids import EventId, SessionId, UserId
from domain.people.users import Actor
from handlers.callbacks.programme.checkin import (
    ActButton,
    AddButton,
    BadgeButton,
    CheckInAct,
    CheckInButton,
    CheckInEventButton,
    CheckInPageButton,
    CheckInSessionButton,
    RenewBadgeButton,
    VisitorButton,
)
from handlers.programme.checkin import views
from handlers.programme.checkin.attendee_lists import end_search
from handlers.programme.checkin.qr_codes import send_code
from services.people.users import Users
from services.programme.admission.checkin import Badge, CheckIn
from services.programme.editing import ProgrammeEditing
from ui.links import deep_link
from ui.screens import acknowledge, send, show
from ui.translator import Translator

TOASTS = {
    CheckInAct.MARK: "door-toast-mark",
    CheckInAct.LET_IN: "door-toast-let-in",
    CheckInAct.ADD: "door-toast-add",
    CheckInAct.UNDO: "door-toast-undo",
}


def register(router: Router) -> None:
    router.callback_query.register(on_badge, BadgeButton.filter())
    router.callback_query.register(on_renew_badge, RenewBadgeButton.filter())
    router.callback_query.register(on_visitor, VisitorButton.filter())
    router.callback_query.register(on_act, ActButton.filter())
    router.callback_query.register(on_add, AddButton.filter())
    router.callback_query.register(on_events, CheckInButton.filter())
    router.callback_query.register(on_events, CheckInPageButton.filter())
    router.callback_query.register(on_event, CheckInEventButton.filter())
    router.callback_query.register(on_check_in, CheckInSessionButton.filter())


# -- badges


async def on_link(
    message: Message,
    command: CommandObject,
    actor: Actor,
    t: Translator,
    users: Users,
    checkin: CheckIn,
    bot_username: str,
) -> None:
    """/start in_<token>."""
    await users.follow_link(actor)
    found = await checkin.scan(actor, (command.args or "").removeprefix("in_"))
    if isinstance(found, Badge):
        await _send_badge(message, found, t, bot_username)
    else:
        await send(message, views.visit_screen(found, t))


async def on_badge(
    query: CallbackQuery, actor: Actor, t: Translator, checkin: CheckIn, bot_username: str
) -> None:
    await acknowledge(query)
    await _send_badge(query, await checkin.badge(actor), t, bot_username)


async def on_renew_badge(
    query: CallbackQuery,
    callback_data: RenewBadgeButton,
    actor: Actor,
    t: Translator,
    checkin: CheckIn,
    bot_username: str,
) -> None:
    badge = await checkin.renew_badge(actor, callback_data.mark)
    await acknowledge(query, t.plain("badge-renewed"))
    await _send_badge(query, badge, t, bot_username)


async def _send_badge(
    happening: CallbackQuery | Message, badge: Badge, t: Translator, bot_username: str
) -> None:
    url = deep_link(bot_username, "in", badge.token)
    await send_code(happening, url, views.badge_caption(badge, url, t))


# -- visitors


async def on_visitor(
    query: CallbackQuery,
    callback_data: VisitorButton,
    actor: Actor,
    t: Translator,
    checkin: CheckIn,
) -> None:
    session_id = SessionId(callback_data.session)
    visit = await checkin.visit(actor, UserId(callback_data.person), session_id or None)
    await show(query, views.visit_screen(visit, t, session_id))


async def on_add(
    query: CallbackQuery,
    callback_data: AddButton,
    actor: Actor,
    t: Translator,
    checkin: CheckIn,
) -> None:
    visit = await checkin.visit(actor, UserId(callback_data.person), None)
    await show(query, views.add_screen(visit, t))


async def on_act(
    query: CallbackQuery,
    callback_data: ActButton,
    actor: Actor,
    t: Translator,
    checkin: CheckIn,
) -> None:
    """What is so already stays so: the screen says when and by whom."""
    person, session_id = UserId(callback_data.person), SessionId(callback_data.session)
    act = {
        CheckInAct.MARK: checkin.mark,
        CheckInAct.LET_IN: checkin.let_in,
        CheckInAct.ADD: checkin.add,
        CheckInAct.UNDO: checkin.undo,
    }[callback_data.act]
    is_new = await act(actor, person, session_id)
    visit = await checkin.visit(actor, person, session_id)
    toast = t.plain(TOASTS[callback_data.act] if is_new else "door-toast-was")
    await show(query, views.visit_screen(visit, t, session_id), toast=toast)


# -- sessions


async def on_events(
    query: CallbackQuery,
    callback_data: CheckInButton | CheckInPageButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    """Lists the events; where there is a single one, its sessions at once."""
    events = await programme_editing.events(actor)
    await end_search(state)
    if len(events) == 1:
        programme = await programme_editing.programme(actor, events[0].id)
        await show(query, views.event_screen(programme, 0, t))
        return
    page = callback_data.page if isinstance(callback_data, CheckInPageButton) else 0
    await show(query, views.events_screen(events, page, t))


async def on_event(
    query: CallbackQuery,
    callback_data: CheckInEventButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    programme_editing: ProgrammeEditing,
) -> None:
    programme = await programme_editing.programme(actor, EventId(callback_data.event))
    await end_search(state)
    await show(query, views.event_screen(programme, callback_data.page, t))


async def on_check_in(
    query: CallbackQuery,
    callback_data: CheckInSessionButton,
    state: FSMContext,
    actor: Actor,
    t: Translator,
    checkin: CheckIn,
    now: datetime,
) -> None:
    check_in = await checkin.of_session(actor, SessionId(callback_data.id))
    await end_search(state)
    await show(query, views.check_in_screen(check_in, now, t))
