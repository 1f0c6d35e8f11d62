from __future__ import annotations

from aiogram import F, Router
from aiogram.types import BufferedInputFile, CallbackQuery

from domain.people.users import Actor
from handlers.callbacks.programme.calendars import (
    BUTTONS,
    CalendarFileButton,
    FeedButton,
    FeedStep,
    MyCalendarButton,
)
from handlers.programme.calendars import views
from handlers.programme.sessions.schedule_views import calendar_screen
from services.programme.calendars import Calendars
from ui.filters import OwnButton
from ui.screens import acknowledge, show
from ui.translator import Translator

FILE_NAME = "profkompas.ics"


def build() -> Router:
    router = Router(name="calendars")
    router.callback_query.filter(OwnButton(*BUTTONS))
    router.callback_query.register(on_ways, MyCalendarButton.filter())
    router.callback_query.register(on_file, CalendarFileButton.filter())
    router.callback_query.register(on_open, FeedButton.filter(F.step == FeedStep.OPEN))
    router.callback_query.register(on_ask_renew, FeedButton.filter(F.step == FeedStep.ASK_RENEW))
    router.callback_query.register(on_renew, FeedButton.filter(F.step == FeedStep.RENEW))
    router.callback_query.register(on_ask_revoke, FeedButton.filter(F.step == FeedStep.ASK_REVOKE))
    router.callback_query.register(on_revoke, FeedButton.filter(F.step == FeedStep.REVOKE))
    return router


async def on_ways(query: CallbackQuery, t: Translator) -> None:
    await show(query, calendar_screen(t))


async def on_file(
    query: CallbackQuery, actor: Actor, t: Translator, calendars: Calendars, bot_username: str
) -> None:
    """A later file takes the place of an earlier one, entry by entry (UID)."""
    content = await views.calendar_file(await calendars.agenda(actor), t, bot_username)
    await acknowledge(query)
    if query.bot is not None:
        await query.bot.send_document(
            query.from_user.id,
            BufferedInputFile(content, FILE_NAME),
            caption=t("calendar-file-caption"),
        )


async def on_open(query: CallbackQuery, actor: Actor, t: Translator, calendars: Calendars) -> None:
    await show(query, views.feed_screen(await calendars.feed(actor), t))


async def on_ask_renew(query: CallbackQuery, callback_data: FeedButton, t: Translator) -> None:
    await show(query, views.renew_screen(callback_data.mark, t))


async def on_renew(
    query: CallbackQuery,
    callback_data: FeedButton,
    actor: Actor,
    t: Translator,
    calendars: Calendars,
) -> None:
    feed = await calendars.renew(actor, callback_data.mark)
    await show(query, views.feed_screen(feed, t), toast=t.plain("calendar-renewed"))


async def on_ask_revoke(query: CallbackQuery, t: Translator) -> None:
    await show(query, views.revoke_screen(t))


async def on_revoke(
    query: CallbackQuery, actor: Actor, t: Translator, calendars: Calendars
) -> None:
    await calendars.revoke(actor)
    await show(query, views.revoked_screen(t))
