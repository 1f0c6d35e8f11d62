"""/my: what lies ahead, what is saved and what is kept, of all areas."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from domain.people.users import Actor
from handlers.clusters.cards.open_day_views import awaited_screen
from handlers.clusters.favourites.views import favourites_screen
from handlers.clusters.search.menu_views import saved_screen
from handlers.programme.sessions.schedule_views import schedule_screen
from services.clusters.catalogue import Clusters
from services.clusters.open_days.reminders import OpenDayReminders
from services.programme.sessions import Programmes
from services.search.lookup import Lookup
from ui.screens import send
from ui.translator import Translator


def build() -> Router:
    router = Router(name="my")
    router.message.register(on_my, Command("my"))
    return router


async def on_my(
    message: Message,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    programmes: Programmes,
    lookup: Lookup,
    open_day_reminders: OpenDayReminders,
) -> None:
    """What there is of sessions and open days that lie ahead and of saved searches, and favourite
    clusters."""
    schedule = await programmes.schedule(actor)
    if schedule:
        await send(message, schedule_screen(schedule, t))
    awaited = await open_day_reminders.awaited(actor, await clusters.catalogue())
    if awaited:
        await send(message, awaited_screen(awaited, t))
    kept = await lookup.kept(actor)
    if kept:
        await send(message, saved_screen(kept, t))
    await send(message, favourites_screen(await clusters.favourites(actor), 0, t))
