"""Screens on which a person chooses how long before a session to be reminded."""

from __future__ import annotations

from domain.reminders import LEAD_MINUTES, bit_of
from handlers.programme.callbacks import SessionButton
from handlers.programme.reminder_callbacks import LeadButton
from handlers.settings.callbacks import Choice, SettingsButton
from ui.keyboards import Row, button, in_columns, inline
from ui.screens import Screen
from ui.translator import Translator

DAY = 1440
HOUR = 60
AS_USUAL = 0
"""Instead of minutes: this session has no set of its own."""


def leads_screen(bits: int, t: Translator) -> Screen:
    """For all sessions that have no set of their own."""
    back = [button(t.plain("settings-back"), SettingsButton(choice=Choice.NOTIFY))]
    return Screen(t("leads-title"), inline(*_choices("", bits, t), back))


def session_leads_screen(
    session_id: str, title: str, bits: int, t: Translator, *, is_own: bool
) -> Screen:
    key = "leads-session-own" if is_own else "leads-session-usual"
    usual: Row = []
    if is_own:
        usual = [button(t.plain("leads-usual"), LeadButton(id=session_id, minutes=AS_USUAL))]
    back = [button(t.plain("session-open"), SessionButton(id=session_id))]
    text = "\n".join([t("leads-session-title", title=title), t(key)])
    return Screen(text, inline(*_choices(session_id, bits, t), usual, back))


def _choices(session_id: str, bits: int, t: Translator) -> list[Row]:
    buttons = [
        button(
            ("✅ " if bits & bit_of(minutes) else "") + lead(minutes, t),
            LeadButton(id=session_id, minutes=minutes),
        )
        for minutes in LEAD_MINUTES
    ]
    return in_columns(buttons, 3)


def lead(minutes: int, t: Translator) -> str:
    if minutes % DAY == 0:
        return t.plain("lead-days", count=minutes // DAY)
    if minutes % HOUR == 0:
        return t.plain("lead-hours", count=minutes // HOUR)
    return t.plain("lead-minutes", count=minutes)
