"""Closed sessions: people show a code, organisers hand codes out."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.errors import UserError
from domain.ids import SessionId
from domain.people.users import Actor
from handlers.callbacks.people.start import cancelling
from handlers.callbacks.programme.checkin import (
    ClosingButton,
    CodeButton,
    InvitationButton,
    InvitationCodeButton,
)
from handlers.programme.checkin.invitation_views import (
    code_caption,
    invitation_screen,
    opened_screen,
)
from handlers.programme.checkin.qr_codes import send_code
from handlers.states import EnteringCode
from services.people.users import Users
from services.programme.admission.invitations import Invitation, Invitations
from ui.filters import FreeText
from ui.keyboards import inline
from ui.links import deep_link
from ui.menu import before_link
from ui.screens import Screen, acknowledge, send, send_all, send_to_chat, show
from ui.translator import Translator


def register(router: Router) -> None:
    router.callback_query.register(on_code_wanted, CodeButton.filter())
    router.callback_query.register(on_invitation, InvitationButton.filter())
    router.callback_query.register(on_closing, ClosingButton.filter())
    router.callback_query.register(on_picture, InvitationCodeButton.filter())
    router.message.register(on_code_typed, StateFilter(EnteringCode.code), FreeText())


async def on_link(
    message: Message,
    command: CommandObject,
    actor: Actor,
    t: Translator,
    users: Users,
    invitations: Invitations,
) -> None:
    """/start join_<code>."""
    await users.follow_link(actor)
    opened = await invitations.redeem(actor, (command.args or "").removeprefix("join_"))
    await send_all(message, [*before_link(actor, t), opened_screen(opened, t)])


async def on_code_wanted(query: CallbackQuery, state: FSMContext, t: Translator) -> None:
    await state.set_state(EnteringCode.code)
    await acknowledge(query)
    await send_to_chat(query, Screen(t("invitation-ask"), inline([cancelling(t)])))


async def on_code_typed(
    message: Message, state: FSMContext, actor: Actor, t: Translator, invitations: Invitations
) -> None:
    """A wrong one is told, and the next text is tried."""
    opened = await invitations.redeem(actor, message.text or "")
    await state.clear()
    await send(message, opened_screen(opened, t))


async def on_invitation(
    query: CallbackQuery,
    callback_data: InvitationButton,
    actor: Actor,
    t: Translator,
    invitations: Invitations,
    bot_username: str,
) -> None:
    found = await invitations.get(actor, SessionId(callback_data.id))
    await show(query, invitation_screen(found, _url(found, bot_username), t))


async def on_closing(
    query: CallbackQuery,
    callback_data: ClosingButton,
    actor: Actor,
    t: Translator,
    invitations: Invitations,
    bot_username: str,
) -> None:
    """A new code is shown as a picture too, ready to be forwarded."""
    found, is_new = await invitations.change(
        actor, SessionId(callback_data.id), callback_data.closing, callback_data.mark
    )
    url = _url(found, bot_username)
    await show(query, invitation_screen(found, url, t))
    if is_new and url:
        await send_code(query, url, code_caption(found, url, t))


async def on_picture(
    query: CallbackQuery,
    callback_data: InvitationCodeButton,
    actor: Actor,
    t: Translator,
    invitations: Invitations,
    bot_username: str,
) -> None:
    found = await invitations.get(actor, SessionId(callback_data.id))
    url = _url(found, bot_username)
    if not url:
        raise UserError("invitation-none")
    await acknowledge(query)
    await send_code(query, url, code_caption(found, url, t))


def _url(found: Invitation, bot_username: str) -> str:
    return deep_link(bot_username, "join", found.code) if found.code else ""
