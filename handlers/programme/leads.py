"""Choosing how long before a session to be reminded: for all of them, or for one."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import NotFound
from domain.ids import SessionId
from domain.reminders import LEAD_MINUTES, bit_of
from domain.users import Actor
from handlers.programme.lead_views import AS_USUAL, leads_screen, session_leads_screen
from handlers.programme.reminder_callbacks import LeadButton, LeadsButton
from services.reminders import Reminders
from ui.screens import show
from ui.translator import Translator


def register(router: Router) -> None:
    router.callback_query.register(on_leads, LeadsButton.filter())
    router.callback_query.register(on_lead, LeadButton.filter())


async def on_leads(
    query: CallbackQuery,
    callback_data: LeadsButton,
    actor: Actor,
    t: Translator,
    reminders: Reminders,
) -> None:
    await _show(query, callback_data.id, actor, t, reminders)


async def on_lead(
    query: CallbackQuery,
    callback_data: LeadButton,
    actor: Actor,
    t: Translator,
    reminders: Reminders,
) -> None:
    """Turns one lead time over, in the set of a session or in the usual one."""
    minutes, session_id = callback_data.minutes, SessionId(callback_data.id)
    if minutes not in (*LEAD_MINUTES, AS_USUAL):
        raise NotFound("button-outdated")
    if not session_id:
        await reminders.choose(actor, await reminders.chosen(actor) ^ _bit(minutes))
    elif minutes == AS_USUAL:
        await reminders.choose_for(actor, session_id, None)
    else:
        going = await reminders.get(actor, session_id)
        await reminders.choose_for(actor, session_id, going.bits ^ _bit(minutes))
    await _show(query, session_id, actor, t, reminders)


def _bit(minutes: int) -> int:
    return bit_of(minutes) if minutes in LEAD_MINUTES else 0


async def _show(
    query: CallbackQuery, session_id: str, actor: Actor, t: Translator, reminders: Reminders
) -> None:
    if not session_id:
        await show(query, leads_screen(await reminders.chosen(actor), t))
        return
    going = await reminders.get(actor, SessionId(session_id))
    screen = session_leads_screen(
        session_id, going.session.title, going.bits, t, is_own=going.is_own
    )
    await show(query, screen)
