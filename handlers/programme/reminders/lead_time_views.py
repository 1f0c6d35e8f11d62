"""Screens on which a person chooses how long before a session to be reminded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from domain.people.users import Actor, Category
from domain.programme.reminders import LEAD_MINUTES, bit_of, leads_of
from domain.programme.sessions import track_key
from handlers.callbacks.people.settings import Choice, SettingsButton
from handlers.callbacks.programme.reminders import LeadButton, TrackLeadButton
from handlers.callbacks.programme.sessions import EventButton, SessionButton
from services.programme.reminders import Going, TrackLeads
from ui.formatting import joined, lowered
from ui.keyboards import Row, button, in_columns, inline
from ui.screens import Screen
from ui.translator import Translator

DAY = 1440
HOUR = 60
"""Minutes."""

AS_USUAL = 0
"""Instead of minutes: this session or track has no set of its own."""
OFF = -1
"""Instead of minutes: an empty set."""

Target = Callable[[int], CallbackData]


def leads_screen(bits: int, t: Translator) -> Screen:
    """The lead times for all sessions that have no set of their own."""

    def target(minutes: int) -> CallbackData:
        return LeadButton(id="", minutes=minutes)

    back = [button(t.plain("settings-back"), SettingsButton(choice=Choice.NOTIFY))]
    return Screen(t("leads-title"), inline(*_choices(target, bits, t), back))


def session_leads_screen(found: Going, t: Translator) -> Screen:
    session = found.session

    def target(minutes: int) -> CallbackData:
        return LeadButton(id=session.id, minutes=minutes)

    usual, note = "leads-usual", t("leads-session-usual")
    if found.is_of_track:
        usual, note = "leads-usual-track", t("leads-session-track", track=session.track)
    if found.is_own:
        note = t("leads-session-own")
    text = "\n".join([t("leads-session-title", title=session.title), note])
    back = [button(t.plain("session-back"), SessionButton(id=session.id))]
    return Screen(text, _picker(target, found.bits, usual, back, t, is_own=found.is_own))


def track_leads_screen(found: TrackLeads, t: Translator) -> Screen:
    event_id = found.event.id

    def target(minutes: int) -> CallbackData:
        return TrackLeadButton(event=event_id, track=track_key(found.track), minutes=minutes)

    own = "leads-track-own" if found.bits else "leads-track-off"
    note = t(own if found.is_own else "leads-track-usual")
    text = "\n".join([t("leads-track-title", track=found.track), note])
    back = [button(t.plain("programme-whole"), EventButton(id=event_id))]
    return Screen(text, _picker(target, found.bits, "leads-usual", back, t, is_own=found.is_own))


def with_silence(screen: Screen, actor: Actor, t: Translator) -> Screen:
    """The screen with a line that none of its reminders comes where the reader hears nothing of
    sessions."""
    if actor.hears_of(Category.SESSIONS):
        return screen
    note = t("leads-silent-stopped" if actor.is_stopped else "leads-silent")
    return Screen("\n\n".join([screen.text, note]), screen.markup)


def _picker(
    target: Target, bits: int, usual: str, back: Row, t: Translator, *, is_own: bool
) -> InlineKeyboardMarkup:
    as_usual = [button(t.plain(usual), target(AS_USUAL))] if is_own else []
    return inline(*_choices(target, bits, t), as_usual, back)


def _choices(target: Target, bits: int, t: Translator) -> list[Row]:
    buttons = [
        button(("✅ " if bits & bit_of(minutes) else "") + lead(minutes, t), target(minutes))
        for minutes in LEAD_MINUTES
    ]
    off = [button(t.plain("leads-off"), target(OFF))] if bits else []
    return [*in_columns(buttons, 3), off]


def coming_leads(bits: int, starts_in: timedelta, t: Translator) -> str:
    """«за день, за час и за 10 минут»: those of which the moment is still to come."""
    left = starts_in // timedelta(minutes=1)
    coming = (lowered(lead(one, t)) for one in leads_of(bits) if one < left)
    words = [t.plain("lead-before", lead=one) for one in coming]
    return joined(words, t)


def lead(minutes: int, t: Translator) -> str:
    if minutes % DAY == 0:
        return t.plain("lead-days", count=minutes // DAY)
    if minutes % HOUR == 0:
        return t.plain("lead-hours", count=minutes // HOUR)
    return t.plain("lead-minutes", count=minutes)
