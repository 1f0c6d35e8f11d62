"""Days of open doors: those near the reader, those of one college with reminders, and a file."""

from __future__ import annotations

from datetime import date

from aiogram import Router
from aiogram.types import BufferedInputFile, CallbackQuery

from domain.clusters.cards import Cluster
from domain.errors import NotFound
from domain.ids import ClusterId
from domain.people.users import Actor
from handlers.callbacks.clusters.cards import (
    CollegeDaysButton,
    OpenDayFileButton,
    OpenDayReminderButton,
    OpenDaysButton,
)
from handlers.clusters.cards.open_day_views import college_days_screen, open_days_screen
from services.clusters.catalogue import Clusters
from services.clusters.open_days.coming import OpenDays
from services.clusters.open_days.reminders import OpenDayReminders
from ui.formatting import wall_clock
from ui.screens import Screen, acknowledge, send_to_chat, show
from ui.translator import Translator

FILE_NAME = "open-days.ics"


def register(router: Router) -> None:
    router.callback_query.register(on_open_days, OpenDaysButton.filter())
    router.callback_query.register(on_college_days, CollegeDaysButton.filter())
    router.callback_query.register(on_reminder, OpenDayReminderButton.filter())
    router.callback_query.register(on_file, OpenDayFileButton.filter())


async def on_open_days(
    query: CallbackQuery, actor: Actor, t: Translator, open_days: OpenDays
) -> None:
    """A message of its own: the card or the answers stay."""
    home = actor.home.point if actor.home else None
    found = await open_days.coming(home)
    await acknowledge(query)
    await send_to_chat(query, open_days_screen(found, t))


async def on_college_days(
    query: CallbackQuery,
    callback_data: CollegeDaysButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    open_day_reminders: OpenDayReminders,
) -> None:
    """A message of its own: the list or the card stays."""
    cluster = await clusters.card(ClusterId(callback_data.id))
    screen = await _days_of(cluster, actor, t, clusters, open_day_reminders)
    await acknowledge(query)
    await send_to_chat(query, screen)


async def on_reminder(
    query: CallbackQuery,
    callback_data: OpenDayReminderButton,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    open_day_reminders: OpenDayReminders,
) -> None:
    """Switched off it is even where the day is gone; then there is no screen to show."""
    cluster_id, wanted = ClusterId(callback_data.id), callback_data.wanted
    day = date.fromordinal(callback_data.day)
    moment = await open_day_reminders.choose(actor, cluster_id, day, wanted=wanted)
    if moment is not None:
        when = wall_clock(moment.astimezone(actor.zone), t)
        toast = t.plain("open-day-is-on", moment=when)
    else:
        toast = t.plain("open-day-was-reminded" if wanted else "open-day-is-off")
    try:
        cluster = await clusters.card(cluster_id)
        screen = await _days_of(cluster, actor, t, clusters, open_day_reminders)
    except NotFound:
        await acknowledge(query, toast)
        return
    await show(query, screen, toast=toast)


async def on_file(
    query: CallbackQuery,
    callback_data: OpenDayFileButton,
    t: Translator,
    clusters: Clusters,
    open_days: OpenDays,
) -> None:
    cluster = await clusters.card(ClusterId(callback_data.id))
    await acknowledge(query)
    if query.bot is not None:
        file = BufferedInputFile(open_days.calendar(cluster), FILE_NAME)
        caption = t("open-days-file", name=cluster.base_college or cluster.name)
        await query.bot.send_document(query.from_user.id, file, caption=caption)


async def _days_of(
    cluster: Cluster,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    open_day_reminders: OpenDayReminders,
) -> Screen:
    """Raises NotFound where none is ahead."""
    today = clusters.today()
    if not cluster.coming_days(today):
        raise NotFound("open-day-gone")
    awaited = await open_day_reminders.of_card(actor, cluster.id)
    return college_days_screen(cluster, today, awaited, t)
