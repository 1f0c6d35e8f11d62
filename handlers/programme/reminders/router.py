"""Buttons under a reminder: «I am going» and «once more later»."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.ids import SessionId
from domain.people.users import Actor
from handlers.callbacks.programme.reminders import AckButton, SnoozeButton
from handlers.programme.reminders import lead_times
from handlers.programme.reminders.views import acknowledged_screen, reminder_screen
from services.programme.reminders import Reminders
from ui.formatting import moment
from ui.screens import show
from ui.translator import Translator


def build() -> Router:
    router = Router(name="reminders")
    router.callback_query.register(on_ack_click, AckButton.filter())
    router.callback_query.register(on_snooze_click, SnoozeButton.filter())
    lead_times.register(router)
    return router


async def on_ack_click(
    query: CallbackQuery,
    callback_data: AckButton,
    actor: Actor,
    t: Translator,
    reminders: Reminders,
    now: datetime,
) -> None:
    going = await reminders.get(actor, SessionId(callback_data.id))
    screen = acknowledged_screen(going, actor.zone, now, t)
    await show(query, screen, toast=t.plain("reminder-acked"))


async def on_snooze_click(
    query: CallbackQuery,
    callback_data: SnoozeButton,
    actor: Actor,
    t: Translator,
    reminders: Reminders,
    now: datetime,
) -> None:
    session_id = SessionId(callback_data.id)
    at = await reminders.snooze(actor, session_id, callback_data.minutes)
    going = await reminders.get(actor, session_id)
    note = t("reminder-snoozed", moment=moment(at, actor.zone, t))
    screen = reminder_screen(going, actor.zone, now, t, note=note)
    await show(query, screen, toast=t.plain("reminder-snoozed-toast"))
