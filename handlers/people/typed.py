"""The bot's own functions, asked for in words: «поменяй язык», «хватит мне писать», «удали меня».

Nothing is switched off or erased by words alone: they open the screen where that is chosen.
"""

from __future__ import annotations

import re
from datetime import datetime

from aiogram import Router
from aiogram.types import Message

from domain.people.users import Actor
from handlers.callbacks.clusters.answers import AdmissionDatesButton
from handlers.callbacks.news.reading import NewsListButton
from handlers.callbacks.people.settings import Choice, SettingsButton
from handlers.callbacks.programme.reminders import LeadsButton
from handlers.callbacks.programme.sessions import ScheduleButton
from handlers.news.reading.lists import list_screen
from handlers.news.subscriptions.views import main_screen
from handlers.people.admin.views import dashboard_screen
from handlers.people.my import on_my
from handlers.people.privacy.views import confirm_screen, privacy_screen
from handlers.people.settings.views import language_screen, notify_screen, settings_screen
from services.clusters.catalogue import Clusters
from services.clusters.open_days.reminders import OpenDayReminders
from services.news.reading import News
from services.news.subscriptions import Subscriptions
from services.people.organisers import Organisers
from services.people.users import Users
from services.programme.sessions import Programmes
from services.search.lookup import Lookup
from services.search.reading.intents import OF_BOT, Intent
from ui.filters import Asks, FreeText
from ui.keyboards import button, inline
from ui.screens import Screen, send
from ui.translator import Translator

TO_KEEP = re.compile(
    r"\W*(?:(?:да|ну|и|тогда|а)\W+)*(?:сохрани\w*|запомни\w*|оставь|добавь|save|keep)\b"
    r"(?:\W+(?:это|этот|его|их|всё|поиск|список|результат\w*|пожалуйста|мне|в|избранное|закладки"
    r"|it|this|the|that|search|list|please|for|me))*\W*",
    re.IGNORECASE,
)
"""«Сохрани этот список»: the search that is shown, and not those that were kept."""


def build() -> Router:
    """Before the search and after every conversation that waits for a text."""
    router = Router(name="people-typed")
    # Most texts ask for none of it: one look at what they ask for, not one for each handler.
    router.message.filter(Asks(OF_BOT))
    router.message.register(on_saved, FreeText(), Asks(frozenset([Intent.SAVED])))
    router.message.register(on_news, FreeText(), Asks(frozenset([Intent.NEWS])))
    router.message.register(on_subs, FreeText(), Asks(frozenset([Intent.NEWS_SUBSCRIPTIONS])))
    router.message.register(on_erase, FreeText(), Asks(frozenset([Intent.ERASE])))
    router.message.register(on_admin, FreeText(), Asks(frozenset([Intent.DESK])))
    router.message.register(on_own, FreeText(), Asks(OF_BOT))
    return router


async def on_own(
    message: Message, actor: Actor, t: Translator, intent: Intent, now: datetime
) -> None:
    """Opens a screen about what is known of the reader already."""
    if intent is Intent.LANGUAGE:
        screen = language_screen(t)
    elif intent is Intent.NOTIFICATIONS:
        choices = notify_screen(actor, t)
        screen = Screen("\n\n".join([t("typed-notifications"), choices.text]), choices.markup)
    elif intent is Intent.REMINDERS:
        screen = reminders_screen(t)
    elif intent is Intent.PRIVACY:
        screen = privacy_screen(t)
    else:
        screen = settings_screen(actor, t, now)
    await send(message, screen)


async def on_saved(
    message: Message,
    actor: Actor,
    t: Translator,
    clusters: Clusters,
    programmes: Programmes,
    lookup: Lookup,
    open_day_reminders: OpenDayReminders,
) -> None:
    """What was kept, or after «сохрани» what was searched for last."""
    if TO_KEEP.fullmatch(message.text or "") is not None:
        last = await lookup.last(actor)
        if last is not None and not last.query.is_empty:
            await lookup.keep(actor, last.search.id)
            await send(message, Screen(t("search-kept")))
            return
    if not await lookup.kept(actor):
        await send(message, Screen(t("typed-no-searches")))
    await on_my(message, actor, t, clusters, programmes, lookup, open_day_reminders)


async def on_news(message: Message, actor: Actor, t: Translator, news: News) -> None:
    await send(message, await list_screen(NewsListButton(), actor, t, news))


async def on_subs(
    message: Message, actor: Actor, t: Translator, news: News, subscriptions: Subscriptions
) -> None:
    choices = await subscriptions.of(actor)
    await send(message, main_screen(choices, await news.topics(), actor, t))


async def on_erase(message: Message, actor: Actor, t: Translator, users: Users) -> None:
    """The question, which only a press answers."""
    await send(message, confirm_screen(await users.holdings(actor), t))


async def on_admin(
    message: Message, actor: Actor, t: Translator, organisers: Organisers, now: datetime
) -> None:
    """Opens the dashboard; others are told who may, and what the owner needs to know to let
    them."""
    if await organisers.may(actor):
        await send(message, dashboard_screen(await organisers.dashboard(actor), now, t))
        return
    await send(message, Screen(t("typed-no-organiser", id=str(actor.id))))


def reminders_screen(t: Translator) -> Screen:
    """What the bot reminds of, and where each of these is chosen."""
    return Screen(
        t("typed-reminders"),
        inline(
            [button(t.plain("programme-mine"), ScheduleButton())],
            [button(t.plain("notify-leads"), LeadsButton())],
            [button(t.plain("admission-dates-on"), AdmissionDatesButton(wanted=True))],
            [button(t.plain("settings-set-notify"), SettingsButton(choice=Choice.NOTIFY))],
        ),
    )
