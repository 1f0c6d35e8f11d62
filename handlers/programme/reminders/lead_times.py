"""Choosing how long before a session to be reminded: for all, for a track, or for one."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import NotFound
from domain.ids import EventId, SessionId
from domain.people.users import Actor
from domain.programme.reminders import LEAD_MINUTES, bit_of
from handlers.callbacks.programme.reminders import (
    LeadButton,
    LeadsButton,
    TrackLeadButton,
    TrackLeadsButton,
)
from handlers.programme.reminders.lead_time_views import (
    AS_USUAL,
    OFF,
    leads_screen,
    session_leads_screen,
    track_leads_screen,
    with_silence,
)
from services.programme.reminders import Reminders
from ui.screens import show
from ui.translator import Translator


def register(router: Router) -> None:
    router.callback_query.register(on_leads, LeadsButton.filter())
    router.callback_query.register(on_lead, LeadButton.filter())
    router.callback_query.register(on_track_leads, TrackLeadsButton.filter())
    router.callback_query.register(on_track_lead, TrackLeadButton.filter())


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
    if session_id:
        going = await reminders.get(actor, session_id)
        await reminders.choose_for(actor, session_id, _turned(going.bits, minutes))
    else:
        bits = await reminders.chosen(actor)
        turned = _turned(bits, minutes)
        await reminders.choose(actor, bits if turned is None else turned)
    await _show(query, session_id, actor, t, reminders)


async def on_track_leads(
    query: CallbackQuery,
    callback_data: TrackLeadsButton,
    actor: Actor,
    t: Translator,
    reminders: Reminders,
) -> None:
    found = await reminders.of_track(actor, EventId(callback_data.event), callback_data.track)
    await show(query, with_silence(track_leads_screen(found, t), actor, t))


async def on_track_lead(
    query: CallbackQuery,
    callback_data: TrackLeadButton,
    actor: Actor,
    t: Translator,
    reminders: Reminders,
) -> None:
    event_id, key = EventId(callback_data.event), callback_data.track
    found = await reminders.of_track(actor, event_id, key)
    turned = _turned(found.bits, callback_data.minutes)
    await reminders.choose_for_track(actor, event_id, key, turned)
    screen = track_leads_screen(await reminders.of_track(actor, event_id, key), t)
    await show(query, with_silence(screen, actor, t))


def _turned(bits: int, minutes: int) -> int | None:
    """The set after a button; None: none of its own. Raises NotFound for a forged button."""
    if minutes in (AS_USUAL, OFF):
        return None if minutes == AS_USUAL else 0
    if minutes not in LEAD_MINUTES:
        raise NotFound("button-outdated")
    return bits ^ bit_of(minutes)


async def _show(
    query: CallbackQuery, session_id: str, actor: Actor, t: Translator, reminders: Reminders
) -> None:
    if session_id:
        screen = session_leads_screen(await reminders.get(actor, SessionId(session_id)), t)
    else:
        screen = leads_screen(await reminders.chosen(actor), t)
    await show(query, with_silence(screen, actor, t))
